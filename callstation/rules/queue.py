"""The rule of the queue: when somebody comes up, and before whom.

A person's place follows from the facts of their record alone and does not change with the clock, so that the
book can store it, index it, and find the next card among a million as fast as among ten. The order: an agreed
hour, today's promises, missed ones, agreed steps, open proposals, news that lifts what was in the way, then
whoever is due for longest, and last those never called. (Compared in shared measurements: putting promises first
and spreading tries brought half as much again as the order by due date alone.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from callstation.dates.rhythms import read_rhythm
from callstation.model.answers import UNKNOWN, OwnRecord
from callstation.model.calls import NextStep, Promise, PromiseStatus
from callstation.model.cards import Why
from callstation.model.people import Kind, Standing
from callstation.rules.order import LANE_WIDTH, REST, lead
from callstation.rules.persistence import Patience, retry_at, working_day_after
from callstation.rules.promises import deadline
from callstation.rules.windows import RING_BEFORE, Hours, opening_on, zone_of

PROPOSAL_GAP = 5
"""Working days between calls about an open proposal."""

LANES = {
    Why.AGREED_HOUR: 0,
    Why.PROMISE: 1,
    Why.BROKEN_PROMISE: 2,
    Why.AGREED_STEP: 3,
    Why.PROPOSAL: 4,
    Why.LIFTED: 5,
    Why.BOUNCED: 5,
    Why.SNOOZED: 6,
    Why.RETRY: 6,
    Why.RHYTHM: 6,
    Why.SILENCE: 6,
    Why.DRIP: 6,
    Why.FIRST_CALL: 7,
}

GIVEN_WORD = (Why.AGREED_HOUR, Why.PROMISE, Why.BROKEN_PROMISE)
"""What a snooze cannot touch: the caller's word (F1)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record says of one person. Moments are aware UTC; ``zone`` is never empty here."""

    standing: Standing
    kind: Kind
    zone: str
    hours: Hours
    has_number: bool
    created_at: datetime
    attempts: int = 0
    last_call_at: datetime | None = None
    last_talk_at: datetime | None = None
    rhythm: str = ""
    snoozed_until: datetime | None = None
    drip_until: date | None = None
    promise: Promise | None = None
    """The newest promise that is open or broken."""
    step: NextStep | None = None
    """The open next step."""
    lifted_at: datetime | None = None
    """Since when a reason takes away what was in the way, untold so far (S6)."""
    bounced_at: datetime | None = None
    """When an email to them last came back (D6)."""
    zone_known: bool = True
    """Whether anything tells ``zone``; else it is the caller's."""
    own: OwnRecord = UNKNOWN
    """Which of their calls they answered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: not before ``due`` (UTC); ``since`` is what *why now* counts from."""

    due: datetime
    why: Why
    since: datetime | None = None
    lead: int = 0
    """Seconds by which they come before others who are due as long: for readier people among the rest."""

    @property
    def rank(self) -> int:
        """Smaller comes first."""
        return LANES[self.why] * LANE_WIDTH + int(self.due.timestamp()) - self.lead


def place(facts: Facts, patience: Patience) -> Place | None:
    """Where a person of these facts stands in the queue, None where they are never to be offered (H6)."""
    if not facts.standing.callable or not facts.has_number:
        return None
    found = _place(facts, patience)
    return replace(found, lead=lead(facts.own)) if LANES[found.why] >= REST else found


def _place(facts: Facts, patience: Patience) -> Place:
    committed = _commitments(facts, patience)
    best = _nearest(committed) or _by_rule(facts, patience)
    snoozed = facts.snoozed_until
    if snoozed is None or snoozed <= best.due or best.why in GIVEN_WORD:
        return best
    word = _nearest([p for p in committed if p.why in GIVEN_WORD])
    return word if word and word.due <= snoozed else Place(snoozed, Why.SNOOZED, snoozed)


def _nearest(places: list[Place]) -> Place | None:
    return min(places, key=lambda p: (p.due, LANES[p.why]), default=None)


