"""What was agreed, typed as one types it while somebody is on the line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from invented import FRAME, prospect

from callstation.desk.answers import read_answer
from callstation.errors import DateNotUnderstoodError
from callstation.model.calls import Outcome

NOW = datetime(2026, 11, 23, 15, 20, tzinfo=UTC)
TOM = prospect("Tom Reyes", zone="America/New_York")


def read(text: str, outcome: Outcome = Outcome.TALKED) -> tuple[str, str]:
    agreed = read_answer(outcome, text, TOM, FRAME, NOW).agreed
    assert agreed is not None
    when = agreed.at.astimezone(UTC).strftime("%d %H:%M") if agreed.at else f"{agreed.day.day:02}"
    return when, agreed.what


@pytest.mark.parametrize(
    ("typed", "when", "what"),
    [
        ("friday 11am, send two sketches", "27 16:00", "send two sketches"),
        ("friday 11am send two sketches", "27 16:00", "send two sketches"),
        ("thu, 7:30am send the prices", "26 12:30", "send the prices"),
        ("thu 7:30am the price list", "26 12:30", "the price list"),
        ("tomorrow to talk about money", "24", "to talk about money"),
        ("friday at the fair", "27", "at the fair"),
        ("in 2 weeks call sam about the june order", "07", "call sam about the june order"),
        ("monday 9am kick-off", "30 14:00", "kick-off"),
        ("tue 3pm: the drafts, side by side", "24 20:00", "the drafts, side by side"),
    ],
)
def test_f5_the_next_step_needs_no_comma(typed: str, when: str, what: str) -> None:
    assert read(typed) == (when, what)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("friday meet at 3", "meet"),  # the hour would be lost among the words
        ("friday mornng send prices", 'did you mean "morning"'),
        ("friday 11m send prices", "minutes or months"),
        ("send the prices", "send"),
        ("mon 9am 500 labels", "labels"),
    ],
)
def test_nothing_is_guessed(typed: str, named: str) -> None:
    with pytest.raises(DateNotUnderstoodError, match=named):
        read(typed)


@pytest.mark.parametrize("outcome", [Outcome.CALL_BACK, Outcome.NOT_NOW])
def test_where_only_a_day_is_asked_for_words_are_refused(outcome: Outcome) -> None:
    with pytest.raises(DateNotUnderstoodError, match="send"):
        read("friday 11am send two sketches", outcome)


def test_not_now_says_the_day_that_three_months_mean() -> None:
    assert read_answer(Outcome.NOT_NOW, "", TOM, FRAME, NOW).read_back == "Tue 23 Feb, in three months"
