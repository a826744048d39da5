"""A phrase read from its first word to its last: every word belongs to an item, or the phrase is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from callstation.dates import words
from callstation.dates.calendar_dates import read_date
from callstation.dates.cursor import Cursor
from callstation.dates.hours import read_hour
from callstation.dates.items import DayItem, Item
from callstation.dates.parts import read_part, read_shade, read_whose
from callstation.dates.periods import read_period
from callstation.dates.refusals import EXAMPLES, refuse, unknown
from callstation.dates.spans import read_span
from callstation.dates.weekdays import read_nth, read_week_and_day, read_weekday


def read_items(c: Cursor) -> list[Item]:
    """The items of the whole phrase, in order. Raises DateNotUnderstoodError at the first word without a place."""
    c.attempt(_call)
    found: list[Item] = []
    while c.peek() is not None:
        found.append(_next_item(c))
    return found


def _next_item(c: Cursor) -> Item:
    for rule in _RULES:
        start = c.at
        item = rule(c)
        if item is not None:
            return item
        c.at = start
    raise _stuck(c)


def _stuck(c: Cursor) -> Exception:
    """The refusal: of the first word that nothing could use, or of one before it that is the reason."""
    here = c.tokens[c.at]
    if c.furthest >= len(c.tokens):
        if here.norm in words.REFUSED:
            return unknown(here.text)
        rest = c.between(c.at, len(c.tokens))
        return refuse(f'"{rest}" is not complete: say the day and the hour, {EXAMPLES}', rest)
    named = c.tokens[c.furthest]
    if named.norm not in words.REFUSED and (here.norm in words.REFUSED or here.norm in words.NEED_AN_HOUR):
        return unknown(here.text)
    return unknown(named.text)


def _call(c: Cursor) -> bool | None:
    """``call back``, ``call her again``: what this field is for, said once more."""
    if not c.word("call", "ring", "phone", "try"):
        return None
    c.word("me", "him", "her", "them", "us", "you")
    c.word("back")
    c.word("again")
    return True


def _relative(c: Cursor) -> DayItem | None:
    """``today``, ``tomorrow``, ``tomorrow week``."""
    start = c.at
    c.word_in(words.ON)
    if c.word(words.TODAY):
        day = c.today
    elif c.word_in(words.TOMORROW):
        day = c.today + timedelta(days=1)
    else:
        return None
    weeks = 1 if c.word("week") else 2 if c.word("fortnight") else 0
    return DayItem(c.since(start), day + timedelta(weeks=weeks))


# The order matters where two rules begin alike: "first thing" before "first of may", "first monday in june"
# before both, "2 weeks" and "2 may" before the hour 2, "march 16" before
# march, "next week on friday" before next week.
_RULES: tuple[Callable[[Cursor], Item | None], ...] = (
    read_whose,
    read_part,
    read_span,
    read_nth,
    read_date,
    read_week_and_day,
    read_period,
    read_weekday,
    _relative,
    read_hour,
    read_shade,
)
