"""The grammar of dates on the calendar: ``16 march``, ``jan 2nd 2027``, ``the 16th``, ``3/16``, ``2026-04-03``.

A date without a year is the next one to come. Where that is nearly a year away, because the day went by within the
last month, it is more likely a slip, and refused: the year must be written.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from callstation.dates import words
from callstation.dates.cursor import Cursor
from callstation.dates.items import DayItem
from callstation.dates.moments import add_months
from callstation.dates.refusals import full, past, refuse
from callstation.dates.tokens import Token
from callstation.dates.words import MONTHS

_JUST_GONE_DAYS = 31
_YEARS_AHEAD = 10


def read_date(c: Cursor) -> DayItem | None:
    """A date on the calendar, with ``on``, ``by`` or ``the`` before it."""
    start = c.at
    c.word_in(words.ON)
    day = c.attempt(_written) or c.attempt(_day_month) or c.attempt(_month_day)
    day = day or c.attempt(_ordinal_of_period) or c.attempt(_ordinal) or c.attempt(_feast)
    return DayItem(c.since(start), day) if day else None


def _written(c: Cursor) -> date | None:
    """Digits only. 13/4 can only be day first, whatever the setting says; 4/3 is as the setting says."""
    token = c.take("date")
    if token is None:
        return None
    a, b, *rest = token.parts
    lengths = [len(n) for n in token.text.split(token.mark)] if token.mark else [4, 2, 2]
    if rest and lengths[0] == 4:
        return _certain(a, b, rest[0], token.text, c)
    if lengths[0] > 2 or (rest and lengths[2] not in (2, 4)):
        raise refuse(f'"{token.text}" is no date: write it like 2026-04-03 or 3 april', token.text)
    if token.mark == "." and not c.day_first and a <= 12 and b <= 12 and a != b:
        # Dots put the day first where they are common, and not where they are not.
        raise refuse(f'"{token.text}" could be two days: write it like 2026-04-03 or 3 april', token.text)
    day_first = a > 12 or (c.day_first and b <= 12)
    month, day = (b, a) if day_first else (a, b)
    if rest:
        return _certain(rest[0] + (2000 if lengths[2] == 2 else 0), month, day, token.text, c)
    return upcoming(month, day, token.text, c)


def _day_month(c: Cursor) -> date | None:
    """``16 march``, ``the 2nd of january 2027``."""
    start = c.at
    c.word("the")
    number = c.take("number") or c.take("ordinal")
    if number is None or _is_long(number):
        return None
    c.word("of")
    month = c.word_in(words.MONTH_NAMES)
    if month is None:
        return None
    after = c.peek()
    if number.kind == "number" and after and after.kind == "number" and number.value <= 12 < after.value <= 23:
        text = f"{c.since(start)} {after.text}"
        raise refuse(f'"{text}" could be two days: write the hour like {after.text}:00, or the day like 16th', text)
    return _of_year(words.MONTH_NAMES[month.norm], number.value, start, c)


def _month_day(c: Cursor) -> date | None:
    """``march 16``, ``jan the 2nd``, ``jan 2nd 2027``."""
    start = c.at
    month = c.word_in(words.MONTH_NAMES)
    if month is None:
        return None
    c.word("the")
    number = c.take("number") or c.take("ordinal")
    if number is None or _is_long(number):
        return None
    return _of_year(words.MONTH_NAMES[month.norm], number.value, start, c)


def _is_long(number: Token) -> bool:
    """Whether it is a number of three or four digits: an hour or a year, never a day."""
    return number.kind == "number" and not number.spelled and len(number.text) > 2


def _of_year(month: int, day: int, start: int, c: Cursor) -> date:
    year = read_year(c)
    if year is None:
        return upcoming(month, day, c.since(start), c)
    return _certain(year, month, day, c.since(start), c)


def read_year(c: Cursor) -> int | None:
    """A year after a month or a date: ``2027``, ``27``, ``'27``, ``next year``, ``this year``."""
    if c.phrase("next", "year"):
        return c.today.year + 1
    if c.phrase("this", "year"):
        return c.today.year
    token = c.peek(1) if _is(c.peek(), "'") else c.peek()
    if token is None or token.kind != "number" or token.spelled:
        return None
    unit = c.peek(1)
    if unit and unit.norm in words.UNITS:
        return None
    year = token.value
    # Two digits are a year only where they can be no hour: from 25 on.
    if len(token.text) == 2 and 25 <= year <= (c.today.year + _YEARS_AHEAD) % 100:
        year += 2000
    if len(token.text) not in (2, 4) or not 2000 <= year < 2100:
        return None
    c.word("'")
    c.take("number")
    return year


