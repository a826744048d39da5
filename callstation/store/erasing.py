"""Somebody taken out of the book for good: every row, every copy that undo kept, every word that search knows.

What outlives them is the do-not-call list, since a number on it must not be called again, whoever it was. A backup
is never touched: whoever erases is told where they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from callstation.model.people import Prospect
from callstation.store.book import Book, fault_of
from callstation.store.library import let_go_of_client
from callstation.store.reading import marks, person
from callstation.store.several import SEVERAL, people_of

_COUNTED = (
    ("calls", "SELECT count(*) FROM entry WHERE person_id = ? AND kind = 'call'"),
    ("notes", "SELECT count(*) FROM entry WHERE person_id = ? AND note <> ''"),
    ("promises", "SELECT count(*) FROM promise WHERE person_id = ?"),
    ("steps", "SELECT count(*) FROM step WHERE person_id = ?"),
    ("emails", "SELECT count(*) FROM outbox_email WHERE person_id = ?"),
    ("entries", "SELECT count(*) FROM entry WHERE person_id = ?"),
)
_OF_SEVERAL = (SEVERAL, "reason", "merge")
"""Verbs of steps that may hold rows of more people than the one they are filed under."""
_ELSEWHERE = (
    ("entry", "note || ' ' || words"),
    ("person", "notes"),
    ("thread", "text"),
    ("reason", "text || ' ' || lead_in"),
    ("idea", "text"),
)
"""Where somebody may be named in what belongs to others: that is not erased, but counted."""
_SHORTEST = 4
"""Letters of a name or an address that is looked for in what belongs to others."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What the book holds of somebody. ``counts`` by kind; ``stories``: reasons that name them or are for them alone;
    ``listed``: their numbers (E.164) on the do-not-call list, which stay; ``named``: texts of others that name them."""

    person: Prospect
    counts: dict[str, int]
    stories: int
    listed: tuple[str, ...]
    named: int


def traces(book: Book, person_id: int) -> Traces:
    """What would be erased, and what would stay. Raises NotFoundError."""
    who = person(book, person_id)
    numbers = [p.number for p in who.phones if p.number]
    sql = f"SELECT number FROM do_not_call WHERE number IN ({marks(numbers)}) ORDER BY number"
    listed = tuple(str(r[0]) for r in book.rows(sql, *numbers)) if numbers else ()
    about = book.value("SELECT count(*) FROM reason WHERE client_id = ?", person_id)
    return Traces(
        who, {what: int(book.value(sql, person_id)) for what, sql in _COUNTED}, int(about), listed, _named(book, who)
    )


def _named(book: Book, who: Prospect) -> int:
    if len(who.name) < _SHORTEST:
        return 0
    found = 0
    for table, text in _ELSEWHERE:
        own = "id" if table == "person" else ("person_id" if table in ("entry", "thread") else "0")
        sql = f"SELECT count(*) FROM {table} WHERE lower({text}) LIKE ? ESCAPE '!' AND {own} <> ?"
        found += int(book.value(sql, _part(who.name), who.id))
    return found


def _part(text: str) -> str:
    return f"%{text.lower().replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"


def erase(book: Book, person_id: int) -> Traces:
    """Erase somebody, in one transaction, and then the freed space in the file; what there was of them.

    Stories of which they were the client stay, told of nobody (H5). Raises NotFoundError, StoreError.
    """
    if book.sqlite:
        # Whatever is deleted from here on is written over, not only let go.
        book.one("PRAGMA secure_delete = 1")
    with book.transaction():
        gone = traces(book, person_id)
        let_go_of_client(book, person_id)
        _clean_undo(book, gone.person)
        if book.sqlite:
            book.run("DELETE FROM note_words WHERE rowid IN (SELECT id FROM entry WHERE person_id = ?)", person_id)
        else:
            book.run("DELETE FROM note_words WHERE person_id = ?", person_id)
        book.run("DELETE FROM person_words WHERE rowid = ?", person_id)
        book.run("DELETE FROM person WHERE id = ?", person_id)
        if book.sqlite:
            # A word that is taken out of the index leaves its letters there until the index is written anew.
            for table in ("person_words", "note_words"):
                book.run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    return gone


def sweep_freed_space(book: Book) -> bool:
    """Write over what the file and its log still hold of erased rows; whether it could be done at once.

    Nobody may be reading the book meanwhile. On PostgreSQL the server does it in its own time (VACUUM).
    """
    if not book.sqlite:
        return False
    try:
        book.run("VACUUM")
        row = book.one("PRAGMA wal_checkpoint(TRUNCATE)")
    except Exception as error:
        if fault_of(error) is None:
            raise
        return False
    return row is not None and row[0] == 0


def _clean_undo(book: Book, who: Prospect) -> None:
    """Steps of theirs cannot be taken back any more; steps of many lose only what was theirs."""
    book.run("DELETE FROM undo WHERE person_id = ? AND verb <> ?", who.id, SEVERAL)
    own = _own_rows(book, who.id)
    rows = book.rows(f"SELECT id, verb, changes FROM undo WHERE verb IN ({marks(_OF_SEVERAL)})", *_OF_SEVERAL)
    for undo_id, verb, changes in rows:
        before = json.loads(changes)
        after = [step for step in before if not _theirs(step, who.id, own)]
        if len(after) != len(before):
            text = json.dumps(after, separators=(",", ":"), ensure_ascii=False)
            book.run("UPDATE undo SET changes = ? WHERE id = ?", text, undo_id)
            others = people_of(book, text) if verb == SEVERAL else []
            if others:  # it was filed under the first of them
                book.run("UPDATE undo SET person_id = ? WHERE id = ?", others[0], undo_id)
            elif verb == SEVERAL:
                book.run("DELETE FROM undo WHERE id = ?", undo_id)
    # Whoever else's step still names them would bring the name back.
    words = {who.name, *(e.address for e in who.emails), *(p.number for p in who.phones)}
    for word in sorted(w for w in words if len(w) >= _SHORTEST):
        # As it stands in JSON: a quotation mark in a name has a backslash before it there.
        written = json.dumps(word, ensure_ascii=False)[1:-1]
        book.run("DELETE FROM undo WHERE lower(changes) LIKE ? ESCAPE '!'", _part(written))


def _own_rows(book: Book, person_id: int) -> set[tuple[str, int]]:
    found = {("person", person_id)}
    for table in ("entry", "tag", "objection", "thread", "promise", "step", "drip"):
        rows = book.rows(f"SELECT id FROM {table} WHERE person_id = ?", person_id)
        found.update((table, int(r[0])) for r in rows)
    return found


def _theirs(step: list[object], person_id: int, own: set[tuple[str, int]]) -> bool:
    match step:
        case ["-" | "=", str(table), int(row_id), *_]:
            return (table, row_id) in own
        case ["+", str(table), dict(values)]:
            return person_id in (values.get("person_id"), values.get("id") if table == "person" else None)
    return False
