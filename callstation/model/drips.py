"""Drips: something of value by email, every month or quarter (practice F4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DripStatus(StrEnum):
    """Where one item stands."""

    WAITING = "waiting"
    """Its day is still to come, or no item was found for it yet."""
    DRAFTED = "drafted"
    """An email with it was put into the outbox; what became of that, the outbox says."""
    STOPPED = "stopped"
    """They were spoken to, said no, or are tried again: it does not go out."""


@dataclass(frozen=True, slots=True)
class Drip:
    """One item for one person. ``due_at`` is aware UTC."""

    id: int
    person_id: int
    name: str
    company: str
    due_at: datetime
    status: DripStatus
    reason_id: int | None = None
    email_id: int | None = None
    email_status: str = ""
    """Where its email stands ('draft', 'queued', 'sent', ...); '' while there is none, or once it was dropped."""
