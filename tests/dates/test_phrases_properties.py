"""Invariants: what is read back is understood, nothing returned is past, and any text is answered at once."""

import time as clock
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from callstation.dates import words
from callstation.dates.moments import resolve
from callstation.dates.phrases import read_moment, read_when
from callstation.dates.spoken import clock_hour, short_day, spoken_day_long
from callstation.errors import DateNotUnderstoodError

ZONES = st.sampled_from(
    (
        "UTC",
        "America/New_York",
        "America/Phoenix",
        "America/St_Johns",
        "Europe/Berlin",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Nuuk",
    )
)
# Around clock changes, New Year, leap days and ends of months as often as anywhere else.
NOWS = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)),
    st.builds(
        lambda day, minutes: datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes),
        st.sampled_from(
            [
                date(2026, 3, 8),
                date(2026, 3, 29),
                date(2026, 11, 1),
                date(2026, 12, 31),
                date(2027, 1, 31),
                date(2028, 2, 28),
                date(2028, 2, 29),
            ]
        ),
        st.integers(-300, 1500),
    ),
).map(lambda naive: naive.replace(tzinfo=UTC))

OTHERS = (
    "the a an of in and to from this next coming first last day after week half quarter past noon time today tonight "
    "8 9am 7:30 14:30 0730 16 16th 2027 3/16 4/3/26 2026-04-03 q2 7.30 - , . ' / ~ + @ ( )"
)
VOCABULARY = (
    *words.WEEKDAYS,
    *words.MONTH_NAMES,
    *words.NUMBERS,
    *words.TENS,
    *words.ORDINALS,
    *words.TOMORROW,
    *words.UNITS,
    *words.PART_NAMES,
    *words.EDGES,
    *words.ENDS,
    *words.AT,
    *words.ON,
    *words.THEIRS,
    *words.MINE,
    *words.REFUSED,
    *words.NEED_AN_HOUR,
    *OTHERS.split(),
)


@settings(max_examples=250, deadline=None)
@given(now=NOWS, zone=ZONES, days=st.integers(0, 800), minutes=st.integers(0, 1439))
def test_what_is_read_back_is_understood(now, zone, days, minutes):
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=days)
    hour = (datetime.min + timedelta(minutes=minutes)).time()
    at = datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)
    real = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, hour)
    if not real or at < now:
        return
    text = f"{short_day(day, local.date())} {clock_hour(hour)}"
    moment = read_moment(text, now, zone=zone)
    assert (moment.day, moment.at, moment.zone) == (day, at, zone)


@settings(max_examples=150, deadline=None)
@given(now=NOWS, days=st.integers(0, 300))
def test_spoken_days_are_understood_as_well(now, days):
    day = now.date() + timedelta(days=days)
    assert read_when(spoken_day_long(day), now).day == day
    assert read_when(day.isoformat(), now).day == day


def answered(text, now, day_first=False):
    """Read ``text``: it is refused in one line, or its day and hour are not past."""
    when, message = None, ""
    try:
        when = read_when(text, now, day_first=day_first)
    except DateNotUnderstoodError as error:
        message = str(error)
    if when is None:
        assert message
        assert "\n" not in message
        return
    assert when.day >= now.date()
    assert when.day.year < 2050
    assert when.whose in ("", "their", "mine")
    if when.hour is not None:
        assert datetime.combine(when.day, when.hour, now.tzinfo).astimezone(UTC) >= now.astimezone(UTC)
        assert when.hour.second == 0


@settings(max_examples=700, deadline=None)
@given(
    spoken=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6),
    glue=st.sampled_from((" ", " ", "", "-")),
    now=NOWS,
    zone=ZONES,
    day_first=st.booleans(),
)
def test_any_words_are_understood_or_refused(spoken, glue, now, zone, day_first):
    answered(glue.join(spoken), now.astimezone(ZoneInfo(zone)), day_first)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120), now=NOWS)
def test_any_text_is_understood_or_refused(text, now):
    answered(text, now)


def test_every_pair_of_words_is_answered_and_quickly():
    now = datetime(2026, 3, 11, 10, 15, tzinfo=ZoneInfo("America/New_York"))
    some = VOCABULARY[::3]
    started = clock.process_time()
    for first in some:
        for second in some:
            answered(f"{first} {second}", now)
    assert (clock.process_time() - started) / len(some) ** 2 < 0.005


def test_the_worst_of_100_characters_is_answered_within_milliseconds():
    now = datetime(2026, 3, 11, 10, 15, tzinfo=UTC)
    for word in VOCABULARY:
        text = (f"{word} " * 100)[:100]
        started = clock.process_time()
        answered(text, now)
        assert clock.process_time() - started < 0.25
    answered("1" * 100, now)
    answered("1 day and " * 10, now)
    answered("a" * 5_000_000, now)


@settings(max_examples=100, deadline=None)
@given(now=NOWS, zone=ZONES, text=st.sampled_from(("in an hour", "in 20 min", "+90min", "in 3 hours")))
def test_spans_of_hours_are_exact_across_clock_changes(now, zone, text):
    minutes = {"in an hour": 60, "in 20 min": 20, "+90min": 90, "in 3 hours": 180}[text]
    start = now.replace(second=0, microsecond=0)
    when = read_when(text, start.astimezone(ZoneInfo(zone)))
    assert resolve(when, zone).at == start + timedelta(minutes=minutes)
