"""A promise is its caller's own to keep (F1), falls to the team where they are away, and can be handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from invented import THURSDAY, bring, new_person, number

from callstation.clock import FixedClock
from callstation.desk.handing import hand_over, undo_hand_over
from callstation.errors import AmbiguousError, NotFoundError, RefusedError
from callstation.model.calls import Outcome
from callstation.rules.team import falls_to_team, is_away, with_words
from callstation.store.book import Book

EAST = "America/New_York"
MONDAY_TEN = datetime(2026, 3, 16, 14, 0, tzinfo=UTC)
WEEKDAYS = range(5)


@pytest.fixture
def maria(team_book: Book) -> int:
    return bring(team_book, new_person("Maria Okafor", number(1), zone=EAST))[0]


def agree(desk: Any, person_id: int, when: str) -> None:
    card = desk.card(person_id)
    desk.record(card, Outcome.TALKED, answer=desk.read_answer(card, Outcome.TALKED, f"{when}: send the prices"))


# the rule ---------------------------------------------------------------------------------------------------
def test_away_is_not_there_since_the_last_working_day() -> None:
    friday_noon = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)
    assert not is_away(friday_noon, MONDAY_TEN, EAST, WEEKDAYS), "Friday is the working day before Monday"
    assert is_away(friday_noon - timedelta(days=1), MONDAY_TEN, EAST, WEEKDAYS)
    assert not is_away(MONDAY_TEN - timedelta(hours=1), MONDAY_TEN, EAST, WEEKDAYS)
    assert is_away(None, MONDAY_TEN, EAST, WEEKDAYS)
    assert not is_away(MONDAY_TEN - timedelta(days=1), MONDAY_TEN, EAST, ()), "no working days: every day is one"


@pytest.mark.parametrize(
    ("seen", "closes", "at", "falls"),
    [
        (1, 300, None, False),
        (1, 60, None, True),  # the last hour of their window
        (1, None, None, False),  # shut: nobody is called, and the owner keeps it
        (1, 300, 0, False),
        (11, 300, 0, True),  # the hour has struck, and its owner is not there
        (11, 300, 3, False),  # it strikes in three minutes
        (60 * 24 * 5, 300, None, True),
    ],
)
def test_when_a_word_falls_to_the_team(seen: int, closes: int | None, at: int | None, falls: bool) -> None:
    def after(minutes: int | None) -> datetime | None:
        return None if minutes is None else MONDAY_TEN + timedelta(minutes=minutes)

    assert (
        falls_to_team(after(-seen), MONDAY_TEN, zone=EAST, days=WEEKDAYS, closes=after(closes), at=after(at)) is falls
    )


def test_words_for_who_has_somebody() -> None:
    assert with_words("Dana Reed", MONDAY_TEN, MONDAY_TEN + timedelta(minutes=4, seconds=50)) == "with Dana, 4 min"
    assert with_words("", MONDAY_TEN, MONDAY_TEN - timedelta(seconds=5)) == "with a colleague, 0 min"


# on the book ------------------------------------------------------------------------------------------------
def test_owner_first_then_the_team(seat: Callable[..., Any], maria: int, clock: FixedClock) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    agree(dana, maria, "mon")
    clock.at = MONDAY_TEN
    later = MONDAY_TEN - timedelta(days=3)
    ann.tools.book.run("UPDATE colleague SET seen_at = ? WHERE name = 'Dana Reed'", int(later.timestamp()))
    assert ann.next_card() is None, "Dana was there on Friday, and keeps her word herself"
    assert ann.rows(5) == []
    assert dana.next_card().prospect.id == maria
    dana.team.let_go()
    ann.tools.book.run("UPDATE colleague SET seen_at = ? WHERE name = 'Dana Reed'", int(THURSDAY.timestamp()))
    assert ann.next_card().prospect.id == maria, "not seen since Thursday: it is the team's"


def test_the_last_hour_of_their_window_is_the_teams(seat: Callable[..., Any], maria: int, clock: FixedClock) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    agree(dana, maria, "today")
    closes = dana.card(maria).window.closes
    clock.at = closes.astimezone(UTC) - timedelta(minutes=61)
    assert ann.next_card() is None
    clock.advance(minutes=2)
    assert ann.next_card().prospect.id == maria


def test_a_promise_is_its_callers_own(seat: Callable[..., Any], maria: int, clock: FixedClock) -> None:
    """F1: the voicemail's second date is a promise of whoever left it."""
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    dana.record(dana.card(maria), Outcome.VOICEMAIL)
    day = date.fromisoformat(ann.tools.book.value("SELECT day FROM promise"))
    clock.at = datetime(day.year, day.month, day.day, 14, 30, tzinfo=UTC)
    dana.team.tick(clock.now())
    assert ann.next_card() is None
    assert dana.next_card().prospect.id == maria


def test_handed_over_and_taken_back(seat: Callable[..., Any], maria: int, clock: FixedClock) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    dana.begin()
    agree(dana, maria, "mon")
    person, name = hand_over(dana, maria, "ann")
    assert (person.name, name) == ("Maria Okafor", "Ann Lee")
    clock.at = MONDAY_TEN
    for desk in (dana, ann):
        desk.team.tick(clock.now())
    assert dana.next_card() is None
    assert ann.next_card().prospect.id == maria
    ann.team.let_go()
    with pytest.raises(RefusedError, match="Ann Lee's already"):
        hand_over(dana, maria, "Ann Lee")
    assert dana.undo().verb == "hand-over"
    assert dana.next_card().prospect.id == maria
    hand_over(dana, maria, "Ann")
    assert undo_hand_over(ann, maria).name == "Maria Okafor"
    with pytest.raises(NotFoundError, match="nothing of theirs was handed over"):
        undo_hand_over(ann, maria)


def test_handed_over_to_nobody_we_know(seat: Callable[..., Any], maria: int) -> None:
    dana = seat("Dana Reed")
    seat("Ann Lee")
    seat("Ann Berg")
    with pytest.raises(NotFoundError, match="known are Ann Berg, Ann Lee, Dana Reed"):
        hand_over(dana, maria, "Zoe")
    with pytest.raises(AmbiguousError, match="Ann Berg, Ann Lee"):
        hand_over(dana, maria, "Ann")


def test_a_book_of_one_caller_has_nobody_to_hand_over_to(desk: Any) -> None:
    with pytest.raises(RefusedError, match="one caller's own"):
        hand_over(desk, 1, "Ann")
