"""A person's calling hours at one moment, as the card shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Window:
    """A person's calling hours at one moment. Times are aware, in the person's zone."""

    open: bool
    zone: str
    zone_known: bool
    local: datetime
    closes: datetime | None = None
    opens: datetime | None = None
    """The next opening; None where it is open, or where law and hours never meet."""
    why: str = ""
    """Where closed: which law or whose hours, in words."""
    zones: tuple[str, ...] = ()
    """All zones in which they may be, the likeliest first, where more than one is possible; () else."""
    holiday: str = ""
    """The public holiday that it is where they are, '' for none."""
    beyond: str = ""
    """Where open only because the settings pass over it: the law, in words."""

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes until it closes, None where it is closed."""
        if self.closes is None:
            return None
        return int((self.closes.astimezone(UTC) - self.local.astimezone(UTC)).total_seconds() // 60)
