"""What the screen and the command line show: the queue's rows, the card of one call, a session and its tally."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from callstation.model.calls import Entry, NextStep, Outcome, Promise
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import Reason
from callstation.model.silence import Explanation, Try
from callstation.model.windows import Window


class Why(StrEnum):
    """Why somebody is in the queue now, in the order in which the kinds come up."""

    AGREED_HOUR = "agreed hour"
    PROMISE = "promise"
    BROKEN_PROMISE = "broken promise"
    AGREED_STEP = "agreed step"
    PROPOSAL = "proposal"
    LIFTED = "lifted"
    """A reason lifts what was in the way."""
    BOUNCED = "bounced"
    """An email to them came back (D6)."""
    SNOOZED = "snoozed"
    """The user put them off until now."""
    RETRY = "retry"
    RHYTHM = "rhythm"
    SILENCE = "silence"
    DRIP = "drip"
    """They said not now, and the agreed time has come."""
    FIRST_CALL = "first call"


@dataclass(frozen=True, slots=True)
class WhyNow:
    """The kind of why, and the same in a few words for the screen."""

    kind: Why
    text: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue, with all that ``queue --json`` promises."""

    id: int
    name: str
    company: str
    kind: Kind
    standing: Standing
    phone: str
    zone: str
    local_time: datetime
    why_now: WhyNow
    reason: Reason | None
    due: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead of the person on the screen."""

    rows: tuple[QueueRow, ...] = ()
    coming: tuple[QueueRow, ...] = ()
    """Agreed hours that are near but have not struck."""
    left: int = 0
    """How many can be called now, those on the screen among them."""
    with_others: tuple[tuple[str, str], ...] = ()
    """Who is on a colleague's screen: their name, and ``with Dana, 4 min``."""

    def after(self, person_id: int) -> Ahead:
        """The same once this person has come up."""
        return replace(self, rows=tuple(row for row in self.rows if row.id != person_id))


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the language check. ``line`` and ``column`` are 1-based in the text that was checked."""

    rule: str
    severity: str
    """'error' or 'warning'."""
    text: str
    """The words found (or '' where something is missing)."""
    instead: str
    line: int = 1
    column: int = 1
    length: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text rendered for one person, and the names that had no value for them."""

    text: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """What pressing an outcome's key will do, in a few words: ``Tue 24 Nov 7:40 their time``."""

    outcome: Outcome
    text: str
    asks: str = ""
    """'' where one key is enough, else what is asked: 'when', 'step', 'drip', 'confirm'."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that the screen needs for one call."""

    prospect: Prospect
    why_now: WhyNow
    window: Window
    reason: Reason | None
    reasons: tuple[Reason, ...]
    """All that fit, strongest first."""
    script: str
    revision: str
    opener: Spoken
    voicemail: Spoken
    email_subject: Spoken
    email_body: Spoken
    promise_days: tuple[date, date]
    """The dates that the voicemail names: hear by, and call back on."""
    promise: Promise | None
    """An open promise, or a broken one not yet owned up to."""
    step: NextStep | None
    last: tuple[Entry, ...]
    """The last touches, newest first."""
    consequences: Mapping[Outcome, Consequence]
    findings: tuple[Finding, ...] = ()
    """What the language check finds in the opener, once it was looked at (``Desk.checked``)."""
    draft_note: str = ""
    touch: str = ""
    """This call's own words for the opener, where the caller changed them (T3)."""
    touch_voicemail: str = ""
    """The same for what is said to the machine."""
    script_fault: str = ""
    """Why the user's own script could not be used (the shipped one is shown instead)."""
    rules_fault: str = ""
    """Why the user's own language rules were not used, once it was looked at (``Desk.checked``)."""
    silence: tuple[Explanation, ...] = ()
    """What may explain a silence, likeliest first (D0 to D14); () for somebody who is not silent."""
    tries: tuple[Try, ...] = ()
    """The tries since the last conversation, newest first (F2)."""
    untried: tuple[str, ...] = ()
    """The parts of the day in which none of them was made (F6)."""
    last_of: int = 0
    """How many tries there are, where this is the last of them; else 0 (F2)."""
    inbound: bool = False
    """They are calling: the outcome is of their call, and not of one of ours."""
    with_whom: str = ""
    """``with Dana, 4 min`` where a colleague has them on the screen."""


class Goal(StrEnum):
    """What a power hour is measured by."""

    CALLS = "calls"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in a session (or on a day)."""

    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    promises_made: int = 0
    promises_kept: int = 0
    promises_broken: int = 0
    steps_agreed: int = 0
    emails: int = 0
    """Emails that went out (counted by day, not by session)."""
    notes: int = 0
    """Calls with a note (counted by day, not by session)."""

    def and_one(self, outcome: Outcome, *, made: int, kept: int, agreed: int) -> Tally:
        """The same with one call more, and the promises made and kept and the steps agreed with it."""
        return replace(
            self,
            outcomes={**self.outcomes, outcome: self.outcomes.get(outcome, 0) + 1},
            promises_made=self.promises_made + made,
            promises_kept=self.promises_kept + kept,
            steps_agreed=self.steps_agreed + agreed,
        )

    @property
    def calls(self) -> int:
        """How many calls were recorded."""
        return sum(self.outcomes.values())

    @property
    def talked(self) -> int:
        """How many were conversations."""
        return sum(n for o, n in self.outcomes.items() if o.conversation)


@dataclass(frozen=True, slots=True)
class Session:
    """A power hour. ``seconds`` is the time worked up to ``as_of``, pauses not counted."""

    id: int
    goal: Goal
    target: int
    started_at: datetime
    seconds: int
    paused: bool
    ended_at: datetime | None = None
