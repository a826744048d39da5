"""Drips in the book (F4): begun and ended with an outcome, drafted when their day has come, taken back with it."""

from __future__ import annotations

from datetime import date, datetime

from callstation.model.drips import Drip, DripStatus
from callstation.model.mail import OPEN, LetterKind, LetterStatus, NewLetter
from callstation.model.people import Standing
from callstation.model.reasons import Reason
from callstation.rules.drips import next_drip
from callstation.rules.frame import Frame
from callstation.rules.windows import opening_on, read_hours, zone_of
from callstation.store import outbox
from callstation.store.book import Book, Row, epoch, moment_of
from callstation.store.changes import Changes
from callstation.store.reading import marks

DRIP = "drip"
"""The verb of an undo that takes a drafted item back."""
_COLUMNS = "d.id, d.person_id, p.name, p.company, d.due_at, d.status, d.reason_id, d.email_id, coalesce(m.status, '')"
_FROM = (
    f"SELECT {_COLUMNS} FROM drip d JOIN person p ON p.id = d.person_id LEFT JOIN outbox_email m ON m.id = d.email_id "
)
_OPEN = tuple(str(s) for s in OPEN)


# with an outcome ------------------------------------------------------------------------------------------
def begin(changes: Changes, person_id: int, due: datetime) -> None:
    """Somebody is at rest: the first item is due, unless one is waiting already. Inside a transaction."""
    waits = changes.book.value("SELECT 1 FROM drip WHERE person_id = ? AND status = 'waiting'", person_id)
    if waits is None:
        changes.insert("drip", person_id=person_id, due_at=epoch(due), status=str(DripStatus.WAITING))


def end(changes: Changes, person_id: int) -> None:
    """Nothing more goes out to them: what is waiting stops, and a draft that nobody sent goes. Inside a transaction."""
    for drip_id, email_id, status in changes.book.rows(
        "SELECT d.id, d.email_id, m.status FROM drip d LEFT JOIN outbox_email m ON m.id = d.email_id "
        "WHERE d.person_id = ? AND d.status IN ('waiting', 'drafted')",
        person_id,
    ):
        if email_id is None:
            changes.update("drip", drip_id, status=str(DripStatus.STOPPED))
        elif status in _OPEN:
            changes.update("drip", drip_id, status=str(DripStatus.STOPPED), email_id=None, reason_id=None)
            changes.delete("outbox_email", email_id)


def after_undo(book: Book, person_id: int) -> None:
    """An outcome was taken back: what a run had drafted in its wake goes with it. Inside a transaction.

    An email on its way or gone stays on record.
    """
    resting = book.value("SELECT 1 FROM person WHERE id = ? AND standing = ?", person_id, str(Standing.DRIP))
    orphans = "SELECT id FROM drip WHERE person_id = ? AND status = 'waiting'"
    if resting:
        # One to wait for is enough: the one that was waiting before.
        orphans += " AND id > (SELECT min(w.id) FROM drip w WHERE w.person_id = ? AND w.status = 'waiting')"
    for (drip_id,) in book.rows(orphans, *((person_id, person_id) if resting else (person_id,))):
        book.run("DELETE FROM drip WHERE id = ?", drip_id)
    held = "" if resting else "OR d.id IS NOT NULL"
    for email_id, drip_id in book.rows(
        "SELECT m.id, d.id FROM outbox_email m LEFT JOIN drip d ON d.person_id = m.person_id "
        "AND d.email_id = m.id WHERE m.person_id = ? "
        f"AND m.kind = 'drip' AND m.status IN ({marks(_OPEN)}) AND (d.id IS NULL {held})",
        person_id,
        *_OPEN,
    ):
        book.run("DELETE FROM drip WHERE id = ?", drip_id or 0)
        book.run("DELETE FROM outbox_email WHERE id = ?", email_id)


# when their day has come ----------------------------------------------------------------------------------
def fill_in(book: Book, frame: Frame, now: datetime) -> int:
    """Give an item to whoever is at rest and has none waiting (brought in by a file, or set so by hand); how many.

    It is due as far after the last call, or their coming, as any other. Opens its own transaction where there is
    somebody.
    """
    rows = book.rows(
        "SELECT p.id, p.zone, p.hours, coalesce(p.last_call_at, p.created_at) FROM person p WHERE p.standing = ? "
        "AND NOT EXISTS (SELECT 1 FROM drip d WHERE d.person_id = p.id AND d.status = 'waiting') ORDER BY p.id",
        str(Standing.DRIP),
    )
    if not rows:
        return 0
    with book.transaction():
        for person_id, zone, hours, since in rows:
            begun = moment_of(since) or now
            day = begun.astimezone(zone_of(zone or frame.zone)).date()
            due = opening(next_drip(day, frame.patience.drip_every), zone or frame.zone, hours, frame)
            book.insert("drip", {"person_id": person_id, "due_at": epoch(due), "status": str(DripStatus.WAITING)})
    return len(rows)


