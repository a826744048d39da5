"""Whether the list is long enough to let anyone go easily (H6)."""

from __future__ import annotations

from dataclasses import dataclass

from callstation.text import count_of

LEAST = 30
"""Fewer than so many, and each of them matters too much, however slowly one calls."""
MANY = 10_000
"""Beyond so many nobody needs to be counted."""
WORKING_DAYS = 10
"""A list should hold two weeks of calls without anybody called twice."""


@dataclass(frozen=True, slots=True)
class ListLength:
    """How many people may be called, and how many there should be."""

    people: int
    wanted: int

    @property
    def short(self) -> bool:
        """Whether it is too short to let go easily."""
        return self.people < self.wanted

    @property
    def words(self) -> str:
        """The same in a sentence or two."""
        may = f"{count_of(self.people, 'person', 'people')}{' and more' if self.people >= MANY else ''} may be called"
        if not self.short:
            return f"{may}: long enough to let anyone go easily."
        return (
            f"{may}; at your pace {self.wanted:,} would make it easy to let somebody go. On a short list every no "
            "weighs more than it should: it is time to add some names."
        )


def list_length(people: int, calls: int, working_days: int, per_day: int = 0) -> ListLength:
    """The length of a list of ``people`` for somebody who made ``calls`` in the last ``working_days``, or means to
    make ``per_day``."""
    pace = max(per_day, -(-calls // max(1, working_days)))
    return ListLength(people, max(LEAST, pace * WORKING_DAYS))
