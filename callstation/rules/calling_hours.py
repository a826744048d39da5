"""Hours of the week in words and figures: ``10-13, 14-20 mon-fri; 10-12 sat``.

Intervals are minutes after midnight, half-open: start <= local time < end. A day may have several (a pause at noon).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

from callstation.errors import UsageError
from callstation.rules.days_off import NO_DAYS_OFF, DaysOff

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDNIGHT = 24 * 60
EVERY_DAY = frozenset(range(7))

Interval = tuple[int, int]
Week = tuple[tuple[Interval, ...], ...]
"""The intervals of Monday to Sunday."""


def same_hours(start: time, end: time | None, days: frozenset[int]) -> Week:
    """The same interval on each of ``days`` (0 is Monday); ``end`` None is midnight."""
    span = (start.hour * 60 + start.minute, end.hour * 60 + end.minute if end else MIDNIGHT)
    return tuple((span,) if d in days else () for d in range(7))


_DEFAULT_WEEK = same_hours(time(9), time(20), frozenset(range(6)))


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule or wish that keeps a window within bounds, and the words that say so where it is shut by it."""

    words: str
    week: Week
    shut: str = ""
    """The place whose public holidays are closed (``US-AL``), '' where none are."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody may be called, in their own time."""

    week: Week = _DEFAULT_WEEK
    shut: tuple[str, ...] = ()
    """Places whose public holidays are closed by law."""
    also: tuple[str, ...] = ()
    """Other zones in which it must be open at the same moment, where theirs is not certain."""
    home: str = ""
    """Their country and region (``US-AL``), whose holidays are no working days."""
    limits: tuple[Limit, ...] = field(default=(), compare=False, repr=False)
    """What these hours were made from, for saying why they are closed."""
    passed: tuple[Limit, ...] = field(default=(), compare=False, repr=False)
    """Laws that the caller's settings pass over."""
    calendar: DaysOff = field(default=NO_DAYS_OFF, compare=False, repr=False)

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals of one day: none on a holiday on which the law forbids calls."""
        found = self.week[day.weekday()]
        if found and self.shut and any(self.calendar.name(place, day) for place in self.shut):
            return ()
        return found

    def holiday(self, day: date) -> str:
        """What public holiday it is where they are, '' for none."""
        return self.calendar.name(self.home, day) if self.home else ""

    @property
    def days(self) -> frozenset[int]:
        """The weekdays with any hours (0 is Monday)."""
        return frozenset(d for d, spans in enumerate(self.week) if spans)

    def span(self, day: date) -> Interval:
        """From the first opening to the last closing on ``day``'s weekday; of the week where that day has none."""
        spans = self.week[day.weekday()] or tuple(s for d in self.week for s in d)
        return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (9 * 60, 20 * 60)

    def __str__(self) -> str:
        groups: dict[tuple[Interval, ...], set[int]] = {}
        for day, spans in enumerate(self.week):
            if spans:
                groups.setdefault(spans, set()).add(day)
        words = (
            f"{', '.join(map(interval_words, spans))} {days_words(frozenset(days))}" for spans, days in groups.items()
        )
        return "; ".join(words) or "never"


DEFAULT = Hours()

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|to)\s*{_CLOCK}")
_SPANS = rf"(?P<spans>{_SPAN.pattern}(?:\s*(?:,|and|&)\s*{_SPAN.pattern})*)"
_DAY_WORDS = r"(?P<days>[a-z][a-z ,-]{2,40}?)"
_CLAUSES = (re.compile(rf"{_SPANS}(?:\s+{_DAY_WORDS})?"), re.compile(rf"{_DAY_WORDS}\s+{_SPANS}"))
_MOST = 200
"""Characters of hours that are read: more is no hours of anybody's week."""


@lru_cache(maxsize=1024)
def read_hours(text: str, default: Hours = DEFAULT) -> Hours:
    """``7:30-18:00 mon-fri`` or ``10-13, 14-20 mon-fri; 10-12 sat``; '' is ``default``; days left out are its days.

    Raises UsageError naming what could not be read.
    """
    wanted = " ".join(text.lower().split())
    if not wanted:
        return default
    week: list[list[Interval]] = [[] for _ in range(7)]
    for clause in wanted.split(";") if len(wanted) <= _MOST else [""]:
        found = next((m for pattern in _CLAUSES if (m := pattern.fullmatch(clause.strip()))), None)
        if not found:
            raise UsageError(
                f"calling hours {text[:_MOST]!r} cannot be read: write them like 9:00-18:00 mon-fri, "
                "or 9-12, 13-17 mon-fri; 10-12 sat"
            )
        days = _read_days(found["days"], text) if found["days"] else default.days
        spans = [_read_span(m, text) for m in _SPAN.finditer(found["spans"])]
        for day in days:
            week[day] += spans
    return Hours(tuple(joined(spans) for spans in week))


def _read_span(found: re.Match[str], text: str) -> Interval:
    h1, m1, h2, m2 = found.groups()
    start, end = (int(h) * 60 + int(m or 0) for h, m in ((h1, m1), (h2, m2)))
    if int(m1 or 0) > 59 or int(m2 or 0) > 59 or start >= MIDNIGHT or end > MIDNIGHT:
        raise UsageError(f"calling hours {text!r} name an hour that no clock shows")
    if start >= end:
        raise UsageError(f"calling hours {text!r} end before they begin")
    return start, end


def joined(spans: list[Interval]) -> tuple[Interval, ...]:
    """In order, those that touch or overlap made one."""
    found: list[Interval] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _read_days(words: str, text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in re.split(r"[ ,]+", words.strip()):
        ends = [_day(name) for name in part.split("-")]
        if -1 in ends or len(ends) > 2:
            raise UsageError(f"calling hours {text!r}: {part!r} is no day of the week (mon, tue, ... or mon-fri)")
        first, last = ends[0], ends[-1]
        days.update((first + i) % 7 for i in range((last - first) % 7 + 1))
    return frozenset(days)


def _day(name: str) -> int:
    """The weekday of a name or its beginning (``thu``, ``thurs``), -1 for anything else."""
    return next((n for n, day in enumerate(_DAYS) if len(name) >= 3 and day.startswith(name)), -1)


def days_words(days: frozenset[int]) -> str:
    """``mon-sat``, or ``mon,wed`` where there are gaps."""
    ordered = sorted(days)
    if len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{_DAYS[ordered[0]][:3]}-{_DAYS[ordered[-1]][:3]}"
    return ",".join(_DAYS[d][:3] for d in ordered)


def interval_words(span: Interval) -> str:
    """``9:00-20:00``."""
    return "-".join(f"{minute // 60}:{minute % 60:02}" for minute in span)


def common(first: Week, second: Week) -> Week:
    """What is open in both weeks."""
    return tuple(
        tuple((max(a, c), min(b, d)) for a, b in mine for c, d in theirs if max(a, c) < min(b, d))
        for mine, theirs in zip(first, second, strict=True)
    )
