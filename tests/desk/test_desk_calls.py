"""One call after another at the desk: the card, the key, what is stored, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.errors import DateNotUnderstoodError, NotFoundError, RefusedError, StoreError
from callstation.model.calls import Outcome, PromiseStatus
from callstation.model.cards import Why
from callstation.model.people import Standing
from callstation.rules.consequences import compact_day
from callstation.rules.windows import zone_of
from callstation.store import people, reading, reasons
from callstation.store.book import Book

PHOENIX = "America/Phoenix"
NOON = THURSDAY + timedelta(hours=4)
"""Thursday, 12:00 in Phoenix, 15:00 in New York."""


@pytest.fixture
def at_noon(book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    """A desk with three people in Phoenix and two reasons, at noon there."""
    bring(
        book,
        *(
            new_person(name, number(n), number(n + 50), zone=PHOENIX, place="Phoenix, AZ", company="Bluebird")
            for n, name in enumerate(("Maria Okafor", "Jan Novak", "Ann Wu"))
        ),
    )
    for n, text in enumerate(("that the depot opens in May", "that freight is free in April")):
        reasons.add(book, FRAME, reason(text=text, strength=9 - n), THURSDAY)
    clock.at = NOON
    return desk_at(book)


def test_an_empty_book_has_no_card_and_says_why(desk: Any) -> None:
    assert desk.next_card() is None
    assert desk.quiet().book_empty
    assert desk.rows(5) == []
    assert desk.resumed() is None
    with pytest.raises(NotFoundError):
        desk.card(1)


def test_the_card_holds_all_that_a_call_needs(at_noon: Any) -> None:
    card = at_noon.next_card()
    assert card.prospect.name == "Maria Okafor"
    assert card.why_now.kind is Why.FIRST_CALL
    assert (card.window.open, card.window.local.hour) == (True, 12)
    assert card.reason.text == "that the depot opens in May"
    assert [r.text for r in card.reasons] == ["that the depot opens in May", "that freight is free in April"]
    assert "that the depot opens in May" in card.opener.text
    assert "Maria" in card.opener.text
    assert set(card.consequences) == set(Outcome)
    assert card.promise_days == (date(2026, 3, 13), date(2026, 3, 16))
    chosen = at_noon.card(card.prospect.id, reason_id=card.reasons[1].id)
    assert "that freight is free in April" in chosen.opener.text


def test_f1_the_voicemail_says_the_very_dates_that_are_promised(at_noon: Any) -> None:
    card = at_noon.next_card()
    assert "Friday" in card.voicemail.text
    assert "Monday" in card.voicemail.text
    effect = at_noon.record(card, Outcome.VOICEMAIL)
    assert (effect.promise.hear_by, effect.promise.day) == card.promise_days
    assert effect.promise.words == card.voicemail.text
    stored = reading.standing_promise(at_noon.tools.book, card.prospect.id)
    assert (stored.day, stored.words) == (card.promise_days[1], card.voicemail.text)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in (Outcome.TALKED, Outcome.WON, Outcome.CALL_BACK)])
def test_what_stood_above_the_key_is_what_is_stored(at_noon: Any, outcome: Outcome) -> None:
    card = at_noon.next_card()
    said = card.consequences[outcome].text
    at_noon.record(card, outcome)
    due = at_noon.tools.book.value("SELECT due_at FROM person WHERE id = ?", card.prospect.id)
    if outcome in (Outcome.SAID_NO, Outcome.DO_NOT_CALL):
        assert due is None
        return
    local = datetime.fromtimestamp(due, UTC).astimezone(zone_of(PHOENIX))
    day = compact_day(local.date(), date(2026, 3, 12))
    hour = f"{local.hour}:{local:%M}"
    assert said in (f"{day} {hour}", f"promise {day}", f"{day}?")


def test_one_after_the_other_and_nobody_twice(at_noon: Any) -> None:
    seen = []
    while card := at_noon.next_card():
        seen.append(card.prospect.name)
        at_noon.record(card, Outcome.NO_ANSWER)
    assert seen == ["Maria Okafor", "Jan Novak", "Ann Wu"]
    quiet = at_noon.quiet()
    assert not quiet.book_empty
    assert quiet.at.astimezone(zone_of(PHOENIX)).strftime("%a %H:%M") == "Fri 09:10"
    assert at_noon.tally().outcomes == {Outcome.NO_ANSWER: 3}


def test_s3_the_next_call_brings_something_else(at_noon: Any) -> None:
    card = at_noon.next_card()
    first = card.reason.id
    at_noon.record(card, Outcome.VOICEMAIL)
    again = at_noon.card(card.prospect.id)
    assert [r.id for r in again.reasons] == [r.id for r in card.reasons if r.id != first]
    at_noon.undo()
    assert at_noon.card(card.prospect.id).reason.id == first


def test_a_book_that_cannot_be_written_keeps_the_card_and_says_so(at_noon: Any, monkeypatch: Any) -> None:
    card = at_noon.next_card()
    at_noon.keep_note(card.prospect.id, "asked for the prices")

    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Book, "insert", full)
        with pytest.raises(StoreError, match="disk is full"):
            at_noon.record(card, Outcome.NO_ANSWER, note="asked for the prices")
    assert at_noon.next_card().prospect.id == card.prospect.id
    assert at_noon.card(card.prospect.id).draft_note == "asked for the prices"


# answers in plain words -------------------------------------------------------------------------------------------
def test_t6_an_appointment_in_their_time_read_back_in_both(at_noon: Any) -> None:
    card = at_noon.next_card()
    answer = at_noon.read_answer(card, Outcome.TALKED, "tue 7:30am, send the price list")
    assert answer.agreed.at == datetime(2026, 3, 17, 14, 30, tzinfo=UTC)
    assert (answer.agreed.day, answer.agreed.zone, answer.agreed.what) == (
        date(2026, 3, 17),
        PHOENIX,
        "send the price list",
    )
    assert answer.read_back == "Tue 17 Mar 7:30 for them in Phoenix, 10:30 here: send the price list"
    at_noon.record(card, Outcome.TALKED, answer=answer)
    [row] = [r for r in at_noon.rows(9, after_hours=True) if r.id == card.prospect.id] or [None]
    assert row is None  # not before Tuesday
    at_noon.tools.clock.at = datetime(2026, 3, 17, 14, 26, tzinfo=UTC)
    card = at_noon.next_card()
    assert (card.prospect.name, card.why_now.text) == ("Maria Okafor", "agreed 7:30 their time")


def test_my_time_is_the_callers(at_noon: Any) -> None:
    answer = at_noon.read_answer(at_noon.next_card(), Outcome.CALL_BACK, "tomorrow 3pm my time")
    assert answer.agreed.at == datetime(2026, 3, 13, 19, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["none", "None", "no step", "nothing"])
def test_f5_no_next_step_is_said_and_not_left_out(at_noon: Any, typed: str) -> None:
    card = at_noon.next_card()
    assert at_noon.read_answer(card, Outcome.TALKED, typed).agreed is None
    for outcome in (Outcome.TALKED, Outcome.WON, Outcome.CALL_BACK):
        with pytest.raises(DateNotUnderstoodError, match="this needs a day"):
            at_noon.read_answer(card, outcome, " ")


@pytest.mark.parametrize("typed", ["thursdayish", "send the prices", "tue 25:00", "yesterday, send it"])
def test_what_is_not_understood_is_not_guessed(at_noon: Any, typed: str) -> None:
    with pytest.raises(DateNotUnderstoodError):
        at_noon.read_answer(at_noon.next_card(), Outcome.TALKED, typed)


# dialling -------------------------------------------------------------------------------------------------------
def test_dialling_gives_the_number_and_starts_the_clock(at_noon: Any, clock: Any) -> None:
    card = at_noon.next_card()
    assert at_noon.call_seconds(card.prospect.id) is None
    assert at_noon.dial(card) == number(0)
    clock.advance(seconds=95)
    assert at_noon.call_seconds(card.prospect.id) == 95
    assert at_noon.call_seconds(card.prospect.id + 1) is None
    at_noon.record(card, Outcome.NO_ANSWER)
    assert at_noon.history(card.prospect.id)[-1].seconds == 95
    assert at_noon.call_seconds(card.prospect.id) is None


def test_outside_their_hours_dialling_is_refused_with_the_next_opening_and_logging_is_not(
    at_noon: Any, clock: Any
) -> None:
    card = at_noon.next_card()
    clock.at = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
    with pytest.raises(RefusedError, match=r"it is 11:00 for Maria Okafor.*9:00-20:00 mon-sat.*Mon 16 Mar at 9:00"):
        at_noon.dial(card)
    at_noon.record(card, Outcome.NO_ANSWER)


def test_an_agreed_hour_may_be_dialled_outside_their_hours(at_noon: Any, clock: Any) -> None:
    card = at_noon.next_card()
    at_noon.record(card, Outcome.CALL_BACK, answer=at_noon.read_answer(card, Outcome.CALL_BACK, "sunday 11:00"))
    clock.at = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
    assert at_noon.dial(at_noon.card(card.prospect.id))


def test_a_no_from_elsewhere_counts_at_the_moment_of_dialling(at_noon: Any) -> None:
    """A colleague, or another program, marked the number while the card was on the screen."""
    card = at_noon.next_card()
    people.bar_number(at_noon.tools.book, FRAME, number(0), date(2026, 3, 12), "asked in writing", NOON)
    with pytest.raises(RefusedError, match="Maria Okafor: do not call"):
        at_noon.dial(card)


def test_somebody_without_a_number_is_not_dialled(at_noon: Any) -> None:
    card = at_noon.next_card()
    at_noon.record(card, Outcome.WRONG_NUMBER)
    second = at_noon.card(card.prospect.id)
    assert at_noon.dial(second) == number(50)
    at_noon.record(second, Outcome.WRONG_NUMBER)
    with pytest.raises(RefusedError, match="has no number"):
        at_noon.dial(at_noon.card(card.prospect.id))


# skip, snooze, undo ----------------------------------------------------------------------------------------------
def test_who_was_skipped_comes_back_with_undo_or_the_next_session(at_noon: Any) -> None:
    first = at_noon.next_card()
    at_noon.skip(first.prospect.id)
    second = at_noon.next_card()
    assert second.prospect.name == "Jan Novak"
    assert at_noon.undo().verb == "skip"
    assert at_noon.next_card().prospect.id == first.prospect.id
    at_noon.skip(first.prospect.id)
    at_noon.end()
    assert at_noon.next_card().prospect.id == first.prospect.id


def test_when_all_are_skipped_nobody_is_promised_for_now(at_noon: Any) -> None:
    while card := at_noon.next_card():
        at_noon.skip(card.prospect.id)
    assert at_noon.quiet().at is None


def test_a_snooze_is_read_back(at_noon: Any) -> None:
    card = at_noon.next_card()
    assert at_noon.snooze(card, "in 2 weeks") == "Thu 26 Mar"
    assert at_noon.next_card().prospect.name == "Jan Novak"
    with pytest.raises(DateNotUnderstoodError):
        at_noon.snooze(card, "whenever")
    assert at_noon.undo().verb == "snooze"
    assert at_noon.next_card().prospect.id == card.prospect.id


def test_undo_goes_back_as_far_as_the_session(at_noon: Any) -> None:
    assert at_noon.undo() is None
    for outcome in (Outcome.NO_ANSWER, Outcome.SAID_NO, Outcome.DO_NOT_CALL):
        at_noon.record(at_noon.next_card(), outcome)
    assert at_noon.next_card() is None
    assert [at_noon.undo().verb for _ in range(3)] == ["do-not-call", "said-no", "no-answer"]
    assert at_noon.undo() is None
    assert at_noon.next_card().prospect.name == "Maria Okafor"
    assert {p.standing for p in reading.people(at_noon.tools.book, [1, 2, 3])} == {Standing.ACTIVE}
    assert at_noon.tally().calls == 0


def test_a_broken_promise_is_on_the_card_until_it_was_owned_up_to(at_noon: Any, clock: Any) -> None:
    card = at_noon.next_card()
    at_noon.record(card, Outcome.VOICEMAIL)
    clock.at = datetime(2026, 3, 17, 19, 0, tzinfo=UTC)
    late = at_noon.next_card()
    assert (late.prospect.id, late.why_now.text) == (card.prospect.id, "promise missed yesterday")
    assert late.promise.status is PromiseStatus.BROKEN
    assert late.script == "promise-broken"
    at_noon.record(late, Outcome.NO_ANSWER)
    assert at_noon.card(card.prospect.id).script != "promise-broken"


# what is typed -----------------------------------------------------------------------------------------------------
def test_what_was_being_typed_is_offered_at_the_next_start(
    at_noon: Any, desk_at: Callable[..., Any], clock: Any
) -> None:
    card = at_noon.next_card()
    at_noon.keep_note(card.prospect.id, "her daughter's ex")
    at_noon.keep_touch(card.prospect.id, "Maria, congratulations on the award")
    again = at_noon.resumed()
    assert (again.prospect.id, again.draft_note) == (card.prospect.id, "her daughter's ex")
    assert again.opener.text == again.touch == "Maria, congratulations on the award"
    at_noon.record(again, Outcome.TALKED, note="her daughter's exams", answer=None)
    assert at_noon.resumed() is None
    assert at_noon.history(card.prospect.id)[-1].words == "Maria, congratulations on the award"


def test_typed_words_are_harmless(at_noon: Any) -> None:
    card = at_noon.next_card()
    at_noon.keep_note(card.prospect.id, "red \x1b[31malert\x07\u202e")
    assert at_noon.card(card.prospect.id).draft_note == "red alert"
    at_noon.record(card, Outcome.NO_ANSWER, note=" red \x1b[31malert\x9b2J \n")
    assert at_noon.history(card.prospect.id)[-1].note == "red alert"


def test_h3_s6_threads_and_objections_from_the_card(at_noon: Any) -> None:
    card = at_noon.next_card()
    assert at_noon.keep_thread(card.prospect.id, "moving office in June")
    assert at_noon.keep_objection(card.prospect.id, "Minimum order!")
    fresh = at_noon.card(card.prospect.id).prospect
    assert [t.text for t in fresh.threads] == ["moving office in June"]
    assert [(o.slug, o.words) for o in fresh.objections] == [("minimum-order", "minimum order")]
    with pytest.raises(RefusedError, match="in a word or two"):
        at_noon.keep_objection(card.prospect.id, "?!")
    assert at_noon.undo().verb == "objection"
    assert at_noon.card(card.prospect.id).prospect.objections == ()
