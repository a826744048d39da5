"""What follows from an outcome, in words and as a day: for the command line and for whoever is told of it."""

from __future__ import annotations

from datetime import date, datetime

from callstation.dates.spoken import both_zones, short_day
from callstation.desk.ledger import Ledger
from callstation.model.cards import Why
from callstation.model.happenings import Following
from callstation.model.people import Prospect
from callstation.rules.outcomes import Effect
from callstation.rules.queue import place
from callstation.rules.windows import zone_of

_KINDS = {Why.AGREED_HOUR: "step", Why.AGREED_STEP: "step", Why.PROMISE: "promise", Why.BROKEN_PROMISE: "promise"}


def following_of(effect: Effect, person: Prospect, tools: Ledger, now: datetime) -> Following:
    """What comes next with ``person`` after ``effect``, as of ``now`` (aware)."""
    today = now.astimezone(zone_of(effect.after.zone)).date()
    town = person.place.split(",")[0]
    if effect.step is not None:
        step = effect.step
        if step.at is None:
            return Following("step", step.day, None, _with(short_day(step.day, today), step.what))
        there = step.at.astimezone(zone_of(step.zone))
        hour = both_zones(step.at, step.zone, tools.frame.zone, town, today)
        return Following("step", step.day, there, _with(hour, step.what))
    if effect.promise is not None:
        return _day("promise", effect.promise.day, today, "you promised to call on")
    if effect.after.drip_until is not None:
        return _day("drip", effect.after.drip_until, today, "at rest until")
    found = place(effect.after, tools.frame.patience)
    if found is None:
        return Following("none", None, None, "not to be called again")
    local = found.due.astimezone(zone_of(effect.after.zone))
    hour = both_zones(found.due, effect.after.zone, tools.frame.zone, town, today)
    return Following(_KINDS.get(found.why, str(found.why)), local.date(), local, hour)


def _day(kind: str, day: date, today: date, words: str) -> Following:
    return Following(kind, day, None, f"{words} {short_day(day, today)}")


def _with(when: str, what: str) -> str:
    return f"{when}: {what}" if what else when
