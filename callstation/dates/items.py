"""What the rules of the grammar find in a phrase: days, hours, parts of the day, whose time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class DayItem:
    """One certain day."""

    text: str
    day: date
    whole: str = ""
    """What it begins, where only a week, month or quarter was named: no hour goes with that."""
    edge: bool = False
    """Whether it is an edge of a period (mid april): a bare number after it may be a day or an hour."""


@dataclass(frozen=True, slots=True)
class WeekdayItem:
    """A weekday (0 is Monday) whose date depends on today, or which only confirms a date beside it."""

    text: str
    weekday: int
    which: Literal["", "this", "coming", "next"] = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as written. ``sure`` where the half of the day is certain, else ``hour`` is 1 to 12.

    ``doubt`` says as what else it could be read: 'number' (a day of the month), 'year', 'dotted' (a date), 'dash'
    (a date), or 'edge' (quarter to 7: morning for 7, afternoon for 6:45); '' for nothing.
    """

    text: str
    hour: int
    minute: int
    sure: bool = False
    doubt: Literal["", "number", "year", "dotted", "dash", "edge"] = ""


@dataclass(frozen=True, slots=True)
class HourItem:
    """An hour, or from ``start`` to ``end``; ``before``: only an end is named, and so no hour to call at."""

    text: str
    start: Clock
    end: Clock | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of the day; ``name`` is a key of ``words.PARTS``, or '' for words that fix no hours (early, eod)."""

    text: str
    name: str
    today: bool = False
    """Whether the words name today as well (this afternoon, tonight)."""
    alone: bool = False
    """Whether it means today where no day is named (eod)."""


@dataclass(frozen=True, slots=True)
class MomentItem:
    """A day and an hour at once (in 20 min), aware, in the zone of now."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WhoseItem:
    """'their' or 'mine'."""

    text: str
    whose: str


Item = DayItem | WeekdayItem | HourItem | PartItem | MomentItem | WhoseItem
