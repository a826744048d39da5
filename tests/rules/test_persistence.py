"""Polite persistence: tries that are days apart, at another end of the day, and never hammered (F2, F6, D8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.rules.persistence import Patience, retry_at, working_day_after
from callstation.rules.windows import DEFAULT, look, read_hours, zone_of

PHOENIX = "America/Phoenix"
PATIENCE = Patience()


def phoenix(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone_of(PHOENIX))


@pytest.mark.parametrize(("attempts", "gap"), [(0, 1), (1, 1), (2, 2), (3, 3), (4, 5), (5, 8), (6, 21), (40, 21)])
def test_the_gaps_grow_until_the_tries_are_used_up(attempts: int, gap: int) -> None:
    assert PATIENCE.gap(attempts) == gap


def test_a_short_list_of_gaps_goes_on_with_its_last() -> None:
    patience = Patience(gaps=(2, 4), tries=9)
    assert [patience.gap(n) for n in range(1, 10)] == [2, 4, 4, 4, 4, 4, 4, 4, 21]


@pytest.mark.parametrize(
    ("day", "gap", "hours", "found"),
    [
        (date(2026, 3, 12), 1, "", date(2026, 3, 13)),  # Thursday to Friday
        (date(2026, 3, 13), 1, "", date(2026, 3, 16)),  # Friday to Monday: Saturdays are for nobody's tries
        (date(2026, 3, 13), 3, "", date(2026, 3, 18)),
        (date(2026, 3, 12), 2, "9-17 tue,thu", date(2026, 3, 19)),
        (date(2026, 3, 12), 2, "10-12 sat,sun", date(2026, 3, 15)),  # only at weekends: then at weekends
        (date(2026, 3, 12), 0, "", date(2026, 3, 12)),
    ],
)
def test_working_days_are_the_persons_weekdays(day: date, gap: int, hours: str, found: date) -> None:
    assert working_day_after(day, gap, read_hours(hours)) == found


@pytest.mark.parametrize(
    ("tried", "again", "why"),
    [
        ("2026-03-12 09:30", "2026-03-13 17:10", "early the first time: late the next day"),
        ("2026-03-12 11:59", "2026-03-13 17:10", "still the morning"),
        ("2026-03-12 12:00", "2026-03-13 09:10", "the afternoon: early the next day"),
        ("2026-03-12 18:45", "2026-03-13 09:10", "late the first time: early the next day"),
        ("2026-03-13 16:00", "2026-03-16 09:10", "Friday: not at the weekend"),
    ],
)
def test_f6_the_next_try_is_at_the_other_end_of_the_day(tried: str, again: str, why: str) -> None:
    assert retry_at(1, phoenix(tried), DEFAULT, PHOENIX, PATIENCE) == phoenix(again), why


def test_short_hours_are_kept_to() -> None:
    early_bird = read_hours("7:30-9:00 mon-fri")
    assert retry_at(1, phoenix("2026-03-12 07:40"), early_bird, PHOENIX, PATIENCE) == phoenix("2026-03-13 08:10")
    assert retry_at(1, phoenix("2026-03-12 15:00"), early_bird, PHOENIX, PATIENCE) == phoenix("2026-03-13 07:40")


def test_the_day_is_theirs_and_not_the_callers() -> None:
    """22:00 UTC on Thursday is Friday morning in Auckland: the next working day is Monday."""
    tried = datetime(2026, 3, 12, 22, 0, tzinfo=UTC)
    again = retry_at(1, tried, DEFAULT, "Pacific/Auckland", PATIENCE).astimezone(zone_of("Pacific/Auckland"))
    assert f"{again:%a %d %H:%M}" == "Mon 16 17:10"


def test_f2_the_next_try_is_on_another_weekday() -> None:
    """Five working days after a Thursday is a Thursday: the day after it is taken. Who has one day only keeps it."""
    fifth = retry_at(4, phoenix("2026-03-12 09:30"), DEFAULT, PHOENIX, PATIENCE)
    assert fifth == phoenix("2026-03-20 17:10")
    thursdays = read_hours("9-20 thu")
    assert retry_at(1, phoenix("2026-03-12 09:30"), thursdays, PHOENIX, PATIENCE) == phoenix("2026-03-19 17:10")


@given(
    st.integers(1, 30),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.sampled_from((PHOENIX, "Asia/Kolkata", "America/New_York", "Pacific/Chatham")),
    st.sampled_from(("", "7:30-9:30 mon-fri", "10-12 sat,sun", "0:00-24:00 mon-sun", "16-22 wed")),
)
def test_f2_a_try_is_never_on_the_same_day_and_always_within_their_hours(
    attempts: int, tried: datetime, zone: str, hours: str
) -> None:
    h = read_hours(hours)
    again = retry_at(attempts, tried, h, zone, PATIENCE)
    assert again.tzinfo is UTC
    days = again.astimezone(zone_of(zone)).date() - tried.astimezone(zone_of(zone)).date()
    assert days >= timedelta(days=1)
    assert days >= timedelta(days=PATIENCE.gap(attempts))
    weekdays = [m.astimezone(zone_of(zone)).weekday() for m in (tried, again)]
    assert weekdays[0] != weekdays[1] or len(h.days & {0, 1, 2, 3, 4} or h.days) == 1
    assert look(h, zone, again, own_zone="UTC").open
