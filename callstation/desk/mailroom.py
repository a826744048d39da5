"""The outbox at the desk: looking at emails, touching them up, queueing, and sending what is queued (T5).

Nothing leaves without the user's act: an outcome drafts, the user queues, and the user sends what is queued.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from callstation.desk.desk import Desk
from callstation.desk.tools import Tools
from callstation.errors import RefusedError
from callstation.mail.faults import (
    LetterError,
    NotReadyError,
    RefusedForGoodError,
    RefusedForNowError,
    UnsureError,
)
from callstation.mail.message import Sender, body_of, build, new_message_id
from callstation.mail.ways import Way, hands_over, sender_of, way_out
from callstation.model.cards import Card, Finding
from callstation.model.mail import OPEN, Letter, LetterKind, LetterStatus, NewLetter
from callstation.rules.mailing import try_again_at
from callstation.scripting.context import BY_NAME
from callstation.scripting.records import shown_gap
from callstation.store import outbox, reading, reasons, sending
from callstation.store.changes import Changes
from callstation.text import clean, clean_line

DRAFTS_FOLDER = "outbox"
"""In the data folder: drafts that were opened in the user's own mail program."""
_GAPS = re.compile("|".join(re.escape(shown_gap(name)) for name in BY_NAME))


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of one email that was to be sent. ``words`` are the server's, or why not."""

    letter: Letter
    status: LetterStatus
    words: str


# looking and touching up ----------------------------------------------------------------------------------
def letters(desk: Desk, statuses: Sequence[LetterStatus] = tuple(LetterStatus)) -> list[Letter]:
    """Emails of these statuses, the newest first. What was cut off while it was sent is noted as unsure first."""
    sending.settle_cut_off(desk.tools.book)
    return outbox.letters(desk.tools.book, statuses)


def open_letter(desk: Desk, person_id: int) -> Letter | None:
    """The newest email of this person that has not gone out."""
    return next((m for m in outbox.letters_of(desk.tools.book, person_id) if m.status in OPEN), None)


def as_it_goes_out(desk: Desk, letter: Letter) -> str:
    """The body as they get to read it, with what the settings put below it."""
    try:
        sender = sender_of(desk.tools.settings)
    except NotReadyError:
        sender = Sender("", "")
    return body_of(letter, sender)


def findings(desk: Desk, subject: str, body: str) -> tuple[Finding, ...]:
    """What the language check says of an email's words, by the user's own rules too (S1, H7)."""
    return (*desk.tools.found(subject, "line"), *desk.tools.found(body, "email"))


def keep(desk: Desk, letter: Letter | None, person_id: int, subject: str, body: str, card: Card | None = None) -> int:
    """Store the user's words as a draft (a queued email becomes one again); its id.

    Raises RefusedError where it is out already, or the person has no address that may be written to.
    """
    tools = desk.tools
    subject, body = clean_line(subject), clean(body).strip()
    if letter is not None:
        status = str(LetterStatus.DRAFT)
        values = {"subject": subject, "body": body, "edited": 1, "status": status, "fault": "", "next_try_at": None}
        outbox.change(tools.book, letter.id, desk.now, outbox.EMAIL, session_id=_session(desk), **values)
        return letter.id
    reason = card.reason if card is not None else None
    new = NewLetter(
        person_id,
        subject,
        body,
        LetterKind.WRITTEN,
        reason_id=(reason.id or None) if reason else None,
        attachments=(reason.attachment,) if reason and reason.attachment else (),
    )
    with tools.book.transaction():
        changes = Changes(tools.book)
        letter_id = outbox.draft(changes, new, desk.now, caller=tools.frame.caller)
        if letter_id is None:
            raise RefusedError("there is no address that may be written to: f edits what you know of them")
        changes.update("outbox_email", letter_id, edited=1)
        changes.store(outbox.EMAIL, person_id=person_id, session_id=_session(desk), entry_id=None, now=desk.now)
    return letter_id


def queue(desk: Desk, letter_id: int) -> Letter:
    """Let an email go out when the user next sends what is queued.

    Raises RefusedError for one that has gaps or no words, would name the client of an anonymous story (H5), goes to
    somebody who asked not to be emailed, or is out already.
    """
    tools = desk.tools
    letter = outbox.letter(tools.book, letter_id)
    if letter.status is LetterStatus.QUEUED:
        return letter
    if letter.status is not LetterStatus.DRAFT:
        raise RefusedError(f"this email is {letter.status}: make it a draft again first, if it is to go once more")
    check_ready(tools, letter)
    values = {"status": str(LetterStatus.QUEUED), "fault": "", "next_try_at": None}
    outbox.change(tools.book, letter_id, desk.now, outbox.EMAIL, session_id=_session(desk), **values)
    return outbox.letter(tools.book, letter_id)


def back_to_draft(desk: Desk, letter_id: int) -> Letter:
    """Take an email back that has not gone out, or that may be sent once more on the user's own word.

    One that may have gone out already, or was handed to the user's own program, gets a new message id if it goes
    again: it is another email then. Raises RefusedError where it was sent.
    """
    values: dict[str, object] = {"status": str(LetterStatus.DRAFT), "next_try_at": None, "message_id": "", "tries": 0}
    outbox.change(desk.tools.book, letter_id, desk.now, outbox.EMAIL, session_id=_session(desk), **values)
    return outbox.letter(desk.tools.book, letter_id)


def it_arrived(desk: Desk, letter_id: int) -> Letter:
    """The user found out that an email that was cut off did go out. Raises RefusedError for any other."""
    letter = outbox.letter(desk.tools.book, letter_id)
    if letter.status is not LetterStatus.UNSURE:
        raise RefusedError(f"only an email that is unsure can be said to have gone out; this one is {letter.status}")
    sending.sent(desk.tools.book, desk.tools.frame, letter, desk.now, words="you said so")
    return outbox.letter(desk.tools.book, letter_id)


