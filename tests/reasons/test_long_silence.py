"""T7, S2: whoever was not spoken to for months, and every regular customer, comes back by themselves."""

from __future__ import annotations

from datetime import timedelta

from invented import FRAME, THURSDAY, bring, log, new_person, reason

from callstation.clock import FixedClock
from callstation.model.calls import Outcome
from callstation.model.cards import Why
from callstation.model.people import Kind
from callstation.store import people, reasons
from callstation.store.book import Book

NINE_WEEKS = timedelta(weeks=9)


def test_t7_after_months_of_silence_somebody_is_in_the_queue_with_a_script_for_it(book: Book, desk_at) -> None:
    [maria] = bring(book, new_person(zone="America/New_York"))
    log(book, maria, Outcome.TALKED, THURSDAY - NINE_WEEKS)
    reasons.add(book, FRAME, reason(0, text="that the depot opens in May"), THURSDAY - NINE_WEEKS)
    assert desk_at(book, clock=FixedClock(THURSDAY - timedelta(weeks=5))).next_card() is None
    card = desk_at(book).next_card()
    assert card is not None
    assert (card.prospect.id, card.why_now.kind, card.script) == (maria, Why.SILENCE, "long-silence")
    assert "9 weeks" in card.why_now.text
    assert "The reason I'm calling is that the depot opens in May" in card.opener.text


def test_s2_a_regular_customer_comes_up_in_their_own_rhythm(book: Book, desk_at) -> None:
    [maria] = bring(book, new_person(zone="America/New_York", kind=str(Kind.CUSTOMER)))
    log(book, maria, Outcome.TALKED, THURSDAY - timedelta(days=8))
    reasons.add(book, FRAME, reason(0, text="that the depot opens in May"), THURSDAY)
    assert desk_at(book).next_card() is None
    people.set_fields(book, FRAME, maria, {"rhythm": "7d"}, THURSDAY)
    card = desk_at(book).next_card()
    assert card is not None
    assert (card.why_now.kind, card.script) == (Why.RHYTHM, "customer-regular")
