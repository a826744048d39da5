"""One clock, passed in: nothing else in the program asks what time it is.

``CALLSTATION_NOW`` (ISO 8601 with an offset) sets it, for tests and demos; it then runs on from there.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol

from callstation.errors import UsageError


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back, for durations."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class ShiftedClock:
    """A clock that was set to ``start`` (aware) and runs on from there at the usual pace."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._zero = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._zero)

    def monotonic(self) -> float:
        return time.monotonic()


class FixedClock:
    """A clock that stands still until it is moved: for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def advance(self, **span: float) -> None:
        """Move on by a ``timedelta(**span)``."""
        self.at += timedelta(**span)


def clock_from(environ: Mapping[str, str]) -> Clock:
    """The clock that the environment asks for. Raises UsageError if CALLSTATION_NOW is no aware ISO 8601 time."""
    text = environ.get("CALLSTATION_NOW", "").strip()
    if not text:
        return SystemClock()
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise UsageError(
            f"CALLSTATION_NOW is {text!r}: write it as ISO 8601 with an offset, like 2026-11-21T10:42:00-05:00"
        )
    return ShiftedClock(start)