def _is(token: Token | None, mark: str) -> bool:
    return token is not None and token.norm == mark


def _ordinal_of_period(c: Cursor) -> date | None:
    """``the 15th of next month``, ``the 1st of the month``, ``next month on the 15th``."""
    start = c.at
    if c.phrase("next", "month") or c.phrase("this", "month"):
        ahead = 1 if c.tokens[start].norm == "next" else 0
        c.word("on")
        c.word("the")
        number = c.take("ordinal")
    else:
        c.word("the")
        number = c.take("ordinal")
        c.word("of")
        if c.phrase("the", "month"):
            return upcoming_ordinal(number.value, number.text, c) if number else None
        ahead = 1 if c.phrase("next", "month") else 0
        if not ahead and not c.phrase("this", "month"):
            return None
    if number is None:
        return None
    first = add_months(c.today.replace(day=1), ahead)
    return _certain(first.year, first.month, number.value, c.since(start), c)


def _ordinal(c: Cursor) -> date | None:
    """``16th``, ``the 16th``, ``the 16``."""
    start = c.at
    article = c.word("the")
    number = c.take("ordinal") or (c.take("number") if article else None)
    if number is None:
        return None
    unit = c.peek()
    if number.kind == "number" and (number.spelled or (unit and unit.norm in words.UNITS)):
        return None
    return upcoming_ordinal(number.value, c.since(start), c)


def upcoming_ordinal(day: int, text: str, c: Cursor) -> date:
    """The next day of the month with this number, today included; refused where that month has none."""
    first = c.today.replace(day=1) if day >= c.today.day else add_months(c.today.replace(day=1), 1)
    return _certain(first.year, first.month, day, text, c)


def _feast(c: Cursor) -> date | None:
    start = c.at
    for name, (month, day) in words.FEASTS.items():
        if c.phrase(*name):
            return _of_year(month, day, start, c)
    return None


def upcoming(month: int, day: int, text: str, c: Cursor) -> date:
    """The next ``day`` of ``month``, today included."""
    if not 1 <= month <= 12:
        raise refuse(f'"{text}" is no date: there is no month {month}', text)
    if not 1 <= day <= monthrange(2024, month)[1]:
        raise refuse(f'"{text}" is no date: {MONTHS[month - 1]} has no day {day}', text)
    year = c.today.year + ((month, day) < (c.today.month, c.today.day))
    if day > monthrange(year, month)[1]:
        raise refuse(f'"{text}" is not in {year}, which is no leap year: write the year as well', text)
    found = date(year, month, day)
    gone = (c.today - add_months(found, -12)).days
    if 0 < gone <= _JUST_GONE_DAYS:
        raise refuse(f'"{text}" has just gone by: if you mean {full(found)}, write the year as well', text)
    return found


def _certain(year: int, month: int, day: int, text: str, c: Cursor) -> date:
    if not 1 <= month <= 12:
        raise refuse(f'"{text}" is no date: there is no month {month}', text)
    if not 1 <= year <= 9999 or not 1 <= day <= monthrange(year, month)[1]:
        raise refuse(f'"{text}" is no date: {MONTHS[month - 1]} {year} has no day {day}', text)
    found = date(year, month, day)
    if found < c.today:
        raise past(text, full(found))
    return found
