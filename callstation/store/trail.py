"""The trail of attempts: what a person's newest entries say of the calls and emails that went out to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.model.calls import EntryKind, Outcome
from callstation.store.book import Book, moment_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """One call or email. ``at`` is aware UTC; ``words`` only those of a voicemail; ``status`` an email's."""

    at: datetime
    kind: EntryKind
    outcome: Outcome | None
    note: str
    words: str
    status: str


def since_last_talk(book: Book, person_id: int) -> tuple[list[Mark], Mark | None]:
    """The calls and emails since the last conversation, newest first, and that conversation where it is among the
    newest 20 entries. Raises StoreError."""
    rows = book.rows(
        "SELECT e.at, e.kind, e.outcome, e.note, CASE WHEN e.outcome = 'voicemail' THEN e.words ELSE '' END, m.status "
        "FROM entry e LEFT JOIN outbox_email m ON e.kind IN ('email', 'drip') AND m.id = e.ref_id "
        "WHERE e.person_id = ? AND e.kind IN ('call', 'email', 'drip', 'note') ORDER BY e.id DESC LIMIT ?",
        person_id,
        MOST,
    )
    found: list[Mark] = []
    for at, kind, outcome, note, words, status in rows:
        moment = moment_of(at)
        assert moment is not None  # the column is NOT NULL
        mark = Mark(moment, EntryKind(kind), Outcome(outcome) if outcome else None, note, words, status or "")
        if mark.outcome is not None and mark.outcome.conversation:
            return found, mark
        found.append(mark)
    return found, None
