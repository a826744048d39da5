"""What an outcome does: the one place that says what follows from each key.

The consequence that is shown above a key before it is pressed and the change that is stored afterwards come from
the same function, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from callstation.dates.moments import add_months
from callstation.model.calls import NextStep, Outcome, Promise, PromiseStatus, StepStatus
from callstation.model.people import Kind, Standing
from callstation.rules.drips import next_drip
from callstation.rules.persistence import Patience
from callstation.rules.promises import fate
from callstation.rules.queue import Facts
from callstation.rules.windows import zone_of

NEEDS_STEP = frozenset((Outcome.TALKED, Outcome.WON))
"""A conversation is not stored without a next step, or the word none (F5)."""
NEEDS_DAY = frozenset((Outcome.CALL_BACK, Outcome.NOT_NOW))
NOT_NOW_MONTHS = 3
"""How long *not now* lasts where the caller says nothing else (F4)."""
UNREACHED = frozenset((Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.GATEKEEPER))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed: a day in ``zone``, an hour (aware UTC) where one was named, and what."""

    day: date
    at: datetime | None
    zone: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """All that changes. ``after`` are the facts as they will be; the queue place follows from them."""

    after: Facts
    promise: Promise | None = None
    """A promise made by this call."""
    promise_fate: PromiseStatus | None = None
    """What becomes of the promise that stood, where that changes."""
    step: NextStep | None = None
    step_fate: StepStatus | None = None
    number_wrong: bool = False
    do_not_call: bool = False
    heard_reason: bool = False
    """The reason reached them, so it is used up (S3)."""
    drip_on: date | None = None
    """They are at rest: the day, theirs, from which something of value is due by email, where none is yet (F4)."""
    drip_ends: bool = False
    """What was to go to them by email stays at home: they were spoken to, or are tried again."""


def is_last_try(facts: Facts, patience: Patience) -> bool:
    """Whether one more unanswered call is the last before they are let rest (F2)."""
    return facts.standing.callable and facts.standing is not Standing.DRIP and facts.attempts == patience.tries - 1


def effect_of(
    outcome: Outcome,
    facts: Facts,
    now: datetime,
    patience: Patience,
    *,
    agreed: Agreement | None = None,
    promise_on: tuple[date, date] | None = None,
    words: str = "",
    other_number: bool = False,
    inbound: bool = False,
) -> Effect:
    """What follows from ``outcome`` at ``now``.

    ``agreed``: the day of *call back*, *not now* and of a next step (None: none was agreed). ``promise_on``:
    (hear by, call on) as the voicemail named them, ``words`` as they were on screen. ``other_number``: whether
    one is left if this one is wrong. ``inbound``: they called. That settles a promise, uses no reason up, and of
    those who said no it is what brings them back (H6); do not call stays what it is.
    """
    inbound = inbound and outcome.conversation
    shut = not facts.standing.callable and not (inbound and facts.standing is Standing.SAID_NO)
    today = now.astimezone(zone_of(facts.zone)).date()
    attempts = facts.attempts + 1 if outcome in UNREACHED else 0
    if outcome is Outcome.WRONG_NUMBER:
        attempts = max(1, facts.attempts)  # nobody was reached, and nobody was missed
    promise = step = None
    drip_until: date | None = None
    standing, kind = facts.standing, facts.kind
    if standing is Standing.DRIP or (inbound and standing is Standing.SAID_NO):
        standing = Standing.ACTIVE
    match outcome:
        case Outcome.VOICEMAIL if promise_on is not None:
            promise = Promise(day=promise_on[1], hear_by=promise_on[0], words=words, zone=facts.zone, made_at=now)
        case Outcome.TALKED | Outcome.CALL_BACK | Outcome.WON if agreed is not None:
            what = agreed.what or ("call back" if outcome is Outcome.CALL_BACK else "")
            step = NextStep(agreed.day, agreed.at, what, agreed.zone, agreed_at=now)
        case Outcome.NOT_NOW:
            standing = Standing.DRIP
            drip_until = agreed.day if agreed else add_months(today, NOT_NOW_MONTHS)
        case Outcome.SAID_NO:
            standing = Standing.SAID_NO
        case Outcome.DO_NOT_CALL:
            standing = Standing.DO_NOT_CALL
        case _:
            pass
    if outcome is Outcome.WON:
        standing, kind = Standing.ACTIVE, Kind.CUSTOMER
    if outcome in UNREACHED and attempts >= patience.tries:
        # Enough tries: something of value by email from here on, and a call once a month (F2, F4).
        standing, drip_until = Standing.DRIP, add_months(today, 1)
    if shut and outcome is not Outcome.DO_NOT_CALL:
        # A no is a no, whatever is logged later: nothing is promised, agreed or sent, and nobody comes up again (H6).
        standing, drip_until, promise, step = facts.standing, None, None, None
    promise_fate = None
    stood = facts.promise
    if stood is not None:
        replaced = promise is not None
        promise_fate = fate(stood, now, conversation=outcome.conversation, replaced=replaced, inbound=inbound)
        if promise_fate is stood.status:
            promise_fate = None
        else:
            stood = replace(stood, status=promise_fate)
        if stood.status in (PromiseStatus.KEPT, PromiseStatus.SETTLED):
            stood = None
    step_fate = None
    open_step = facts.step
    if open_step is not None and outcome.conversation:
        step_fate = StepStatus.DONE if today >= open_step.day else StepStatus.REPLACED
        open_step = None
    after = replace(
        facts,
        standing=standing,
        kind=kind,
        attempts=attempts,
        last_call_at=now,
        last_talk_at=now if outcome.conversation else facts.last_talk_at,
        has_number=other_number if outcome is Outcome.WRONG_NUMBER else facts.has_number,
        drip_until=drip_until,
        snoozed_until=None,
        promise=promise or stood,
        step=step or open_step,
        lifted_at=None if outcome.conversation else facts.lifted_at,
    )
    return Effect(
        after=after,
        promise=promise,
        promise_fate=promise_fate,
        step=step,
        step_fate=step_fate,
        number_wrong=outcome is Outcome.WRONG_NUMBER,
        do_not_call=outcome is Outcome.DO_NOT_CALL,
        heard_reason=(outcome.conversation and not inbound) or outcome is Outcome.VOICEMAIL,
        drip_on=next_drip(today, patience.drip_every) if standing is Standing.DRIP else None,
        drip_ends=outcome.conversation or standing is not Standing.DRIP,
    )
