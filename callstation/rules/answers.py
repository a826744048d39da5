"""Which hours reach whom: a small model of answered calls, every part of which can be said in a sentence.

The chance of an answer is a base rate times five factors: the person, the hour of the day, the hour for people of
their kind, the hour for this very person, and the weekday. Each factor is what was observed over what was expected
by all the others, shrunk towards 1.0: (answered + w) / (expected + w). So a factor is 1.0 until calls move it, and
can be said: "27 answered where 34.1 were expected". Bands, factors and weights are those that did best in seeded
trials in a made-up world (``scripts/bench queue``): they cost nothing where hours do not matter.

Advice is kept apart from evidence (practice F6): early (7:30 to 8:30) and late (after 17:00) calls are what the
sources recommend for people whom office hours have not reached. Sources disagree by how much: household surveys find
evenings twice as good, a vendor with millions of calls 2.5 points, a study of 320,000 business calls nothing. So the
advice is a small push that the caller's own record outweighs. What is *said* about a person is only what that person
did, from :data:`ENOUGH_OF_ONE` answers on; what is said about an hour in general waits for :data:`ENOUGH_OF_ALL` calls
in it, since telling 30% from 45% takes about 160 of each (two proportions, two-sided 5%, power 80%).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache

from callstation.model.answers import NONE, Count, HourCount, Learnt, OwnRecord
from callstation.model.calls import Outcome
from callstation.rules.calling_hours import MIDNIGHT, Week

BANDS = (time(9, 0), time(11, 30), time(13, 30), time(16, 30))
"""Where the bands of a day part, on the person's own clock: five of them."""
BAND_WORDS = ("before 9:00", "9:00 to 11:30", "11:30 to 13:30", "13:30 to 16:30", "after 16:30")
EARLY_BAND, LATE_BAND = 0, len(BANDS)
EARLY_ENDS, LATE_BEGINS = time(8, 30), time(17, 0)
"""The edges of the day as the advice has them: from 7:30 to 8:30, and after 17:00 (F6)."""

PRIOR_RATE, PRIOR_CALLS = 0.30, 10
"""Before there are calls of the caller's own: three of ten are answered, and that counts as much as ten calls."""
PERSON, BAND, SEGMENT, OWN, WEEKDAY = 4, 6, 4, 2, 12
"""Weights: so many expected answers must come in before a factor has gone half of the way to what they show."""

EDGE_ADVICE = 1.3
"""How much better early and late are taken to be for somebody whom office hours did not reach, before evidence."""
ENOUGH_OF_ONE = 2
"""Answers of one person in one part of the day before their record is spoken of: once may have been chance."""
ENOUGH_OF_ALL = 160
"""Calls in a part of the day before anything is said of that part in general."""

_LEAST, _MOST = 0.02, 0.95


def answered(outcome: Outcome) -> bool | None:
    """Whether a call that came to this was answered by the person themselves; None where it says nothing of them."""
    return None if outcome is Outcome.WRONG_NUMBER else outcome.conversation


def segment_of(kind: str, industry: str) -> str:
    """Whom a person is taken to be like: people of their trade, or of their kind where no trade is known."""
    return " ".join(industry.casefold().split()) or kind


@lru_cache(maxsize=256)
def bands_of(week: Week) -> tuple[int, ...]:
    """The bands that calling hours have a part of, on any day of the week."""
    ends = [0, *(end.hour * 60 + end.minute for end in BANDS), MIDNIGHT]
    spans = [span for day in week for span in day]
    return tuple(b for b in range(len(ends) - 1) if any(a < ends[b + 1] and z > ends[b] for a, z in spans))


def band_of(at: time) -> int:
    """The band of a local time."""
    return sum(at >= end for end in BANDS)


def factor(count: Count, weight: float) -> float:
    """Observed over expected, shrunk towards 1.0."""
    return (count.answered + weight) / (count.expected / 1000 + weight)


def person_factor(own: OwnRecord) -> float:
    """How much readier than others a person is to answer, whatever the hour."""
    return factor(own.all, PERSON)


def advised(own: OwnRecord) -> bool:
    """Whether early and late are the advice for somebody: office hours were tried, and nothing has reached them."""
    return not own.all.answered and any(EARLY_BAND < band < LATE_BAND for band in own.hours)


