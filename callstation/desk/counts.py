"""What the head of the screen counts: this session's calls, and where the caller's experiment stands."""

from __future__ import annotations

from datetime import date

from callstation.desk.tools import Tools
from callstation.model.calls import Outcome
from callstation.model.cards import Session, Tally
from callstation.model.experiments import Progress
from callstation.rules.windows import zone_of
from callstation.store import sessions


class Counts:
    """Read once, and counted on with every call; read again once :meth:`forget` was called."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._tally: Tally | None = None
        self._progress: tuple[date, Progress | None] | None = None

    def tally(self, session: Session | None) -> Tally:
        """What happened in this session so far."""
        if self._tally is None:
            self._tally = sessions.tally(self._tools.book, session.id) if session else Tally()
        return self._tally

    def progress(self) -> Progress | None:
        """Where the caller's experiment stands today (T4); None where none is under way."""
        today = self._tools.clock.now().astimezone(zone_of(self._tools.frame.zone)).date()
        if self._progress is None or self._progress[0] != today:
            from callstation.desk import experimenting

            self._progress = today, experimenting.current(self._tools)
        return self._progress[1]

    def add(self, outcome: Outcome, *, made: int, kept: int, agreed: int) -> None:
        """Count one call of this session more, with the promises made and kept with it and the steps agreed."""
        if self._tally is not None:
            self._tally = self._tally.and_one(outcome, made=made, kept=kept, agreed=agreed)
        if self._progress is not None and self._progress[1] is not None:
            self._progress = None

    def forget(self) -> None:
        """Something else was counted or taken back: the next look counts anew."""
        self._tally = self._progress = None

    def forget_tally(self) -> None:
        """Another session."""
        self._tally = None
