"""Calls teach in the transaction that stores them, whenever they were made; undo takes back what they taught."""

from __future__ import annotations

from datetime import timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number
from tables import everything

from callstation.model.answers import NOTHING, UNKNOWN
from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.store import answers, placing, queue, reading, sessions, undo
from callstation.store.book import Book
from callstation.store.merging import merge, undo_merge

PHOENIX = "America/Phoenix"


def someone(book: Book, n: int = 1, **more: str) -> int:
    [person_id] = bring(book, new_person(f"Person {n}", number(n), zone=PHOENIX, **more))
    return person_id


def own(book: Book, person_id: int) -> object:
    return reading.facts(book, person_id, FRAME).own


def test_a_call_teaches_of_the_hour_at_which_it_began_on_their_clock(book: Book) -> None:
    maria = someone(book, industry="Freight")
    log(book, maria, Outcome.TALKED, THURSDAY, seconds=600)  # 8:00 for her, begun at 7:50
    log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(hours=2))
    known = answers.learnt(book, ["freight"])
    assert (known.all.calls, known.all.answered) == (2, 1)
    assert {b: c.calls for b, c in known.bands.items()} == {0: 1, 1: 1}
    assert known.weekdays[3].calls == 2
    assert known.segments["freight", 0].answered == 1
    assert answers.segments(book) == ["freight"]
    record = reading.facts(book, maria, FRAME).own
    assert (record.hours[0].first, record.hours[0].last) == (470, 470)
    assert record.all.calls == 2


def test_calls_logged_afterwards_count_too(book: Book) -> None:
    maria = someone(book)
    log(book, maria, Outcome.TALKED, THURSDAY - timedelta(days=9, hours=1))
    assert answers.learnt(book).bands[0].answered == 1


@pytest.mark.parametrize(("outcome", "inbound"), [(Outcome.WRONG_NUMBER, False), (Outcome.TALKED, True)])
def test_what_says_nothing_of_when_they_answer_teaches_nothing(book: Book, outcome: Outcome, inbound: bool) -> None:
    maria = someone(book)
    log(book, maria, outcome, inbound=inbound)
    assert answers.learnt(book) == NOTHING
    assert own(book, maria) == UNKNOWN


@pytest.mark.parametrize("outcome", [Outcome.TALKED, Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.SAID_NO])
def test_undo_takes_the_counts_back(book: Book, outcome: Outcome) -> None:
    maria, ann = someone(book), someone(book, 2)
    session = sessions.start(book, FRAME.caller, Goal.CALLS, 5, THURSDAY)
    log(book, maria, Outcome.NO_ANSWER, THURSDAY - timedelta(days=3))
    log(book, ann, Outcome.TALKED, THURSDAY - timedelta(days=2))
    placing.sweep(book, FRAME, THURSDAY)
    before = everything(book, without=("undo", "draft"))
    log(book, maria, outcome, THURSDAY, session_id=session.id, promise_on=None)
    assert answers.learnt(book).all.calls == 3
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert everything(book, without=("undo", "draft")) == before


def test_two_records_made_one_and_two_again(book: Book) -> None:
    one, other = someone(book), someone(book, 2)
    log(book, one, Outcome.TALKED, THURSDAY)
    log(book, other, Outcome.TALKED, THURSDAY + timedelta(hours=8))
    was = own(book, one), own(book, other)
    merge(book, FRAME, one, other, THURSDAY + timedelta(days=1))
    both = reading.facts(book, one, FRAME).own
    assert (both.all.calls, sorted(both.hours)) == (2, [0, 3])
    kept, back = undo_merge(book, FRAME, THURSDAY + timedelta(days=1))
    assert (own(book, kept.id), own(book, back.id)) == was


def test_everything_can_be_learnt_anew_from_the_calls_on_record(book: Book) -> None:
    people = [someone(book, n) for n in range(1, 5)]
    for n in range(24):
        outcome = (Outcome.TALKED, Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.WRONG_NUMBER)[n % 3 + (n == 7)]
        log(book, people[n % 4], outcome, THURSDAY + timedelta(days=n, minutes=37 * n), seconds=40 * n)
    before = everything(book)
    with book.transaction():
        assert answers.rebuild(book) == answers.learnt(book).all.calls
    after = everything(book)
    keyless = [{row.partition(",")[2] for row in found["answer_tally"]} for found in (before, after)]
    assert keyless[0] == keyless[1]
    assert before["person"] == after["person"]


def test_the_hour_decides_who_comes_first_among_the_rest(book: Book) -> None:
    """Whoever picks up early comes before somebody who waits a little longer, but only early."""
    patient, early_bird = someone(book, 1), someone(book, 2)
    for week in range(3):
        for person_id, outcome in ((patient, Outcome.NO_ANSWER), (early_bird, Outcome.TALKED)):
            log(book, person_id, outcome, THURSDAY - timedelta(days=70 + 7 * week) + timedelta(hours=1))
    for person_id in (early_bird, patient):
        log(book, person_id, Outcome.NO_ANSWER, THURSDAY - timedelta(days=60, hours=0 if person_id == patient else 2))
    for hours, wanted in ((1, [early_bird, patient]),):
        now = THURSDAY + timedelta(hours=hours)
        placing.sweep(book, FRAME, now)
        assert queue.next_ids(book, FRAME, now, 9) == wanted
