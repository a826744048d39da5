"""Twelve weeks played in a made-up world: the program's own rules say who is due, an order says who is called first."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import world as made_up
from world import DIAL_MINUTES, HOURS, MINUTES, SESSIONS, TALK_MINUTES, ZONES, Someone, World

from callstation.model.answers import NOTHING, UNKNOWN, Learnt, OwnRecord
from callstation.model.calls import Outcome
from callstation.model.people import Kind, Standing
from callstation.rules.answers import learn, lesson
from callstation.rules.outcomes import Agreement, effect_of
from callstation.rules.persistence import Patience
from callstation.rules.queue import Facts, Place, place
from callstation.rules.windows import look, zone_of

PATIENCE = Patience()
RHYTHM = "2w"
"""Ten working days after a talk without a promise they may be called again: the rhythm that everybody has."""


@dataclass(slots=True)
class Standpoint:
    """What the program's record says of somebody, and what the world has noted."""

    person: Someone
    facts: Facts
    place: Place | None
    rank: int = 0
    """The place's, as the book stores it."""
    own: OwnRecord = UNKNOWN
    dialled: list[int] = field(default_factory=list)
    """Sessions in which they were called."""
    promised: int | None = None
    """The session for which a call was promised."""
    useful: int | None = None
    """The session of the last talk that was worth something."""
    worth: float = 0.0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What an order is told beside the people who can be called: the clock and what all calls have taught."""

    now: datetime
    session: int
    local: dict[str, datetime]
    learnt: Learnt


Order = Callable[[Sequence[Standpoint], Moment], Standpoint]
"""Whom to call out of those who are due and in their hours (never nobody)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What twelve weeks came to."""

    value: float
    talks: int
    dials: int
    due: int
    """Promises whose day came."""
    kept: int
    hours: float

    @property
    def value_per_hour(self) -> float:
        """Value an hour."""
        return self.value / self.hours

    @property
    def talks_per_hour(self) -> float:
        """Conversations an hour."""
        return self.talks / self.hours

    @property
    def kept_share(self) -> float:
        """The share (0 to 1) of promises on whose day the call was made; 1 where none fell due."""
        return self.kept / self.due if self.due else 1.0


def play(world: World, order: Order, *, learns: bool, hours: bool = True) -> Result:
    """Play a world with one order. ``learns``: calls teach the model; ``hours``: also which hours are good."""
    game = _Game(world, learns, hours)
    for session, start in enumerate(world.starts):
        game.sit(session, start, order)
    return Result(game.value, game.talks, game.dials, game.due, game.kept, SESSIONS * MINUTES / 60)


class _Game:
    def __init__(self, world: World, learns: bool, hours: bool) -> None:
        self.world = world
        self.learns, self.hours = learns, hours
        self.learnt = NOTHING
        self.value = 0.0
        self.talks = self.dials = self.due = self.kept = 0
        begun = world.starts[0] - timedelta(days=1)
        self.everybody = [_newcomer(p, begun) for p in world.people]
        days = [world.day(n) for n in range(SESSIONS)]
        # In which sessions somebody in a zone can be reached: no promise is made for any other day.
        self.reachable = {z: [_open(z, s + timedelta(minutes=20)) for s in world.starts] for z in ZONES}
        self.days = days

    def sit(self, session: int, start: datetime, order: Order) -> None:
        spent = 0.0
        while spent < MINUTES:
            now = start + timedelta(minutes=spent)
            opened = {z for z in ZONES if _open(z, now)}
            can = [
                s
                for s in self.everybody
                if s.place is not None
                and s.place.due <= now
                and s.person.zone in opened
                and not s.lost
                and (not s.dialled or s.dialled[-1] != session)
            ]
            if not can:
                spent += 1
                continue
            local = {z: now.astimezone(zone_of(z)) for z in opened}
            chosen = order(can, Moment(now, session, local, self.learnt))
            spent += self._dial(chosen, session, now, local[chosen.person.zone])
        self._close(session)

    def _dial(self, one: Standpoint, session: int, now: datetime, local: datetime) -> float:
        """One call; the minutes it took."""
        person = one.person
        answer, ending, when, length, fed_up, _ = person.draws[session]
        lately = sum(self.days[session] - self.days[n] < timedelta(days=made_up.TIRED_DAYS) for n in one.dialled)
        p = made_up.pick_up(person, local) * math.exp(-made_up.TIRED * lately)
        if person.away[session]:
            p *= made_up.AWAY_TIMES
        promised = one.promised
        if promised == session:
            p = max(p, made_up.ON_ITS_DAY)
            self.kept += 1
        elif promised is not None and promised == session - 1:
            p = max(p, made_up.A_DAY_LATE)
        self.dials += 1
        one.dialled.append(session)
        if lately + 1 >= made_up.FED_UP_FROM and fed_up < made_up.FED_UP:
            one.lost = True
        answered = answer < p
        if self.learns:
            taught = lesson(self.learnt, one.own, person.segment, local, answered)
            if self.hours:
                self.learnt, one.own = learn(self.learnt, taught), taught.own
            else:
                self.learnt = Learnt(learn(self.learnt, taught).all)
                one.own = OwnRecord(taught.own.all)
        if not answered:
            self._note(one, Outcome.NO_ANSWER, now, None)
            return DIAL_MINUTES
        self._talk(one, session, now, ending, when)
        low, high = TALK_MINUTES
        return DIAL_MINUTES + low + (high - low) * length

    def _talk(self, one: Standpoint, session: int, now: datetime, ending: float, when: float) -> None:
        self.talks += 1
        if one.promised == session:
            self.value += 2 * one.worth
            one.useful = session
        elif one.useful is None or session - one.useful >= made_up.RESTED:
            self.value += one.worth
            one.useful = session
        else:
            self.value += 0.1 * one.worth
        one.promised = None
        if ending < made_up.SAYS_NO:
            self._note(one, Outcome.SAID_NO, now, None)
        elif ending < made_up.SAYS_NO + made_up.PROMISED:
            ahead = session + 1 + int(when * made_up.PROMISE_DAYS) * 5 // 7
            while ahead < SESSIONS and not self.reachable[one.person.zone][ahead]:
                ahead += 1
            if ahead < SESSIONS:
                one.promised = ahead
                self.due += 1
                self._note(one, Outcome.CALL_BACK, now, self.days[ahead])
            else:
                self._note(one, Outcome.TALKED, now, None)
        else:
            self._note(one, Outcome.TALKED, now, None)

    def _note(self, one: Standpoint, outcome: Outcome, now: datetime, day: date | None) -> None:
        """What the program makes of it: its own rules of outcomes and of the queue."""
        agreed = Agreement(day, None, one.person.zone) if day is not None else None
        effect = effect_of(outcome, one.facts, now, PATIENCE, agreed=agreed)
        one.facts = effect.after
        one.place = place(replace(one.facts, own=one.own), PATIENCE)
        one.rank = one.place.rank if one.place else 0

    def _close(self, session: int) -> None:
        """The day is over: what was promised for it and not done is broken."""
        for one in self.everybody:
            if one.promised == session and (not one.dialled or one.dialled[-1] != session):
                one.worth *= made_up.BROKEN_TIMES
                one.lost = one.lost or one.person.draws[session][5] < made_up.BROKEN_LOST


def _newcomer(person: Someone, begun: datetime) -> Standpoint:
    facts = Facts(
        standing=Standing.ACTIVE,
        kind=Kind.PROSPECT,
        zone=person.zone,
        hours=HOURS,
        has_number=True,
        created_at=begun.astimezone(UTC),
        rhythm=RHYTHM,
    )
    found = place(facts, PATIENCE)
    return Standpoint(person, facts, found, found.rank if found else 0, worth=person.worth)


def _open(zone: str, now: datetime) -> bool:
    return look(HOURS, zone, now, own_zone=zone).open
