"""Whether somebody may be emailed at all: what they asked for, stored with each of their addresses."""

from __future__ import annotations

from datetime import datetime

from callstation.errors import RefusedError
from callstation.model.people import UNSUBSCRIBED, Prospect
from callstation.rules.frame import Frame
from callstation.store.book import Book
from callstation.store.changes import Changes
from callstation.store.outbox import replace_drafts
from callstation.store.people import EDIT, note_edit
from callstation.store.reading import person


def put_mailing(changes: Changes, frame: Frame, one: Prospect, allowed: bool, now: datetime) -> bool:
    """Let somebody be emailed, or never again: what has not gone out to them goes too. True where that is new.

    Inside the transaction and the undo of ``changes``.
    """
    rows = [e for e in one.emails if (e.state == UNSUBSCRIBED) is allowed and (allowed or not e.state)]
    if not rows or one.may_be_emailed is allowed:
        return False
    for email in rows:
        changes.update("email", email.id, state="" if allowed else UNSUBSCRIBED)
    if not allowed:
        replace_drafts(changes, one.id, all_open=True)
    words = {True: "yes", False: "no"}
    note_edit(changes, frame, one, {"may be emailed": words[not allowed]}, {"may be emailed": words[allowed]}, now)
    return True


def set_mailing(
    book: Book, frame: Frame, person_id: int, allowed: bool, now: datetime, *, session_id: int | None = None
) -> Prospect:
    """The same for one person, as a step that can be undone. Raises RefusedError where there is no address to note
    it with, NotFoundError for nobody."""
    old = person(book, person_id)
    if not old.emails:
        raise RefusedError(f"{old.name} has no address: there is nothing to note it with")
    with book.transaction():
        changes = Changes(book)
        if put_mailing(changes, frame, old, allowed, now) and session_id is not None:
            changes.store(EDIT, person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return person(book, person_id)
