"""The promise that a voicemail makes (F1): two dates, said exactly, that can be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRAME, promise

from callstation.model.calls import PromiseStatus
from callstation.rules.calling_hours import Week, same_hours
from callstation.rules.days_off import DaysOff
from callstation.rules.promises import LONGEST, deadline, fate, meets, promise_days
from callstation.rules.windows import DEFAULT, Hours, is_open, read_hours, zone_of

PHOENIX = "America/Phoenix"
THU = date(2026, 3, 12)


def off(*days: date, week: Week = DEFAULT.week) -> Hours:
    """Hours of somebody in whose country these days are holidays."""
    return Hours(week, home="XX", calendar=DaysOff(lambda _place, _year: dict.fromkeys(days, "Founders' Day")))


@pytest.mark.parametrize(
    ("today", "attempts", "hear_by", "call_on"),
    [
        (THU, 0, date(2026, 3, 13), date(2026, 3, 16)),  # hear from you by Friday, else I call on Monday
        (date(2026, 3, 10), 0, date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 3, 13), 0, date(2026, 3, 16), date(2026, 3, 17)),
        (date(2026, 3, 14), 0, date(2026, 3, 16), date(2026, 3, 17)),  # left on a Saturday
        (THU, 2, date(2026, 3, 16), date(2026, 3, 17)),
        (THU, 4, date(2026, 3, 23), date(2026, 3, 24)),
    ],
)
def test_the_two_dates(today: date, attempts: int, hear_by: date, call_on: date) -> None:
    assert promise_days(today, attempts, DEFAULT, PHOENIX, FRAME) == (hear_by, call_on)


def test_no_promise_is_made_for_a_holiday_or_a_day_off() -> None:
    resting = off(date(2026, 3, 16), date(2026, 3, 17))
    # Thursday, Friday, and then the first two working days are the 13th and the 18th.
    assert promise_days(THU, 0, resting, PHOENIX, FRAME) == (date(2026, 3, 13), date(2026, 3, 18))
    part_time = promise_days(THU, 0, DEFAULT, PHOENIX, replace(FRAME, days=frozenset({1, 2})))
    assert part_time == (date(2026, 3, 16), date(2026, 3, 17))
    theirs = promise_days(THU, 0, read_hours("9-17 fri"), PHOENIX, FRAME)
    assert theirs == (date(2026, 3, 19), date(2026, 3, 20))


def test_with_no_day_in_common_theirs_decides() -> None:
    hear_by, call_on = promise_days(
        THU, 0, read_hours("10-12 sat,sun"), PHOENIX, replace(FRAME, days=frozenset({0, 1}))
    )
    assert call_on.weekday() == 5
    assert hear_by.weekday() == 4


@given(
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    st.integers(0, 12),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sets(st.integers(1, 15), max_size=4),
)
def test_a_promise_is_never_made_for_a_day_on_which_it_could_not_be_kept(
    today: date, attempts: int, theirs: frozenset[int], mine: frozenset[int], free: set[int]
) -> None:
    holidays = {today + timedelta(days=n) for n in free}
    hours = off(*holidays, week=same_hours(time(9), time(20), theirs))
    hear_by, call_on = promise_days(today, attempts, hours, PHOENIX, replace(FRAME, days=mine))
    assert call_on >= today + timedelta(days=2)
    assert call_on.weekday() in theirs
    assert call_on.weekday() in mine or not (theirs & mine)
    assert call_on not in holidays
    assert today < hear_by < call_on
    assert call_on - today <= timedelta(days=60)


# the end of the day ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("zone", "end"),
    [
        ("America/Phoenix", datetime(2026, 3, 13, 7, 0, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 3, 12, 18, 30, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 3, 12, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_promise_is_broken_when_its_day_is_over_where_they_are(zone: str, end: datetime) -> None:
    assert deadline(promise(THU, zone)) == end


MORNING = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)  # 9:00 in Phoenix


@pytest.mark.parametrize(
    ("called", "conversation", "replaced", "becomes"),
    [
        (MORNING, False, False, PromiseStatus.KEPT),  # whoever answered
        (MORNING, True, False, PromiseStatus.KEPT),
        (MORNING, False, True, PromiseStatus.KEPT),  # another voicemail on the day: kept, and promised anew
        (MORNING.replace(day=13, hour=6, minute=59), False, False, PromiseStatus.KEPT),  # 23:59 on the day
        (MORNING.replace(day=13, hour=7), False, False, PromiseStatus.BROKEN),
        (MORNING.replace(day=11), False, False, PromiseStatus.OPEN),  # tried before its day: still owed
        (MORNING.replace(day=11), True, False, PromiseStatus.SETTLED),  # D11: they rang first
        (MORNING.replace(day=11), False, True, PromiseStatus.SETTLED),
        (MORNING.replace(day=20), True, False, PromiseStatus.BROKEN),  # late is late
    ],
)
def test_what_a_call_makes_of_a_promise(
    called: datetime, conversation: bool, replaced: bool, becomes: PromiseStatus
) -> None:
    assert fate(promise(THU), called, conversation=conversation, replaced=replaced) is becomes


@pytest.mark.parametrize("status", [PromiseStatus.BROKEN, PromiseStatus.KEPT, PromiseStatus.SETTLED])
def test_the_record_is_honest(status: PromiseStatus) -> None:
    """What was broken stays broken, whatever is done afterwards."""
    assert fate(promise(THU, status=status), MORNING, conversation=True, replaced=True) is status


# the caller's sessions --------------------------------------------------------------------------------------------
ZONES = (
    "America/New_York",
    "America/Phoenix",
    "Asia/Kolkata",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Europe/Paris",
)
SESSIONS = ("9-10 mon-fri", "16:30-17:30 tue", "8-9 mon; 14-15 thu", "22-24 sun", "6-7:15 wed,sat")
THEIRS = ("9-20 mon-sat", "10-13, 14-20 mon-fri", "7:30-9 tue,thu", "0-24 mon-sun")


@given(
    st.one_of(
        st.dates(date(2026, 1, 1), date(2028, 12, 31)),
        # The weeks in which clocks change, New Year, 29 February.
        st.tuples(
            st.sampled_from((date(2027, 3, 14), date(2027, 11, 7), date(2027, 12, 31), date(2028, 2, 29))),
            st.integers(-4, 4),
        ).map(lambda t: t[0] + timedelta(days=t[1])),
    ),
    st.integers(0, 6),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.sampled_from(SESSIONS),
    st.sampled_from(THEIRS),
)
def test_f1_a_promise_is_for_a_day_on_which_a_session_falls_into_their_hours(
    today: date, attempts: int, mine: str, theirs: str, sessions: str, hours: str
) -> None:
    frame = replace(FRAME, zone=mine, sessions=read_hours(sessions))
    window = read_hours(hours)
    hear_by, call_on = promise_days(today, attempts, window, theirs, frame)
    assert today < hear_by < call_on
    earlier = [today + timedelta(days=n) for n in range(2, LONGEST)]
    if any(meets(day, window, theirs, frame) for day in earlier):
        assert meets(call_on, window, theirs, frame)
        # Some minute of a session of the caller's is a minute of their hours, looked at one by one.
        start = datetime.combine(call_on, time(0), zone_of(theirs)).astimezone(UTC)
        minutes = [start + timedelta(minutes=5 * n) for n in range(25 * 12)]
        assert any(
            is_open(window, theirs, m)
            and is_open(frame.sessions or window, mine, m)
            and m.astimezone(zone_of(theirs)).date() == call_on
            for m in minutes
        )


def test_sessions_that_never_meet_their_hours_leave_any_hour_of_the_callers_days() -> None:
    frame = replace(FRAME, sessions=read_hours("22-23 mon"))
    assert promise_days(THU, 0, DEFAULT, PHOENIX, frame) == (date(2026, 3, 13), date(2026, 3, 16))


def test_a_promise_skips_the_holidays_of_their_country_and_state() -> None:
    """Patriots' Day, Monday 20 April 2026, is one in Massachusetts and none in Arizona."""
    thursday = date(2026, 4, 16)
    arizona = FRAME.hours_for("", "US", (PHOENIX,), "US-AZ")
    boston = FRAME.hours_for("", "US-MA", ("America/New_York",), "US-MA")
    assert promise_days(thursday, 0, arizona, PHOENIX, FRAME)[1] == date(2026, 4, 20)
    assert promise_days(thursday, 0, boston, "America/New_York", FRAME)[1] == date(2026, 4, 21)
