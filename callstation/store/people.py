"""Changing one person: what is edited on the card, by hand."""

from __future__ import annotations

from datetime import date, datetime

from callstation.errors import RefusedError, UsageError
from callstation.model.calls import EntryKind
from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.rules.frame import Frame
from callstation.rules.windows import read_hours, zone_of
from callstation.store import drips
from callstation.store.adding import ADD, note_added
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes
from callstation.store.importing import Importer, index_person
from callstation.store.placing import replace_place
from callstation.store.reading import person
from callstation.store.windows import group_of

EDIT = "edit"
"""The verb of an undo that gives fields back."""
EDITABLE = (
    "name",
    "first_name",
    "last_name",
    "kind",
    "company",
    "title",
    "industry",
    "place",
    "region",
    "country",
    "zone",
    "hours",
    "rhythm",
    "notes",
    "seeks",
    "offers",
    "standing",
)
"""Fields that a person may change by hand."""


def add(book: Book, frame: Frame, new: NewPerson, now: datetime, *, session_id: int | None = None) -> tuple[int, bool]:
    """Add somebody typed in by hand; (id, whether they are new). Can be undone within a session.

    Raises UsageError without name and number.
    """
    if not new.name and not any(p.number for p in new.phones):
        raise UsageError("a person needs a name or a number")
    with book.transaction():
        importer = Importer(book, frame, "typed", now, typed=True)
        done = importer.bring([new])
        if session_id is not None and not done.unchanged:
            changes = Changes(book)
            note_added(changes, done.last_id)
            changes.store(ADD, person_id=done.last_id, session_id=session_id, entry_id=None, now=now)
    return done.last_id, bool(done.new_ids)


