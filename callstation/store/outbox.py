"""The outbox: emails from the draft to their fate. Nothing here sends anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from callstation.errors import NotFoundError, RefusedError
from callstation.model.mail import OPEN, Letter, LetterKind, LetterStatus, NewLetter
from callstation.store.book import Book, Row, dumps, epoch, loads, moment_of
from callstation.store.changes import Changes

EMAIL, INVITATION = "email", "invitation"
"""The verbs of undos that take back what became of an email."""

_COLUMNS = (
    "m.id, m.person_id, p.name, m.address, m.subject, m.body, m.status, m.kind, m.entry_id, m.reason_id, "
    "m.attachments, m.calendar, m.message_id, m.thread, m.fault, m.tries, m.next_try_at, m.caller, m.created_at, "
    "m.sent_at, m.edited"
)
_FROM = f"SELECT {_COLUMNS} FROM outbox_email m JOIN person p ON p.id = m.person_id "


def draft(changes: Changes, letter: NewLetter, now: datetime, *, caller: str = "") -> int | None:
    """Put an email into the outbox as a draft, inside the transaction and the undo of ``changes``; its id.

    None where it has no address to go to: nobody is written to who asked not to be, and no address that bounced.
    Nothing is queued by this.
    """
    address = letter.address or address_of(changes.book, letter.person_id)
    if not address or not may_be_written_to(changes.book, letter.person_id, address):
        return None
    return changes.insert(
        "outbox_email",
        person_id=letter.person_id,
        entry_id=letter.entry_id,
        address=address,
        subject=" ".join(letter.subject.split()),
        body="\n\n".join([letter.body, *(link for link in letter.links if link and link not in letter.body)]),
        status=str(LetterStatus.DRAFT),
        kind=str(letter.kind),
        caller=caller,
        reason_id=letter.reason_id,
        attachments=dumps(list(letter.attachments)),
        calendar=letter.calendar,
        created_at=epoch(now),
    )


def address_of(book: Book, person_id: int) -> str:
    """Where to write to somebody, '' where there is no address that works or they asked not to be written to."""
    rows = book.rows("SELECT address, state FROM email WHERE person_id = ? ORDER BY position, id", person_id)
    if any(state == "unsubscribed" for _, state in rows):
        return ""
    return next((str(address) for address, state in rows if not state), "")


def may_be_written_to(book: Book, person_id: int, address: str) -> bool:
    """Whether this person may get an email at this address: neither they nor anybody else who has it asked not to,
    and it has not bounced."""
    shut = book.value(
        "SELECT 1 FROM email WHERE person_id = ? AND state = 'unsubscribed' "
        "UNION ALL SELECT 1 FROM email WHERE lower(address) = ? AND state <> '' LIMIT 1",
        person_id,
        address.lower(),
    )
    return shut is None


def letters(book: Book, statuses: Sequence[LetterStatus] = tuple(LetterStatus), *, limit: int = 500) -> list[Letter]:
    """Emails of these statuses, the newest first; at most ``limit``."""
    marks = ", ".join("?" * len(statuses))
    rows = book.rows(
        _FROM + f"WHERE m.status IN ({marks}) ORDER BY m.id DESC LIMIT ?", *(str(s) for s in statuses), limit
    )
    return [_letter(r) for r in rows]


def letters_of(book: Book, person_id: int, *, limit: int = 50) -> list[Letter]:
    """One person's emails, the newest first."""
    return [_letter(r) for r in book.rows(_FROM + "WHERE m.person_id = ? ORDER BY m.id DESC LIMIT ?", person_id, limit)]


def letter(book: Book, letter_id: int) -> Letter:
    """One email. Raises NotFoundError."""
    row = book.one(_FROM + "WHERE m.id = ?", letter_id)
    if row is None:
        raise NotFoundError(f"there is no email {letter_id} in the outbox")
    return _letter(row)


def replace_drafts(changes: Changes, person_id: int, *, all_open: bool = False) -> None:
    """Take away what an earlier call drafted and nobody touched: a newer one says it better. With ``all_open``
    whatever has not gone out yet. Inside the transaction and the undo of ``changes``."""
    where = "status IN ('draft', 'queued')" if all_open else "status = 'draft' AND kind = 'outcome' AND edited = 0"
    for (row_id,) in changes.book.rows(f"SELECT id FROM outbox_email WHERE person_id = ? AND {where}", person_id):
        changes.delete("outbox_email", row_id)


