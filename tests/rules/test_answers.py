"""F6: which hours reach whom, by observed over expected, each factor sayable."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callstation.model.answers import NOTHING, UNKNOWN, Count, HourCount, Learnt, OwnRecord
from callstation.model.calls import Outcome
from callstation.rules.answers import (
    BAND,
    ENOUGH_OF_ALL,
    Odds,
    advised,
    answered,
    band_of,
    bands_of,
    factor,
    learn,
    lesson,
    person_factor,
    segment_of,
    together,
)
from callstation.rules.hours_said import best_hour, of_bands, of_segments, of_weekdays, verdict
from callstation.rules.windows import read_hours

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


def at(hour: float, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def taught(*calls: tuple[float, bool], learnt: Learnt = NOTHING, own: OwnRecord = UNKNOWN) -> tuple[Learnt, OwnRecord]:
    """What (hour, answered) calls with one person teach."""
    for hour, hit in calls:
        what = lesson(learnt, own, "prospect", at(hour), hit)
        learnt, own = learn(learnt, what), what.own
    return learnt, own


@pytest.mark.parametrize(
    ("clock", "band"), [("0:00", 0), ("8:59", 0), ("9:00", 1), ("11:30", 2), ("13:30", 3), ("16:29", 3), ("16:30", 4)]
)
def test_bands_of_the_day(clock: str, band: int) -> None:
    hour, minute = clock.split(":")
    assert band_of(time(int(hour), int(minute))) == band


def test_which_bands_hours_have_a_part_of() -> None:
    assert bands_of(read_hours("9:00-20:00 mon-sat").week) == (1, 2, 3, 4)
    assert bands_of(read_hours("8:59-9:30 sat").week) == (0, 1)
    assert bands_of(read_hours("10-11, 17-18 mon").week) == (1, 4)


def test_every_factor_is_one_until_calls_move_it() -> None:
    odds = Odds(NOTHING)
    assert odds.base == pytest.approx(0.3)
    assert odds.hours(UNKNOWN, "prospect") == [1.0] * 5
    assert [odds.day(d) for d in range(7)] == [1.0] * 7
    assert person_factor(UNKNOWN) == 1.0
    assert odds.chance(UNKNOWN, "prospect", at(10)) == pytest.approx(0.3)


def test_a_factor_is_observed_over_expected_shrunk() -> None:
    assert factor(Count(100, 27, 34_100), BAND) == pytest.approx((27 + 6) / (34.1 + 6))
    [said] = of_bands(Learnt(bands={0: Count(112, 27, 34_100)}))
    assert (said.name, said.words) == ("before 9:00", "27 answered where 34.1 were expected")


def test_calls_move_the_hour_the_weekday_and_the_person() -> None:
    learnt, own = taught(*[(8, True)] * 6, *[(10, False)] * 6)
    odds = Odds(learnt)
    early, office, *_ = odds.hours(own, "prospect")
    assert early > 1.1 > 0.9 > office
    assert odds.chance(own, "prospect", at(8)) > 2 * odds.chance(own, "prospect", at(10))
    assert odds.hours(UNKNOWN, "prospect")[0] > odds.hours(UNKNOWN, "customer")[0] > 1
    assert own.hours[0] == HourCount(Count(6, 6, own.hours[0].count.expected), 480, 480)
    assert learnt.all.calls == 12
    assert sum(t.count.calls for t in of_weekdays(learnt)) == 12
    assert {t.name for t in of_segments(learnt, 9)} == {"prospect, before 9:00", "prospect, 9:00 to 11:30"}


@given(st.lists(st.tuples(st.integers(0, 23), st.booleans()), max_size=40))
@settings(max_examples=60, deadline=None)
def test_chances_stay_chances_and_counts_add_up(calls: list[tuple[int, bool]]) -> None:
    learnt, own = taught(*calls)
    odds = Odds(learnt)
    for hour in range(24):
        assert 0 < odds.chance(own, "prospect", at(hour)) < 1
    assert learnt.all.calls == own.all.calls == len(calls)
    assert learnt.all.answered == own.all.answered == sum(hit for _, hit in calls)
    for counts in (learnt.bands, learnt.segments, learnt.weekdays, {b: h.count for b, h in own.hours.items()}):
        assert sum(c.calls for c in counts.values()) == len(calls)
        assert sum(c.answered for c in counts.values()) == learnt.all.answered


def test_f6_the_edges_are_the_advice_until_the_record_decides() -> None:
    """Early and late are tried first for whoever office hours did not reach; 160 calls at the edges end the advice."""
    learnt, own = taught((10, False), (14, False))
    assert advised(own)
    early, office, *_, late = Odds(learnt).hours(own, "customer")
    assert early == late > 1 > office
    enough = {edge: Count(ENOUGH_OF_ALL, 48, 48_000) for edge in (0, 4)}
    decided = Odds(Learnt(learnt.all, {**learnt.bands, **enough}, {}, {}))
    assert decided.hours(own, "customer")[0] == pytest.approx(1.0)
    assert not advised(taught((10, True), (14, False))[1])
    assert not advised(taught((8, False), (17, False))[1])
    tried_early = taught((10, False), (8, False), (8, False), (8, False), (8, False))[1]
    assert Odds(learnt).hours(tried_early, "customer")[0] < early


def test_nothing_is_said_of_a_best_hour_before_there_is_evidence() -> None:
    """Telling 30% from 45% takes about 160 calls of each."""
    one, two = Count(159, 120, 50_000), Count(400, 100, 120_000)
    assert best_hour(Learnt(bands={0: one, 1: two})) == ""
    assert "takes about 160 calls" in verdict(Learnt(all=Count(559, 220, 1), bands={0: one, 1: two}))
    more = Count(160, 121, 50_300)
    assert best_hour(Learnt(bands={0: more, 1: two})) == "before 9:00"
    assert verdict(Learnt(bands={0: more, 1: two})).startswith("Calls before 9:00 (their time) are answered more often")
    assert best_hour(Learnt(bands={0: more})) == ""
    alike = Learnt(bands={0: Count(200, 60, 60_000), 1: Count(200, 66, 60_000)})
    assert best_hour(alike) == ""
    assert verdict(alike).startswith("No hour is better")


def test_what_counts_as_answered() -> None:
    assert answered(Outcome.WRONG_NUMBER) is None
    assert {o for o in Outcome if answered(o)} == {o for o in Outcome if o.conversation}
    assert answered(Outcome.GATEKEEPER) is False


def test_whom_somebody_is_taken_to_be_like() -> None:
    assert segment_of("prospect", "") == "prospect"
    assert segment_of("customer", "  Cold  Storage ") == "cold storage"


def test_two_records_of_one_person() -> None:
    one, other = taught((8, True), (10, False))[1], taught((8.25, True), (17, True))[1]
    both = together(one, other)
    assert both.all.calls == 4
    assert (both.hours[0].count.calls, both.hours[0].first, both.hours[0].last) == (2, 480, 495)
    assert both.hours[4].first == 17 * 60
    assert together(one, UNKNOWN) == one
    assert together(UNKNOWN, one) == one
