"""Taking back that somebody was typed in: whoever was new is gone again, whoever was known is as before."""

from __future__ import annotations

import json

from callstation.store.arrivals import index_person
from callstation.store.book import Book, loads
from callstation.store.changes import Changes
from callstation.store.reading import person

ADD = "add"
"""The verb of an undo for somebody typed in."""


def note_added(changes: Changes, person_id: int) -> None:
    """Note the line in the history that the typing of somebody wrote just now. Use inside a transaction."""
    changes.made(
        "entry",
        changes.book.value(
            "SELECT id FROM entry WHERE person_id = ? AND kind = 'import' ORDER BY id DESC LIMIT 1", person_id
        ),
    )


def take_back_added(book: Book, person_id: int, changes: str) -> tuple[str, bool]:
    """Take back what :func:`note_added` noted: the name of whoever is gone with it ('' where they were known before),
    and whether it was too late. Use inside a transaction.

    It is too late where something else was stored with them since, from outside this hour: that would be lost.
    """
    ((_, _, entry_id),) = json.loads(changes)
    text = book.value("SELECT data FROM entry WHERE id = ?", entry_id)
    if text is None:  # they became part of another record, or are gone
        return "", True
    data = loads(text)
    who = person(book, person_id)
    if "after" in data:
        from callstation.store.import_undo import revert  # no part of the start

        revert(book, person_id, data)
        book.run("DELETE FROM entry WHERE id = ?", entry_id)
        index_person(book, person(book, person_id))
        return "", False
    if _worked_on(book, person_id, entry_id) or not _may_remove(book):
        return "", True
    book.run("DELETE FROM person_words WHERE rowid = ?", person_id)
    book.run("DELETE FROM person WHERE id = ?", person_id)
    return who.name or (who.phone.number if who.phone else "somebody"), False


def _worked_on(book: Book, person_id: int, entry_id: int) -> bool:
    """Whether anything was said, noted, drafted or written down of somebody since they came in."""
    return any(
        book.value(f"SELECT 1 FROM {table} WHERE person_id = ? {more}LIMIT 1", person_id) is not None
        for table, more in (
            ("entry", f"AND id > {int(entry_id)} "),
            ("thread", ""),
            ("objection", ""),
            ("outbox_email", ""),
            ("draft", "AND note <> '' "),
        )
    )


def _may_remove(book: Book) -> bool:
    """Whether the roles of a team's book let this caller remove somebody."""
    return book.sqlite or bool(book.value("SELECT has_table_privilege('person', 'DELETE')"))