def _commitments(facts: Facts, patience: Patience) -> list[Place]:
    """Everything that was promised or agreed and still stands."""
    found: list[Place] = []
    promise, step = facts.promise, facts.step
    promised = promise is not None and promise.status is PromiseStatus.OPEN
    if promise is not None and promised:
        due = opening_on(promise.day, facts.hours, promise.zone)
        found.append(Place(due, Why.PROMISE, due))
    if promise is not None and promise.status is PromiseStatus.BROKEN:
        late = deadline(promise)
        if facts.last_call_at is None or facts.last_call_at < late:
            found.append(Place(late, Why.BROKEN_PROMISE, opening_on(promise.day, facts.hours, promise.zone)))
    if step is not None:
        due = _step_due(step, facts)
        if facts.last_call_at is None or facts.last_call_at < due:
            found.append(Place(due, Why.AGREED_HOUR if step.at else Why.AGREED_STEP, step.at or due))
        elif not promised:
            # Called on the day and not reached: what was agreed still stands, at the next try.
            again = _retry(facts, facts.last_call_at, patience)
            found.append(Place(again, Why.AGREED_STEP, due))
    return found


def _step_due(step: NextStep, facts: Facts) -> datetime:
    if step.at is not None:
        return step.at - RING_BEFORE
    agreed = step.agreed_at
    if agreed is not None and agreed.astimezone(zone_of(step.zone)).date() == step.day:
        return agreed + timedelta(hours=2)  # "later today"
    return opening_on(step.day, facts.hours, step.zone)


def _by_rule(facts: Facts, patience: Patience) -> Place:
    """Nothing was agreed: when the rules bring them up."""
    last = facts.last_call_at
    if last is None and facts.last_talk_at is None and facts.drip_until is None:
        found = Place(facts.created_at, Why.FIRST_CALL)
    elif facts.drip_until is not None:
        due = opening_on(facts.drip_until, facts.hours, facts.zone)
        found = Place(due, Why.DRIP, due)
    elif last is not None and facts.attempts > 0:
        found = Place(_retry(facts, last, patience), Why.RETRY, last)
    elif last is not None and facts.standing is Standing.PROPOSAL_OPEN:
        day = working_day_after(_day(last, facts), PROPOSAL_GAP, facts.hours)
        found = Place(opening_on(day, facts.hours, facts.zone), Why.PROPOSAL, last)
    else:
        found = _silence(facts, facts.last_talk_at or last or facts.created_at, patience)
    if facts.lifted_at is not None:
        due = facts.lifted_at
        if found.why is Why.RETRY:
            due = max(due, found.due)  # good news is no reason to hammer
        elif last is not None:
            due = max(due, opening_on(_day(last, facts) + timedelta(days=1), facts.hours, facts.zone))
        if due < found.due or LANES[Why.LIFTED] < LANES[found.why]:
            return Place(due, Why.LIFTED, facts.lifted_at)
    bounced = facts.bounced_at
    if bounced is not None and (last is None or last < bounced):
        due = (
            bounced
            if last is None
            else max(bounced, opening_on(_day(last, facts) + timedelta(days=1), facts.hours, facts.zone))
        )
        if due < found.due or LANES[Why.BOUNCED] < LANES[found.why]:
            return Place(due, Why.BOUNCED, bounced)
    return found


def _silence(facts: Facts, talked: datetime, patience: Patience) -> Place:
    """T7, H8: due when the rhythm has run out, or after two months where none is set."""
    day = _day(talked, facts)
    if facts.rhythm:
        return Place(opening_on(read_rhythm(facts.rhythm).after(day), facts.hours, facts.zone), Why.RHYTHM, talked)
    due = day + timedelta(days=patience.silence_days)
    return Place(opening_on(due, facts.hours, facts.zone), Why.SILENCE, talked)


def _retry(facts: Facts, last: datetime, patience: Patience) -> datetime:
    return retry_at(facts.attempts, last, facts.hours, facts.zone, patience).astimezone(UTC)


def _day(moment: datetime, facts: Facts) -> date:
    return moment.astimezone(zone_of(facts.zone)).date()