def is_out(book: Book, changes: str) -> bool:
    """Whether a stored change is about an email that is out by now, which no undo calls back."""
    ids = {op[2] for op in json.loads(changes) if op[0] in "-=" and op[1] == "outbox_email"}
    return any(
        book.value("SELECT 1 FROM outbox_email WHERE id = ? AND status NOT IN ('draft', 'queued')", i) for i in ids
    )


def drafted_by_newest_call(book: Book, person_id: int) -> Letter | None:
    """The email that somebody's newest call drafted, where it has not gone out."""
    row = book.one(
        _FROM + "WHERE m.person_id = ? AND m.kind = 'outcome' AND m.status IN ('draft', 'queued') AND m.entry_id = "
        "(SELECT max(id) FROM entry WHERE person_id = ? AND kind = 'call') ORDER BY m.id DESC LIMIT 1",
        person_id,
        person_id,
    )
    return _letter(row) if row else None


def has_invitation(book: Book, person_id: int) -> bool:
    """Whether any email to somebody is about an hour in their calendar."""
    return bool(book.value("SELECT 1 FROM outbox_email WHERE person_id = ? AND calendar <> '' LIMIT 1", person_id))


def has_own_words(book: Book, person_id: int) -> bool:
    """Whether words that the user wrote wait in somebody's outbox."""
    return bool(
        book.value(
            "SELECT 1 FROM outbox_email WHERE person_id = ? AND status IN ('draft', 'queued') AND edited = 1 LIMIT 1",
            person_id,
        )
    )


def change(
    book: Book, letter_id: int, now: datetime, verb: str, *, session_id: int | None = None, **values: object
) -> None:
    """Change an email that is not on its way, as a step that can be undone. Raises NotFoundError, RefusedError."""
    with book.transaction():
        found = letter(book, letter_id)
        if found.status not in (*OPEN, LetterStatus.FAILED, LetterStatus.UNSURE) and not handed_over(found):
            raise RefusedError(f"this email is {found.status} already: it cannot be changed any more")
        changes = Changes(book)
        changes.update("outbox_email", letter_id, **values)
        changes.store(verb, person_id=found.person_id, session_id=session_id, entry_id=None, now=now)


def retouch(book: Book, letter_id: int, subject: str, body: str) -> None:
    """Keep what is being typed on a draft that :func:`change` began: one step for the undo, however long it takes."""
    with book.transaction():
        book.run(
            "UPDATE outbox_email SET subject = ?, body = ? WHERE id = ? AND status = 'draft'", subject, body, letter_id
        )


def drop(book: Book, letter_id: int, now: datetime, *, session_id: int | None = None) -> Letter:
    """Throw an email away that did not go out, as a step that can be undone. Raises NotFoundError, RefusedError."""
    with book.transaction():
        found = letter(book, letter_id)
        if found.status not in OPEN:
            raise RefusedError(f"only drafts and queued emails are thrown away; this one is {found.status}")
        changes = Changes(book)
        changes.delete("outbox_email", letter_id)
        changes.store(EMAIL, person_id=found.person_id, session_id=session_id, entry_id=None, now=now)
    return found


def handed_over(found: Letter) -> bool:
    """Whether it was opened in the user's own mail program, which alone knows what became of it."""
    return found.status is LetterStatus.SENT and not found.message_id


def _letter(r: Row) -> Letter:
    created = moment_of(r[18])
    assert created is not None  # the column is NOT NULL
    return Letter(
        id=r[0],
        person_id=r[1],
        name=r[2],
        address=r[3],
        subject=r[4],
        body=r[5],
        status=LetterStatus(r[6]),
        kind=LetterKind(r[7] or LetterKind.WRITTEN),
        entry_id=r[8],
        reason_id=r[9],
        attachments=tuple(loads(r[10])),
        calendar=r[11],
        message_id=r[12],
        thread=tuple(r[13].split()),
        fault=r[14],
        tries=r[15],
        next_try_at=moment_of(r[16]),
        caller=r[17],
        created_at=created,
        sent_at=moment_of(r[19]),
        edited=bool(r[20]),
    )
