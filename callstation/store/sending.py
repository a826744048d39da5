"""An email on its way: noted durably before anything is said to a server, and what became of it afterwards.

Whatever is found half way at a start may have gone out, so it is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from callstation.errors import RefusedError
from callstation.model.calls import EntryKind
from callstation.model.mail import Letter, LetterKind, LetterStatus
from callstation.rules.frame import Frame
from callstation.rules.windows import zone_of
from callstation.store.book import Book, epoch
from callstation.store.changes import add_tally
from callstation.store.lock import take
from callstation.store.outbox import letter, may_be_written_to
from callstation.store.placing import replace_places

CONVERSATION = 10
"""So many messages before it are named by an email (RFC 5322, 3.6.4 sets no limit; servers do)."""
_ADVISORY = 7_462_656


@contextmanager
def the_only_sender(book: Book) -> Iterator[None]:
    """One program sends at a time. Raises RefusedError where another does.

    Whatever is noted as on its way when nobody is sending was cut off: it becomes unsure.
    """
    with _lock(book) as mine:
        if not mine:
            raise RefusedError("another callstation is sending emails at this moment: try again when it is done")
        _settle(book)
        yield


def settle_cut_off(book: Book) -> None:
    """Note what was cut off in the middle of being sent, where nobody is sending now."""
    if book.read_only or not book.value("SELECT 1 FROM outbox_email WHERE status = 'sending' LIMIT 1"):
        return
    with _lock(book) as mine:
        if mine:
            _settle(book)


def _settle(book: Book) -> None:
    with book.transaction():
        book.run(
            "UPDATE outbox_email SET status = 'unsure', fault = ? WHERE status = 'sending'",
            "cut off in the middle of being sent: it may have arrived, or not",
        )


@contextmanager
def _lock(book: Book) -> Iterator[bool]:
    if not book.sqlite:
        mine = bool(book.value("SELECT pg_try_advisory_lock(?)", _ADVISORY))
        try:
            yield mine
        finally:
            if mine:
                book.value("SELECT pg_advisory_unlock(?)", _ADVISORY)
        return
    row = book.one("PRAGMA database_list")
    file = Path(str(row[2])) if row else Path()
    lock = take(file.with_name(file.name + ".outbox"))
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


def waiting(
    book: Book, now: datetime, caller: str, *, only_due: bool = False, ids: Sequence[int] | None = None
) -> list[int]:
    """The ids of this caller's queued emails, the oldest first: of ``ids`` where they are given; with ``only_due``
    without those whose next try is still to come."""
    rows = book.rows(
        "SELECT id, next_try_at FROM outbox_email WHERE status = 'queued' AND caller IN (?, '') ORDER BY id", caller
    )
    at = epoch(now) or 0
    return [
        int(letter_id)
        for letter_id, next_try in rows
        if (ids is None or letter_id in ids) and not (only_due and next_try is not None and next_try > at)
    ]


def begin(book: Book, letter_id: int, message_id: str) -> Letter:
    """Note durably that an email is on its way; the email as it is to be sent.

    Only a queued one is; a second try keeps its message id. Raises NotFoundError, RefusedError where it is not
    queued, or its person asked since not to be written to, or its address came back.
    """
    with book.transaction():
        found = letter(book, letter_id)
        if found.status is not LetterStatus.QUEUED:
            raise RefusedError(f"this email is not queued, it is {found.status}")
        if not may_be_written_to(book, found.person_id, found.address):
            raise RefusedError(f"{found.name} asked not to be emailed, or {found.address} does not work")
        before = [] if found.kind is LetterKind.DRIP else _conversation(book, found)
        book.run(
            "UPDATE outbox_email SET status = 'sending', message_id = ?, thread = ?, tries = tries + 1, fault = '', "
            "next_try_at = NULL WHERE id = ?",
            found.message_id or message_id,
            " ".join(before),
            letter_id,
        )
        return letter(book, letter_id)


def _conversation(book: Book, found: Letter) -> list[str]:
    rows = book.rows(
        "SELECT message_id FROM outbox_email WHERE person_id = ? AND lower(address) = ? AND id <> ? "
        "AND status IN ('sent', 'unsure') AND message_id <> '' ORDER BY sent_at DESC, id DESC LIMIT ?",
        found.person_id,
        found.address.lower(),
        found.id,
        CONVERSATION,
    )
    return [str(r[0]) for r in reversed(rows)]


def sent(book: Book, frame: Frame, found: Letter, now: datetime, *, words: str = "", message_id: bool = True) -> None:
    """It is out: in the history, and its reason is used up (S3) and counted as given (H1).

    Without ``message_id`` it was handed to the user's own program, which gives it one.
    """
    with book.transaction():
        book.run(
            "UPDATE outbox_email SET status = 'sent', sent_at = ?, fault = ?, next_try_at = NULL, message_id = ? "
            "WHERE id = ?",
            epoch(now),
            words,
            found.message_id if message_id else "",
            found.id,
        )
        entry_id = _note(book, frame, found, now)
        _use_reason(book, found, entry_id, now)
        day = now.astimezone(zone_of(frame.zone)).date().isoformat()
        add_tally(book, day, frame.caller, "email:sent", 1)


def put_off(book: Book, found: Letter, words: str, again_at: datetime | None) -> None:
    """It did not go out: it stays queued, with the server's words, not to be tried before ``again_at`` by itself."""
    with book.transaction():
        book.run(
            "UPDATE outbox_email SET status = 'queued', fault = ?, next_try_at = ? WHERE id = ?",
            words,
            epoch(again_at),
            found.id,
        )


