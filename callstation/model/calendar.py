"""What stands in a calendar: promises and next steps, with whom they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from callstation.model.calls import EntryKind


@dataclass(frozen=True, slots=True)
class Appointment:
    """What stands in the calendar: an open promise, or an agreed next step, and with whom."""

    kind: EntryKind
    """PROMISE or STEP."""
    id: int
    person_id: int
    name: str
    company: str
    number: str
    """E.164, '' where there is none."""
    day: date
    at: datetime | None
    """Aware UTC, where an hour was agreed."""
    what: str
    zone: str
    made_at: datetime
