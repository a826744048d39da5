"""A person's own fields changed by hand, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from callstation.rules.frame import Frame
from callstation.store.arrivals import index_person
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes
from callstation.store.people import EDIT, note_edit
from callstation.store.reading import person


def set_own_fields(
    book: Book,
    frame: Frame,
    person_id: int,
    fields: Mapping[str, str],
    now: datetime,
    *,
    session_id: int | None = None,
) -> None:
    """Give somebody exactly these fields; what is there stays as it is typed here, whatever file comes again.

    Raises NotFoundError.
    """
    old = person(book, person_id)
    if dict(old.custom) == dict(fields):
        return
    with book.transaction():
        changes = Changes(book)
        typed = str(book.value("SELECT typed FROM person WHERE id = ?", person_id) or "")
        changes.update(
            "person",
            person_id,
            custom=dumps(dict(fields)),
            typed=",".join(sorted({*filter(None, typed.split(",")), "custom"})),
            updated_at=epoch(now),
        )
        names = [n for n in (*old.custom, *fields) if old.custom.get(n) != fields.get(n)]
        before = {n: old.custom.get(n, "") for n in names}
        note_edit(changes, frame, old, before, {n: fields.get(n, "") for n in names}, now)
        index_person(book, person(book, person_id))
        if session_id is not None:
            changes.store(EDIT, person_id=person_id, session_id=session_id, entry_id=None, now=now)
