"""Which script for which situation."""

from datetime import UTC, date, datetime

import pytest

from callstation.model.calls import NextStep, Promise, PromiseStatus
from callstation.model.cards import Why
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.playbook import BY_REASON, script_for

DAY = date(2026, 11, 21)
STEP = NextStep(DAY, datetime(2026, 11, 21, 18, 0, tzinfo=UTC), "go through the drafts", "America/Phoenix")
PROMISE = Promise(DAY, None, "I'll call on Saturday", "America/Phoenix")
BROKEN = Promise(date(2026, 11, 18), None, "I'll call on Wednesday", "America/Phoenix", PromiseStatus.BROKEN)
TOM = Prospect(1, "Tom Reyes")
REGULAR = Prospect(2, "Ann Wu", kind=Kind.CUSTOMER)
PARTNER = Prospect(3, "Jan Novak", kind=Kind.REFERRAL_SOURCE)
IN_TALKS = Prospect(4, "Li Wei", standing=Standing.PROPOSAL_OPEN)


def reason(kind: ReasonKind) -> Reason:
    return Reason(1, kind, "that it is gone")


NEWS = reason(ReasonKind.NEWS)


@pytest.mark.parametrize(
    ("why", "who", "why_call", "promise", "step", "script"),
    [
        (Why.AGREED_HOUR, TOM, NEWS, None, STEP, "agreed-step"),
        (Why.AGREED_HOUR, TOM, NEWS, PROMISE, None, "promise-due"),
        (Why.AGREED_HOUR, TOM, NEWS, None, None, "news"),
        (Why.AGREED_STEP, TOM, None, None, STEP, "agreed-step"),
        (Why.AGREED_STEP, TOM, None, BROKEN, STEP, "promise-broken"),
        (Why.PROMISE, TOM, None, PROMISE, None, "promise-due"),
        (Why.PROMISE, TOM, NEWS, PROMISE, STEP, "promise-due"),
        (Why.BROKEN_PROMISE, TOM, None, BROKEN, None, "promise-broken"),
        (Why.BROKEN_PROMISE, TOM, NEWS, PROMISE, None, "promise-broken"),
        (Why.PROPOSAL, IN_TALKS, None, None, None, "proposal-open"),
        (Why.PROPOSAL, IN_TALKS, NEWS, None, None, "proposal-open"),
        (Why.PROPOSAL, TOM, NEWS, None, None, "news"),
        (Why.RHYTHM, IN_TALKS, NEWS, None, None, "news"),
        (Why.RHYTHM, TOM, reason(ReasonKind.PROPOSAL), None, None, "no-reason"),
        (Why.LIFTED, TOM, reason(ReasonKind.POLICY), None, None, "policy-lifted"),
        (Why.LIFTED, REGULAR, reason(ReasonKind.REGIME), None, None, "new-regime"),
        (Why.RETRY, TOM, NEWS, None, None, "follow-up"),
        (Why.RETRY, PARTNER, NEWS, None, None, "follow-up"),
        (Why.RETRY, TOM, reason(ReasonKind.NEW_YOU), None, None, "new-you"),
        (Why.RHYTHM, PARTNER, NEWS, None, None, "referral-source"),
        (Why.FIRST_CALL, PARTNER, NEWS, None, None, "referral-source"),
        (Why.RHYTHM, REGULAR, NEWS, None, None, "customer-regular"),
        (Why.SILENCE, REGULAR, NEWS, None, None, "long-silence"),
        (Why.SILENCE, TOM, NEWS, None, None, "long-silence"),
        (Why.FIRST_CALL, TOM, NEWS, None, None, "first-call"),
        (Why.RHYTHM, TOM, NEWS, None, None, "news"),
        (Why.DRIP, TOM, reason(ReasonKind.STORY), None, None, "story"),
        (Why.SNOOZED, TOM, reason(ReasonKind.INVITATION), None, None, "invitation"),
        (Why.RHYTHM, TOM, None, None, None, "no-reason"),
        (Why.FIRST_CALL, TOM, None, None, None, "no-reason"),
        (Why.RETRY, TOM, None, None, None, "no-reason"),
    ],
)
def test_the_script_for_a_situation(why, who, why_call, promise, step, script) -> None:
    assert script_for(why, who, why_call, promise, step) == script


@pytest.mark.parametrize("kind", sorted(BY_REASON))
def test_every_kind_from_the_library_has_its_script(kind: ReasonKind) -> None:
    assert script_for(Why.SNOOZED, TOM, reason(kind), None, None) == BY_REASON[kind]


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("who", [TOM, REGULAR, PARTNER])
def test_the_direct_question_is_asked_only_where_a_proposal_is_open(why: Why, who: Prospect) -> None:
    for kind in (None, *ReasonKind):
        for promise in (None, PROMISE, BROKEN):
            for step in (None, STEP):
                assert script_for(why, who, reason(kind) if kind else None, promise, step) != "proposal-open"
