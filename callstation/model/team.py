"""What several callers on one book see of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.model.cards import Tally


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody who is on a colleague's screen. ``since`` is aware UTC; ``caller`` is '' for one without a name."""

    person_id: int
    name: str
    caller: str
    since: datetime


@dataclass(frozen=True, slots=True)
class GivenWord:
    """A promise or an agreed step that is due, and whose it is.

    ``at`` is the agreed hour (aware UTC), None where a day was agreed; ``group_id`` tells the person's window.
    """

    person_id: int
    caller: str
    group_id: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamToday:
    """What the whole team did today, by caller, whoever called most first."""

    callers: tuple[tuple[str, Tally], ...] = ()

    @property
    def calls(self) -> int:
        """All calls."""
        return sum(tally.calls for _, tally in self.callers)

    @property
    def talked(self) -> int:
        """All conversations."""
        return sum(tally.talked for _, tally in self.callers)
