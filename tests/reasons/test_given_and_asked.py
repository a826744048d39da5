"""H1, H4, S3, T2: what was given and asked is counted; the direct question only where a proposal is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number, reason

from callstation.model.calls import Outcome
from callstation.model.people import Kind, Standing
from callstation.model.reasons import ReasonKind
from callstation.rules.outcomes import Agreement
from callstation.store import history, library, people, reading, reasons
from callstation.store.book import Book

EARLIER = THURSDAY - timedelta(days=9)


def counts(book: Book, person_id: int) -> tuple[int, int]:
    person = reading.person(book, person_id)
    return person.given, person.asked


def talk(desk: Any, person_id: int, outcome: Outcome = Outcome.TALKED) -> Any:
    """A call as it is made from the card; the card."""
    card = desk.card(person_id)
    desk.record(card, outcome, answer=desk.read_answer(card, outcome, "none"))
    return card


@pytest.fixture
def maria(book: Book) -> int:
    [person_id] = bring(book, new_person(zone="America/New_York"))
    log(book, person_id, Outcome.TALKED, EARLIER)
    return person_id


def test_h4_the_direct_question_only_where_a_proposal_is_open(book: Book, desk_at, maria: int) -> None:
    asks = reasons.add(book, FRAME, reason(0, ReasonKind.OFFER, text="whether you would sign", gives=False), THURSDAY)
    gives = reasons.add(book, FRAME, reason(0, text="that the depot opens in May", strength=1), THURSDAY)
    desk = desk_at(book)
    assert desk.card(maria).reasons == (gives,)
    people.set_fields(book, FRAME, maria, {"standing": str(Standing.PROPOSAL_OPEN)}, THURSDAY)
    card = desk.card(maria)
    assert (card.script, card.reasons) == ("proposal-open", (asks, gives))
    assert "Shall we go ahead" in card.opener.text


def test_h1_a_direct_question_counts_as_asked_and_what_was_given_with_it_as_given(
    book: Book, desk_at, maria: int
) -> None:
    reasons.add(book, FRAME, reason(0, text="that the depot opens in May"), THURSDAY)
    people.set_fields(book, FRAME, maria, {"standing": str(Standing.PROPOSAL_OPEN)}, THURSDAY)
    desk = desk_at(book)
    assert talk(desk, maria, Outcome.NO_ANSWER).script == "proposal-open"
    assert counts(book, maria) == (0, 0)
    assert talk(desk, maria).script != "proposal-open"  # the second try has other words
    assert counts(book, maria) == (1, 0)
    clock = desk.tools.clock
    clock.advance(days=30)
    assert talk(desk, maria).script == "proposal-open"
    assert counts(book, maria) == (1, 1)
    desk.undo()
    assert counts(book, maria) == (1, 0)


def test_s3_what_was_agreed_does_not_use_up_a_reason_that_nobody_heard(book: Book, desk_at, maria: int) -> None:
    gives = reasons.add(book, FRAME, reason(0, text="that the depot opens in May"), THURSDAY)
    agreed = Agreement(THURSDAY.date(), THURSDAY, "America/New_York", "go through the prices")
    log(book, maria, Outcome.TALKED, EARLIER + timedelta(days=1), agreed=agreed)
    desk = desk_at(book)
    card = talk(desk, maria, Outcome.VOICEMAIL)  # its voicemail says what was agreed, and nothing else
    assert (card.script, card.reason) == ("agreed-step", gives)
    assert "depot" not in card.voicemail.text
    assert counts(book, maria) == (0, 0)
    assert history.history(book, maria)[-2].reason_id is None
    card = talk(desk, maria)
    assert "depot" in card.opener.text
    assert counts(book, maria) == (1, 0)
    assert reasons.used_with(book, [maria]) == {maria: [gives.id]}


def test_own_words_for_a_call_are_taken_to_bring_the_reason(book: Book, desk_at, maria: int) -> None:
    gives = reasons.add(book, FRAME, reason(0, text="that the depot opens in May"), THURSDAY)
    agreed = Agreement(THURSDAY.date(), THURSDAY, "America/New_York", "go through the prices")
    log(book, maria, Outcome.TALKED, EARLIER + timedelta(days=1), agreed=agreed)
    desk = desk_at(book)
    desk.keep_touch(maria, "Maria, the new depot, as I said")
    talk(desk, maria)
    assert reasons.used_with(book, [maria]) == {maria: [gives.id]}


def test_two_calls_running_bring_different_kinds_also_when_one_is_retired(book: Book, desk_at, maria: int) -> None:
    first = reasons.add(book, FRAME, reason(0, text="that one thing is new", strength=9), THURSDAY)
    again = reasons.add(book, FRAME, reason(0, text="that another is new", strength=9), THURSDAY)
    other = reasons.add(book, FRAME, reason(0, ReasonKind.OFFER, text="that you can have it", strength=1), THURSDAY)
    desk = desk_at(book)
    assert desk.card(maria).reasons == (first, again, other)
    talk(desk, maria)
    assert desk.card(maria).reasons == (other, again)
    library.retire(book, FRAME, first.id, THURSDAY)
    assert desk.card(maria).reasons == (other, again)


def test_h2_nobody_is_ready_to_be_called_without_a_reason(book: Book, desk_at, maria: int) -> None:
    desk = desk_at(book)
    reasons.add(book, FRAME, reason(0), THURSDAY)
    talk(desk, maria)
    card = desk.card(maria)
    assert (card.reason, card.reasons, card.script) == (None, (), "no-reason")
    assert "reason.text" in card.opener.gaps


def test_t2_referral_sources_are_the_other_list(book: Book, desk_at) -> None:
    grace, ann = bring(
        book,
        new_person("Grace Lindholm", number(1), kind=str(Kind.REFERRAL_SOURCE), zone="America/New_York"),
        new_person("Ann Wu", number(2), zone="America/New_York"),
    )
    general = reasons.add(book, FRAME, reason(0, strength=9), THURSDAY)
    for_them = reasons.add(book, FRAME, reason(0, ReasonKind.STORY, kinds=(str(Kind.REFERRAL_SOURCE),)), THURSDAY)
    desk = desk_at(book)
    assert (desk.card(grace).reasons, desk.card(grace).script) == ((for_them,), "referral-source")
    assert (desk.card(ann).reasons, desk.card(ann).script) == ((general,), "first-call")


def test_s9_a_bad_call_is_not_forgotten_by_ringing_in_vain(book: Book, desk_at, maria: int) -> None:
    new_you = reasons.add(
        book, FRAME, reason(0, ReasonKind.NEW_YOU, text="that I should have asked", after_bad_call=True), THURSDAY
    )
    desk = desk_at(book)
    assert desk.card(maria).reason is None
    log(book, maria, Outcome.NOT_NOW, EARLIER + timedelta(days=1))
    log(book, maria, Outcome.NO_ANSWER, EARLIER + timedelta(days=2))
    assert desk.card(maria).reason == new_you
    log(book, maria, Outcome.TALKED, EARLIER + timedelta(days=3))
    assert desk.card(maria).reason is None


def test_s5_news_go_to_those_of_that_trade_and_tag(book: Book, desk_at) -> None:
    """Two words of one sort mean any of them, two sorts mean both."""
    ids = bring(
        book,
        new_person("Maria Okafor", number(1), industry="Logistics", tags=("freight",)),
        new_person("Jan Novak", number(2), industry="logistics"),
        new_person("Ann Wu", number(3), industry="steel", tags=("Freight",)),
        new_person("Li Wei", number(4), industry="shipping", tags=("freight", "warm")),
    )
    news = reasons.add(book, FRAME, reason(0, industries=("logistics", "shipping"), tags=("freight",)), THURSDAY)
    desk = desk_at(book)
    assert [desk.card(i).reason for i in ids] == [news, None, None, news]


def test_h6_a_reason_brings_nobody_back_who_said_no(book: Book, desk_at, maria: int) -> None:
    people.keep_objection(book, maria, "minimum-order", EARLIER, None)
    log(book, maria, Outcome.SAID_NO, EARLIER + timedelta(days=1))
    written = library.write(book, FRAME, reason(0, ReasonKind.POLICY, lifts=("minimum-order",)), THURSDAY)
    assert written.brought == 0
    assert desk_at(book).rows(9, after_hours=True) == []
