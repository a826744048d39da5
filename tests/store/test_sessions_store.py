"""Power hours in the book: started, paused, gone on with after leaving, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person

from callstation.model.calls import Outcome
from callstation.model.cards import Goal, Tally
from callstation.store import sessions
from callstation.store.book import Book

MINUTE = timedelta(minutes=1)


def test_a_session_counts_the_time_worked_and_not_the_pauses(book: Book) -> None:
    started = sessions.start(book, "Dana Reed", Goal.MINUTES, 60, THURSDAY)
    assert (started.seconds, started.paused, started.goal, started.target) == (0, False, Goal.MINUTES, 60)
    assert sessions.read(book, started.id, THURSDAY + 10 * MINUTE).seconds == 600
    assert sessions.pause(book, started.id, THURSDAY + 10 * MINUTE).paused
    assert sessions.pause(book, started.id, THURSDAY + 20 * MINUTE).seconds == 600  # the same again changes nothing
    assert sessions.read(book, started.id, THURSDAY + 30 * MINUTE).seconds == 600
    assert not sessions.resume(book, started.id, THURSDAY + 40 * MINUTE).paused
    ended = sessions.end(book, started.id, THURSDAY + 45 * MINUTE)
    assert (ended.seconds, ended.ended_at) == (900, THURSDAY + 45 * MINUTE)
    assert sessions.read(book, started.id, THURSDAY + 99 * MINUTE) == ended


def test_an_ended_session_can_be_gone_on_with(book: Book) -> None:
    started = sessions.start(book, "Dana Reed", Goal.CALLS, 20, THURSDAY)
    sessions.end(book, started.id, THURSDAY + 10 * MINUTE)
    assert sessions.current(book, "Dana Reed", THURSDAY + 11 * MINUTE) is None
    sessions.resume(book, started.id, THURSDAY + 12 * MINUTE)
    found = sessions.current(book, "Dana Reed", THURSDAY + 13 * MINUTE)
    assert found is not None
    assert (found.id, found.seconds, found.ended_at) == (started.id, 660, None)


def test_a_clock_that_was_set_back_takes_no_worked_time_away(book: Book) -> None:
    started = sessions.start(book, "Dana Reed", Goal.MINUTES, 60, THURSDAY)
    assert sessions.read(book, started.id, THURSDAY - timedelta(hours=2)).seconds == 0
    sessions.pause(book, started.id, THURSDAY + 5 * MINUTE)
    sessions.resume(book, started.id, THURSDAY + 6 * MINUTE)
    assert sessions.read(book, started.id, THURSDAY).seconds == 300


def test_everybody_has_a_session_of_their_own(book: Book) -> None:
    dana = sessions.start(book, "Dana Reed", Goal.MINUTES, 60, THURSDAY)
    kim = sessions.start(book, "Kim Park", Goal.CALLS, 10, THURSDAY)
    for caller, own in (("Dana Reed", dana), ("Kim Park", kim)):
        found = sessions.current(book, caller, THURSDAY)
        assert found is not None
        assert found.id == own.id
    assert sessions.current(book, "", THURSDAY) is None


@pytest.mark.parametrize(("hours", "goes_on"), [(1, True), (13, True), (15, False), (80, False)])
def test_a_session_left_open_overnight_is_another_day(book: Book, hours: int, goes_on: bool) -> None:
    """Its time ends with its last call: nobody worked through the night."""
    [person_id] = bring(book, new_person())
    started = sessions.start(book, FRAME.caller, Goal.MINUTES, 60, THURSDAY)
    log(book, person_id, Outcome.NO_ANSWER, THURSDAY + 25 * MINUTE, session_id=started.id)
    found = sessions.current(book, FRAME.caller, THURSDAY + 25 * MINUTE + timedelta(hours=hours))
    if goes_on:
        assert found is not None
        assert found.id == started.id
    else:
        assert found is None
        left = sessions.read(book, started.id, THURSDAY + timedelta(days=9))
        assert (left.ended_at, left.seconds) == (THURSDAY + 25 * MINUTE, 25 * 60)


def test_the_goal_can_be_changed(book: Book) -> None:
    started = sessions.start(book, "Dana Reed", Goal.MINUTES, 60, THURSDAY)
    sessions.set_goal(book, started, Goal.CALLS, 12)
    found = sessions.read(book, started.id, THURSDAY)
    assert (found.goal, found.target) == (Goal.CALLS, 12)


def test_the_tally_of_a_session_is_its_own(book: Book) -> None:
    maria, jan = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    mine = sessions.start(book, FRAME.caller, Goal.CALLS, 12, THURSDAY)
    assert sessions.tally(book, mine.id) == Tally()
    log(book, jan, Outcome.NO_ANSWER, THURSDAY)
    day = THURSDAY.date()
    log(book, maria, Outcome.VOICEMAIL, THURSDAY, session_id=mine.id, promise_on=(day, day + timedelta(days=4)))
    log(book, jan, Outcome.SAID_NO, THURSDAY + MINUTE, session_id=mine.id)
    tally = sessions.tally(book, mine.id)
    assert tally == Tally({Outcome.VOICEMAIL: 1, Outcome.SAID_NO: 1}, promises_made=1)
    assert (tally.calls, tally.talked) == (2, 1)


def test_a_promise_counts_as_kept_in_the_session_that_kept_it(book: Book) -> None:
    [maria] = bring(book, new_person(zone="America/Phoenix"))
    first = sessions.start(book, FRAME.caller, Goal.CALLS, 12, THURSDAY)
    day = THURSDAY.date() + timedelta(days=4)
    log(book, maria, Outcome.VOICEMAIL, THURSDAY, session_id=first.id, promise_on=(day, day))
    sessions.end(book, first.id, THURSDAY)
    later = THURSDAY + timedelta(days=4)
    second = sessions.start(book, FRAME.caller, Goal.CALLS, 12, later)
    log(book, maria, Outcome.NO_ANSWER, later + MINUTE, session_id=second.id)
    assert (sessions.tally(book, first.id).promises_kept, sessions.tally(book, second.id).promises_kept) == (0, 1)


def test_a_skip_holds_for_its_session_and_is_noted_once(book: Book) -> None:
    [maria] = bring(book, new_person())
    mine = sessions.start(book, FRAME.caller, Goal.CALLS, 12, THURSDAY)
    sessions.skip(book, mine.id, maria, THURSDAY)
    sessions.skip(book, mine.id, maria, THURSDAY)
    assert sessions.skipped(book, mine.id) == {maria}
    assert book.value("SELECT count(*) FROM undo") == 1
    other = sessions.start(book, FRAME.caller, Goal.CALLS, 12, THURSDAY)
    assert sessions.skipped(book, other.id) == set()
