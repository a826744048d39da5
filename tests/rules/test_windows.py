"""When somebody may be called, in their own time (F6): half-open hours, odd zones, nights with 23 and 25 hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import UsageError
from callstation.rules.calling_hours import same_hours
from callstation.rules.windows import DEFAULT, Hours, days_words, end_of_day, look, next_opening, opening_on, read_hours

NEW_YORK = "America/New_York"
ZONES = (
    "America/Phoenix",  # no summer time
    NEW_YORK,
    "Asia/Kolkata",  # half an hour
    "Pacific/Chatham",  # three quarters, and summer time
    "Australia/Lord_Howe",  # summer time of half an hour
    "America/Santiago",  # clocks change at midnight
    "Pacific/Kiritimati",  # a day ahead
    "Pacific/Pago_Pago",
    "UTC",
)


def week(start: time, end: time | None, days: Iterable[int] = range(6)) -> Hours:
    return Hours(same_hours(start, end, frozenset(days)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# reading hours ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", DEFAULT),
        ("9-17", week(time(9), time(17))),
        ("7:30-18:00 mon-fri", week(time(7, 30), time(18), range(5))),
        ("7.30 – 18.00 Mon-Fri", week(time(7, 30), time(18), range(5))),
        ("10 to 12 sat,sun", week(time(10), time(12), (5, 6))),
        ("8-20 fri-mon", week(time(8), time(20), (4, 5, 6, 0))),
        ("8-20 thurs", week(time(8), time(20), (3,))),
        ("8-20 monday, wednesday", week(time(8), time(20), (0, 2))),
        ("0:00-24:00 mon-sun", week(time(0), None, range(7))),
        ("22-24", week(time(22), None)),
    ],
)
def test_hours_as_they_are_written(typed: str, read: Hours) -> None:
    assert read_hours(typed) == read
    assert read_hours(str(read)) == read  # what is stored and shown is read as the same


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("whenever", "whenever"),
        ("25-26", "no clock"),
        ("9:75-10", "no clock"),
        ("18-9", "before they begin"),
        ("9-9", "before they begin"),
        ("9-17 mon-fry", "'mon-fry'"),
        ("9-17 monkey", "'monkey'"),
        ("9-17 mo", "cannot be read"),
        ("9-17 mon-tue-wed", "mon-tue-wed"),
        ("24-24", "no clock"),
        ("-5-9", "-5-9"),
        ("9-17 " + "mon," * 500, "cannot be read"),
    ],
)
def test_hours_that_mean_nothing_are_refused_by_name(typed: str, names: str) -> None:
    with pytest.raises(UsageError, match=names):
        read_hours(typed)


def test_days_as_words() -> None:
    assert days_words(frozenset(range(5))) == "mon-fri"
    assert days_words(frozenset((0, 2, 6))) == "mon,wed,sun"
    assert days_words(frozenset((3,))) == "thu"


# open or closed ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-12 12:59:59", False),  # Thursday, 8:59:59 in New York
        ("2026-03-12 13:00:00", True),  # the start belongs to it
        ("2026-03-12 23:59:59", True),
        ("2026-03-13 00:00:00", False),  # 20:00, the end does not
        ("2026-03-14 20:00:00", True),  # Saturday
        ("2026-03-15 20:00:00", False),  # Sunday
    ],
)
def test_hours_are_half_open(moment: str, is_open: bool) -> None:
    window = look(DEFAULT, NEW_YORK, at(moment), own_zone="UTC")
    assert window.open is is_open
    assert (window.closes is not None) is is_open
    assert (window.opens is None) is is_open
    assert bool(window.why) is not is_open


def test_a_closed_window_says_by_which_hours_and_when_it_opens() -> None:
    window = look(read_hours("7:30-18:00 mon-fri"), "America/Phoenix", at("2026-03-14 20:00"), own_zone=NEW_YORK)
    assert window.why == "calling hours are 7:30-18:00 mon-fri"
    assert window.opens is not None
    assert f"{window.opens:%a %H:%M}" == "Mon 07:30"
    assert window.local.hour == 13


def test_an_unknown_zone_is_the_callers_with_a_question_mark() -> None:
    window = look(DEFAULT, "", at("2026-03-12 15:00"), own_zone=NEW_YORK)
    assert (window.zone, window.zone_known, window.open) == (NEW_YORK, False, True)


def test_half_hour_zones() -> None:
    assert not look(DEFAULT, "Asia/Kolkata", at("2026-03-12 03:29"), own_zone="UTC").open
    assert look(DEFAULT, "Asia/Kolkata", at("2026-03-12 03:30"), own_zone="UTC").open


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        (date(2026, 3, 7), "2026-03-07 14:00"),  # the Saturday before the clocks go forward
        (date(2026, 3, 9), "2026-03-09 13:00"),  # the Monday after
        (date(2026, 10, 31), "2026-10-31 13:00"),
        (date(2026, 11, 2), "2026-11-02 14:00"),
    ],
)
def test_the_window_follows_summer_time(day: date, opening: str) -> None:
    assert opening_on(day, DEFAULT, NEW_YORK) == at(opening)


def test_a_day_of_23_and_one_of_25_hours() -> None:
    assert end_of_day(date(2026, 3, 8), NEW_YORK) - end_of_day(date(2026, 3, 7), NEW_YORK) == timedelta(hours=23)
    assert end_of_day(date(2026, 11, 1), NEW_YORK) - end_of_day(date(2026, 10, 31), NEW_YORK) == timedelta(hours=25)


def test_hours_round_the_clock_never_close() -> None:
    always = read_hours("0:00-24:00 mon-sun")
    for minute in (0, 1, 719, 1438, 1439):
        window = look(always, "America/Phoenix", at("2026-03-15 07:00") + timedelta(minutes=minute), own_zone="UTC")
        assert window.open
        assert window.closes is not None
        assert (window.closes - window.local) == timedelta(minutes=1440 - minute)


def test_where_midnight_does_not_exist_the_day_begins_at_one() -> None:
    """Santiago's clocks go forward at midnight."""
    sunday = date(2026, 9, 6)
    assert end_of_day(date(2026, 9, 5), "America/Santiago") == at("2026-09-06 04:00")
    assert opening_on(sunday, read_hours("0:00-24:00 mon-sun"), "America/Santiago") == at("2026-09-06 04:00")


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)).map(
    lambda d: d.replace(second=0, microsecond=0)
)
hours = st.builds(
    week,
    st.builds(time, st.integers(4, 11), st.sampled_from((0, 30))),
    st.one_of(st.none(), st.builds(time, st.integers(12, 23), st.sampled_from((0, 30)))),
    st.frozensets(st.integers(0, 6), min_size=1),
)


@given(hours, st.sampled_from(ZONES), moments)
def test_the_next_opening_is_open_and_the_minute_before_is_not(h: Hours, zone: str, now: datetime) -> None:
    opens = next_opening(h, zone, now)
    assert opens >= now
    assert look(h, zone, opens, own_zone="UTC").open
    if opens > now:
        assert not look(h, zone, now, own_zone="UTC").open
        assert not look(h, zone, opens - timedelta(minutes=1), own_zone="UTC").open
        assert opens - now <= timedelta(days=8)
        assert look(h, zone, now, own_zone="UTC").opens == opens


@given(hours, st.sampled_from(ZONES), moments)
def test_what_is_open_closes_when_it_says(h: Hours, zone: str, now: datetime) -> None:
    window = look(h, zone, now, own_zone="UTC")
    if window.closes is not None:
        assert look(h, zone, window.closes - timedelta(minutes=1), own_zone="UTC").open
        after = look(h, zone, window.closes, own_zone="UTC")
        assert (
            not after.open or max(b for d in h.week for _, b in d) == 24 * 60
        )  # the next day may begin where this one ends
