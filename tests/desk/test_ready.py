"""The card that is put together beforehand: given out only where a new one would be the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.desk import ready
from callstation.desk.carding import build_card
from callstation.model.calls import Outcome
from callstation.store import reasons, sessions
from callstation.store.book import Book

PHOENIX = "America/Phoenix"
NOON = THURSDAY + timedelta(hours=4)


@pytest.fixture
def working(sqlite_book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    """A desk at noon in Phoenix: five people there, and a reason."""
    names = ("Maria Okafor", "Jan Novak", "Ann Wu", "Tom Hale", "Ida Roth")
    bring(sqlite_book, *(new_person(name, number(n), zone=PHOENIX) for n, name in enumerate(names)))
    reasons.add(sqlite_book, FRAME, reason(text="that the depot opens in May", strength=5), THURSDAY)
    clock.at = NOON
    return desk_at(sqlite_book)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of those whose card is put together from here on."""
    ids: list[int] = []

    def noted(tools: Any, person_id: int, *args: Any, **more: Any) -> Any:
        ids.append(person_id)
        return build_card(tools, person_id, *args, **more)

    monkeypatch.setattr(ready, "build_card", noted)
    return ids


def test_the_next_card_lies_ready_and_is_the_one_that_would_be_made(working: Any, made: list[int]) -> None:
    card = working.next_card()
    following = working.ahead(5, without=card.prospect.id).rows[0].id
    working.lay_ready(following)
    working.lay_ready(following)
    assert made == [card.prospect.id, following], "once a minute is enough"
    working.record(card, Outcome.NO_ANSWER)
    found = working.next_card()
    assert made == [card.prospect.id, following]
    assert found == build_card(working.tools, following, working.now)


def test_a_card_that_is_true_no_longer_is_made_anew(working: Any, made: list[int], clock: Any) -> None:
    def changed_by(change: Callable[[int], object]) -> None:
        card = working.next_card()
        following = working.ahead(5, without=card.prospect.id).rows[0].id
        working.lay_ready(following)
        before = len(made)
        change(following)
        working.record(card, Outcome.NO_ANSWER)
        found = working.next_card()
        assert found.prospect.id == following
        assert found == build_card(working.tools, following, working.now)
        assert len(made) == before + 1

    def minute(_: int) -> None:
        clock.at += timedelta(minutes=1)

    def saved(_: int) -> None:
        shelf = working.tools.shelf
        name = working.card(_).script
        shelf.save(name, shelf.text_of(name)[0] + "\n")

    changed_by(lambda who: working.keep_thread(who, "moving house"))
    changed_by(lambda who: working.keep_note(who, "half a note"))
    changed_by(minute)
    changed_by(saved)


def test_a_reason_written_meanwhile_is_on_the_next_card(working: Any) -> None:
    card = working.next_card()
    working.lay_ready(working.ahead(5, without=card.prospect.id).rows[0].id)
    reasons.add(working.tools.book, FRAME, reason(text="that freight is free in April", strength=9), NOON)
    working.record(card, Outcome.NO_ANSWER)
    assert "freight is free" in working.next_card().opener.text


def test_asking_again_notices_any_other_answer(book: Book) -> None:
    bring(book, new_person("Maria Okafor", number(1)))
    with book.noting() as asked:
        assert book.value("SELECT name FROM person") == "Maria Okafor"
        assert book.one("SELECT id FROM person WHERE name = ?", "Nobody") is None
    assert len(asked) == 2
    assert book.answers_still(asked)
    book.run("UPDATE person SET name = 'Nobody'")
    assert not book.answers_still(asked)


def test_the_head_counts_on_as_it_would_count_anew(working: Any) -> None:
    for outcome, typed in (
        (Outcome.NO_ANSWER, ""),
        (Outcome.VOICEMAIL, ""),
        (Outcome.TALKED, "friday 11:00 send two sketches"),
        (Outcome.NO_ANSWER, ""),
    ):
        card = working.next_card()
        before = working.tally()
        answer = working.read_answer(card, outcome, typed) if typed else None
        working.record(card, outcome, answer=answer)
        assert working.tally() == sessions.tally(working.tools.book, working.session.id)
        assert working.tally().calls == before.calls + 1
    working.undo()
    assert working.tally() == sessions.tally(working.tools.book, working.session.id)
