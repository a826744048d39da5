"""*Why now* in a few words: the same on the screen, in ``queue --json`` and on the card."""

from __future__ import annotations

from datetime import date, datetime

from callstation.dates.spoken import ago, relative_day, short_day, span_words
from callstation.model.cards import Why, WhyNow
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
) -> WhyNow:
    """The words for ``why``. ``since`` is the place's; ``zone`` the person's; ``what`` is what was agreed, or the slug
    of the objection that is gone."""
    return WhyNow(why, _text(why, since, now, zone, attempts, what))


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
