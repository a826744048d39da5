from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from callstation.desk.several import change_several, read_shared
from callstation.errors import CallstationError
from callstation.model.people import NewPerson, Phone
from callstation.store import people, reading
from callstation.store.book import Book


@pytest.fixture
def three(book: Book, desk_at: Callable[..., Any]) -> tuple[Any, list[int]]:
    """A desk on both databases, and three people."""
    desk = desk_at(book)
    ids = []
    for i, tags in enumerate([("warm",), (), ("cold", "warm")]):
        number = f"+1312555014{i}"
        new = NewPerson(name=f"Person {i}", phones=(Phone(number, raw=number),), tags=tags)
        ids.append(people.add(book, desk.tools.frame, new, desk.now)[0])
    return desk, ids


def as_they_are(desk: Any, ids: list[int]) -> list[Any]:
    return [reading.person(desk.tools.book, i) for i in ids]


@pytest.mark.parametrize(
    ("way", "typed", "count", "words"),
    [
        ("tag", "fair, #warm, -cold", 3, "tagged fair, warm, cold taken away"),
        ("tag", "-cold", 1, "cold taken away"),
        ("kind", "ref", 3, "kind: referral source"),
        ("rhythm", "1m", 3, "rhythm: 1m"),
        ("snooze", "in 2 weeks", 3, "put off until"),
    ],
)
def test_many_are_changed_as_one_step_and_undone_as_one(
    three: Any, way: str, typed: str, count: int, words: str
) -> None:
    desk, ids = three
    before = as_they_are(desk, ids)
    due = desk.tools.book.rows("SELECT id, due_at, ready, snoozed_until FROM person ORDER BY id")
    change, said = read_shared(desk, way, typed)
    assert words in said
    assert change_several(desk, ids, change) == count
    assert as_they_are(desk, ids) != before or way == "snooze"
    if way == "tag" and "fair" in typed:
        assert {f.id for f in desk.find("fair")} == set(ids)
        assert set(reading.person(desk.tools.book, ids[2]).tags) == {"warm", "fair"}
    if way == "snooze":
        assert desk.left() == 0
    undone = desk.undo()
    assert undone is not None
    assert undone.verb == "edit-of-several"
    assert as_they_are(desk, ids) == before
    assert desk.tools.book.rows("SELECT id, due_at, ready, snoozed_until FROM person ORDER BY id") == due
    assert desk.find("fair") == []
    assert desk.undo() is None


def test_what_is_so_already_is_no_step(three: Any) -> None:
    desk, ids = three
    change, _ = read_shared(desk, "kind", "prospect")
    assert change_several(desk, [*ids, 999_999], change) == 0
    assert desk.undo() is None


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        ("tag", ""),
        ("tag", " , "),
        ("kind", ""),
        ("kind", "x"),
        ("rhythm", "now and then"),
        ("snooze", "yesterday"),
        ("snooze", "x"),
    ],
)
def test_what_cannot_be_is_one_sentence(three: Any, way: str, typed: str) -> None:
    with pytest.raises(CallstationError):
        read_shared(three[0], way, typed)
