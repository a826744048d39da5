"""Legal calling hours as data (F6): every row dated and sourced, and what each allows, on each side of its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRAME

from callstation.rules.calling_hours import read_hours
from callstation.rules.days_off import PUBLIC, from_library
from callstation.rules.frame import Frame
from callstation.rules.laws import ELSEWHERE, LAWS, law_key, laws_of
from callstation.rules.windows import is_open, look, next_opening, zone_of

MON, SAT, SUN = date(2026, 11, 23), date(2026, 11, 21), date(2026, 11, 22)
ALWAYS = replace(FRAME, hours=read_hours("0-24 mon-sun"))
"""A caller who leaves it to the law."""


@pytest.mark.parametrize("law", LAWS.values(), ids=lambda law: law.place)
def test_every_row_is_dated_and_sourced(law):
    assert law.source
    assert law.name
    assert date.fromisoformat(f"{law.as_of}-01") <= date(2026, 11, 30)
    assert not law.since or date.fromisoformat(law.since) < date(2026, 11, 1)
    assert read_hours(law.hours).days
    assert law.place == ELSEWHERE or law.place[:2].isalpha()
    assert law.source in law.limit.words


def test_every_row_that_closes_on_holidays_has_holidays():
    for law in LAWS.values():
        if not law.holidays:
            assert from_library(law.place, 2026), law.place


# (place, zone, day, first minute allowed, last minute allowed); None: closed all day
EDGES = [
    ("US-TX", "America/Chicago", MON, "8:00", "20:59"),
    ("US-TX", "America/Chicago", SUN, "8:00", "20:59"),
    ("US-FL", "America/New_York", SUN, "8:00", "19:59"),
    ("US-OK", "America/Chicago", MON, "8:00", "19:59"),
    ("US-MD", "America/New_York", MON, "8:00", "19:59"),
    ("US-WA", "America/Los_Angeles", SUN, "8:00", "19:59"),
    ("US-MA", "America/New_York", SAT, "8:00", "19:59"),
    ("US-AL", "America/Chicago", SAT, "8:00", "19:59"),
    ("US-AL", "America/Chicago", SUN, None, None),
    ("US-AL", "America/Chicago", date(2026, 11, 26), None, None),  # Thanksgiving
    ("US-LA", "America/Chicago", date(2026, 12, 25), None, None),
    ("US-MS", "America/Chicago", SUN, None, None),
    ("US-MS", "America/Chicago", date(2026, 11, 26), "8:00", "19:59"),
    ("US-KY", "America/New_York", MON, "10:00", "20:59"),
    ("US-RI", "America/New_York", MON, "9:00", "17:59"),
    ("US-RI", "America/New_York", SAT, None, None),
    ("US-NV", "America/Los_Angeles", MON, "9:00", "19:59"),
    ("US-CT", "America/New_York", MON, "9:00", "19:59"),
    ("US-MI", "America/Detroit", MON, "9:00", "20:59"),
    ("US-MN", "America/Chicago", MON, "9:00", "20:59"),
    ("US-NM", "America/Denver", SUN, "9:00", "20:59"),
    ("CA-ON", "America/Toronto", MON, "9:00", "21:29"),
    ("CA-ON", "America/Toronto", SUN, "10:00", "17:59"),
    ("AU-NSW", "Australia/Sydney", MON, "9:00", "19:59"),
    ("AU-NSW", "Australia/Sydney", SAT, "9:00", "16:59"),
    ("AU-NSW", "Australia/Sydney", SUN, None, None),
    ("AU-NSW", "Australia/Sydney", date(2026, 1, 26), None, None),  # Australia Day
    ("FR", "Europe/Paris", MON, "10:00", "19:59"),
    ("FR", "Europe/Paris", SAT, None, None),
    ("FR", "Europe/Paris", date(2026, 7, 14), None, None),
    ("GB", "Europe/London", MON, "8:00", "20:59"),
    ("GB", "Europe/London", SUN, "9:00", "20:59"),
    ("DE-BE", "Europe/Berlin", SAT, "9:00", "19:59"),
    ("DE-BE", "Europe/Berlin", SUN, None, None),
]


@pytest.mark.parametrize(("place", "zone", "day", "first", "last"), EDGES)
def test_what_the_law_allows(place, zone, day, first, last):
    hours = ALWAYS.hours_for("", law_key([place]), (zone,), place)
    there = zone_of(zone)
    minutes = [datetime.combine(day, time(m // 60, m % 60), there) for m in range(24 * 60)]
    allowed = [f"{m.hour}:{m:%M}" for m in minutes if is_open(hours, zone, m)]
    assert (allowed[:1], allowed[-1:]) == (([first], [last]) if first else ([], []))


def test_france_pauses_at_noon():
    hours = ALWAYS.hours_for("", "FR", ("Europe/Paris",), "FR")
    noon = datetime(2026, 11, 23, 13, 0, tzinfo=zone_of("Europe/Paris"))
    window = look(hours, "Europe/Paris", noon, own_zone="UTC")
    assert not window.open
    assert window.opens == noon.replace(hour=14)
    assert "France" in window.why
    assert "decree 2022-1313" in window.why
    before = look(hours, "Europe/Paris", noon - timedelta(minutes=25), own_zone="UTC")
    assert before.minutes_left == 25


@pytest.mark.parametrize(
    ("places", "key"),
    [
        ([], ""),
        (["US-TX"], "US"),
        (["US-FL", "US"], "US-FL"),
        (["US-TX", "US-FL"], "US-FL"),
        (["US-FL", "FR"], "FR US-FL"),
        (["DE-BE"], "*"),
        (["DE", "JP-13"], "*"),
    ],
)
def test_a_key_names_the_rows_that_may_hold(places, key):
    assert law_key(places) == key


def test_a_state_and_its_country_hold_together():
    assert [law.place for law in laws_of("US-KY", "")] == ["US-KY", "US"]
    assert [law.place for law in laws_of("", "CA")] == ["CA"]  # nothing known: the caller's own country
    assert [law.place for law in laws_of("", "")] == [ELSEWHERE]


def test_the_caller_can_be_stricter_and_never_looser_by_hours_alone():
    own = FRAME.hours_for("7:00-22:00 mon-sun", "US-FL")
    assert str(own) == "8:00-20:00 mon-sun"
    assert str(FRAME.hours_for("10-12 tue", "US-FL")) == "10:00-12:00 tue"
    usual = replace(FRAME, hours=read_hours("6-23 mon-sun"))
    assert str(usual.hours_for("", "US-FL")) == "8:00-20:00 mon-sun"


def test_where_no_law_is_known_somebodys_own_hours_hold():
    """The careful default is ours: whoever works on Sundays, as in much of the Middle East, says so themselves."""
    assert str(ALWAYS.hours_for("", "*")) == "9:00-20:00 mon-sat"
    assert str(ALWAYS.hours_for("8-18 sun,mon,tue,wed,thu", "*")) == "8:00-18:00 mon,tue,wed,thu,sun"
    assert str(ALWAYS.hours_for("8-18 sun,mon", "* US-RI")) == "9:00-18:00 mon"


def test_looser_only_where_the_settings_say_so_and_then_it_is_said():
    beyond = replace(FRAME, beyond_the_law=True)
    hours = beyond.hours_for("7:00-22:00 mon-sun", "US-FL", ("America/New_York",))
    early = datetime(2026, 11, 23, 7, 30, tzinfo=zone_of("America/New_York"))
    window = look(hours, "America/New_York", early, own_zone="UTC")
    assert window.open
    assert window.beyond.startswith("Florida allows calls 8:00-20:00")
    assert look(hours, "America/New_York", early.replace(hour=12), own_zone="UTC").beyond == ""


def test_a_refusal_says_whose_hours():
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=zone_of("America/New_York"))
    assert look(FRAME.hours_for("", "US-FL"), "America/New_York", monday, own_zone="UTC").why == (
        "your calling hours are 9:00-20:00 mon-sat"
    )
    assert look(FRAME.hours_for("13-15 mon", "US-FL"), "America/New_York", monday, own_zone="UTC").why == (
        "their own calling hours are 13:00-15:00 mon"
    )


def test_law_and_hours_that_never_meet_have_no_opening():
    hours = FRAME.hours_for("10-12 sat,sun", "US-RI")
    assert str(hours) == "never"
    assert next_opening(hours, "America/New_York", datetime(2026, 11, 23, tzinfo=UTC)) is None


def test_a_holiday_where_the_law_allows_calls_is_said():
    thanksgiving = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    window = look(FRAME.hours_for("", "US", (), "US-AZ"), "America/Phoenix", thanksgiving, own_zone="UTC")
    assert (window.open, window.holiday) == (True, "Thanksgiving Day")


@pytest.mark.parametrize(("place", "known"), [("US-XX", True), ("XX", False), ("DE-BY", True), ("", False)])
def test_holidays_of_unknown_places(place, known):
    """An unknown region has its country's; an unknown country has none."""
    assert bool(PUBLIC.name(place, date(2026, 12, 25))) is known


