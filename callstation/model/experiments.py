"""The experiment (practice T4): two or three people a day for two weeks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from callstation.model.cards import Tally


@dataclass(frozen=True, slots=True)
class Experiment:
    """So many calls a day, from ``started_on`` on; days are the caller's."""

    id: int
    started_on: date
    days: int
    """How long it takes, in days of the calendar."""
    per_day: int
    weekdays_only: bool
    """Whether only the caller's working days count; else all days do."""
    ended_on: date | None = None

    @property
    def last_day(self) -> date:
        """Its last day, or the one on which it was ended."""
        planned = self.started_on + timedelta(days=self.days - 1)
        return planned if self.ended_on is None else min(planned, self.ended_on)


class DayState(StrEnum):
    """What one day of it came to."""

    DONE = "done"
    PART = "part"
    """Some calls, and fewer than were meant."""
    MISSED = "missed"
    FREE = "free"
    """A day off."""
    TODAY = "today"
    """Still open."""
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day in its calendar."""

    day: date
    state: DayState
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an experiment stands today. ``number`` is the day's, from 1."""

    experiment: Experiment
    number: int
    calls: int
    """Today's."""
    free: bool = False
    """Whether today is a day off."""
    over: bool = False

    @property
    def left(self) -> int:
        """Calls still to make today."""
        return 0 if self.free or self.over else max(0, self.experiment.per_day - self.calls)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What came of the calls with one reason, in one hour, or with one script."""

    name: str
    calls: int
    talked: int
    agreed: int
    """Conversations that ended with a next step."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an experiment. Each of the three lists adds up to the calls."""

    experiment: Experiment
    until: date
    """The last day that is counted."""
    over: bool
    marks: tuple[DayMark, ...]
    tally: Tally = field(default_factory=Tally)
    people: int = 0
    """How many different people were called."""
    by_reason: tuple[ReportRow, ...] = ()
    by_hour: tuple[ReportRow, ...] = ()
    """By the hour on the other person's clock."""
    by_script: tuple[ReportRow, ...] = ()
