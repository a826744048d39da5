"""Taking the last step back, as a whole, as far back as the session goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.rules.frame import Frame
from callstation.store import drafts, drips, several
from callstation.store.adding import ADD, take_back_added
from callstation.store.book import Book, epoch
from callstation.store.changes import take_back
from callstation.store.importing import index_person
from callstation.store.merging import MERGE, after_undo
from callstation.store.outbox import EMAIL, INVITATION, is_out
from callstation.store.people import EDIT
from callstation.store.placing import replace_place
from callstation.store.reading import person
from callstation.store.windows import regroup


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: ``verb`` is an outcome, 'skip', 'snooze', an edit or a merge; ``note`` is what the
    call's note had become (it goes back to being a draft)."""

    person_id: int
    verb: str
    note: str = ""
    too_late: bool = False
    """Whether it was about an email that is out, which stays so."""
    entry_id: int = 0
    """The call that it was; 0 for other steps."""
    gone: str = ""
    """The name of somebody who was typed in, and is out of the book again with it."""


def undo_last(book: Book, frame: Frame, session_id: int, now: datetime) -> Undone | None:
    """Take back the newest step of a session that still stands; None where there is none.

    The note of an undone call, with every correction made since, becomes the card's draft again: words are
    never lost by an undo.
    """
    row = book.one(
        "SELECT id, person_id, entry_id, verb, changes FROM undo WHERE session_id = ? AND undone_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
        session_id,
    )
    if row is None:
        return None
    undo_id, person_id, entry_id, verb, changes = row
    with book.transaction():
        note = book.value("SELECT note FROM entry WHERE id = ?", entry_id) if entry_id else ""
        typed_since = drafts.read(book, person_id)
        too_late = verb in (EMAIL, INVITATION) and is_out(book, changes)
        if entry_id:
            book.run("DELETE FROM draft WHERE person_id = ?", person_id)
        if verb == ADD:
            gone, too_late = take_back_added(book, person_id, changes)
            book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), undo_id)
            if not gone:
                replace_place(book, person_id, frame, now)
            return Undone(person_id, verb, too_late=too_late, gone=gone)
        several_ids = several.people_of(book, changes) if verb == several.SEVERAL else []
        back = take_back(book, changes)
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), undo_id)
        if entry_id:
            restored = drafts.read(book, person_id)
            notes = [n for n in (note or restored.note, typed_since.note) if n]
            drafts.write(
                book,
                person_id,
                now,
                note="\n".join(dict.fromkeys(notes)),
                touch=typed_since.touch or restored.touch,
            )
            drips.after_undo(book, person_id)
        if verb in (EDIT, MERGE):
            regroup(book, person_id)  # what was kept of it may be older than the table of laws
        replace_place(book, person_id, frame, now)
        if verb == EDIT:
            index_person(book, person(book, person_id))
        elif verb == MERGE:
            after_undo(book, frame, person_id, back.values(), now)
        elif verb == several.SEVERAL:
            several.after_undo(book, frame, several_ids, now)
    return Undone(person_id, verb, note or "", too_late, entry_id or 0)