KEYS = st.sampled_from([*(p for p in LAWS if p != ELSEWHERE), "*", "", "FR US-FL"])
ZONES = st.lists(
    st.sampled_from(
        ["America/New_York", "America/Chicago", "America/Phoenix", "Asia/Kolkata", "Australia/Lord_Howe",
         "Pacific/Chatham", "Europe/Paris", "America/Santiago"]
    ), min_size=1, max_size=2, unique=True,
)  # fmt: skip
OWN = st.sampled_from(["", "7:30-18:00 mon-fri", "9-12, 13:30-17 mon-fri; 10-12 sat", "0-24 mon-sun", "16-22 wed"])
MOMENTS = st.one_of(
    st.datetimes(datetime(2027, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
    # Round the nights on which clocks change, New Year and 29 February.
    st.tuples(
        st.sampled_from(
            [datetime(2027, 3, 14), datetime(2027, 11, 7), datetime(2027, 3, 28), datetime(2027, 10, 31),
             datetime(2027, 4, 4), datetime(2027, 12, 31), datetime(2028, 2, 29), datetime(2027, 9, 5)]
        ), st.integers(-1500, 2900),
    ).map(lambda t: (t[0] + timedelta(minutes=t[1])).replace(tzinfo=UTC)),
)  # fmt: skip
QUIET: Frame = replace(FRAME, country="US")


@given(KEYS, ZONES, OWN, MOMENTS)
def test_the_next_opening_is_open_everywhere_and_nothing_earlier_is(key, zones, own, now):
    hours = QUIET.hours_for(own, key, tuple(zones), "US")
    opens = next_opening(hours, zones[0], now)
    if opens is None:
        assert not is_open(hours, zones[0], now)
        return
    assert opens >= now
    assert is_open(hours, zones[0], opens)
    assert all(is_open(FRAME.hours_for(own, key), z, opens) or hours.shut for z in zones)
    if opens > now:
        assert not is_open(hours, zones[0], now)
        gap = int((opens - now).total_seconds() // 60)
        for minutes in {1, 2, 30, 61, *range(1, gap, max(1, gap // 40))}:
            if minutes < gap:
                assert not is_open(hours, zones[0], opens - timedelta(minutes=minutes))


@given(KEYS, ZONES, OWN, MOMENTS)
def test_an_open_window_is_open_until_it_closes(key, zones, own, now):
    hours = QUIET.hours_for(own, key, tuple(zones), "US")
    window = look(hours, zones[0], now, own_zone="UTC")
    if window.closes is None:
        assert window.why
        return
    left = window.minutes_left
    assert left is not None
    for minutes in {0, 1, left // 2, left - 1}:
        if 0 <= minutes < left:
            assert is_open(hours, zones[0], now + timedelta(minutes=minutes))
