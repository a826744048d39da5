"""The grammar of weekdays: ``friday``, ``next tues``, ``monday next week``, ``friday week``, ``first monday in june``.

A week runs from Monday to Sunday. A weekday alone is the next one to come; today's own weekday is a week from
today, unless an hour still to come is named. "next friday" is the Friday of the week after this one, on whatever
day it is said; "this friday" is the next to come, and may be today.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from callstation.dates import words
from callstation.dates.calendar_dates import read_year
from callstation.dates.cursor import Cursor
from callstation.dates.items import DayItem, WeekdayItem
from callstation.dates.moments import add_months, add_working_days
from callstation.dates.refusals import full, past, refuse
from callstation.dates.words import DAYS, MONTHS

_WEEK = timedelta(days=7)
_ONE = timedelta(days=1)
# Kinds of days in a month beside the seven weekdays (0 to 6).
_ANY_DAY, _WORKING_DAY = 7, 8


def monday_of(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def coming(weekday: int, today: date) -> date:
    """The next such day after ``today``."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def in_next_week(weekday: int, today: date) -> date:
    """Such a day in the week (Monday to Sunday) after that of ``today``."""
    return monday_of(today) + _WEEK + timedelta(days=weekday)


def read_weekday(c: Cursor) -> WeekdayItem | DayItem | None:
    """A weekday with what stands before and after it."""
    start = c.at
    c.word_in(words.ON)
    c.word("the")
    which = _which(c)
    name = c.word_in(words.WEEKDAYS)
    if name is None:
        return None
    weekday = words.WEEKDAYS[name.norm]
    if which:
        return WeekdayItem(c.since(start), weekday, which)
    ahead = _week_named(c)
    if ahead is not None:
        return DayItem(c.since(start), _in_week(weekday, ahead, c.since(start), c))
    weeks = 1 if c.word("week", "wk") else 2 if c.word("fortnight") else 0
    if weeks:
        return DayItem(c.since(start), from_weekday(weekday, c) + weeks * _WEEK)
    return WeekdayItem(c.since(start), weekday)


def _which(c: Cursor) -> Literal["", "this", "coming", "next"]:
    if c.word("this"):
        return "coming" if c.word("coming") else "this"
    if c.word("coming", "upcoming"):
        return "coming"
    return "next" if c.word("next") else ""


def read_week_and_day(c: Cursor) -> DayItem | None:
    """``next week on thursday``, ``this week friday``."""
    start = c.at
    ahead = _week_named(c)
    if ahead is None:
        return None
    c.word("on")
    name = c.word_in(words.WEEKDAYS)
    if name is None:
        return None
    return DayItem(c.since(start), _in_week(words.WEEKDAYS[name.norm], ahead, c.since(start), c))


def _week_named(c: Cursor) -> int | None:
    """How many weeks ahead: 0 for this week, 1 for next week, 2 for the week after next; None if none is named."""

    def named(c: Cursor) -> int | None:
        c.word("in", "of")
        c.word("the")
        if c.phrase("week", "after", "next"):
            return 2
        if c.phrase("next", "week"):
            return 1
        return 0 if c.phrase("this", "week") else None

    return c.attempt(named)


def _in_week(weekday: int, ahead: int, text: str, c: Cursor) -> date:
    found = monday_of(c.today) + ahead * _WEEK + timedelta(days=weekday)
    if found < c.today:
        raise past(text, f"{DAYS[weekday]} of this week")
    return found


def from_weekday(weekday: int, c: Cursor) -> date:
    """The weekday from which weeks are counted ("a week from friday"); today's own would be a guess."""
    if weekday == c.today.weekday():
        name = DAYS[weekday]
        raise refuse(f'Today is {name}: say "in a week", "2 weeks from today" or the date instead', name.lower())
    return coming(weekday, c.today)


def read_nth(c: Cursor) -> DayItem | None:
    """``first monday in june``, ``last friday of the month``, ``last working day of april``, ``last day of march``."""
    start = c.at
    c.word_in(words.ON)
    c.word("the")
    last = c.word("last")
    number = None if last else c.take("ordinal")
    if not last and number is None:
        return None
    weekday = c.word_in(words.WEEKDAYS)
    working = None if weekday else c.word_in(words.WORKING)
    if weekday is None and c.word("day") is None:
        return None
    c.word("of", "in")
    first = c.attempt(_month_named)
    if first is None:
        return None
    kind = words.WEEKDAYS[weekday.norm] if weekday else _WORKING_DAY if working else _ANY_DAY
    found = _nth(first, kind, number.value if number else -1)
    text = c.since(start)
    if found is None:
        raise refuse(f'"{text}" does not exist in {MONTHS[first.month - 1]} {first.year}', text)
    if found < c.today:
        raise past(text, full(found))
    return DayItem(text, found)


def _month_named(c: Cursor) -> date | None:
    """The first day of the month named; where no year says which, of the next such month, this one included."""
    this = c.today.replace(day=1)
    c.word("the")
    if c.phrase("next", "month"):
        return add_months(this, 1)
    if c.phrase("this", "month") or c.word("month"):
        return this
    month = c.word_in(words.MONTH_NAMES)
    if month is None:
        return None
    number = words.MONTH_NAMES[month.norm]
    year = read_year(c)
    return date(year or c.today.year + (number < c.today.month), number, 1)


def _nth(first: date, kind: int, nth: int) -> date | None:
    """The ``nth`` (-1: last) day of this kind in the month that begins with ``first``."""
    after = add_months(first, 1)
    if kind == _WORKING_DAY:
        found = add_working_days(after, -1) if nth < 0 else add_working_days(first - _ONE, nth)
    elif kind == _ANY_DAY:
        found = after - _ONE if nth < 0 else first + timedelta(days=nth - 1)
    elif nth < 0:
        found = after - timedelta(days=(after.weekday() - kind - 1) % 7 + 1)
    else:
        found = first + timedelta(days=(kind - first.weekday()) % 7 + 7 * (nth - 1))
    return found if first <= found < after else None