def set_fields(
    book: Book,
    frame: Frame,
    person_id: int,
    values: dict[str, str],
    now: datetime,
    *,
    session_id: int | None = None,
    zone_source: str = "set",
) -> Prospect:
    """Change fields by hand; later imports leave them alone. Can be undone within a session.

    ``zone_source`` is 'address' for a zone that follows from a place typed in.

    Raises UsageError naming the field for a value that cannot be, NotFoundError for nobody.
    """
    old = person(book, person_id)
    changed = {f: v for f, v in values.items() if str(getattr(old, f)) != v}
    for name, value in changed.items():
        check_field(name, value, frame)
    if not changed:
        return old
    with book.transaction():
        changes = Changes(book)
        put_fields(changes, frame, old, changed, now, zone_source=zone_source)
        replace_place(book, person_id, frame, now)
        changed_person = person(book, person_id)
        index_person(book, changed_person)
        if session_id is not None:
            changes.store(EDIT, person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return changed_person


def put_fields(
    changes: Changes, frame: Frame, old: Prospect, changed: dict[str, str], now: datetime, *, zone_source: str = "set"
) -> None:
    """Store checked fields that differ, and a line in the history. Use inside a transaction; place and words follow."""
    book = changes.book
    typed = book.value("SELECT typed FROM person WHERE id = ?", old.id) or ""
    columns: dict[str, object] = dict(changed)
    columns["typed"] = ",".join(sorted({*filter(None, typed.split(",")), *changed}))
    columns["updated_at"] = epoch(now)
    if "zone" in changed:
        columns["zone_source"] = zone_source if changed["zone"] else ""
    changes.update("person", old.id, **columns)
    if {"zone", "hours", "region", "country"} & set(changed):
        changes.update("person", old.id, window_group_id=group_of(book, old.id))
    if changed.get("standing", Standing.DRIP) != Standing.DRIP:
        drips.end(changes, old.id)
    note_edit(changes, frame, old, {f: str(getattr(old, f)) for f in changed}, changed, now)


def note_edit(
    changes: Changes, frame: Frame, old: Prospect, before: dict[str, str], after: dict[str, str], now: datetime
) -> None:
    """A line in somebody's history about what was changed by hand. Use inside a transaction."""
    changes.insert(
        "entry",
        person_id=old.id,
        at=epoch(now),
        kind=str(EntryKind.EDIT),
        zone=old.zone,
        caller=frame.caller,
        data=dumps({"before": before, "after": after}),
    )


def check_field(name: str, value: str, frame: Frame) -> None:
    """Raises UsageError (or DateNotUnderstoodError for a rhythm) naming what is wrong with a field's value."""
    if name not in EDITABLE:
        raise UsageError(f"{name!r} is no field that can be changed; there are {', '.join(EDITABLE)}")
    if name == "name" and not value.strip():
        raise UsageError("a person needs a name")
    if name == "zone" and value:
        zone_of(value)
    if name == "hours":
        read_hours(value, frame.hours)
    if name == "rhythm" and value:
        from callstation.dates.rhythms import read_rhythm

        read_rhythm(value)
    if name == "kind" and value not in set(Kind):
        raise UsageError(f"a person is one of: {', '.join(Kind)}")
    if name == "standing" and value not in set(Standing):
        raise UsageError(f"a standing is one of: {', '.join(Standing)}")


def snooze(book: Book, frame: Frame, person_id: int, until: datetime, now: datetime, session_id: int | None) -> None:
    """Put somebody off until a moment (aware). A promise or an agreed hour is not touched by it (F1)."""
    if until <= now:
        raise RefusedError("that is not in the future")
    with book.transaction():
        changes = Changes(book)
        changes.update("person", person_id, snoozed_until=epoch(until))
        replace_place(book, person_id, frame, now)
        changes.store("snooze", person_id=person_id, session_id=session_id, entry_id=None, now=now)


def keep_thread(book: Book, person_id: int, text: str, now: datetime, session_id: int | None) -> bool:
    """Note what is going on in their life (H3). The same words again close it. True if it now stands."""
    with book.transaction():
        changes = Changes(book)
        row = book.one("SELECT id FROM thread WHERE person_id = ? AND text = ? AND closed_at IS NULL", person_id, text)
        if row:
            changes.update("thread", row[0], closed_at=epoch(now))
        else:
            changes.insert("thread", person_id=person_id, text=text, noted_at=epoch(now))
        changes.store("thread", person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return row is None


def keep_objection(
    book: Book, person_id: int, slug: str, now: datetime, session_id: int | None, *, complaint: bool = False
) -> bool:
    """Note what is in the way (S6), or why they left (S7). The same again takes it away. True if it now stands."""
    with book.transaction():
        changes = Changes(book)
        row = book.one(
            "SELECT id FROM objection WHERE person_id = ? AND slug = ? AND complaint = ? AND lifted_at IS NULL",
            person_id,
            slug,
            int(complaint),
        )
        if row:
            changes.delete("objection", row[0])
        else:
            changes.insert("objection", person_id=person_id, slug=slug, complaint=int(complaint), raised_at=epoch(now))
        changes.store("objection", person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return row is None


def set_tags(book: Book, person_id: int, tags: tuple[str, ...]) -> None:
    """Give somebody exactly these tags."""
    with book.transaction():
        book.run("DELETE FROM tag WHERE person_id = ?", person_id)
        book.insert_many("tag", [{"person_id": person_id, "tag": t} for t in dict.fromkeys(tags)])
        index_person(book, person(book, person_id))


def bar_number(book: Book, frame: Frame, number: str, day: date, source: str, now: datetime) -> None:
    """Put a number (E.164) on the do-not-call list; whoever has it is never offered again, at once."""
    with book.transaction():
        if book.value("SELECT 1 FROM do_not_call WHERE number = ?", number) is None:
            book.insert("do_not_call", {"number": number, "since": day.isoformat(), "source": source})
        for row in book.rows("SELECT DISTINCT person_id FROM phone WHERE number <> '' AND number = ?", number):
            book.run("UPDATE person SET standing = ? WHERE id = ?", str(Standing.DO_NOT_CALL), row[0])
            replace_place(book, row[0], frame, now)