def unsure(book: Book, found: Letter, words: str) -> None:
    """It was cut off in the middle: it may have gone out."""
    with book.transaction():
        book.run("UPDATE outbox_email SET status = 'unsure', fault = ? WHERE id = ?", words, found.id)


def failed(book: Book, frame: Frame, found: Letter, words: str, now: datetime, *, bad_address: bool) -> None:
    """It was refused for good; a ``bad_address`` is written to no more."""
    with book.transaction():
        book.run(
            "UPDATE outbox_email SET status = 'failed', fault = ?, next_try_at = NULL WHERE id = ?", words, found.id
        )
        if not book.value("SELECT 1 FROM entry WHERE ref_id = ? AND kind IN ('email', 'drip')", found.id):
            _note(book, frame, found, now)
        if bad_address:
            _mark_address(book, frame, found.address, now)


def _mark_address(book: Book, frame: Frame, address: str, now: datetime) -> list[int]:
    """Write to this address no more, and call whoever has it; their ids. Use inside a transaction."""
    rows = book.rows("SELECT id, person_id FROM email WHERE lower(address) = ? ORDER BY id", address.lower())
    for row_id, _ in rows:
        book.run("UPDATE email SET state = 'bounced', bounced_at = ? WHERE id = ? AND state = ''", epoch(now), row_id)
    people = list(dict.fromkeys(int(r[1]) for r in rows))
    replace_places(book, people, frame, now)
    return people


def bounced(
    book: Book, frame: Frame, address: str, words: str, now: datetime, *, message_id: str = ""
) -> Sequence[int]:
    """An email came back: nobody is written to at this address any more, the email that it was counts as failed,
    and whoever has it is called (see rules/queue.py). The ids of those people. Raises RefusedError for nobody.
    """
    with book.transaction():
        people = _mark_address(book, frame, address, now)
        if not people:
            raise RefusedError(f"nobody in the book has the address {address}")
        known = book.value(
            "SELECT id FROM outbox_email WHERE lower(address) = ? AND status IN ('sent', 'unsure') "
            "ORDER BY CASE WHEN message_id = ? THEN 0 ELSE 1 END, sent_at DESC, id DESC LIMIT 1",
            address.lower(),
            message_id or "?",
        )
        if known is not None:
            book.run("UPDATE outbox_email SET status = 'failed', fault = ? WHERE id = ?", words, known)
    return people


def _note(book: Book, frame: Frame, found: Letter, now: datetime) -> int:
    zone = book.value("SELECT zone FROM person WHERE id = ?", found.person_id)
    return book.insert(
        "entry",
        {
            "person_id": found.person_id,
            "at": epoch(now),
            "kind": str(EntryKind.DRIP if found.kind is LetterKind.DRIP else EntryKind.EMAIL),
            "zone": zone or frame.zone,
            "words": found.body,
            "caller": frame.caller,
            "reason_id": found.reason_id,
            "ref_id": found.id,
        },
    )


def _use_reason(book: Book, found: Letter, entry_id: int, now: datetime) -> None:
    if found.reason_id is None:
        return
    gives = book.value("SELECT gives FROM reason WHERE id = ?", found.reason_id)
    used = book.value(
        "SELECT 1 FROM reason_use WHERE reason_id = ? AND person_id = ?", found.reason_id, found.person_id
    )
    if gives is None or used:
        return
    book.insert(
        "reason_use",
        {"reason_id": found.reason_id, "person_id": found.person_id, "entry_id": entry_id, "at": epoch(now)},
    )
    column = "given" if gives else "asked"
    book.run(f"UPDATE person SET {column} = {column} + 1 WHERE id = ?", found.person_id)
