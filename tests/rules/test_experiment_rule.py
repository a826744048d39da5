"""The experiment's calendar (T4) and the length of the list (H6): what each day came to, in kind words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callstation.model.experiments import DayState, Experiment
from callstation.rules.experiment import calendar, header_words, kind_words, progress, today_words
from callstation.rules.list_length import list_length

MONDAY = date(2026, 3, 9)
WEEKDAYS = frozenset(range(5))
TWO_A_DAY = Experiment(1, MONDAY, 14, 2, weekdays_only=True)


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def test_t4_a_calendar_of_done_days() -> None:
    calls = {on(0): 2, on(1): 1, on(3): 5, on(5): 2, on(7): 1}
    states = [m.state for m in calendar(TWO_A_DAY, calls, on(7), WEEKDAYS)]
    assert " ".join(states) == "done part missed done missed done free today ahead ahead ahead ahead free free"
    every = Experiment(1, MONDAY, 14, 2, weekdays_only=False)
    assert calendar(every, {}, on(13), WEEKDAYS)[12].state is DayState.MISSED
    assert len(calendar(Experiment(1, MONDAY, 14, 2, True, ended_on=on(3)), calls, on(9), WEEKDAYS)) == 4


@pytest.mark.parametrize(
    ("day", "calls", "header", "said"),
    [
        (2, 1, "day 3 of 14, 1 of 2 today", "1 more call and today is done."),
        (2, 0, "day 3 of 14, 0 of 2 today", "2 calls today. The first one is the hardest."),
        (2, 2, "day 3 of 14, done for today", "Done for today. Whatever you do now is a gift."),
        (5, 0, "day 6 of 14, a day off", "A day off: nothing is missed today."),
        (14, 0, "", "It is over. See what came of it."),
    ],
)
def test_t4_where_it_stands(day: int, calls: int, header: str, said: str) -> None:
    found = progress(TWO_A_DAY, calls, on(day), WEEKDAYS)
    assert (header_words(found), today_words(found)) == (header, said)


def test_t4_a_missed_day_is_said_kindly() -> None:
    def said(calls: dict[date, int], today: date) -> str:
        return kind_words(calendar(TWO_A_DAY, calls, today, WEEKDAYS))

    assert said({on(0): 2}, on(1)) == ""
    assert said({on(0): 1}, on(1)) == "A day with fewer calls than you meant is a day with calls."
    one = said({on(0): 2}, on(2))
    assert one.startswith("One day went by without a call, and 1 day is done.")
    assert "today counts" in one
    assert said({}, on(4)).startswith("4 days went by without a call.")


@pytest.mark.parametrize(
    ("people", "calls", "per_day", "wanted", "short"),
    [
        (29, 0, 0, 30, True),
        (30, 0, 2, 30, False),
        (184, 400, 0, 200, True),
        (200, 400, 0, 200, False),
        (40, 0, 5, 50, True),
    ],
)
def test_h6_the_list_is_long_enough_to_let_go_easily(
    people: int, calls: int, per_day: int, wanted: int, short: bool
) -> None:
    found = list_length(people, calls, 20, per_day)
    assert (found.wanted, found.short) == (wanted, short)
    assert ("long enough" in found.words) is not short
