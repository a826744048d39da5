"""Changing the reason library: writing, changing, retiring, taking back; and what follows for people's places."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from callstation.errors import NotFoundError, RefusedError
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.rules.library import checked
from callstation.store import changes, lifting, reason_drafts
from callstation.store.book import Book, dumps, epoch
from callstation.store.placing import replace_places
from callstation.store.reading import marks
from callstation.store.reasons import confidant, in_confidence, library, read, select

NOBODY = (0,)
"""An audience of people who are not there any more; an empty one would be everybody."""
_VERB = "reason"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a change to the library. ``brought``: how many people it brought into the queue (S6, S7)."""

    reason: Reason
    undo_id: int
    brought: int = 0


def write(book: Book, frame: Frame, reason: Reason, now: datetime) -> Written:
    """Write a new reason (id 0) or change one; what it lifts is gone from everybody's way at once (S6, S7).

    Uses stay with the reason, and what was said in earlier calls stays in the history. Raises UsageError for one
    that cannot be (see :func:`callstation.rules.library.checked`), NotFoundError for one that is not there.
    """
    keeper = confidant(book, reason.client_id) if reason.anonymous else None
    if reason.id:
        read(book, reason.id)
    return _store(book, frame, checked(reason, keeper.secret if keeper else None), now)


def retire(book: Book, frame: Frame, reason_id: int, now: datetime, *, back: bool = False) -> Written:
    """Take a reason out of use, or ``back`` into it. What it had lifted for people who were not told stands in
    their way again. Raises NotFoundError."""
    return _store(book, frame, replace(read(book, reason_id), retired=not back), now)


def take_back(book: Book, frame: Frame, undo_id: int, now: datetime) -> None:
    """Undo one change to the library with all that followed from it, once.

    Raises RefusedError for a new reason that was used since, NotFoundError for a change that is not there.
    """
    row = book.one("SELECT changes FROM undo WHERE id = ? AND undone_at IS NULL", undo_id)
    if row is None:
        raise NotFoundError("that was taken back already")
    steps = json.loads(row[0])
    new = [step[2] for step in steps if step[0] == "-" and step[1] == "reason"]
    if new and any(
        book.value(f"SELECT 1 FROM {table} WHERE reason_id = ? LIMIT 1", new[0]) for table in ("reason_use", "drip")
    ):
        raise RefusedError("this reason was used since, so it stays in the record: retire it instead")
    objections = [step[2] for step in steps if step[1] == "objection"]
    touched = {step[2] for step in steps if step[1] == "person"}
    for part in lifting.parts(objections):
        touched |= {r[0] for r in book.rows(f"SELECT person_id FROM objection WHERE id IN ({marks(part)})", *part)}
    with book.transaction():
        changes.take_back(book, row[0])
        book.run("UPDATE undo SET undone_at = ? WHERE id = ?", epoch(now), undo_id)
        replace_places(book, sorted(touched), frame, now)


def move_person(step: changes.Changes, kept_id: int, other_id: int) -> None:
    """What was written for the other one alone is for the kept one: two records of one person are made one."""
    book = step.book
    for row in book.rows("SELECT id, audience FROM reason WHERE audience LIKE '%\"people\"%'"):
        audience = json.loads(row[1])
        people = audience.get("people", [])
        if other_id in people:
            moved = dict.fromkeys(kept_id if p == other_id else p for p in people)
            step.update("reason", row[0], audience=dumps({**audience, "people": list(moved)}))


def let_go_of_client(book: Book, person_id: int) -> int:
    """To be called before somebody is erased: their stories stay, without their name; introductions of them are
    retired. How many reasons that touched. Use inside a transaction."""
    reason_drafts.forget_person(book, person_id)
    keeper = confidant(book, person_id)
    touched = 0
    for reason in select(book, "ORDER BY id"):
        changed = reason
        if person_id in reason.audience.people:
            left = tuple(p for p in reason.audience.people if p != person_id)
            changed = replace(
                changed, audience=replace(reason.audience, people=left or NOBODY), retired=reason.retired or not left
            )
        if keeper is not None and reason.client_id == person_id:
            hidden = in_confidence(replace(changed, anonymous=True), {person_id: keeper})
            story = reason.kind is ReasonKind.STORY
            changed = replace(hidden, client_id=None, anonymous=story, retired=changed.retired or not story)
        if changed != reason:
            columns = _columns(changed)
            sets = ", ".join(f"{c} = ?" for c in columns)
            book.run(f"UPDATE reason SET {sets} WHERE id = ?", *columns.values(), reason.id)
            touched += 1
    return touched


def _store(book: Book, frame: Frame, reason: Reason, now: datetime) -> Written:
    columns = _columns(reason)
    with book.transaction():
        step = changes.Changes(book)
        if reason.id:
            step.update("reason", reason.id, **columns)
        else:
            reason = replace(reason, id=step.insert("reason", **columns, created_at=epoch(now)))
        brought = _settle(step, frame, reason, now)
        undo_id = step.store(_VERB, person_id=0, session_id=None, entry_id=None, now=now)
    return Written(read(book, reason.id), undo_id, brought)


def _settle(step: changes.Changes, frame: Frame, reason: Reason, now: datetime) -> int:
    """Bring what stands in people's way in line with the library; how many people came into the queue."""
    book = step.book
    freed = lifting.put_back(step, frame, reason, now)
    brought: set[int] = set() if reason.retired else lifting.lift(step, frame, reason, now)
    if freed:
        # What another reason lifts as well stays lifted, by that one.
        for other in library(book):
            if other.id != reason.id:
                lifting.lift(step, frame, other, now, only=freed)
    replace_places(book, sorted(freed | brought), frame, now)
    return len(brought)


def _columns(reason: Reason) -> dict[str, object]:
    return {
        "kind": str(reason.kind),
        "text": reason.text,
        "lead_in": reason.lead_in,
        "link": reason.link,
        "attachment": reason.attachment,
        "valid_until": reason.valid_until.isoformat() if reason.valid_until else None,
        "audience": dumps({k: v for k, v in asdict(reason.audience).items() if v}),
        "strength": reason.strength,
        "gives": int(reason.gives),
        "anonymous": int(reason.anonymous),
        "client_id": reason.client_id,
        "retired": int(reason.retired),
    }
