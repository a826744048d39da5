"""Sitting down, getting up, being cut off: a power hour survives all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from invented import bring, new_person

from callstation.errors import UsageError
from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.store.book import Book
from callstation.store.opening import open_book


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "callstation.db"


@pytest.fixture
def sit(file: Path, desk_at: Callable[..., Any], clock: Any) -> Iterator[Callable[[], Any]]:
    """Opens the book and sits down; whatever is left open is closed at the end."""
    opened: list[Book] = []

    def sit_down() -> Any:
        opened.append(open_book("", file))
        return desk_at(opened[-1])

    first = sit_down()
    bring(first.tools.book, *(new_person(f"Person {n}") for n in range(5)))
    first.close()
    clock.advance(hours=1)
    yield sit_down
    for book in opened:
        book.close()


def test_a_session_is_paused_by_leaving_and_gone_on_with(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    assert desk.session is None  # looking begins nothing
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    clock.advance(minutes=20)
    desk.close()
    clock.advance(hours=2)
    again = sit()
    assert again.session is not None
    assert (again.session.paused, again.session.seconds) == (True, 20 * 60)
    assert again.tally().calls == 1
    again.record(again.next_card(), Outcome.NO_ANSWER)
    clock.advance(minutes=5)
    assert (again.clock().seconds, again.tally().calls) == (25 * 60, 2)
    assert again.undo().verb == "no-answer"
    assert again.undo().verb == "no-answer"  # also what was done before leaving


def test_after_being_cut_off_only_work_counts_as_time(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    clock.advance(minutes=20)
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    desk.tools.book.close()  # as if it had been killed: nothing is said to the session
    clock.advance(hours=3)
    again = sit()
    assert (again.session.paused, again.session.seconds) == (True, 20 * 60)
    again.begin()
    clock.advance(minutes=1)
    assert again.clock().seconds == 21 * 60


def test_a_command_beside_the_workstation_leaves_its_clock_alone(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    clock.advance(minutes=10)
    beside = sit()
    assert not beside.session.paused
    beside.record(beside.next_card(), Outcome.NO_ANSWER)
    beside.close()
    clock.advance(minutes=10)
    session = desk.clock()
    assert (session.paused, session.seconds) == (False, 20 * 60)
    assert desk.session.id == session.id


def test_a_reading_view_closes_without_writing(sit: Callable[[], Any], file: Path, desk_at: Any) -> None:
    desk = sit()
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    view = desk_at(open_book("", file, read_only=True))
    assert view.session is not None
    assert view.next_card() is not None
    view.close()


def test_the_goal(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    session = desk.begin("20 calls")
    assert (session.goal, session.target) == (Goal.CALLS, 20)
    assert desk.begin("5 calls").target == 20  # a running one keeps its goal ...
    assert desk.set_goal("30 minutes").target == 30  # ... until it is changed
    with pytest.raises(UsageError):
        desk.set_goal("soon")
    ended = desk.end()
    assert ended.ended_at == desk.now
    assert desk.session is None
    assert desk.end() is None
    assert desk.begin().id != ended.id


def test_a_session_of_yesterday_is_over(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    desk.record(desk.next_card(), Outcome.NO_ANSWER)
    desk.close()
    clock.advance(hours=20)
    assert sit().session is None


def test_idle_moments_move_the_log_into_the_book(sit: Callable[[], Any], file: Path) -> None:
    desk = sit()
    before = file.stat().st_size
    for _ in range(4):
        desk.record(desk.next_card(), Outcome.NO_ANSWER, note="n" * 50_000)
    assert file.stat().st_size == before
    desk.idle()
    assert file.stat().st_size > before


def test_agreed_hours_that_are_near_are_shown(sit: Callable[[], Any], clock: Any) -> None:
    desk = sit()
    card = desk.next_card()
    desk.record(card, Outcome.CALL_BACK, answer=desk.read_answer(card, Outcome.CALL_BACK, "in 90 minutes"))
    assert desk.coming() == []
    clock.advance(minutes=40)
    [soon] = desk.coming()
    assert (soon.id, soon.why_now.text) == (card.prospect.id, "agreed 13:30 their time")


def test_lists(sit: Callable[[], Any]) -> None:
    desk = sit()
    assert [r.name for r in desk.rows(3)] == ["Person 0", "Person 1", "Person 2"]
    assert [r.name for r in desk.rows(2, without=[1])] == ["Person 1", "Person 2"]
    assert desk.left() == 5
    assert desk.left(3) == 3
    assert timedelta(0) <= desk.now - desk.rows(1)[0].due
    assert [f.name for f in desk.find("person 4")] == ["Person 4"]
