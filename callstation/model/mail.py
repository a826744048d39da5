"""Emails: what is drafted, what waits, what went out, and what became of it (practice T5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterStatus(StrEnum):
    """Where an email stands."""

    DRAFT = "draft"
    """Written by the program or the user; nobody asked for it to go out."""
    QUEUED = "queued"
    """The user wants it sent; it waits for them to send what is queued, or for its next try."""
    SENDING = "sending"
    """Handed to a mail server at this moment. Found so at a start, it is UNSURE."""
    UNSURE = "unsure"
    """Cut off in the middle: it may have gone out, so it is never sent again by itself."""
    SENT = "sent"
    FAILED = "failed"
    """Refused for good; the fault has the server's words."""


OPEN = (LetterStatus.DRAFT, LetterStatus.QUEUED)
"""Not on its way: may be changed, dropped, and taken back by an undo."""


class LetterKind(StrEnum):
    """What an email comes from."""

    OUTCOME = "outcome"
    """Drafted by what a call came to."""
    DRIP = "drip"
    WRITTEN = "written"
    """Written by the user."""
    INVITATION = "invitation"
    """An agreed hour, with an iCalendar part."""


@dataclass(frozen=True, slots=True)
class NewLetter:
    """An email to be drafted. ``body`` is plain text with line ends ``\\n``; notes have no business in it."""

    person_id: int
    subject: str
    body: str
    kind: LetterKind = LetterKind.WRITTEN
    entry_id: int | None = None
    """The call that it comes from."""
    reason_id: int | None = None
    links: tuple[str, ...] = ()
    """Web addresses that are put at the end of the body, where it does not hold them already."""
    attachments: tuple[str, ...] = ()
    """Files that go along, as paths; read when it is sent."""
    calendar: str = ""
    """An iCalendar object (with its METHOD) that goes along as an invitation, '' for none."""
    address: str = ""
    """Where to, '' for the person's first address that works."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An email in the outbox. Times are aware UTC."""

    id: int
    person_id: int
    name: str
    """The person's, as it is shown."""
    address: str
    subject: str
    body: str
    status: LetterStatus
    kind: LetterKind
    entry_id: int | None
    reason_id: int | None
    attachments: tuple[str, ...]
    calendar: str
    message_id: str
    """With angle brackets; '' until it is sent for the first time."""
    thread: tuple[str, ...]
    """The message ids of the conversation before it, oldest first."""
    fault: str
    """The server's words, or why it did not go out."""
    tries: int
    next_try_at: datetime | None
    """Not before this moment; None for at once."""
    caller: str
    """Who drafted it."""
    created_at: datetime
    sent_at: datetime | None
    edited: bool
    """Whether the user changed the words."""
