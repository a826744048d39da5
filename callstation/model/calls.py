"""Calls, their outcomes, and what was agreed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What a call came to. The values are the words of the command line and of ``--json``."""

    NO_ANSWER = "no-answer"
    VOICEMAIL = "voicemail"
    TALKED = "talked"
    CALL_BACK = "call-back"
    NOT_NOW = "not-now"
    SAID_NO = "said-no"
    WON = "won"
    WRONG_NUMBER = "wrong-number"
    GATEKEEPER = "gatekeeper"
    DO_NOT_CALL = "do-not-call"

    @property
    def words(self) -> str:
        """As it is said: ``no answer``."""
        return self.value.replace("-", " ")

    @property
    def conversation(self) -> bool:
        """Whether the person themselves was spoken to."""
        return self in _CONVERSATIONS


_CONVERSATIONS = frozenset(
    (
        Outcome.TALKED,
        Outcome.CALL_BACK,
        Outcome.NOT_NOW,
        Outcome.SAID_NO,
        Outcome.WON,
        Outcome.DO_NOT_CALL,
    )
)


class EntryKind(StrEnum):
    """Kinds of entries in a person's history."""

    CALL = "call"
    NOTE = "note"
    EMAIL = "email"
    PROMISE = "promise"
    STEP = "step"
    DRIP = "drip"
    IMPORT = "import"
    EDIT = "edit"
    MERGE = "merge"


class PromiseStatus(StrEnum):
    """What became of a promise (F1)."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    SETTLED = "settled"
    """They called first, or both agreed on something else."""


class StepStatus(StrEnum):
    """What became of a next step (F5)."""

    OPEN = "open"
    DONE = "done"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Promise:
    """``I will call you back on the 16th`` (F1): ``day`` is a date in the person's ``zone``."""

    day: date
    hear_by: date | None
    """The day until which they may call first ("if I don't hear from you by ...")."""
    words: str
    zone: str
    status: PromiseStatus = PromiseStatus.OPEN
    made_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class NextStep:
    """What both agreed (F5): a ``day`` in ``zone``, an hour (``at``, aware UTC) where one was named, and what."""

    day: date
    at: datetime | None
    what: str
    zone: str
    status: StepStatus = StepStatus.OPEN
    agreed_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a person's history. ``at`` is aware UTC; ``zone`` the person's at that time.

    ``data`` holds what only this kind has (a promise's day and status, an import's file, an edit's old text).
    """

    id: int
    person_id: int
    at: datetime
    kind: EntryKind
    zone: str = ""
    outcome: Outcome | None = None
    note: str = ""
    words: str = ""
    """The words that were on the screen."""
    seconds: int | None = None
    """How long the call took, where a clock ran."""
    number: str = ""
    caller: str = ""
    reason_id: int | None = None
    script: str = ""
    revision: str = ""
    session_id: int | None = None
    data: Mapping[str, object] = field(default_factory=dict)
