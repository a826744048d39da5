"""The grammar of weeks, months, quarters and years: ``next month``, ``mid april``, ``end of the week``, ``q2``.

Each names one day by a fixed convention, which is read back before anything is stored:
next week is its Monday; next month and next year are today's date there; a month or quarter alone is its first
day. Early, mid and late in a month are the 1st, 15th and 25th; a week begins on Monday, has its middle on
Wednesday and ends on Friday, as working weeks do.
"""

from __future__ import annotations

from datetime import date, timedelta

from callstation.dates import words
from callstation.dates.calendar_dates import read_date, read_year
from callstation.dates.cursor import Cursor
from callstation.dates.items import DayItem
from callstation.dates.moments import add_months
from callstation.dates.refusals import full, past, refuse
from callstation.dates.weekdays import monday_of

_WEEK_EDGES = {"start": 0, "early": 0, "mid": 2, "late": 4, "end": 4}
_MONTH_EDGES = {"start": 1, "early": 1, "mid": 15, "late": 25}
_ONE = timedelta(days=1)


def read_period(c: Cursor) -> DayItem | None:
    """A period or an edge of one, with ``in``, ``by``, ``at the`` ... before it."""
    start = c.at
    c.word("in", "at", *words.ON)
    found = c.attempt(_edge) or c.attempt(_shortened)
    if found:
        day = found
        if day < c.today:
            raise past(c.since(start), full(day))
        return DayItem(c.since(start), day, edge=True)
    c.word("the")
    return c.attempt(_week_of) or c.attempt(_next) or c.attempt(_named_month) or c.attempt(_quarter_alone)


def _shortened(c: Cursor) -> date | None:
    """``eow``, ``eom``, ``eoq``, ``eoy``."""
    name = c.word_in(words.ENDS)
    if name is None:
        return None
    period = words.ENDS[name.norm]
    return _edge_of(period, _first_of(period, 0, c.today), "end")


def _edge(c: Cursor) -> date | None:
    start = c.at
    c.word("the")
    name = c.word_in(words.EDGES)
    if name is None:
        return None
    c.word("of", "in")
    named = c.attempt(_period) or c.attempt(_month) or c.attempt(_quarter)
    if named is None:
        return None
    day = _edge_of(named[0], named[1], words.EDGES[name.norm])
    if day is None:
        raise refuse(f'"{c.since(start)}" leaves the day open: say a month, like "mid april"', c.since(start))
    return day


def _period(c: Cursor) -> tuple[str, date] | None:
    """``next week``, ``the month``, ``this quarter``, ``the week after next``: which period, and its first day."""
    c.word("the")
    which = c.word("next", "this")
    name = c.word_in(words.PERIODS)
    if name is None:
        return None
    period = words.PERIODS[name.norm]
    ahead = 1 if which and which.norm == "next" else 0
    if which is None and c.phrase("after", "next"):
        ahead = 2
    return period, _first_of(period, ahead, c.today)


def _month(c: Cursor) -> tuple[str, date] | None:
    """A month by its name: its next occurrence, this month included, unless a year says which."""
    name = c.word_in(words.MONTH_NAMES)
    if name is None:
        return None
    month = words.MONTH_NAMES[name.norm]
    return "month", date(read_year(c) or c.today.year + (month < c.today.month), month, 1)


def _quarter(c: Cursor) -> tuple[str, date] | None:
    """``q2``, ``q2 2027``: the next such quarter, the running one included, unless a year says which."""
    if c.word("q") is None:
        return None
    number = c.take("number")
    if number is None or not 1 <= number.value <= 4:
        return None
    month = number.value * 3 - 2
    running = _first_of("quarter", 0, c.today).month
    return "quarter", date(read_year(c) or c.today.year + (month < running), month, 1)


def _first_of(period: str, ahead: int, today: date) -> date:
    if period == "week":
        return monday_of(today) + timedelta(weeks=ahead)
    if period == "month":
        return add_months(today.replace(day=1), ahead)
    if period == "quarter":
        return add_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * ahead)
    return date(today.year + ahead, 1, 1)


def _edge_of(period: str, first: date, edge: str) -> date | None:
    """The day that an edge of a period is; None for what is too wide to be one (late in a quarter, mid year)."""
    if period == "week":
        return first + timedelta(days=_WEEK_EDGES[edge])
    if edge == "end":
        return add_months(first, {"month": 1, "quarter": 3, "year": 12}[period]) - _ONE
    if period == "month":
        return first.replace(day=_MONTH_EDGES[edge])
    if edge == "start" or (edge == "early" and period == "quarter"):
        return first
    return add_months(first, 1).replace(day=15) if edge == "mid" and period == "quarter" else None


def _next(c: Cursor) -> DayItem | None:
    """``next week``, ``the month after next``, ``next quarter``; "this week" alone names no day."""
    start = c.at
    which = c.word("next", "this")
    month = c.word_in(words.MONTH_NAMES) if which else None
    if which and month and which.norm == "next":
        text = c.since(start)
        raise refuse(f"\"{text}\" is this year's to some and next year's to others: write the year", text)
    name = None if month else c.word_in(words.PERIODS)
    if name is None:
        return None
    period = words.PERIODS[name.norm]
    ahead = 1 if which else 2 if c.phrase("after", "next") else 0
    text = c.since(start)
    if ahead == 0:
        return None
    if which and which.norm == "this":
        raise refuse(f'"{text}" leaves the day open: say a day, like "friday" or "end of the {period}"', text)
    if period in ("month", "year"):
        return DayItem(text, add_months(c.today, ahead * (12 if period == "year" else 1)))
    return DayItem(text, _first_of(period, ahead, c.today), whole=text)


def _named_month(c: Cursor) -> DayItem | None:
    return _whole(c, c.at, c.attempt(_month))


def _quarter_alone(c: Cursor) -> DayItem | None:
    return _whole(c, c.at, c.attempt(_quarter))


def _whole(c: Cursor, start: int, named: tuple[str, date] | None) -> DayItem | None:
    if named is None:
        return None
    text = c.since(start)
    if named[1] < c.today:
        raise refuse(f'"{text}" has begun: name the day in it, like "the 25th" or "end of the {named[0]}"', text)
    return DayItem(text, named[1], whole=text)


def _week_of(c: Cursor) -> DayItem | None:
    """``week of the 16th``, ``week commencing 16 march``: the Monday of that week."""
    start = c.at
    if not c.word("week", "wk") or not c.word("of", "commencing", "beginning"):
        return None
    found = c.attempt(read_date)
    if found is None:
        return None
    monday = monday_of(found.day)
    if monday < c.today:
        raise past(c.since(start), full(monday))
    return DayItem(c.since(start), monday, whole=c.since(start))
