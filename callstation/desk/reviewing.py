"""Reviewing one person: what the history page needs beside the entries themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callstation.desk.tools import Tools
from callstation.model.answers import UNKNOWN, OwnRecord
from callstation.model.calls import Entry
from callstation.model.people import Prospect
from callstation.store import answers, reading, record


@dataclass(frozen=True, slots=True)
class Record:
    """Somebody, and what the history with them adds up to."""

    prospect: Prospect
    counts: record.Counts
    own: OwnRecord = UNKNOWN
    """Which of their calls they answered, by part of the day."""


def record_of(tools: Tools, person_id: int) -> Record:
    """The head of one person's history. Raises NotFoundError."""
    book = tools.book
    return Record(reading.person(book, person_id), record.counts(book, person_id), answers.own_record(book, person_id))


def reasons_in(tools: Tools, entries: Iterable[Entry]) -> dict[int, str]:
    """The words of the reasons that these entries name, by id."""
    return record.reason_texts(tools.book, {e.reason_id for e in entries if e.reason_id})
