"""The order among the rest: who waits longest, moved ahead by what the hour is good for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from callstation.model.answers import NOTHING, UNKNOWN, Count, HourCount, Learnt, OwnRecord
from callstation.model.cards import Why
from callstation.rules.order import DOUBLES, HEAD_START, LANE_WIDTH, NEVER_CALLED, REST, Candidate, best_first, lead

NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
ALL = (0, 1, 2, 3, 4)


def waiting(n: int, days: float, why: Why = Why.RETRY, *, hour: int = 10, **more: Any) -> Candidate:
    """Somebody who is due for so many days, on whose clock it is ``hour``."""
    known: dict[str, Any] = {"own": UNKNOWN, "segment": "prospect", "bands": ALL, **more}
    lane = NEVER_CALLED if why is Why.FIRST_CALL else REST
    rank = lane * LANE_WIDTH + int((NOW - timedelta(days=days)).timestamp())
    if lane == REST:
        rank -= lead(known["own"])
    return Candidate(n, rank, why, local=NOW.replace(hour=hour), **known)


def picked_up(band: int, answered: int = 3, calls: int = 3) -> OwnRecord:
    count = Count(calls, answered, 300 * calls)
    return OwnRecord(count, {band: HourCount(count, 480, 480)})


def test_where_nothing_is_known_the_longest_due_comes_first() -> None:
    people = [waiting(1, 3), waiting(2, 9), waiting(3, 5), waiting(4, 5)]
    assert best_first(people, NOTHING, NOW) == [2, 3, 4, 1]


def test_whoever_answers_at_this_hour_comes_first_at_this_hour() -> None:
    early_bird = picked_up(0)
    for hour, wanted in ((8, [2, 1]), (10, [1, 2])):
        people = [waiting(1, 4, hour=hour), waiting(2, 3.9, hour=hour, own=early_bird)]
        assert best_first(people, NOTHING, NOW) == wanted, hour


def test_a_better_hour_to_come_is_waited_for_only_where_they_can_be_called_then() -> None:
    for bands, wanted in ((ALL, [2, 1]), ((1, 2, 3, 4), [1, 2])):
        people = [waiting(1, 4, own=picked_up(0), bands=bands), waiting(2, 4)]
        assert best_first(people, NOTHING, NOW) == wanted


def test_nobody_is_forgotten() -> None:
    """Waiting outweighs any record in the end: twice the chance counts as ten days."""
    never = OwnRecord(Count(9, 0, 2_700), {})
    ready = picked_up(1, 9, 9)
    assert best_first([waiting(1, 1, own=ready), waiting(2, 10, own=never)], NOTHING, NOW) == [1, 2]
    assert best_first([waiting(1, 1, own=ready), waiting(2, 90, own=never)], NOTHING, NOW) == [2, 1]


def test_new_people_wait_behind_whoever_is_due_for_days_and_before_a_try_that_is_due_just_now() -> None:
    days = HEAD_START.days
    people = [
        waiting(1, 0.5),
        waiting(2, 400, Why.FIRST_CALL),
        waiting(3, 300, Why.FIRST_CALL),
        waiting(4, days + 1),
        waiting(5, 0.1, Why.RHYTHM),
        waiting(6, 0.1, Why.SNOOZED),
    ]
    assert best_first(people, NOTHING, NOW) == [4, 5, 6, 2, 3, 1]


def test_the_lead_is_what_the_stored_order_knows_of_a_person() -> None:
    assert lead(UNKNOWN) == 0
    assert lead(picked_up(1)) > 0 > lead(picked_up(1, 0))
    twice = OwnRecord(Count(20, 16, 6_000), {})
    assert lead(twice) == DOUBLES.total_seconds()


def test_everybody_is_there_once_whatever_is_known() -> None:
    learnt = Learnt(Count(400, 90, 100_000), {b: Count(80, 9 * b, 20_000) for b in ALL}, {}, {3: Count(9, 9, 1_000)})
    people = [waiting(n, n % 7, hour=n % 24, own=picked_up(n % 5, n % 3)) for n in range(40)]
    assert sorted(best_first(people, learnt, NOW)) == list(range(40))
    assert best_first([], learnt, NOW) == []
