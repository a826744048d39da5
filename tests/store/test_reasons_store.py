"""The reason library in the book, what it lifts, and the day's statistics."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, reason

from callstation.errors import NotFoundError, UsageError
from callstation.model.calls import Outcome
from callstation.model.people import Standing
from callstation.model.reasons import BY_THEMSELVES, ReasonKind
from callstation.store import people, queue, reading, reasons, stats
from callstation.store.book import Book

EARLIER = THURSDAY - timedelta(days=5)


def test_a_reason_is_read_back_as_it_was_written(book: Book) -> None:
    [client] = bring(book, new_person())
    written = reason(
        0,
        ReasonKind.STORY,
        text="how a bakery halved its waste",
        lead_in="You bake at night",
        link="https://example.com/story",
        valid_until=date(2026, 6, 30),
        strength=7,
        gives=False,
        anonymous=True,
        client_id=client,
        tags=("bakery",),
        industries=("food",),
        places=("AZ",),
        lifts=("price",),
        answers=("late",),
        after_bad_call=True,
        kinds=("prospect",),
    )
    stored = reasons.add(book, FRAME, written, THURSDAY)
    from dataclasses import replace

    assert stored == replace(written, id=stored.id)
    assert reasons.library(book) == [stored]
    assert reasons.read(book, stored.id) == stored


@pytest.mark.parametrize("kind", sorted(BY_THEMSELVES))
def test_what_comes_out_of_the_record_is_not_written_into_the_library(book: Book, kind: ReasonKind) -> None:
    with pytest.raises(UsageError, match="comes by itself"):
        reasons.add(book, FRAME, reason(kind=kind), THURSDAY)
    assert reasons.library(book) == []


def test_a_reason_needs_words(book: Book) -> None:
    with pytest.raises(UsageError, match="The reason I'm calling is"):
        reasons.add(book, FRAME, reason(text=" \n"), THURSDAY)
    with pytest.raises(NotFoundError, match="no reason 7"):
        reasons.read(book, 7)


@pytest.mark.parametrize(("field", "complaint"), [("lifts", False), ("answers", True)])
def test_s6_everyone_whose_way_is_cleared_comes_up_at_once(book: Book, field: str, complaint: bool) -> None:
    raised, other_slug, other_sort, said_no = bring(book, *(new_person(f"Person {n}") for n in range(4)))
    for person_id in (raised, other_slug, other_sort, said_no):
        log(book, person_id, Outcome.TALKED, EARLIER)
    people.keep_objection(book, raised, "minimum-order", EARLIER, None, complaint=complaint)
    people.keep_objection(book, other_slug, "price", EARLIER, None, complaint=complaint)
    people.keep_objection(book, other_sort, "minimum-order", EARLIER, None, complaint=not complaint)
    people.keep_objection(book, said_no, "minimum-order", EARLIER, None, complaint=complaint)
    log(book, said_no, Outcome.SAID_NO, EARLIER)
    assert queue.next_ids(book, FRAME, THURSDAY, 9) == []
    stored = reasons.add(book, FRAME, reason(**{field: ("minimum-order",)}), THURSDAY)
    assert queue.next_ids(book, FRAME, THURSDAY, 9) == [raised]
    assert book.value("SELECT why FROM person WHERE id = ?", raised) == "lifted"
    assert reading.person(book, raised).objections[0].lifted == THURSDAY.date()
    assert reading.person(book, said_no).standing is Standing.SAID_NO
    # Told in a voicemail with that reason, they are told; the promise comes first anyway.
    day = THURSDAY.date() + timedelta(days=4)
    log(book, raised, Outcome.VOICEMAIL, reason=stored, promise_on=(day, day))
    assert reading.lifted_at(book, raised) is None


def test_a_conversation_since_counts_as_told(book: Book) -> None:
    [person_id] = bring(book, new_person())
    people.keep_objection(book, person_id, "minimum-order", EARLIER, None)
    reasons.add(book, FRAME, reason(lifts=("minimum-order",)), EARLIER)
    assert reading.lifted_at(book, person_id) == EARLIER
    log(book, person_id, Outcome.NO_ANSWER)
    assert reading.lifted_at(book, person_id) == EARLIER
    log(book, person_id, Outcome.TALKED, THURSDAY + timedelta(days=1))
    assert reading.lifted_at(book, person_id) is None
    assert book.value("SELECT why FROM person") == "silence"


def test_s3_what_was_used_with_whom_is_known(book: Book) -> None:
    maria, jan = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    one, two = (reasons.add(book, FRAME, reason(), THURSDAY) for _ in range(2))
    log(book, maria, Outcome.TALKED, reason=two)
    log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(days=1), reason=one)  # not heard, so not used up
    log(book, maria, Outcome.TALKED, THURSDAY + timedelta(days=2), reason=one)
    assert reasons.used_with(book, [maria, jan]) == {maria: [two.id, one.id]}
    assert reasons.used_with(book, []) == {}
    p = reading.person(book, maria)
    assert (p.given, p.asked) == (2, 0)


def test_s9_how_the_last_conversation_went_is_known(book: Book) -> None:
    maria, jan, ann = bring(book, *(new_person(n) for n in ("Maria Okafor", "Jan Novak", "Ann Wu")))
    log(book, maria, Outcome.NOT_NOW)
    log(book, jan, Outcome.NO_ANSWER)
    assert reasons.last_conversations(book, [maria, jan, ann]) == {maria: Outcome.NOT_NOW}
    assert reasons.last_conversations(book, []) == {}


# statistics -----------------------------------------------------------------------------------------------------
def test_days_are_the_callers(book: Book) -> None:
    """23:30 in New York is the next day in UTC, and is today for whoever sits there."""
    [maria] = bring(book, new_person(zone="America/Los_Angeles"))
    log(book, maria, Outcome.NO_ANSWER, THURSDAY.replace(day=13, hour=3, minute=30))
    assert list(stats.by_day(book, date(2026, 3, 1), date(2026, 3, 31))) == [date(2026, 3, 12)]


def test_tallies_can_be_asked_for_one_caller(book: Book) -> None:
    from dataclasses import replace

    [maria] = bring(book, new_person())
    kim = replace(FRAME, caller="Kim Park")
    log(book, maria, Outcome.NO_ANSWER)
    log(book, maria, Outcome.TALKED, THURSDAY + timedelta(days=1), frame=kim)
    span = (date(2026, 3, 1), date(2026, 3, 31))
    assert {d: t.calls for d, t in stats.by_day(book, *span).items()} == {date(2026, 3, 12): 1, date(2026, 3, 13): 1}
    assert list(stats.by_day(book, *span, caller="Kim Park")) == [date(2026, 3, 13)]
    assert stats.by_day(book, date(2026, 4, 1), date(2026, 4, 2)) == {}


def test_the_length_of_the_list(book: Book) -> None:
    """H6: long enough not to need the ones who said no."""
    assert stats.is_empty(book)
    maria, *_ = bring(book, *(new_person(f"Person {n}") for n in range(3)))
    log(book, maria, Outcome.SAID_NO)
    assert stats.standings(book) == {"active": 2, "said no": 1}
    assert not stats.is_empty(book)
