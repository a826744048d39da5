"""An agreed hour in their calendar (T6): invited with one key, and told when the hour moves or is called off.

What their calendar says is read from the emails themselves: the last one that may have arrived.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callstation.desk.carding import situation_of
from callstation.desk.desk import Desk
from callstation.desk.mailroom import check_ready, queue
from callstation.desk.tools import Tools
from callstation.errors import RefusedError
from callstation.exporters.calendar import utc
from callstation.exporters.invitations import read_said, write_invitation
from callstation.mail.faults import NotReadyError
from callstation.mail.ways import sender_of
from callstation.model.calls import NextStep
from callstation.model.invitations import Invitation, Said
from callstation.model.mail import OPEN, Letter, LetterKind, LetterStatus, NewLetter
from callstation.model.people import Prospect
from callstation.rules.inviting import invited, is_true, to_be_said
from callstation.rules.windows import zone_of
from callstation.scripting.letters import template
from callstation.store import outbox, reading
from callstation.store.changes import Changes
from callstation.store.outbox import INVITATION

_MAY_HAVE_ARRIVED = (LetterStatus.SENT, LetterStatus.UNSURE, LetterStatus.SENDING)


@dataclass(frozen=True, slots=True)
class _Told:
    """What somebody's calendar was told, and what waits to tell it. ``address`` is where it was told."""

    last: Said | None
    address: str
    waiting: tuple[tuple[Letter, Said], ...]


def invite(desk: Desk, person_id: int) -> Letter:
    """Queue an email that puts the agreed hour into their calendar; the one that waits already where there is one.

    Raises RefusedError where no hour is agreed, it is over, or they have it already; NotReadyError without an
    address of the caller's own.
    """
    tools, now = desk.tools, desk.now
    person, step = reading.person(tools.book, person_id), reading.open_step(tools.book, person_id)
    if step is None or step.at is None:
        raise RefusedError(f"no hour is agreed with {person.name}: 3 and 4 take one, like thu 7:30am")
    if step.at <= now:
        raise RefusedError("that hour has come: there is nothing left to invite to")
    if not outbox.address_of(tools.book, person_id):
        raise RefusedError(f"{person.name} has no address that may be written to: f edits what you know of them")
    told = _told(tools, person_id)
    uid = f"meeting-{person.id}-{step.id}-{utc(step.agreed_at or now)}@callstation"
    said = invited(told.last, uid, step, now)
    if said is None:
        raise RefusedError(f"{person.name} has been sent this very hour already")
    ready = next((m for m, waiting in told.waiting if waiting.at == step.at), None)
    if ready is not None:
        return queue(desk, ready.id)
    text = _calendar(tools, person, said, step.at, step.what, now)
    moved = told.last is not None and told.last.at is not None and told.last.uid == said.uid
    with tools.book.transaction():
        changes = Changes(tools.book)
        letter_id = _attach(changes, tools, person, step, text, "moved" if moved else "invitation", now)
        check_ready(tools, outbox.letter(tools.book, letter_id))
        changes.update("outbox_email", letter_id, status=str(LetterStatus.QUEUED))
        session = desk.session.id if desk.session else None
        changes.store(INVITATION, person_id=person_id, session_id=session, entry_id=None, now=now)
    return outbox.letter(tools.book, letter_id)


def keep_true(tools: Tools, person_id: int, now: datetime) -> Letter | None:
    """Draft what their calendar has to be told, now that steps may have changed; None where nothing has.

    What waits and is true no longer is taken away. The same again changes nothing.
    """
    book = tools.book
    if not outbox.has_invitation(book, person_id):
        return None
    told = _told(tools, person_id)
    step = reading.open_step(book, person_id)
    hour = step.at if step is not None else None
    wanted = to_be_said(told.last, step, now)
    with book.transaction():
        changes = Changes(book)  # not stored: the next look after an undo sets it right by itself
        stands = None
        for letter, said in told.waiting:
            if is_true(said, told.last, wanted, hour, now):
                stands = letter
            elif letter.kind is LetterKind.INVITATION:
                changes.delete("outbox_email", letter.id)
            else:
                changes.update("outbox_email", letter.id, calendar="")
        if wanted is None or stands is not None or not told.address:
            return None
        assert told.last is not None
        assert told.last.at is not None
        try:
            person = reading.person(book, person_id)
            about = wanted.at or told.last.at
            text = _calendar(tools, person, wanted, about, step.what if step and wanted.at else "", now)
        except NotReadyError:
            return None  # the address was taken out of the settings: nobody could send it
        name = "moved" if wanted.at else "called-off"
        letter_id = _attach(changes, tools, person, step if wanted.at else None, text, name, now)
    return outbox.letter(book, letter_id) if letter_id else None


def _told(tools: Tools, person_id: int) -> _Told:
    last: Said | None = None
    address = ""
    waiting = []
    for letter in outbox.letters_of(tools.book, person_id):  # the newest first
        said = read_said(letter.calendar) if letter.calendar else None
        if said is None:
            continue
        if letter.status in OPEN:
            waiting.append((letter, said))
        elif (
            letter.status in _MAY_HAVE_ARRIVED
            and (last is None or said.sequence > last.sequence)
            and (last is None or said.uid == last.uid)
        ):
            last, address = said, letter.address
    return _Told(last, address, tuple(waiting))


def _calendar(tools: Tools, person: Prospect, said: Said, at: datetime, what: str, now: datetime) -> str:
    sender = sender_of(tools.settings)
    about = Invitation(
        said=said,
        was_at=at,
        what=what,
        organizer=sender.name,
        organizer_address=sender.address,
        attendee=person.name,
        attendee_address=outbox.address_of(tools.book, person.id),
        their_zone=person.zone or tools.frame.zone,
        our_zone=tools.frame.zone,
        number=person.phone.number if person.phone else "",
    )
    return write_invitation(about, now)


def _attach(
    changes: Changes, tools: Tools, person: Prospect, step: NextStep | None, text: str, name: str, now: datetime
) -> int:
    """Put the calendar's part into the email that the newest call drafted, else into one of its own; its id, 0 where
    nobody may be written to."""
    drafted = outbox.drafted_by_newest_call(changes.book, person.id)
    if drafted is not None and not drafted.calendar:
        changes.update("outbox_email", drafted.id, calendar=text)
        return drafted.id
    subject, body = _words(tools, person, step, name, now)
    letter = NewLetter(person.id, subject, body, LetterKind.INVITATION, calendar=text)
    return outbox.draft(changes, letter, now, caller=tools.frame.caller) or 0


def _words(tools: Tools, person: Prospect, step: NextStep | None, name: str, now: datetime) -> tuple[str, str]:
    facts = reading.facts(tools.book, person.id, tools.frame)
    today = now.astimezone(zone_of(facts.zone)).date()
    now_there = situation_of(tools, person, facts, None, (today, today), now)
    situation = replace(now_there, step=step, promise=None, hear_by=None, call_on=None)
    script, _ = template(name, tools.shelf.folder)
    subject, body = tools.renderer.email(script, situation)
    return subject.text, body.text
