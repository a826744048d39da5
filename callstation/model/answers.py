"""Who answers when, as the caller's own calls have shown: counts, and what was expected of as many calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Count:
    """So many ``calls``, so many of them ``answered``; ``expected``: so many thousandths of an answer were to be
    expected of them by everything else that was known at the time."""

    calls: int = 0
    answered: int = 0
    expected: int = 0

    def plus(self, answered: bool, expected: int) -> Count:
        """With one call more."""
        return Count(self.calls + 1, self.answered + answered, self.expected + expected)


NONE = Count()


@dataclass(frozen=True, slots=True)
class HourCount:
    """One person in one band of the day. ``first`` and ``last`` are the earliest and the latest minute of their day at
    which they answered there, None where they did not."""

    count: Count = NONE
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What one person's own record shows: over all, and by band (index of ``rules.answers.BANDS``)."""

    all: Count = NONE
    hours: Mapping[int, HourCount] = field(default_factory=dict)


UNKNOWN = OwnRecord()
"""Nobody has called them yet."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What all calls together show. Keys: bands and weekdays (0 is Monday) as numbers, segments as words."""

    all: Count = NONE
    bands: Mapping[int, Count] = field(default_factory=dict)
    segments: Mapping[tuple[str, int], Count] = field(default_factory=dict)
    weekdays: Mapping[int, Count] = field(default_factory=dict)


NOTHING = Learnt()
"""Before the first call."""
