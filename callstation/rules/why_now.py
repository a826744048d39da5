"""*Why now* in a few words: the same on the screen, in ``queue --json`` and on the card."""

from __future__ import annotations

from datetime import date, datetime

from callstation.dates.spoken import ago, relative_day, short_day, span_words
from callstation.model.answers import UNKNOWN, HourCount, OwnRecord
from callstation.model.cards import Why, WhyNow
from callstation.rules.answers import (
    EARLY_BAND,
    EARLY_ENDS,
    ENOUGH_OF_ONE,
    LATE_BAND,
    LATE_BEGINS,
    advised,
    band_of,
)
from callstation.rules.windows import zone_of

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def why_now(
    why: Why,
    since: datetime | None,
    now: datetime,
    zone: str,
    *,
    attempts: int = 0,
    what: str = "",
    own: OwnRecord = UNKNOWN,
    edges_advised: bool = False,
) -> WhyNow:
    """The words for ``why``. ``since`` is the place's; ``zone`` the person's; ``what`` is what was agreed, or the slug
    of the objection that is gone. ``own`` is their own record of answered calls: what it shows of the present hour is
    said, too. ``edges_advised``: early and late are still a matter of advice (F6), not yet of the caller's record."""
    text = _text(why, since, now, zone, attempts, what)
    hour = "" if why is Why.AGREED_HOUR else hour_said(own, now.astimezone(zone_of(zone)), edges_advised)
    return WhyNow(why, f"{text}; {hour}" if hour else text)


def hour_said(own: OwnRecord, local: datetime, edges_advised: bool) -> str:
    """What somebody's own record shows of the part of the day in which ``local`` (theirs) lies; '' for nothing.

    Never before :data:`ENOUGH_OF_ONE` answers in it, and more than were expected; it is what happened, no claim of a
    best hour. Where nothing but office hours was tried in vain, an early or late hour is said to be the advice.
    """
    band = band_of(local.time())
    seen = own.hours.get(band)
    if seen is not None and seen.count.answered >= ENOUGH_OF_ONE and seen.count.answered * 1000 > seen.count.expected:
        return f"picked up {times(seen.count.answered)} {_part(band, seen)}"
    early, late = local.time() < EARLY_ENDS, local.time() >= LATE_BEGINS
    if edges_advised and (early or late) and advised(own):
        return f"{'early' if early else 'late'}, as office hours did not reach them"
    return ""


def times(n: int) -> str:
    """``twice``, ``three times``."""
    return {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(n, f"{n} times")


def _part(band: int, seen: HourCount) -> str:
    """The part of the day as narrowly as the half hours around what happened allow: ``before 8:30``."""
    first, last = seen.first or 0, seen.last or 0
    start, end = clock_minute(first // 30 * 30), clock_minute((last // 30 + 1) * 30)
    if band == EARLY_BAND:
        return f"before {end}"
    return f"after {start}" if band == LATE_BAND else f"between {start} and {end}"


def clock_minute(minute: int) -> str:
    """A minute of the day as a clock shows it: ``8:30``."""
    return f"{minute // 60}:{minute % 60:02}"


def _text(why: Why, since: datetime | None, now: datetime, zone: str, attempts: int, what: str) -> str:
    there = zone_of(zone)
    today = now.astimezone(there).date()
    day = since.astimezone(there).date() if since is not None else today
    match why:
        case Why.AGREED_HOUR if since is not None:
            local = since.astimezone(there)
            hour = f"{local.hour}:{local:%M} their time"
            return f"agreed {hour}" if day == today else f"agreed {short_day(day, today)} {hour}"
        case Why.AGREED_STEP:
            return f"agreed for {relative_day(day, today)}" + (f": {what}" if what else "")
        case Why.PROMISE:
            return f"promised {relative_day(day, today)}"
        case Why.BROKEN_PROMISE:
            return f"promise missed {ago(day, today)}"
        case Why.PROPOSAL:
            return f"proposal open, last call {ago(day, today)}"
        case Why.LIFTED:
            return f"{what.replace('-', ' ') or 'what was in the way'}: gone"
        case Why.BOUNCED:
            return "your email came back"
        case Why.SNOOZED:
            return f"you put it off until {relative_day(day, today)}"
        case Why.RETRY:
            return f"{_ordinal(attempts + 1)} try, last {ago(day, today)}"
        case Why.RHYTHM:
            return f"it has been {_span(day, today)}"
        case Why.SILENCE:
            return f"{_span(day, today)} of silence"
        case Why.DRIP:
            return f"not then; now, as of {short_day(day, today)}"
        case _:
            return "first call"


def _span(day: date, today: date) -> str:
    return span_words(max(0, (today - day).days))  # a clock that was set back


def _ordinal(n: int) -> str:
    return _ORDINALS[n] if n < len(_ORDINALS) else f"{n}th"
