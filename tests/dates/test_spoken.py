"""How days and hours are read back and spoken."""

from datetime import UTC, date, datetime, time

import pytest

from callstation.dates.spoken import (
    ago,
    both_zones,
    clock_hour,
    ordinal,
    relative_day,
    short_day,
    span_words,
    spoken_day,
    spoken_day_long,
    spoken_hour,
)

TODAY = date(2026, 11, 21)


def test_a_day_is_short_and_has_its_year_where_that_matters():
    assert short_day(date(2026, 11, 26), TODAY) == "Thu 26 Nov"
    assert short_day(date(2027, 1, 4), TODAY) == "Mon 4 Jan"
    assert short_day(date(2027, 11, 26), TODAY) == "Fri 26 Nov 2027"
    assert short_day(date(2025, 12, 1), TODAY) == "Mon 1 Dec 2025"


def test_a_day_is_spoken():
    assert spoken_day(date(2026, 11, 26)) == "Thursday the 26th"
    assert spoken_day_long(date(2026, 11, 26)) == "Thursday, November 26th"
    assert spoken_day_long(date(2026, 11, 1)) == "Sunday, November 1st"


def test_ordinals():
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 30, 31)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "30th", "31st"]
    )


@pytest.mark.parametrize(
    ("hour", "shown", "said"),
    [
        (time(7, 30), "7:30", "7:30 in the morning"),
        (time(9), "9:00", "9 in the morning"),
        (time(12), "12:00", "noon"),
        (time(12, 15), "12:15", "12:15 in the afternoon"),
        (time(16), "16:00", "4 in the afternoon"),
        (time(20, 15), "20:15", "8:15 in the evening"),
        (time(6, 5), "06:05", "6:05 in the morning"),
        (time(0), "00:00", "midnight"),
        (time(0, 30), "00:30", "12:30 at night"),
    ],
)
def test_hours(hour, shown, said):
    assert clock_hour(hour) == shown
    assert spoken_hour(hour) == said
    assert clock_hour(datetime.combine(TODAY, hour, UTC)) == shown


def test_both_zones():
    at = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
    assert both_zones(at, "America/Phoenix", "America/New_York", "Phoenix") == (
        "Thu 26 Nov 7:30 for them in Phoenix, 9:30 here"
    )
    assert both_zones(at, "America/Phoenix", "America/New_York") == "Thu 26 Nov 7:30 for them, 9:30 here"


def test_both_zones_says_the_same_hour_once():
    at = datetime(2026, 7, 2, 14, 30, tzinfo=UTC)
    assert both_zones(at, "America/Phoenix", "America/Los_Angeles", "Phoenix") == "Thu 2 Jul 7:30"


def test_both_zones_names_both_days_where_they_differ():
    at = datetime(2026, 11, 27, 3, 30, tzinfo=UTC)
    assert both_zones(at, "Asia/Kolkata", "America/New_York", "Pune") == (
        "Fri 27 Nov 9:00 for them in Pune, Thu 26 Nov 22:30 here"
    )


def test_both_zones_names_a_far_year():
    at = datetime(2027, 11, 26, 14, 30, tzinfo=UTC)
    assert both_zones(at, "America/Phoenix", "America/New_York", today=TODAY) == (
        "Fri 26 Nov 2027 7:30 for them, 9:30 here"
    )


@pytest.mark.parametrize(
    ("day", "relative", "past"),
    [
        (date(2026, 11, 21), "today", "today"),
        (date(2026, 11, 22), "tomorrow", "tomorrow"),
        (date(2026, 11, 24), "in 3 days", "in 3 days"),
        (date(2026, 11, 28), "Sat 28 Nov", "Sat 28 Nov"),
        (date(2026, 11, 20), "yesterday", "yesterday"),
        (date(2026, 11, 18), "Wed 18 Nov", "3 days ago"),
        (date(2026, 9, 19), "Sat 19 Sep", "9 weeks ago"),
        (date(2026, 6, 21), "Sun 21 Jun", "5 months ago"),
        (date(2024, 11, 20), "Wed 20 Nov 2024", "2 years ago"),
    ],
)
def test_days_as_seen_from_today(day, relative, past):
    assert relative_day(day, TODAY) == relative
    assert ago(day, TODAY) == past


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (63, "9 weeks"),
        (91, "13 weeks"),
        (92, "3 months"),
        (152, "5 months"),
        (729, "23 months"),
        (730, "2 years"),
    ],
)
def test_spans(days, said):
    assert span_words(days) == said