class Odds:
    """All that calls have taught, ready to be asked for many people at one moment."""

    __slots__ = ("_best_day", "_days", "_learnt", "_segments", "base", "edges_open")

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt
        self._segments: dict[str, list[float]] = {}
        self._days = [factor(learnt.weekdays.get(d, NONE), WEEKDAY) for d in range(7)]
        self._best_day = max(self._days[:5])
        self.base = (learnt.all.answered + PRIOR_RATE * PRIOR_CALLS) / (learnt.all.calls + PRIOR_CALLS)
        """The chance of an answer of a call of which nothing is known."""
        self.edges_open = all(learnt.bands.get(e, NONE).calls < ENOUGH_OF_ALL for e in (EARLY_BAND, LATE_BAND))
        """Whether the edges of the day are still a matter of advice: there are not enough calls in them."""

    def band(self, band: int) -> float:
        """What a band of the day does in general."""
        return factor(self._learnt.bands.get(band, NONE), BAND)

    def segment(self, segment: str, band: int) -> float:
        """What it does for people of this segment on top of that."""
        return factor(self._learnt.segments.get((segment, band), NONE), SEGMENT)

    def day(self, weekday: int) -> float:
        """What a weekday (0 is Monday) does."""
        return self._days[weekday]

    def best_day(self, weekday: int) -> float:
        """What the best day of the week does, this one among them."""
        return max(self._best_day, self._days[weekday])

    def hours(self, own: OwnRecord, segment: str) -> list[float]:
        """What each band does for this person: in general, for people like them, and by their own record."""
        general = self._segments.get(segment)
        if general is None:
            general = [self.band(b) * self.segment(segment, b) for b in range(len(BANDS) + 1)]
            self._segments[segment] = general
        if not own.hours:
            return general
        found = list(general)
        for band, seen in own.hours.items():
            found[band] *= factor(seen.count, OWN)
        if self.edges_open and advised(own):
            for edge in (EARLY_BAND, LATE_BAND):
                count = own.hours[edge].count if edge in own.hours else NONE
                found[edge] = general[edge] * (count.answered + OWN * EDGE_ADVICE) / (count.expected / 1000 + OWN)
        return found

    def chance(self, own: OwnRecord, segment: str, local: datetime) -> float:
        """The chance (0 to 1) that this person answers at ``local``, their own time."""
        hour = self.hours(own, segment)[band_of(local.time())]
        return bounded(self.base * person_factor(own) * hour * self._days[local.weekday()])


def bounded(p: float) -> float:
    """A chance that is never nothing and never certain."""
    return min(_MOST, max(_LEAST, p))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one call teaches: thousandths of an answer that each factor's count expected of it, and the own record."""

    answered: bool
    band: int
    weekday: int
    segment: str
    overall: int
    by_band: int
    by_segment: int
    by_weekday: int
    own: OwnRecord


def lesson(learnt: Learnt, own: OwnRecord, segment: str, local: datetime, answered: bool) -> Lesson:
    """What a call at ``local`` (the person's time) teaches on top of all that was known before it."""
    odds = Odds(learnt)
    band, weekday = band_of(local.time()), local.weekday()
    p = odds.chance(own, segment, local)
    seen = own.hours.get(band, HourCount())

    def without(part: float) -> int:
        return round(1000 * bounded(p / part))

    minute = local.hour * 60 + local.minute
    hours = dict(own.hours)
    hours[band] = HourCount(
        seen.count.plus(answered, without(factor(seen.count, OWN))),
        min(minute, seen.first if seen.first is not None else minute) if answered else seen.first,
        max(minute, seen.last if seen.last is not None else minute) if answered else seen.last,
    )
    return Lesson(
        answered=answered,
        band=band,
        weekday=weekday,
        segment=segment,
        overall=round(1000 * p),
        by_band=without(odds.band(band)),
        by_segment=without(odds.segment(segment, band)),
        by_weekday=without(odds.day(weekday)),
        own=OwnRecord(own.all.plus(answered, without(person_factor(own))), hours),
    )


def learn(learnt: Learnt, what: Lesson) -> Learnt:
    """All that is known after a lesson."""
    hit, band, segment, weekday = what.answered, what.band, (what.segment, what.band), what.weekday
    return replace(
        learnt,
        all=learnt.all.plus(hit, what.overall),
        bands={**learnt.bands, band: learnt.bands.get(band, NONE).plus(hit, what.by_band)},
        segments={**learnt.segments, segment: learnt.segments.get(segment, NONE).plus(hit, what.by_segment)},
        weekdays={**learnt.weekdays, weekday: learnt.weekdays.get(weekday, NONE).plus(hit, what.by_weekday)},
    )


def together(one: OwnRecord, other: OwnRecord) -> OwnRecord:
    """The own record of two records that are of one person."""
    if not other.all.calls:
        return one
    hours = dict(one.hours)
    for band, more in other.hours.items():
        seen = hours.get(band, HourCount())
        firsts = [m for m in (seen.first, more.first) if m is not None]
        lasts = [m for m in (seen.last, more.last) if m is not None]
        hours[band] = HourCount(_sum(seen.count, more.count), min(firsts, default=None), max(lasts, default=None))
    return OwnRecord(_sum(one.all, other.all), hours)


def _sum(one: Count, other: Count) -> Count:
    return Count(one.calls + other.calls, one.answered + other.answered, one.expected + other.expected)
