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

from collections.abc import Collection
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


def base_rate(learnt: Learnt) -> float:
    """The chance of an answer of a call of which nothing is known."""
    return (learnt.all.answered + PRIOR_RATE * PRIOR_CALLS) / (learnt.all.calls + PRIOR_CALLS)


def factor(count: Count, weight: float) -> float:
    """Observed over expected, shrunk towards 1.0."""
    return (count.answered + weight) / (count.expected / 1000 + weight)


def advised(learnt: Learnt, own: OwnRecord) -> bool:
    """Whether the edges of the day are the advice for somebody: office hours were tried, and nothing reached them.

    Once there are enough calls at an edge, what those show is used instead of the advice.
    """
    if own.all.answered or not any(EARLY_BAND < band < LATE_BAND for band in own.hours):
        return False
    return all(learnt.bands.get(edge, NONE).calls < ENOUGH_OF_ALL for edge in (EARLY_BAND, LATE_BAND))


def hour_factor(learnt: Learnt, own: OwnRecord, segment: str, band: int) -> float:
    """What an hour of the day does to the chance: in general, for people like this one, and for this one."""
    general = factor(learnt.bands.get(band, NONE), BAND) * factor(learnt.segments.get((segment, band), NONE), SEGMENT)
    seen = own.hours.get(band)
    if band in (EARLY_BAND, LATE_BAND) and advised(learnt, own):
        count = seen.count if seen else NONE
        return general * (count.answered + OWN * EDGE_ADVICE) / (count.expected / 1000 + OWN)
    return general * factor(seen.count, OWN) if seen else general


def weekday_factor(learnt: Learnt, weekday: int) -> float:
    """What a weekday (0 is Monday) does to the chance."""
    return factor(learnt.weekdays.get(weekday, NONE), WEEKDAY)


def person_factor(own: OwnRecord) -> float:
    """How much readier than others a person is to answer, whatever the hour."""
    return factor(own.all, PERSON)


def chance(learnt: Learnt, own: OwnRecord, segment: str, local: datetime) -> float:
    """The chance (0 to 1) that this person answers at ``local``, their own time."""
    hour = hour_factor(learnt, own, segment, band_of(local.time()))
    return _bounded(base_rate(learnt) * person_factor(own) * hour * weekday_factor(learnt, local.weekday()))


def best_share(learnt: Learnt, own: OwnRecord, segment: str, local: datetime, bands: Collection[int]) -> float:
    """The chance at ``local`` over the best of the week (0 to 1), where ``bands`` are those one may call in."""
    band = band_of(local.time())
    now = hour_factor(learnt, own, segment, band)
    best = max([now, *(hour_factor(learnt, own, segment, b) for b in bands if b != band)])
    day = weekday_factor(learnt, local.weekday())
    return now / best * day / max(weekday_factor(learnt, d) for d in {*range(5), local.weekday()})


def _bounded(p: float) -> float:
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
    band, weekday = band_of(local.time()), local.weekday()
    p = chance(learnt, own, segment, local)
    seen = own.hours.get(band, HourCount())

    def without(part: float) -> int:
        return round(1000 * _bounded(p / part))

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
        by_band=without(factor(learnt.bands.get(band, NONE), BAND)),
        by_segment=without(factor(learnt.segments.get((segment, band), NONE), SEGMENT)),
        by_weekday=without(weekday_factor(learnt, weekday)),
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
