"""Which script fits a call: what was agreed or promised first, then what the reason needs, then who they are."""

from __future__ import annotations

from callstation.model.calls import NextStep, Promise, PromiseStatus
from callstation.model.cards import Why
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import Reason, ReasonKind

BY_REASON: dict[ReasonKind, str] = {
    ReasonKind.NEWS: "news",
    ReasonKind.POLICY: "policy-lifted",
    ReasonKind.REGIME: "new-regime",
    ReasonKind.CAPABILITY: "capability",
    ReasonKind.NEW_YOU: "new-you",
    ReasonKind.OFFER: "offer",
    ReasonKind.INVITATION: "invitation",
    ReasonKind.INTRODUCTION: "introduction",
    ReasonKind.STORY: "story",
}
"""The script for each kind of reason from the library."""

ASKING = frozenset(("proposal-open",))
"""Scripts that put the direct question; where they are used, something was asked (H1, H4)."""

FROM_THE_RECORD = frozenset(("agreed-step", "promise-due", "promise-broken", "proposal-open"))
"""Scripts that have a reason of their own, and say one of the library's beside it or not at all."""

_NEEDS_ITS_OWN_WORDS = (ReasonKind.POLICY, ReasonKind.REGIME, ReasonKind.NEW_YOU)
"""Reasons that answer something the person once said: their script goes before one for the relationship."""


def script_for(
    why: Why, prospect: Prospect, reason: Reason | None, promise: Promise | None, step: NextStep | None
) -> str:
    """The name of the shipped script for one call.

    What comes out of the record goes first (F1, F5, H4); the direct question only where a proposal is open
    (H4); then reasons that answer what the person once held against it (S6, S7, S9); then the situation
    (another try, a regular call, a first call, a long silence) and, last, the kind of reason.
    """
    return (
        _from_the_record(why, prospect, reason, promise, step)
        or ("no-reason" if reason is None else "")
        or (BY_REASON[reason.kind] if reason and reason.kind in _NEEDS_ITS_OWN_WORDS else "")
        or _from_the_relationship(why, prospect)
        or (BY_REASON.get(reason.kind, "no-reason") if reason else "no-reason")
    )


def _from_the_record(
    why: Why, prospect: Prospect, reason: Reason | None, promise: Promise | None, step: NextStep | None
) -> str:
    """The script for what was promised, agreed or proposed; '' where nothing was."""
    kind = reason.kind if reason else None
    if why is Why.BROKEN_PROMISE or (promise is not None and promise.status is PromiseStatus.BROKEN):
        return "promise-broken"
    if step is not None and (why in (Why.AGREED_HOUR, Why.AGREED_STEP) or kind is ReasonKind.AGREED_STEP):
        return "agreed-step"
    if promise is not None and (why in (Why.PROMISE, Why.AGREED_HOUR) or kind is ReasonKind.PROMISE):
        return "promise-due"
    if prospect.standing is Standing.PROPOSAL_OPEN and (why is Why.PROPOSAL or kind is ReasonKind.PROPOSAL):
        return "proposal-open"
    return ""


def _from_the_relationship(why: Why, prospect: Prospect) -> str:
    """The script for how the two stand with each other; '' where only the reason says what to talk about."""
    if why is Why.RETRY:
        return "follow-up"
    if prospect.kind is Kind.REFERRAL_SOURCE:
        return "referral-source"
    if prospect.kind is Kind.CUSTOMER and why is Why.RHYTHM:
        return "customer-regular"
    if why is Why.FIRST_CALL:
        return "first-call"
    return "long-silence" if why is Why.SILENCE else ""
