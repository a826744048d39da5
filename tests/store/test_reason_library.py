"""Changing the library: what it lifts, what stands in the way again, and taking all of it back (S6, S7, H6)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, reason
from tables import everything

from callstation.errors import NotFoundError, RefusedError, UsageError
from callstation.model.calls import Outcome
from callstation.model.people import Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.store import history, library, lifting, merging, people, queue, reading, reasons
from callstation.store.book import Book

EARLIER = THURSDAY - timedelta(days=5)
LATER = THURSDAY + timedelta(days=1)
GONE = reason(0, ReasonKind.POLICY, text="that you can start with one pallet", lifts=("minimum-order",))


def raised(book: Book, person_id: int, slug: str = "minimum-order", *, complaint: bool = False) -> None:
    """Somebody has said what is in their way; they were talked to some days ago."""
    log(book, person_id, Outcome.TALKED, EARLIER - timedelta(days=1))
    people.keep_objection(book, person_id, slug, EARLIER, None, complaint=complaint)


def waiting(book: Book) -> dict[int, str]:
    """Who comes up now because something is gone from their way."""
    return {r.id: r.what for r in queue.waiting(book, queue.next_ids(book, FRAME, THURSDAY, 99)) if r.why == "lifted"}


def state(book: Book) -> dict[str, list[object]]:
    return everything(book, without=("undo",))


def test_s6_only_those_whom_it_is_for_are_lifted_and_told_why(book: Book) -> None:
    freight, other = bring(book, new_person("Maria Okafor", tags=("freight",)), new_person("Jan Novak"))
    raised(book, freight)
    raised(book, other)
    written = library.write(book, FRAME, replace(GONE, audience=replace(GONE.audience, tags=("Freight",))), THURSDAY)
    assert written.brought == 1
    assert waiting(book) == {freight: "minimum-order"}
    assert reading.person(book, other).objections[0].lifted is None


def test_a_reason_that_asks_or_is_over_lifts_nothing(book: Book) -> None:
    [maria] = bring(book, new_person())
    raised(book, maria)
    for dead in (replace(GONE, gives=False), replace(GONE, valid_until=date(2026, 3, 11))):
        assert library.write(book, FRAME, replace(dead, id=0), THURSDAY).brought == 0
    assert waiting(book) == {}


def test_retired_and_brought_back(book: Book) -> None:
    told, untold = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    raised(book, told)
    raised(book, untold)
    stored = reasons.add(book, FRAME, GONE, EARLIER)
    log(book, told, Outcome.TALKED, EARLIER + timedelta(hours=3), reason=stored)
    library.retire(book, FRAME, stored.id, THURSDAY)
    assert waiting(book) == {}
    assert reading.person(book, told).objections[0].lifted == EARLIER.date()  # told is told
    assert reasons.library(book) == []
    assert [r.retired for r in reasons.library(book, with_retired=True)] == [True]
    assert reasons.used_with(book, [told]) == {told: [stored.id]}  # S3 holds for retired ones, too
    assert library.retire(book, FRAME, stored.id, THURSDAY, back=True).brought == 1
    assert waiting(book) == {untold: "minimum-order"}


def test_what_another_reason_lifts_as_well_stays_lifted(book: Book) -> None:
    [maria] = bring(book, new_person())
    raised(book, maria)
    first = reasons.add(book, FRAME, GONE, EARLIER)
    second = reasons.add(book, FRAME, replace(GONE, text="that half a pallet will do"), EARLIER)
    library.retire(book, FRAME, first.id, THURSDAY)
    assert waiting(book) == {maria: "minimum-order"}
    assert book.value("SELECT reason_id FROM objection") == second.id


def test_edited_to_lift_something_else(book: Book) -> None:
    pallet, price = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    raised(book, pallet)
    raised(book, price, "price")
    stored = reasons.add(book, FRAME, GONE, EARLIER)
    was = book.value("SELECT lifted_at FROM objection WHERE person_id = ?", pallet)
    library.write(book, FRAME, replace(stored, text="that one pallet is enough"), THURSDAY)
    assert book.value("SELECT lifted_at FROM objection WHERE person_id = ?", pallet) == was  # nothing moved
    library.write(book, FRAME, replace(stored, audience=replace(stored.audience, lifts=("price",))), THURSDAY)
    assert waiting(book) == {price: "price"}


def test_s7_a_no_is_asked_again_only_for_a_new_regime_and_by_the_users_word(book: Book) -> None:
    left, said_no, barred = bring(book, *(new_person(f"Person {n}") for n in range(3)))
    for person_id in (left, said_no, barred):
        raised(book, person_id, "late-delivery", complaint=True)
    log(book, said_no, Outcome.SAID_NO, EARLIER)
    log(book, barred, Outcome.DO_NOT_CALL, EARLIER)
    regime = reason(0, ReasonKind.REGIME, text="that one person answers for every date", answers=("late-delivery",))
    quiet = library.write(book, FRAME, regime, THURSDAY)
    assert (quiet.brought, waiting(book)) == (1, {left: "late-delivery"})
    before = state(book)
    asked = library.write(book, FRAME, replace(regime, audience=replace(regime.audience, also_no=True)), THURSDAY)
    assert asked.brought == 1
    assert waiting(book) == {left: "late-delivery", said_no: "late-delivery"}
    assert reading.person(book, said_no).standing is Standing.ACTIVE
    assert reading.person(book, barred).standing is Standing.DO_NOT_CALL
    entry = history.history(book, said_no)[-1]
    assert (entry.reason_id, entry.data["before"]) == (asked.reason.id, {"standing": "said no"})
    library.take_back(book, FRAME, asked.undo_id, THURSDAY)
    assert state(book) == before
    policy = replace(regime, kind=ReasonKind.POLICY, audience=replace(regime.audience, also_no=True))
    assert reasons.add(book, FRAME, policy, THURSDAY).audience.also_no is False  # H6: of no other kind
    assert reading.person(book, said_no).standing is Standing.SAID_NO


def test_every_change_is_taken_back_whole(book: Book) -> None:
    """``u`` in the library."""
    maria, jan = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    raised(book, maria)
    raised(book, jan, "price")
    stored = reasons.add(book, FRAME, GONE, EARLIER)
    for change in (
        lambda: library.write(book, FRAME, replace(GONE, id=0, text="that price is gone"), THURSDAY),
        lambda: library.write(book, FRAME, replace(stored, audience=replace(stored.audience, lifts=("price",))), LATER),
        lambda: library.retire(book, FRAME, stored.id, LATER),
    ):
        before = state(book)
        undo_id = change().undo_id
        assert state(book) != before
        library.take_back(book, FRAME, undo_id, LATER)
        assert state(book) == before
        with pytest.raises(NotFoundError, match="taken back already"):
            library.take_back(book, FRAME, undo_id, LATER)


def test_a_new_reason_that_was_used_stays_in_the_record(book: Book) -> None:
    [maria] = bring(book, new_person())
    written = library.write(book, FRAME, replace(GONE, id=0), THURSDAY)
    log(book, maria, Outcome.TALKED, reason=written.reason)
    with pytest.raises(RefusedError, match="retire it instead"):
        library.take_back(book, FRAME, written.undo_id, THURSDAY)
    assert reasons.library(book) == [written.reason]


def test_when_its_last_day_is_over_it_lifts_nothing_any_more(book: Book) -> None:
    told, untold = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    raised(book, told)
    raised(book, untold)
    stored = reasons.add(book, FRAME, replace(GONE, valid_until=THURSDAY.date()), EARLIER)
    log(book, told, Outcome.VOICEMAIL, EARLIER, reason=stored)
    assert lifting.let_expire(book, FRAME, THURSDAY) == 0
    assert waiting(book) == {untold: "minimum-order"}
    assert lifting.let_expire(book, FRAME, LATER) == 1
    assert lifting.let_expire(book, FRAME, LATER) == 0
    assert waiting(book) == {}
    assert reading.person(book, told).objections[0].lifted is not None


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (replace(GONE, text="  "), "words for the blank"),
        (replace(GONE, strength=0), "from 1 to 9"),
        (replace(GONE, strength=10), "from 1 to 9"),
        (replace(GONE, text="x" * 601), "too long to be said"),
        (replace(GONE, lead_in="x" * 601), "too long to be said"),
        (replace(GONE, audience=replace(GONE.audience, kinds=("friend",))), "cannot be 'friend'"),
        (replace(GONE, audience=replace(GONE.audience, standings=("said no",))), "cannot be 'said no'"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(book: Book, bad: Reason, says: str) -> None:
    before = state(book)
    with pytest.raises(UsageError, match=says):
        library.write(book, FRAME, replace(bad, id=0), THURSDAY)
    with pytest.raises(NotFoundError):
        library.write(book, FRAME, replace(GONE, id=99), THURSDAY)
    assert state(book) == before


def test_another_program_sees_every_change(book: Book) -> None:
    seen = {repr(reasons.version(book))}
    stored = reasons.add(book, FRAME, GONE, THURSDAY)
    for changed in (stored, replace(stored, lead_in="You asked."), replace(stored, gives=False)):
        library.write(book, FRAME, changed, THURSDAY)
        seen.add(repr(reasons.version(book)))
    library.retire(book, FRAME, stored.id, THURSDAY)
    seen.add(repr(reasons.version(book)))
    assert len(seen) == 5


# people who change or go --------------------------------------------------------------------------------------
def test_what_was_for_one_person_goes_with_them_when_two_are_one(book: Book) -> None:
    kept, other, third = bring(book, *(new_person(f"Person {n}") for n in range(3)))
    alone = reasons.add(book, FRAME, reason(kind=ReasonKind.OFFER, people=(other,), client_id=None), THURSDAY)
    for_two = reasons.add(book, FRAME, reason(people=(other, kept, third)), THURSDAY)
    merging.merge(book, FRAME, kept, other, THURSDAY)
    assert reasons.read(book, alone.id).audience.people == (kept,)
    assert reasons.read(book, for_two.id).audience.people == (kept, third)


def test_a_story_whose_client_is_erased_is_still_told_and_names_nobody(book: Book) -> None:
    """Bad input: nothing is lost, and nobody who asked to be forgotten is named."""
    nell, maria = bring(book, new_person("Nell Abara", company="Harbor Lane Bakery"), new_person("Maria Okafor"))
    story = reason(0, ReasonKind.STORY, text="that Harbor Lane Bakery sold out early", client_id=nell)
    named = reasons.add(book, FRAME, story, THURSDAY)
    secret = reasons.add(book, FRAME, replace(story, text="that a bakery sold out", anonymous=True), THURSDAY)
    meet = reasons.add(
        book,
        FRAME,
        reason(0, ReasonKind.INTRODUCTION, text="that Nell Abara would like you", client_id=nell, people=(maria,)),
        THURSDAY,
    )
    for_nell = reasons.add(book, FRAME, reason(0, people=(nell,)), THURSDAY)
    with book.transaction():
        assert library.let_go_of_client(book, nell) == 4
        book.run("DELETE FROM person WHERE id = ?", nell)
    after = {r.id: r for r in reasons.library(book, with_retired=True)}
    assert after[named.id].text == "that a client sold out early"
    assert [after[r.id].client_id for r in (named, secret, meet)] == [None] * 3
    assert [after[r.id].retired for r in (named, secret, meet, for_nell)] == [False, False, True, True]
    assert after[meet.id].text == "that a client would like you"
    raw = json.dumps(book.rows("SELECT text, lead_in, link, audience FROM reason"))
    assert "Nell" not in raw
    assert "Harbor" not in raw
    assert after[for_nell.id].audience.people == library.NOBODY


def test_a_client_deleted_without_a_word_loses_no_story(book: Book) -> None:
    [nell] = bring(book, new_person("Nell Abara"))
    stored = reasons.add(book, FRAME, reason(0, ReasonKind.STORY, client_id=nell, anonymous=True), THURSDAY)
    book.run("DELETE FROM person WHERE id = ?", nell)
    assert reasons.library(book) == [replace(stored, client_id=None)]