def drop(desk: Desk, letter_id: int) -> Letter:
    """Throw an email away that did not go out. Raises RefusedError where it did."""
    return outbox.drop(desk.tools.book, letter_id, desk.now, session_id=_session(desk))


def _session(desk: Desk) -> int | None:
    return desk.session.id if desk.session is not None else None


def check_ready(tools: Tools, letter: Letter) -> None:
    """Raises RefusedError naming what keeps an email from going out as it is."""
    if not letter.subject.strip() or not letter.body.strip():
        raise RefusedError("an email needs a subject and a text")
    words = f"{letter.subject}\n{letter.body}"
    if gaps := dict.fromkeys(_GAPS.findall(words)):
        raise RefusedError(f"still to be filled in: {' '.join(gaps)}")
    if letter.reason_id is not None:
        from callstation.rules.anonymity import found_in

        keeper = tools.confidant(reasons.read(tools.book, letter.reason_id))
        told = found_in(keeper.secret, words) if keeper else ""
        if told:
            raise RefusedError(f"{told!r} would give the client of an anonymous story away: leave it out")
    if not outbox.may_be_written_to(tools.book, letter.person_id, letter.address):
        raise RefusedError(f"{letter.name} asked not to be emailed, or {letter.address} does not work")


# sending --------------------------------------------------------------------------------------------------
def send(
    tools: Tools,
    ids: Sequence[int] | None = None,
    *,
    only_due: bool = False,
    told: Callable[[Gone], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    way: Way | None = None,
) -> list[Gone]:
    """Send queued emails, one after the other: those of ``ids``, or all of the caller's (``only_due``: without those
    whose next try is still to come). ``told`` hears of each at once; ``stopped`` is asked before each.

    Works in any thread whose own book ``tools`` holds. Raises NotReadyError where nothing can go at all, RefusedError
    where another program is sending. Where the way out fails in the middle, the rest stays queued.
    """
    sender = sender_of(tools.settings)
    out = way or way_out(tools.settings, tools.shelf.folder.parent / DRAFTS_FOLDER)
    done: list[Gone] = []
    try:
        with sending.the_only_sender(tools.book):
            now = tools.clock.now()
            for letter_id in sending.waiting(tools.book, now, tools.frame.caller, only_due=only_due, ids=ids):
                if stopped is not None and stopped():
                    break
                gone, go_on = _send_one(tools, out, sender, letter_id)
                done.append(gone)
                if told is not None:
                    told(gone)
                if not go_on:
                    break
    finally:
        out.close()
    return done


def _send_one(tools: Tools, way: Way, sender: Sender, letter_id: int) -> tuple[Gone, bool]:
    """What became of one, and whether the next can be tried."""
    book, frame = tools.book, tools.frame
    try:
        letter = sending.begin(book, letter_id, new_message_id(sender))
    except RefusedError as error:
        letter = outbox.letter(book, letter_id)
        sending.put_off(book, letter, str(error), None)
        return Gone(letter, LetterStatus.QUEUED, str(error)), True
    now = tools.clock.now()
    try:
        message = build(letter, sender, now)
        words = way.send(message, message["To"].addresses[0].addr_spec)
    except (LetterError, NotReadyError) as error:
        sending.put_off(book, letter, str(error), None)
        return Gone(letter, LetterStatus.QUEUED, str(error)), isinstance(error, LetterError)
    except RefusedForNowError as error:
        return _refused_for_now(tools, letter, str(error), now), True
    except RefusedForGoodError as error:
        sending.failed(book, frame, letter, str(error), now, bad_address=error.bad_address)
        return Gone(letter, LetterStatus.FAILED, str(error)), True
    except UnsureError as error:
        sending.unsure(book, letter, str(error))
        return Gone(letter, LetterStatus.UNSURE, str(error)), True
    sending.sent(book, frame, letter, now, words=words, message_id=not hands_over(tools.settings))
    return Gone(letter, LetterStatus.SENT, words), True


def _refused_for_now(tools: Tools, letter: Letter, words: str, now: datetime) -> Gone:
    again = try_again_at(letter.tries, now)
    if again is None:
        words = f"given up after {letter.tries} tries: {words}"
        sending.failed(tools.book, tools.frame, letter, words, now, bad_address=False)
        return Gone(letter, LetterStatus.FAILED, words)
    sending.put_off(tools.book, letter, words, again)
    return Gone(replace(letter, next_try_at=again), LetterStatus.QUEUED, words)


# bounces --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CameBack:
    """An address that emails come back from; ``people`` are those whose it is."""

    address: str
    words: str
    people: tuple[str, ...]


def bounced(desk: Desk, address: str, words: str = "", message_id: str = "") -> CameBack:
    """An email came back: the address is written to no more, and a call is proposed. Raises RefusedError for an
    address that nobody in the book has."""
    tools = desk.tools
    ids = sending.bounced(tools.book, tools.frame, address, words or "it came back", desk.now, message_id=message_id)
    people = reading.people(tools.book, ids)
    return CameBack(address, words, tuple(p.name for p in people))


def bounces_in(desk: Desk, path: Path) -> list[CameBack]:
    """Every address that bounce messages in a Maildir, mbox or file name, and that somebody in the book has.

    Raises MailError where nothing there can be read.
    """
    from callstation.mail.bounces import read_bounces

    found = []
    for bounce in read_bounces(path):
        try:
            found.append(bounced(desk, bounce.address, bounce.words, bounce.message_id))
        except RefusedError:
            continue  # somebody who is not in the book
    return found
