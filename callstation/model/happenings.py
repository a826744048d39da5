"""What is told to the outside once it has happened: an outcome, or that one was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Happened(StrEnum):
    """What a happening is about."""

    OUTCOME = "outcome"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Following:
    """What comes next with a person: ``on`` is a day of theirs, ``at`` an hour (aware, with their offset) where there
    is one; ``kind`` is step, promise, drip, a kind of *why now*, or none."""

    kind: str
    on: date | None
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One outcome of a call, or the same taken back. ``call`` is the entry's id in the book, ``at`` aware."""

    what: Happened
    call: int
    at: datetime
    outcome: str
    person: int
    name: str
    company: str
    phone: str
    caller: str
    session: int | None
    note: str = ""
    following: Following | None = None

    @property
    def label(self) -> str:
        """How a log names it, without anybody's name: ``outcome of call 17``."""
        return f"{self.what} of call {self.call}" if self.what is Happened.OUTCOME else f"{self.what}: call {self.call}"
