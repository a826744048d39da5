"""What every outcome does, and that the key says so before it is pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import THURSDAY, facts, promise, step

from callstation.model.calls import Outcome, PromiseStatus, StepStatus
from callstation.model.cards import Why
from callstation.model.people import Kind, Standing
from callstation.rules.consequences import ASKS, compact_day, consequences
from callstation.rules.outcomes import NEEDS_DAY, NEEDS_STEP, UNREACHED, Agreement, Effect, effect_of
from callstation.rules.persistence import Patience
from callstation.rules.queue import Facts, place
from callstation.rules.windows import zone_of

PATIENCE = Patience()
TODAY, MONDAY = date(2026, 3, 12), date(2026, 3, 16)
DAYS = (date(2026, 3, 13), MONDAY)
HOUR = datetime(2026, 3, 17, 14, 30, tzinfo=UTC)
AGREED = Agreement(date(2026, 3, 17), HOUR, "America/Phoenix", "send the prices")


def effect(outcome: Outcome, record: Facts | None = None, **more: Any) -> Effect:
    now = more.pop("now", THURSDAY)
    return effect_of(outcome, record or facts(attempts=1), now, PATIENCE, **{"promise_on": DAYS, **more})


# one outcome at a time --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_true_of_every_outcome(outcome: Outcome) -> None:
    record = facts(attempts=1, snoozed_until=THURSDAY, drip_until=MONDAY, lifted_at=THURSDAY, standing=Standing.DRIP)
    done = effect(outcome, record, agreed=AGREED if outcome in NEEDS_STEP | NEEDS_DAY else None)
    assert done.after.last_call_at == THURSDAY
    assert done.after.last_talk_at == (THURSDAY if outcome.conversation else None)
    assert done.after.snoozed_until is None
    assert done.after.attempts == {**dict.fromkeys(UNREACHED, 2), Outcome.WRONG_NUMBER: 1}.get(outcome, 0)
    assert (done.after.drip_until is not None) is (outcome is Outcome.NOT_NOW)
    assert (done.after.lifted_at is None) is outcome.conversation
    assert done.heard_reason is (outcome.conversation or outcome is Outcome.VOICEMAIL)  # S3
    assert (done.promise is not None) is (outcome is Outcome.VOICEMAIL)  # F1
    assert (done.step is not None) is (outcome in (Outcome.TALKED, Outcome.CALL_BACK, Outcome.WON))  # F5
    assert done.number_wrong is (outcome is Outcome.WRONG_NUMBER)
    assert done.do_not_call is (outcome is Outcome.DO_NOT_CALL)
    wanted = {
        Outcome.NOT_NOW: Standing.DRIP,
        Outcome.SAID_NO: Standing.SAID_NO,
        Outcome.DO_NOT_CALL: Standing.DO_NOT_CALL,
    }
    assert done.after.standing is wanted.get(outcome, Standing.ACTIVE)  # F4: drip is stopped by any other call
    assert done.after.kind is (Kind.CUSTOMER if outcome is Outcome.WON else Kind.PROSPECT)


def test_f1_a_voicemail_promises_the_very_dates_and_words() -> None:
    made = effect(Outcome.VOICEMAIL, words="I'll ring you on Monday the 16th").promise
    assert made is not None
    assert (made.hear_by, made.day, made.words, made.zone) == (
        *DAYS,
        "I'll ring you on Monday the 16th",
        "America/Phoenix",
    )
    assert (made.status, made.made_at) == (PromiseStatus.OPEN, THURSDAY)


@pytest.mark.parametrize("outcome", [Outcome.TALKED, Outcome.WON, Outcome.CALL_BACK])
def test_f5_what_was_agreed_is_kept_with_its_hour_and_zone(outcome: Outcome) -> None:
    agreed = effect(outcome, agreed=AGREED).step
    assert agreed is not None
    assert (agreed.day, agreed.at, agreed.zone, agreed.what) == (AGREED.day, HOUR, AGREED.zone, "send the prices")
    assert effect(outcome, agreed=None).step is None  # the word none


def test_t6_a_call_back_without_words_is_just_that() -> None:
    agreed = effect(Outcome.CALL_BACK, agreed=replace(AGREED, what="")).step
    assert agreed is not None
    assert agreed.what == "call back"


def test_f4_not_now_rests_for_three_months_or_until_the_day_they_named() -> None:
    assert effect(Outcome.NOT_NOW).after.drip_until == date(2026, 6, 12)
    assert effect(Outcome.NOT_NOW, agreed=AGREED).after.drip_until == AGREED.day
    end_of_month = effect(Outcome.NOT_NOW, now=datetime(2026, 11, 30, 18, 0, tzinfo=UTC))
    assert end_of_month.after.drip_until == date(2027, 2, 28)


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.GATEKEEPER])
def test_f2_enough_tries_are_enough(outcome: Outcome) -> None:
    fifth = effect(outcome, facts(attempts=4))
    assert (fifth.after.standing, fifth.after.drip_until) == (Standing.ACTIVE, None)
    sixth = effect(outcome, facts(attempts=5))
    assert (sixth.after.standing, sixth.after.drip_until) == (Standing.DRIP, date(2026, 4, 12))


def test_f1_the_sixth_voicemail_still_makes_its_promise_and_they_are_let_rest() -> None:
    sixth = effect(Outcome.VOICEMAIL, facts(attempts=5))
    assert (sixth.after.standing, sixth.promise is not None) == (Standing.DRIP, True)
    assert sixth.drip_on == date(2026, 4, 12)
    found = place(sixth.after, PATIENCE)
    assert found is not None
    assert found.why is Why.PROMISE  # F1: the word given comes first all the same


def test_a_wrong_number_counts_as_no_try_and_asks_for_another() -> None:
    assert effect(Outcome.WRONG_NUMBER, facts(attempts=3)).after.attempts == 3
    assert not effect(Outcome.WRONG_NUMBER).after.has_number
    assert effect(Outcome.WRONG_NUMBER, other_number=True).after.has_number


def test_won_is_a_customer_and_no_longer_a_proposal() -> None:
    won = effect(Outcome.WON, facts(standing=Standing.PROPOSAL_OPEN), agreed=None)
    assert (won.after.standing, won.after.kind) == (Standing.ACTIVE, Kind.CUSTOMER)
    assert effect(Outcome.NO_ANSWER, facts(standing=Standing.PROPOSAL_OPEN)).after.standing is Standing.PROPOSAL_OPEN


# what becomes of what stood ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "outcome", "becomes", "left"),
    [
        (TODAY, Outcome.NO_ANSWER, PromiseStatus.KEPT, None),
        (TODAY, Outcome.GATEKEEPER, PromiseStatus.KEPT, None),
        (TODAY, Outcome.TALKED, PromiseStatus.KEPT, None),
        (MONDAY, Outcome.NO_ANSWER, None, PromiseStatus.OPEN),
        (MONDAY, Outcome.WRONG_NUMBER, None, PromiseStatus.OPEN),
        (MONDAY, Outcome.TALKED, PromiseStatus.SETTLED, None),
        (MONDAY, Outcome.SAID_NO, PromiseStatus.SETTLED, None),
        (date(2026, 3, 11), Outcome.TALKED, PromiseStatus.BROKEN, PromiseStatus.BROKEN),
    ],
)
def test_what_becomes_of_a_promise(
    day: date, outcome: Outcome, becomes: PromiseStatus | None, left: PromiseStatus | None
) -> None:
    done = effect(outcome, facts(promise=promise(day)))
    assert done.promise_fate is becomes
    assert (done.after.promise.status if done.after.promise else None) is left


@pytest.mark.parametrize(
    ("day", "outcome", "becomes"),
    [
        (TODAY, Outcome.TALKED, StepStatus.DONE),
        (date(2026, 3, 2), Outcome.SAID_NO, StepStatus.DONE),
        (MONDAY, Outcome.CALL_BACK, StepStatus.REPLACED),
        (TODAY, Outcome.NO_ANSWER, None),
        (TODAY, Outcome.GATEKEEPER, None),
        (TODAY, Outcome.VOICEMAIL, None),
    ],
)
def test_what_becomes_of_an_agreed_step(day: date, outcome: Outcome, becomes: StepStatus | None) -> None:
    stood = step(day)
    done = effect(outcome, facts(step=stood))
    assert done.step_fate is becomes
    assert (done.after.step is stood) is (becomes is None)


# the key says so --------------------------------------------------------------------------------------------------
def test_the_words_above_the_keys() -> None:
    shown = consequences(facts(), THURSDAY, PATIENCE, DAYS, other_number=False)
    assert {str(o): c.text for o, c in shown.items()} == {
        "no-answer": "Fri 17:10",
        "voicemail": "promise Mon",
        "talked": "next step",
        "call-back": "when?",
        "not-now": "12 Jun?",
        "said-no": "let go",
        "won": "next step",
        "wrong-number": "find one",
        "gatekeeper": "Fri 17:10",
        "do-not-call": "never",
    }
    assert {o: c.asks for o, c in shown.items() if c.asks} == ASKS
    other = consequences(facts(), THURSDAY, PATIENCE, DAYS, other_number=True)
    assert other[Outcome.WRONG_NUMBER].text == "Fri 17:10"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 12), "Thu 12"),
        (date(2026, 3, 13), "Fri"),
        (date(2026, 3, 18), "Wed"),
        (date(2026, 3, 19), "Thu 19"),
        (date(2026, 4, 8), "Wed 8"),
        (date(2026, 4, 9), "9 Apr"),
        (date(2027, 2, 20), "20 Feb 2027"),
        (date(2026, 3, 11), "11 Mar"),
    ],
)
def test_a_day_as_short_as_it_can_be_told_apart(day: date, words: str) -> None:
    assert compact_day(day, TODAY) == words


records = st.builds(
    facts,
    standing=st.sampled_from((Standing.ACTIVE, Standing.PROPOSAL_OPEN, Standing.DRIP)),
    zone=st.sampled_from(("America/Phoenix", "Asia/Kolkata", "Pacific/Auckland")),
    attempts=st.integers(0, 8),
    promise=st.none() | st.builds(promise, st.dates(date(2026, 3, 12), date(2026, 4, 12))),
    step=st.none() | st.builds(step, st.dates(date(2026, 3, 1), date(2026, 4, 12))),
    lifted_at=st.none() | st.just(THURSDAY - timedelta(days=1)),
    last_call_at=st.none() | st.just(THURSDAY - timedelta(days=1)),
)


@given(records, st.booleans())
def test_what_a_key_says_is_what_it_does(record: Facts, other_number: bool) -> None:
    """The day above a key is the day on which the queue brings them back."""
    shown = consequences(record, THURSDAY, PATIENCE, DAYS, other_number=other_number)
    for outcome, said in shown.items():
        done = effect(outcome, record, other_number=other_number)
        there = zone_of(record.zone)
        today = THURSDAY.astimezone(there).date()
        after = place(done.after, PATIENCE)
        if outcome in (Outcome.SAID_NO, Outcome.DO_NOT_CALL):
            assert after is None
        elif outcome is Outcome.VOICEMAIL:
            assert done.promise is not None
            assert said.text == f"promise {compact_day(done.promise.day, today)}"
        elif outcome is Outcome.WRONG_NUMBER and not other_number:
            assert after is None
        elif not said.asks:
            assert after is not None
            assert compact_day(after.due.astimezone(there).date(), today) in said.text


# at rest, and back -------------------------------------------------------------------------------------------------
def test_f4_at_rest_something_of_value_is_due_in_a_month_and_any_conversation_ends_it() -> None:
    for outcome in (Outcome.NO_ANSWER, Outcome.GATEKEEPER):
        last = effect(outcome, facts(attempts=5))
        assert (last.after.standing, last.drip_on, last.drip_ends) == (Standing.DRIP, date(2026, 4, 12), False)
    later = effect(Outcome.NOT_NOW, agreed=replace(AGREED, day=date(2026, 9, 1), at=None))
    assert (later.drip_on, later.drip_ends) == (date(2026, 4, 12), True)
    resting = facts(attempts=6, standing=Standing.DRIP, drip_until=MONDAY)
    for outcome in Outcome:
        done = effect(outcome, resting)
        if outcome.conversation:
            assert done.drip_ends
            assert (done.drip_on is not None) is (outcome is Outcome.NOT_NOW)


@pytest.mark.parametrize("standing", [Standing.SAID_NO, Standing.DO_NOT_CALL])
@pytest.mark.parametrize("outcome", Outcome)
def test_h6_a_no_is_a_no_whatever_is_logged_later(outcome: Outcome, standing: Standing) -> None:
    agreed = AGREED if outcome in NEEDS_STEP | NEEDS_DAY else None
    done = effect(outcome, facts(attempts=5, standing=standing), agreed=agreed)
    assert done.after.standing is (Standing.DO_NOT_CALL if outcome is Outcome.DO_NOT_CALL else standing)
    assert (done.promise, done.step, done.drip_on, done.after.drip_until) == (None, None, None, None)
    assert place(done.after, PATIENCE) is None


@pytest.mark.parametrize("outcome", Outcome)
def test_h6_their_own_call_brings_somebody_back_who_said_no(outcome: Outcome) -> None:
    agreed = AGREED if outcome in NEEDS_STEP | NEEDS_DAY else None
    done = effect(outcome, facts(attempts=2, standing=Standing.SAID_NO), agreed=agreed, inbound=True)
    wanted = {
        Outcome.TALKED: Standing.ACTIVE,
        Outcome.CALL_BACK: Standing.ACTIVE,
        Outcome.WON: Standing.ACTIVE,
        Outcome.NOT_NOW: Standing.DRIP,
        Outcome.DO_NOT_CALL: Standing.DO_NOT_CALL,
    }
    assert done.after.standing is wanted.get(outcome, Standing.SAID_NO)
    barred = effect(outcome, facts(standing=Standing.DO_NOT_CALL), agreed=agreed, inbound=True)
    assert barred.after.standing is Standing.DO_NOT_CALL


def test_f1_they_call_first_and_the_promise_is_settled() -> None:
    for day in (TODAY, MONDAY):
        done = effect(Outcome.TALKED, facts(promise=promise(day)), inbound=True)
        assert done.promise_fate is PromiseStatus.SETTLED
        assert not done.heard_reason  # S3: what was on the screen was not said