def opening(day: date, zone: str, hours: str, frame: Frame) -> datetime:
    """When (UTC) an item of ``day`` is due: as their hours begin."""
    return opening_on(day, read_hours(hours, frame.hours), zone)


def due(book: Book, now: datetime) -> list[Drip]:
    """Items whose day has come, of people who are at rest, the oldest first. Who has one in the outbox that waits to
    be looked at gets no second one."""
    return _drips(
        book,
        "WHERE d.status = 'waiting' AND d.due_at <= ? AND p.standing = ? AND NOT EXISTS "
        f"(SELECT 1 FROM outbox_email o WHERE o.person_id = p.id AND o.kind = 'drip' AND o.status IN ({marks(_OPEN)})) "
        "ORDER BY d.due_at, d.id",
        epoch(now),
        str(Standing.DRIP),
        *_OPEN,
    )


def coming(book: Book, now: datetime, limit: int) -> list[Drip]:
    """Items that are waiting or in the outbox, of people who are at rest: by their day, at most ``limit``. One whose
    day has come while another waits to be looked at comes after that."""
    return _drips(
        book,
        f"WHERE p.standing = ? AND ((d.status = 'drafted' AND m.status IN ({marks(_OPEN)})) OR (d.status = 'waiting' "
        "AND (d.due_at > ? OR NOT EXISTS (SELECT 1 FROM outbox_email o WHERE o.person_id = p.id AND o.kind = 'drip' "
        f"AND o.status IN ({marks(_OPEN)}))))) ORDER BY d.due_at, d.id LIMIT ?",
        str(Standing.DRIP),
        *_OPEN,
        epoch(now),
        *_OPEN,
        limit,
    )


def given(book: Book, person_id: int) -> set[int]:
    """The reasons that were put into an email of this kind for somebody, whatever became of it: never again."""
    return {
        r[0] for r in book.rows("SELECT reason_id FROM drip WHERE person_id = ? AND reason_id IS NOT NULL", person_id)
    }


def draft(
    book: Book,
    frame: Frame,
    item: Drip,
    reason: Reason,
    subject: str,
    body: str,
    following: datetime,
    now: datetime,
    *,
    session_id: int | None = None,
) -> int | None:
    """Put an item into the outbox for a look, and the next one on the calendar; the email's id.

    None, and nothing is stored, where they have no address that may be written to. Opens its own transaction; with a
    session it can be undone there.
    """
    letter = NewLetter(
        item.person_id,
        subject,
        body,
        kind=LetterKind.DRIP,
        reason_id=reason.id,
        links=(reason.link,) if reason.link else (),
        attachments=(reason.attachment,) if reason.attachment else (),
    )
    with book.transaction():
        changes = Changes(book)
        email_id = outbox.draft(changes, letter, now, caller=frame.caller)
        if email_id is None:
            return None
        changes.update("drip", item.id, status=str(DripStatus.DRAFTED), reason_id=reason.id, email_id=email_id)
        changes.insert("drip", person_id=item.person_id, due_at=epoch(following), status=str(DripStatus.WAITING))
        if session_id is not None:
            changes.store(DRIP, person_id=item.person_id, session_id=session_id, entry_id=None, now=now)
    return email_id


def waiting_for_a_look(book: Book) -> int:
    """How many drafts of this kind nobody has looked at yet."""
    return int(
        book.value("SELECT count(*) FROM outbox_email WHERE kind = 'drip' AND status = ?", str(LetterStatus.DRAFT))
    )


def _drips(book: Book, where: str, *params: object) -> list[Drip]:
    return [_drip(r) for r in book.rows(_FROM + where, *params)]


def _drip(r: Row) -> Drip:
    at = moment_of(r[4])
    assert at is not None  # the column is NOT NULL
    return Drip(r[0], r[1], r[2], r[3], at, DripStatus(r[5]), r[6], r[7], r[8])
