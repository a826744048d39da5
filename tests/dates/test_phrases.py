"""What the table cannot say: messages, day first, zones, clock changes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from callstation.dates.moments import Moment, When
from callstation.dates.phrases import read_moment, read_when
from callstation.errors import DateNotUnderstoodError, NotFoundError

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 11, 10, 15, tzinfo=NEW_YORK)


def refusal(text, now=NOW, **options):
    with pytest.raises(DateNotUnderstoodError) as caught:
        read_when(text, now, **options)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 230
    return caught.value


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("call back soon", "soon"),
        ("sometime next week", "sometime"),
        ("friday or monday", "or"),
        ("thu blursday", "blursday"),
        ("thu 7:30am est", "est"),
        ("monday the 17th", "monday"),
        ("friday saturday", "saturday"),
        ("thu 9am 10am", "10am"),
        ("30 february", "30 february"),
        ("yesterday", "yesterday"),
        ("last tuesday", "last"),
        ("3 days ago", "ago"),
        ("tomorrow 25:00", "25:00"),
        ("tomorrow half 7", "half 7"),
        ("after christmas", "christmas"),
        ("in a few weeks", "few"),
        ("3m", "m"),
        ("friday at midnight", "midnight"),
    ],
)
def test_the_refusal_names_the_word(text, word):
    error = refusal(text)
    assert error.word == word
    assert f'"{word}"' in str(error)


@pytest.mark.parametrize("text", ["2025-01-01", "yesterday", "3 days ago", "last week", "jan 2 2015"])
def test_what_is_past_is_called_past(text):
    assert "is past" in str(refusal(text))


def test_an_hour_gone_by_today_is_not_moved_to_tomorrow():
    assert "has passed today" in str(refusal("9am"))
    assert "has passed today" in str(refusal("today at 9"))


def test_a_misspelt_word_is_met_with_the_right_one():
    assert 'did you mean "tomorrow"' in str(refusal("tomorow 9am"))
    assert 'did you mean "wednesday"' in str(refusal("wensday"))


def test_nothing_and_too_much_are_refused():
    assert "No date" in str(refusal("   "))
    assert refusal("monday " * 50).word.startswith("monday")


def test_now_must_be_aware():
    with pytest.raises(ValueError):
        read_when("monday", datetime(2026, 3, 11))  # naive on purpose


@pytest.mark.parametrize(
    ("text", "month_first", "day_first"),
    [
        ("4/5", date(2026, 4, 5), date(2026, 5, 4)),
        ("4/5/26", date(2026, 4, 5), date(2026, 5, 4)),
        ("4-5-2027", date(2027, 4, 5), date(2027, 5, 4)),
        ("13/4", date(2026, 4, 13), date(2026, 4, 13)),
        ("4/13", date(2026, 4, 13), date(2026, 4, 13)),
        ("5/5", date(2026, 5, 5), date(2026, 5, 5)),
        ("2026-04-05", date(2026, 4, 5), date(2026, 4, 5)),
        ("16.3.2026", date(2026, 3, 16), date(2026, 3, 16)),
    ],
)
def test_day_first_decides_only_where_both_can_be(text, month_first, day_first):
    assert read_when(text, NOW) == When(month_first, None)
    assert read_when(text, NOW, day_first=True) == When(day_first, None)


def test_dots_are_day_first_where_that_is_the_habit_and_refused_elsewhere():
    assert read_when("4.5.26", NOW, day_first=True).day == date(2026, 5, 4)
    assert "two days" in str(refusal("4.5.26"))


def test_impossible_dates_are_refused_in_both_orders():
    for text in ("13/13", "0/5", "2/30", "31/4"):
        refusal(text)
        refusal(text, day_first=True)


def test_read_moment_gives_the_hour_in_their_zone():
    now = datetime(2026, 3, 11, 14, 15, tzinfo=UTC)
    moment = read_moment("thu 7:30am", now, zone="America/Phoenix")
    assert moment == Moment(date(2026, 3, 12), datetime(2026, 3, 12, 14, 30, tzinfo=UTC), "America/Phoenix")


def test_read_moment_without_an_hour_is_a_day():
    now = datetime(2026, 3, 11, 14, 15, tzinfo=UTC)
    assert read_moment("thursday", now, zone="Asia/Tokyo") == Moment(date(2026, 3, 12), None, "Asia/Tokyo")


def test_today_is_theirs_not_ours():
    now = datetime(2026, 3, 11, 23, 0, tzinfo=UTC)
    assert read_moment("today", now, zone="Asia/Tokyo").day == date(2026, 3, 12)
    assert read_moment("tomorrow", now, zone="America/New_York").day == date(2026, 3, 12)


def test_my_time_is_read_in_my_zone_and_given_in_theirs():
    now = datetime(2026, 3, 11, 14, 15, tzinfo=UTC)
    moment = read_moment("tomorrow 9pm my time", now, zone="Asia/Kolkata", my_zone="America/New_York")
    assert moment.at == datetime(2026, 3, 13, 1, 0, tzinfo=UTC)
    assert moment.day == date(2026, 3, 13)
    assert moment.zone == "Asia/Kolkata"


def test_my_time_may_be_to_come_where_their_clock_says_otherwise():
    now = datetime(2026, 3, 11, 14, 15, tzinfo=UTC)  # 10:15 in New York, 15:15 in Berlin
    moment = read_moment("today 11am my time", now, zone="Europe/Berlin", my_zone="America/New_York")
    assert moment.at == datetime(2026, 3, 11, 15, 0, tzinfo=UTC)


def test_my_time_without_my_zone_is_refused():
    with pytest.raises(DateNotUnderstoodError, match="my time"):
        read_moment("tomorrow 9am my time", NOW, zone="Asia/Kolkata")


def test_an_unknown_zone_is_named():
    with pytest.raises(NotFoundError, match="Mars/Base"):
        read_moment("tomorrow", NOW, zone="Mars/Base")


@pytest.mark.parametrize(
    ("zone", "now", "say", "instead"),
    [
        ("America/New_York", "2026-03-06T10:00", "sunday 2:30am", "03:30"),
        ("Europe/Berlin", "2026-03-27T10:00", "2026-03-29 02:15", "03:15"),
        ("Australia/Lord_Howe", "2026-10-02T10:00", "sunday 2:15am", "02:45"),
    ],
)
def test_the_hour_that_a_night_lacks_is_refused(zone, now, say, instead):
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    with pytest.raises(DateNotUnderstoodError, match=f"clocks go forward.*{instead}") as caught:
        read_moment(say, at, zone=zone)
    assert caught.value.word in ("02:30", "02:15")


def test_the_hour_that_a_night_has_twice_is_its_first_while_that_is_to_come():
    zone = "America/New_York"
    before = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)
    assert read_moment("tomorrow 1:30am", before, zone=zone).at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    between = datetime(2026, 11, 1, 6, 5, tzinfo=UTC)  # 1:05 for the second time
    assert read_moment("1:30am", between, zone=zone).at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_hours_are_counted_on_the_clock_that_does_not_jump():
    zone = "America/New_York"
    now = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 1:30 for the first time
    assert read_moment("in an hour", now, zone=zone).at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    spring = datetime(2026, 3, 8, 6, 30, tzinfo=UTC)  # 1:30, half an hour before the jump
    assert read_moment("in an hour", spring, zone=zone).at == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert read_when("in an hour", spring.astimezone(ZoneInfo(zone))).hour == time(3, 30)


def test_seconds_of_now_do_not_make_a_moment_past():
    now = NOW.replace(second=41)
    assert read_when("in 1 min", now).hour == time(10, 16)
    refusal("10:15", now=now)
