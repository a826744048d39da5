"""Days and hours made moments; months and working days added."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.dates.moments import Moment, When, add_months, add_working_days, resolve
from callstation.errors import DateNotUnderstoodError, NotFoundError


@pytest.mark.parametrize(
    ("day", "n", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_keep_the_day_or_take_the_last(day, n, after):
    assert add_months(day, n) == after


def test_months_beyond_the_calendar_are_an_error():
    with pytest.raises(ValueError):
        add_months(date(2026, 1, 1), 12 * 9000)
    with pytest.raises(ValueError):
        add_months(date(2026, 1, 1), -12 * 2026)


@pytest.mark.parametrize(
    ("day", "n", "after"),
    [
        (date(2026, 3, 13), 1, date(2026, 3, 16)),
        (date(2026, 3, 14), 1, date(2026, 3, 16)),
        (date(2026, 3, 13), 5, date(2026, 3, 20)),
        (date(2026, 3, 16), -1, date(2026, 3, 13)),
        (date(2026, 3, 14), 0, date(2026, 3, 16)),
        (date(2026, 3, 13), 0, date(2026, 3, 13)),
    ],
)
def test_working_days_leave_out_weekends(day, n, after):
    assert add_working_days(day, n) == after


def test_working_days_leave_out_holidays():
    holidays = {date(2026, 12, 25), date(2026, 12, 28)}
    assert add_working_days(date(2026, 12, 24), 1, holidays) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 25), 0, holidays) == date(2026, 12, 29)


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)), n=st.integers(1, 60))
def test_working_days_can_be_counted_back(day, n):
    later = add_working_days(day, n)
    assert later.weekday() < 5
    assert later > day
    between = (day + timedelta(days=i) for i in range(1, (later - day).days + 1))
    assert sum(one.weekday() < 5 for one in between) == n


def test_a_day_without_an_hour_stays_a_day():
    assert resolve(When(date(2026, 3, 12), None), "Asia/Kolkata") == Moment(date(2026, 3, 12), None, "Asia/Kolkata")


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Kolkata", datetime(2026, 3, 12, 2, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 3, 12, 1, 45, tzinfo=UTC)),
        ("America/Phoenix", datetime(2026, 3, 12, 14, 30, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 3, 11, 18, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_theirs(zone, utc):
    assert resolve(When(date(2026, 3, 12), time(7, 30)), zone).at == utc


def test_the_lacking_hour_is_refused_and_the_doubled_one_is_its_first():
    with pytest.raises(DateNotUnderstoodError, match=r"no 02:30 on Sunday 8 March 2026 in America/New_York") as caught:
        resolve(When(date(2026, 3, 8), time(2, 30)), "America/New_York")
    assert caught.value.word == "02:30"
    night = date(2026, 11, 1)
    assert resolve(When(night, time(1, 30)), "America/New_York").at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    second = When(night, time(1, 30, fold=1))
    assert resolve(second, "America/New_York").at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc/passwd", "America/New York\n"])
def test_no_zone_no_moment(zone):
    with pytest.raises(NotFoundError, match="no time zone"):
        resolve(When(date(2026, 3, 12), time(9)), zone)
