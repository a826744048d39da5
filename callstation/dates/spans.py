"""The grammar of spans of time: ``in 2 weeks``, ``+3d``, ``a week from tuesday``, ``in half an hour``."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from callstation.dates import words
from callstation.dates.calendar_dates import read_date
from callstation.dates.cursor import Cursor
from callstation.dates.items import DayItem, MomentItem
from callstation.dates.moments import add_months, add_working_days
from callstation.dates.refusals import past, refuse
from callstation.dates.tokens import Token
from callstation.dates.weekdays import coming, from_weekday, in_next_week, read_nth

LONGEST_DAYS = 3660
"""Ten years: what lies farther ahead is a slip."""
_ROUGH_DAYS = {"minutes": 1 / 1440, "days": 1, "working": 1.4, "months": 30.4}

Span = dict[str, int]
"""How many minutes, days, working days and months."""


def read_span(c: Cursor) -> DayItem | MomentItem | None:
    """A span from now, or from (before) a day: days and months give a day, hours and minutes a moment."""
    start = c.at
    lead = c.word("in", "+")
    c.word_in(words.ABOUT)
    span = c.attempt(_span)
    if span is None:
        return None if lead else c.attempt(_day_beside) or c.attempt(_next_working_day)
    if lead:
        c.word("time")
    _check(span, c.since(start))
    base, sign = _base(c, span, lead)
    if "minutes" in span:
        if len(span) > 1 or base is not None:
            raise refuse(f'"{c.since(start)}" mixes days and hours: name the day and the hour', c.since(start))
        now = c.now.replace(second=0, microsecond=0).astimezone(UTC)
        return MomentItem(c.since(start), (now + timedelta(minutes=span["minutes"])).astimezone(c.now.tzinfo))
    found = _moved(base or c.today, span, sign)
    if found < c.today:
        raise past(c.since(start), "it lies before today")
    return DayItem(c.since(start), found)


def _check(span: Span, text: str) -> None:
    if not any(span.values()):
        raise refuse(f'"{text}" is no time at all: say "today" and an hour', text)
    if sum(_ROUGH_DAYS[kind] * n for kind, n in span.items()) > LONGEST_DAYS:
        raise refuse(f'"{text}" is more than ten years: write the date if it is meant', text)


def _moved(day: date, span: Span, sign: int) -> date:
    day = add_months(day, sign * span.get("months", 0)) + timedelta(days=sign * span.get("days", 0))
    return add_working_days(day, sign * span["working"]) if "working" in span else day


def _span(c: Cursor) -> Span | None:
    """``2 weeks``, ``a couple of days``, ``1 hour and 15 minutes``, ``an hour and a half``, ``half a year``."""
    total: Span = {}
    while True:
        one = c.attempt(_amount)
        if one is None:
            return None
        kind, n = one
        total[kind] = total.get(kind, 0) + n
        if not c.attempt(_another):
            return total


def _another(c: Cursor) -> bool | None:
    """Whether one more amount follows; ``and`` before it is taken."""
    c.word("and")
    at = c.at
    more = c.attempt(_amount)
    c.at = at
    return True if more else None


def _amount(c: Cursor) -> tuple[str, int] | None:
    if c.word("half"):
        c.word("a", "an")
        return _halved(c.word_in(words.UNITS))
    article = c.word("a", "an")
    if article and c.word("half"):
        return _halved(c.word_in(words.UNITS))
    if c.word("couple"):
        c.word("of")
        count = 2
    elif article:
        count = 1
    else:
        number = c.take("number")
        if number is None or (len(number.text) > 4 and not number.spelled):
            return None
        count = number.value
    working = c.word_in(words.WORKING)
    unit = c.word_in(words.UNITS)
    if unit is None:
        return None
    kind, size = words.UNITS[unit.norm]
    if working:
        return ("working", count) if unit.norm in ("day", "days") else None
    if unit.norm in ("quarter", "quarters") and (c.phrase("of", "an", "hour") or (article and c.word("hour"))):
        return "minutes", 15 * count
    if count == 1 and c.phrase("and", "a", "half"):
        half = _halved(unit)
        return (kind, size + half[1]) if half else None
    return kind, count * size


def _halved(unit: Token | None) -> tuple[str, int] | None:
    """Half an hour and half a year are exact; half of anything else is not said."""
    if unit is None or words.UNITS[unit.norm] not in (("minutes", 60), ("months", 12)):
        return None
    kind, size = words.UNITS[unit.norm]
    return kind, size // 2


def _base(c: Cursor, span: Span, lead: Token | None) -> tuple[date | None, int]:
    """The day from which the span counts (None: now), and whether forward (1) or back (-1)."""
    if c.word("hence", "away", "out") or c.phrase("from", "now") or c.phrase("from", "today"):
        return None, 1
    whole_weeks = set(span) == {"days"} and span["days"] % 7 == 0
    if lead is None and (whole_weeks or set(span) == {"months"}):
        named = c.attempt(_today_or_tomorrow)
        if named is None and whole_weeks and (span["days"] == 7 or _is_on(c)):
            named = c.attempt(_on_weekday)
        if named:
            return named, 1
    return c.attempt(_from_day) or (None, 1)


def _is_on(c: Cursor) -> bool:
    token = c.peek()
    return token is not None and token.norm == "on"


def _from_day(c: Cursor) -> tuple[date, int] | None:
    side = c.word("from", "after", "before")
    day = c.attempt(_day) if side else None
    return (day, -1 if side and side.norm == "before" else 1) if day else None


def _on_weekday(c: Cursor) -> date | None:
    """``a week on friday``, ``a week friday``: as it is said in Britain."""
    c.word("on")
    name = c.word_in(words.WEEKDAYS)
    return from_weekday(words.WEEKDAYS[name.norm], c) if name else None


def _today_or_tomorrow(c: Cursor) -> date | None:
    if c.word(words.TODAY):
        return c.today
    return c.today + timedelta(days=1) if c.word_in(words.TOMORROW) else None


def _day(c: Cursor) -> date | None:
    """A day from which can be counted."""
    found = c.attempt(_today_or_tomorrow) or c.attempt(_weekday)
    if found:
        return found
    named = c.attempt(read_nth) or c.attempt(read_date)
    return named.day if named else None


def _weekday(c: Cursor) -> date | None:
    c.word("the")
    which = c.word("this", "next", "coming")
    name = c.word_in(words.WEEKDAYS)
    if name is None:
        return None
    weekday = words.WEEKDAYS[name.norm]
    if which is None:
        return from_weekday(weekday, c)
    return in_next_week(weekday, c.today) if which.norm == "next" else coming(weekday, c.today)


def _day_beside(c: Cursor) -> DayItem | None:
    """``the day after tomorrow``, ``day before the 16th``, ``week from friday``, ``fortnight on monday``."""
    start = c.at
    c.word_in(words.ON)
    c.word("the")
    unit = c.word("day", "week", "wk", "fortnight", "month")
    if unit is None:
        return None
    kind, size = words.UNITS[unit.norm]
    if unit.norm == "day":
        beside = c.attempt(_from_day)
    elif c.phrase("from", "now"):
        beside = c.today, 1
    else:
        linked = c.word("from", "on")
        day = c.attempt(_day) if linked else c.attempt(_today_or_tomorrow) or c.attempt(_on_weekday)
        beside = (day, 1) if day else None
    if beside is None:
        return None
    found = _moved(beside[0], {kind: size}, beside[1])
    if found < c.today:
        raise past(c.since(start), "it lies before today")
    return DayItem(c.since(start), found)


def _next_working_day(c: Cursor) -> DayItem | None:
    start = c.at
    c.word_in(words.ON)
    c.word("the")
    if not c.word("next"):
        return None
    named = c.word("workday") or (c.word_in(words.WORKING) and c.word("day"))
    return DayItem(c.since(start), add_working_days(c.today, 1)) if named else None
