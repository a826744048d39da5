"""A made-up world of people who pick up, or do not: to compare orders of the queue in.

Twelve weeks, a session of 60 minutes each working day, 150 people in four zones of the United States seen from the
east. Every constant here is invented, within what studies of call records report; the same draws are used for every
order, so that two of them differ only by whom they called when. Nothing here knows how an order is made.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callstation.rules.answers import band_of
from callstation.rules.windows import read_hours

HOME = "America/New_York"
ZONES = (HOME, "America/Chicago", "America/Denver", "America/Los_Angeles")
HOURS = read_hours("7:30-18:30 mon-fri")
PEOPLE, SESSIONS, MINUTES = 150, 60, 60
FIRST_DAY = date(2026, 1, 5)
STARTS = (time(8, 15), time(17, 15), time(11, 45))
"""Early, late and mid-day, in turn, on the caller's clock."""
SEGMENTS = tuple(f"segment {n}" for n in range(5))
BANDS = 5

MEAN_PICK_UP = 0.30
PERSON_SPREAD, SEGMENT_SPREAD, WORTH_SPREAD = 0.8, 0.4, 0.5
AWAY_STARTS, AWAY_ENDS, AWAY_TIMES = 0.06, 0.30, 0.1
TIRED, TIRED_DAYS, FED_UP_FROM, FED_UP = 0.2, 5, 4, 0.03
SAYS_NO, PROMISED, PROMISE_DAYS = 0.08, 0.22, 15
ON_ITS_DAY, A_DAY_LATE = 0.75, 0.50
BROKEN_TIMES, BROKEN_LOST = 0.7, 0.05
RESTED = 10
"""Working days after which another talk without a promise is worth something again."""
DIAL_MINUTES, TALK_MINUTES = 2.0, (4.0, 12.0)


@dataclass(frozen=True, slots=True)
class Effects:
    """How much hours matter: A segment by band, B person by band, C weekday (on the scale of a logit)."""

    name: str
    segment: float
    person: float
    weekday: float


WORLDS = (
    Effects("none", 0, 0, 0),
    Effects("weak", 0.25, 0.25, 0.10),
    Effects("medium", 0.5, 0.5, 0.15),
    Effects("strong", 0.9, 0.9, 0.2),
)


@dataclass(slots=True)
class Someone:
    """One person of the world: what they are like, and all that chance has in store for them, session by session."""

    id: int
    zone: str
    segment: str
    worth: float
    logits: list[list[float]]
    """By weekday (Monday to Friday) and band."""
    away: list[bool]
    draws: list[tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class World:
    """One seed of one world."""

    people: list[Someone]
    starts: list[datetime]
    """The sessions, UTC."""

    def day(self, session: int) -> date:
        """The date of a session (all four zones agree on it)."""
        return self.starts[session].date()


def make_world(seed: int, effects: Effects) -> World:
    """The world of a seed: what people are like follows from the seed, how much hours matter from ``effects``."""
    chance = random.Random(seed)
    normal = chance.gauss
    by_segment = {s: (normal(0, SEGMENT_SPREAD), [normal(0, 1) for _ in range(BANDS)]) for s in SEGMENTS}
    weekdays = [normal(0, 1) for _ in range(5)]
    people = []
    for i in range(PEOPLE):
        segment = chance.choice(SEGMENTS)
        level, segment_bands = by_segment[segment]
        own, own_bands = normal(0, PERSON_SPREAD), [normal(0, 1) for _ in range(BANDS)]
        worth = math.exp(normal(0, WORTH_SPREAD) - WORTH_SPREAD**2 / 2)
        logits = [
            [
                level + own + effects.segment * segment_bands[b] + effects.person * own_bands[b] + effects.weekday * day
                for b in range(BANDS)
            ]
            for day in weekdays
        ]
        away, gone = [], False
        for _ in range(SESSIONS):
            gone = chance.random() >= AWAY_ENDS if gone else chance.random() < AWAY_STARTS
            away.append(gone)
        draws = [tuple(chance.random() for _ in range(6)) for _ in range(SESSIONS)]
        people.append(Someone(i, chance.choice(ZONES), segment, worth, logits, away, draws))
    _calibrate(people)
    return World(people, [_start(n) for n in range(SESSIONS)])


def _calibrate(people: list[Someone]) -> None:
    """Move everybody's logits together until three calls of ten are answered in the mean."""
    every = [logit for p in people for row in p.logits for logit in row]
    low, high = -5.0, 5.0
    while high - low > 1e-4:
        level = (low + high) / 2
        if sum(1 / (1 + math.exp(-level - x)) for x in every[::7]) / len(every[::7]) < MEAN_PICK_UP:
            low = level
        else:
            high = level
    for person in people:
        person.logits = [[x + low for x in row] for row in person.logits]


def _start(session: int) -> datetime:
    day = FIRST_DAY + timedelta(days=session // 5 * 7 + session % 5)
    return datetime.combine(day, STARTS[session % 3], ZoneInfo(HOME)).astimezone(UTC)


def pick_up(person: Someone, local: datetime) -> float:
    """The chance that they pick up at ``local``, if they are there and nobody has tired them."""
    return 1 / (1 + math.exp(-person.logits[local.weekday()][band_of(local.time())]))
