"""Windows, holidays and clocks at the desk: what the card says, what is refused, and which dates are promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.clock import FixedClock
from callstation.desk.opening import with_sessions
from callstation.desk.persons import edit_person, values_of
from callstation.desk.tidings import tidings_of
from callstation.errors import RefusedError
from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.rules.calling_hours import read_hours
from callstation.store import reading, reasons, sessions
from callstation.store.book import Book

DENVER = {"TZ": "America/Denver"}


def alabama(book: Book) -> int:
    reasons.add(book, FRAME, reason(), THURSDAY)
    return bring(book, new_person("Al Banner", number(3), region="AL", country="US", zone="America/Chicago"))[0]


def test_a_call_outside_the_law_is_refused_with_the_law_and_the_next_opening(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    """F6: a holiday on which Alabama forbids calls; logging stays possible."""
    person = alabama(sqlite_book)
    clock.at = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)  # Thanksgiving, noon in Birmingham
    desk = desk_at(sqlite_book)
    assert desk.next_card() is None
    card = desk.card(person)
    assert card.window.holiday == "Thanksgiving Day"
    with pytest.raises(RefusedError) as refused:
        desk.dial(card)
    for words in ("12:00 for Al Banner", "Alabama allows calls 8:00-20:00 mon-sat", "Thanksgiving Day",
                  "it opens Fri 27 Nov at 9:00 their time"):  # fmt: skip
        assert words in str(refused.value)
    desk.record(card, Outcome.NO_ANSWER)


def test_beyond_the_law_only_where_the_settings_say_so(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    person = alabama(sqlite_book)
    clock.at = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    desk = desk_at(sqlite_book, beyond_the_law=True)
    card = desk.card(person)
    assert card.window.open
    assert "Alabama" in card.window.beyond
    assert desk.dial(card)


def test_the_words_the_key_and_the_stored_promise_name_the_same_days(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    """F1: dates are moved before they are rendered, here over Thanksgiving to the next session."""
    person = alabama(sqlite_book)
    clock.at = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # Tuesday
    plain = desk_at(sqlite_book).card(person)
    assert plain.promise_days == (date(2026, 11, 25), date(2026, 11, 27))  # Thursday is no day for either
    desk = desk_at(sqlite_book, sessions=("wed 14:00-15:00",))
    card = desk.card(person)
    hear_by, call_on = card.promise_days
    assert (hear_by, call_on) == (date(2026, 12, 1), date(2026, 12, 2))
    assert "the 2nd" in card.voicemail.text
    assert "Dec" in card.consequences[Outcome.VOICEMAIL].text or "Wed" in card.consequences[Outcome.VOICEMAIL].text
    desk.record(card, Outcome.VOICEMAIL)
    promise = reading.standing_promise(sqlite_book, person)
    assert promise is not None
    assert (promise.hear_by, promise.day) == (hear_by, call_on)
    assert promise.words == card.voicemail.text


def test_sessions_are_learnt_where_the_settings_name_none(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    desk = desk_at(sqlite_book)
    frame = desk.tools.frame
    assert with_sessions(frame, sqlite_book, clock.now()).sessions is None
    for weeks in (1, 2, 3):
        for day in (0, 2):  # Thursdays and Saturdays, 11:00 in New York
            start = THURSDAY - timedelta(weeks=weeks) + timedelta(days=day)
            sessions.end(sqlite_book, sessions.start(sqlite_book, frame.caller, Goal.MINUTES, 60, start).id, start)
    learnt = with_sessions(frame, sqlite_book, clock.now()).sessions
    assert str(learnt) == "10:00-11:00 thu,sat"
    told = replace(frame, sessions=read_hours("9-10 mon"))
    assert with_sessions(told, sqlite_book, clock.now()) is told


def test_an_agreed_day_that_is_a_holiday_is_said(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    person = alabama(sqlite_book)
    clock.at = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    desk = desk_at(sqlite_book)
    answer = desk.read_answer(desk.card(person), Outcome.TALKED, "thursday, send the prices")
    assert "a holiday there: Thanksgiving Day" in answer.read_back


def test_a_new_place_brings_its_law(sqlite_book: Book, desk_at: Callable[..., Any]) -> None:
    person = alabama(sqlite_book)
    desk = desk_at(sqlite_book)
    old = reading.person(sqlite_book, person)
    moved = edit_person(desk.tools, person, {**values_of(old), "place": "Miami, FL", "zone": ""}, None)
    assert (moved.region, moved.country) == ("FL", "US")
    assert moved.zones == ("America/New_York", "America/Chicago")
    moved = edit_person(desk.tools, person, {**values_of(moved), "place": "Paris, France"}, None)
    assert (moved.country, moved.zone, moved.zone_source) == ("FR", "Europe/Paris", "address")


# clocks --------------------------------------------------------------------------------------------------------
def test_a_clock_behind_the_book_is_said_at_once_and_stops_dialling_only(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: FixedClock
) -> None:
    person = alabama(sqlite_book)
    clock.at = THURSDAY - timedelta(days=2)
    desk = desk_at(sqlite_book)
    assert "clock is behind the last record" in tidings_of(desk.tools, {})
    card = desk.card(person)
    with pytest.raises(RefusedError, match="clock is behind"):
        desk.dial(card)
    desk.record(card, Outcome.NO_ANSWER)


def test_a_caller_who_travels_is_told_once_for_each_zone(sqlite_book: Book, desk_at: Callable[..., Any]) -> None:
    desk = desk_at(sqlite_book)
    assert tidings_of(desk.tools, {"TZ": "UTC"}) == ""
    assert tidings_of(desk.tools, {"TZ": "America/Detroit"}) == ""  # the same time
    assert "Denver" in tidings_of(desk.tools, DENVER)
    assert tidings_of(desk.tools, DENVER) == ""
    assert tidings_of(desk.tools, {"TZ": "America/New_York"}) == ""  # home again
    assert "Denver" in tidings_of(desk.tools, DENVER)
