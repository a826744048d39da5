"""An agreed hour in two calendars: what an invitation says, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What an email told somebody's calendar. ``at`` is aware UTC, None where the hour was called off."""

    uid: str
    sequence: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """One iTIP message (RFC 5546): a request for an hour, or its cancelling."""

    said: Said
    was_at: datetime
    """The hour that it is about, aware UTC: also of one that is called off."""
    what: str
    organizer: str
    """The caller's name."""
    organizer_address: str
    attendee: str
    attendee_address: str
    their_zone: str
    our_zone: str
    number: str = ""
    """The number that the caller will ring, '' where there is none."""
