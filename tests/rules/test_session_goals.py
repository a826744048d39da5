"""The goal of a power hour in plain words, and how far it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import THURSDAY

from callstation.errors import UsageError
from callstation.model.calls import Outcome
from callstation.model.cards import Goal, Session, Tally
from callstation.rules.sessions import goal_words, reached, read_goal, seconds_left

HOUR = Session(1, Goal.MINUTES, 60, THURSDAY, 0, paused=False)


@pytest.mark.parametrize(
    ("typed", "goal"),
    [
        ("60 minutes", (Goal.MINUTES, 60)),
        ("60", (Goal.MINUTES, 60)),
        ("45m", (Goal.MINUTES, 45)),
        ("1 hour", (Goal.MINUTES, 60)),
        ("2h", (Goal.MINUTES, 120)),
        (" 20 Calls ", (Goal.CALLS, 20)),
        ("1 call", (Goal.CALLS, 1)),
        ("12c", (Goal.CALLS, 12)),
    ],
)
def test_goals_in_plain_words(typed: str, goal: tuple[Goal, int]) -> None:
    assert read_goal(typed) == goal
    assert read_goal(goal_words(*goal)) == goal


@pytest.mark.parametrize("typed", ["", "soon", "0", "0 calls", "-5", "1001 calls", "20 people", "1.5 hours"])
def test_other_goals_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UsageError, match="60 minutes, 20 calls"):
        read_goal(typed)


def test_words() -> None:
    assert goal_words(Goal.CALLS, 1) == "1 call"
    assert goal_words(Goal.MINUTES, 60) == "60 minutes"


def test_minutes_are_reached_by_time_worked() -> None:
    nearly = replace(HOUR, seconds=3599)
    assert (reached(nearly, Tally()), seconds_left(nearly)) == (False, 1)
    done = replace(HOUR, seconds=3600)
    assert (reached(done, Tally()), seconds_left(done)) == (True, 0)
    assert seconds_left(replace(HOUR, seconds=9999)) == 0


def test_calls_are_reached_by_calls() -> None:
    twenty = replace(HOUR, goal=Goal.CALLS, target=20, seconds=99_999)
    assert not reached(twenty, Tally({Outcome.NO_ANSWER: 12, Outcome.TALKED: 7}))
    assert reached(twenty, Tally({Outcome.NO_ANSWER: 12, Outcome.TALKED: 8}))
