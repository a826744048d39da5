"""The power hour's goal in plain words, and how far it is."""

from __future__ import annotations

import re

from callstation.errors import UsageError
from callstation.model.cards import Goal, Session, Tally

_GOAL = re.compile(r"(\d{1,4})\s*(m|min|mins|minutes?|h|hours?|calls?|c|)", re.IGNORECASE)


def read_goal(text: str) -> tuple[Goal, int]:
    """``60 minutes``, ``1 hour``, ``20 calls``; a bare number is minutes. Raises UsageError."""
    found = _GOAL.fullmatch(text.strip())
    if not found or not 0 < int(found.group(1)) <= 1000:
        raise UsageError(f"a goal is so many minutes or calls, not {text!r}: 60 minutes, 20 calls")
    number, unit = int(found.group(1)), found.group(2).lower()
    if unit.startswith("c"):
        return Goal.CALLS, number
    return Goal.MINUTES, number * 60 if unit.startswith("h") else number


def goal_words(goal: Goal, target: int) -> str:
    """``60 minutes``, ``1 call``."""
    unit = str(goal)
    return f"{target} {unit[:-1] if target == 1 else unit}"


def reached(session: Session, tally: Tally) -> bool:
    """Whether the goal is reached."""
    return tally.calls >= session.target if session.goal is Goal.CALLS else session.seconds >= session.target * 60


def seconds_left(session: Session) -> int:
    """Seconds to the end of a session measured in minutes, 0 when it is over."""
    return max(0, session.target * 60 - session.seconds)
