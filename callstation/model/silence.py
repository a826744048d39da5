"""Silence is not a no (D0): what a silent person's record holds, and what may explain it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.model.calls import Outcome, PromiseStatus


@dataclass(frozen=True, slots=True)
class Try:
    """One call that did not reach them. ``at`` is aware, on the person's own clock."""

    at: datetime
    outcome: Outcome
    number_named: int | None = None
    """How often a voicemail named the caller's number, None where its words were not kept."""


@dataclass(frozen=True, slots=True)
class SilenceRecord:
    """What is known since the last conversation. Days are whole days on the person's calendar."""

    attempts: int = 0
    """Unanswered tries; 0 is somebody who is not silent."""
    tries: tuple[Try, ...] = ()
    """The newest of them, newest first."""
    days_since_try: int | None = None
    days_since_talk: int | None = None
    """None for somebody never spoken to."""
    talk: Outcome | None = None
    """What the last conversation came to, where it is among the newest entries."""
    note: str = ""
    """What was noted in that conversation and since: the newest notes."""
    has_email: bool = False
    """Whether an address is left that works."""
    emails_sent: int = 0
    days_since_email: int | None = None
    email_failed: bool = False
    """An address bounced, or an email could not be delivered."""
    step_days: int | None = None
    """Days since the day that was agreed (negative while it is to come), None where none is."""
    promise: PromiseStatus | None = None
    promise_due: bool = False
    """The promised day is today or past."""
    number_flag: str = ""
    """'' (fine), 'doubtful', or 'wrong' where one of their numbers was found to be."""

    @property
    def voicemails(self) -> tuple[Try, ...]:
        """The tries that left a voicemail, newest first."""
        return tuple(t for t in self.tries if t.outcome is Outcome.VOICEMAIL)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of the fourteen explanations (D1 to D14) with the one thing to do about it."""

    id: str
    brief: str
    """A few words for the card."""
    text: str
    """A sentence that names the evidence."""
    action: str
    """What to do, in a few words."""
    key: str
    """The key of the call screen that does it, as shipped."""
    verb: str
    """What the settings call that key."""
