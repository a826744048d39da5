"""What calls have taught about hours, said so that anybody can check it: counts first, and claims only with enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callstation.dates.words import DAYS
from callstation.model.answers import Count, Learnt
from callstation.rules.answers import BAND, BAND_WORDS, ENOUGH_OF_ALL, SEGMENT, WEEKDAY, factor
from callstation.rules.intervals import clearly_better, wilson
from callstation.text import count_of


@dataclass(frozen=True, slots=True)
class Taught:
    """One factor of the model: ``name`` is a part of the day, a weekday, or people of a trade in a part of the day."""

    name: str
    count: Count
    factor: float

    @property
    def words(self) -> str:
        """``27 answered where 34.1 were expected``."""
        return f"{self.count.answered} answered where {self.count.expected / 1000:.1f} were expected"


def of_bands(learnt: Learnt) -> list[Taught]:
    """Every part of the day in which there was a call, on the clock of those who were called."""
    return _taught({b: learnt.bands[b] for b in sorted(learnt.bands)}, BAND_WORDS, BAND)


def of_weekdays(learnt: Learnt) -> list[Taught]:
    """Every weekday on which there was a call."""
    return _taught({d: learnt.weekdays[d] for d in sorted(learnt.weekdays)}, DAYS, WEEKDAY)


def of_segments(learnt: Learnt, most: int) -> list[Taught]:
    """The ``most`` segments and parts of the day that differ most from what was expected."""
    found = [
        Taught(f"{segment}, {BAND_WORDS[band]}", count, factor(count, SEGMENT))
        for (segment, band), count in sorted(learnt.segments.items())
    ]
    return sorted(found, key=lambda t: -max(t.factor, 1 / t.factor))[:most]


def _taught(counts: Mapping[int, Count], names: Sequence[str], weight: float) -> list[Taught]:
    return [Taught(names[part], count, factor(count, weight)) for part, count in counts.items()]


def best_hour(learnt: Learnt) -> str:
    """The part of the day that is better than every other part that was tried enough; '' while nothing can be said.

    Enough is :data:`ENOUGH_OF_ALL` calls in it and in at least one other, and better is beyond what chance may do.
    """
    enough = {b: wilson(c.answered, c.calls) for b, c in learnt.bands.items() if c.calls >= ENOUGH_OF_ALL}
    for band, share in enough.items():
        others = [other for b, other in enough.items() if b != band]
        if others and all(clearly_better(share, other) for other in others):
            return BAND_WORDS[band]
    return ""


def verdict(learnt: Learnt) -> str:
    """What may be said of hours in general, in one sentence."""
    best = best_hour(learnt)
    if best:
        return f"Calls {best} (their time) are answered more often than at any other hour with enough calls to tell."
    tried = sum(c.calls >= ENOUGH_OF_ALL for c in learnt.bands.values())
    if tried < 2:
        return (
            f"No best hour yet: that takes about {ENOUGH_OF_ALL} calls in each of two parts of the day, "
            f"and you have {count_of(learnt.all.calls, 'call')} in all. Until then each person's own record counts."
        )
    return "No hour is better than the others beyond what chance may do. Each person's own record counts."
