"""What each outcome's key will do, in a few words, shown before it is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from callstation.model.calls import Outcome
from callstation.model.cards import Consequence, Why
from callstation.model.people import Standing
from callstation.rules.outcomes import Effect, effect_of
from callstation.rules.persistence import Patience
from callstation.rules.queue import Facts, place
from callstation.rules.windows import zone_of

ASKS = {
    Outcome.TALKED: "step",
    Outcome.WON: "step",
    Outcome.CALL_BACK: "when",
    Outcome.NOT_NOW: "drip",
}
"""What has to be answered in one line before the outcome is stored; the others take one key."""


def consequences(
    facts: Facts,
    now: datetime,
    patience: Patience,
    promise_on: tuple[date, date],
    *,
    other_number: bool,
    inbound: bool = False,
) -> Mapping[Outcome, Consequence]:
    """The consequence of every outcome for a person of these facts, if it were recorded ``now``."""
    found = {}
    for outcome in Outcome:
        effect = effect_of(
            outcome, facts, now, patience, promise_on=promise_on, other_number=other_number, inbound=inbound
        )
        found[outcome] = Consequence(outcome, _words(outcome, effect, now, patience), ASKS.get(outcome, ""))
    return found


def _words(outcome: Outcome, effect: Effect, now: datetime, patience: Patience) -> str:
    after = effect.after
    today = now.astimezone(zone_of(after.zone)).date()
    match outcome:
        case Outcome.VOICEMAIL if effect.promise is not None:
            return f"promise {compact_day(effect.promise.day, today)}"
        case Outcome.TALKED:
            return "next step"
        case Outcome.CALL_BACK:
            return "when?"
        case Outcome.WON:
            return "next step"
        case Outcome.NOT_NOW if after.drip_until is not None:
            return f"{compact_day(after.drip_until, today)}?"
        case Outcome.SAID_NO:
            return "let go"
        case Outcome.DO_NOT_CALL:
            return "never"
        case Outcome.WRONG_NUMBER if not after.has_number:
            return "find one"
        case _:
            return _next(after, now, patience)


def _next(after: Facts, now: datetime, patience: Patience) -> str:
    """When they are next: with the hour in the week to come, later the day is enough."""
    nxt = place(after, patience)
    if nxt is None:
        return "not again"
    there = zone_of(after.zone)
    local = nxt.due.astimezone(there)
    day = compact_day(local.date(), now.astimezone(there).date())
    if after.standing is Standing.DRIP:
        return f"rest, {day}"
    if nxt.why is Why.PROMISE:
        return f"promise {day}"
    ahead = (local.date() - now.astimezone(there).date()).days
    return f"{day} {local.hour}:{local:%M}" if ahead < 7 else day


def compact_day(day: date, today: date) -> str:
    """A day as short as it can be told apart: ``Mon`` this week, ``Thu 26`` this month, ``20 Feb`` later."""
    ahead = (day - today).days
    if 0 < ahead < 7:
        return f"{day:%a}"
    if 0 <= ahead < 28:
        return f"{day:%a} {day.day}"
    return f"{day.day} {day:%b}" + (f" {day.year}" if ahead > 300 else "")
