"""How somebody is reached, and what they are tagged with, changed by hand as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from callstation.model.calls import EntryKind
from callstation.model.people import UNSUBSCRIBED, Email, Phone, Prospect, Standing
from callstation.rules.frame import Frame
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes
from callstation.store.importing import index_person
from callstation.store.people import EDIT
from callstation.store.placing import replace_place
from callstation.store.reading import person
from callstation.store.windows import group_of


def set_ways(
    book: Book,
    frame: Frame,
    person_id: int,
    now: datetime,
    *,
    phones: Sequence[Phone],
    emails: Sequence[Email],
    tags: Sequence[str],
    session_id: int | None = None,
) -> Prospect:
    """Give somebody exactly these numbers, addresses and tags, in this order.

    A number that is on the do-not-call list bars them at once. Raises NotFoundError.
    """
    old = person(book, person_id)
    before = _words(old)
    with book.transaction():
        changes = Changes(book)
        _phones(changes, old, phones)
        changes.update("person", person_id, window_group_id=group_of(book, person_id))
        _emails(changes, old, emails)
        _tags(book, changes, old, tags)
        barred = any(book.value("SELECT 1 FROM do_not_call WHERE number = ?", p.number) for p in phones if p.number)
        if barred and old.standing is not Standing.DO_NOT_CALL:
            changes.update("person", person_id, standing=str(Standing.DO_NOT_CALL))
        changed = person(book, person_id)
        if (after := _words(changed)) == before:
            return old
        changes.insert(
            "entry",
            person_id=person_id,
            at=epoch(now),
            kind=str(EntryKind.EDIT),
            zone=old.zone,
            caller=frame.caller,
            data=dumps(
                {
                    "before": {k: v for k, v in before.items() if after[k] != v},
                    "after": {k: v for k, v in after.items() if before[k] != v},
                }
            ),
        )
        replace_place(book, person_id, frame, now)
        index_person(book, changed)
        if session_id is not None:
            changes.store(EDIT, person_id=person_id, session_id=session_id, entry_id=None, now=now)
    return changed


def _words(who: Prospect) -> dict[str, str]:
    return {
        "numbers": ", ".join(p.number + (f" ext. {p.extension}" if p.extension else "") for p in who.phones),
        "emails": ", ".join(e.address for e in who.emails),
        "tags": ", ".join(who.tags),
    }


def _phones(changes: Changes, old: Prospect, phones: Sequence[Phone]) -> None:
    known = {(p.number, p.extension): p for p in old.phones}
    kept = set()
    for position, phone in enumerate(phones):
        had = known.get((phone.number, phone.extension))
        if had is not None:
            kept.add(had.id)
            changes.update("phone", had.id, position=position, kind=phone.kind or had.kind, flag=had.flag)
            continue
        changes.insert(
            "phone",
            person_id=old.id,
            position=position,
            number=phone.number,
            extension=phone.extension,
            kind=phone.kind,
            raw=phone.raw,
            flag=phone.flag,
            tail="".join(c for c in phone.number if c.isdigit())[::-1],
        )
    for phone in old.phones:
        if phone.id not in kept:
            changes.delete("phone", phone.id)


def _emails(changes: Changes, old: Prospect, emails: Sequence[Email]) -> None:
    known = {e.address.lower(): e for e in old.emails}
    kept = set()
    for position, email in enumerate(emails):
        had = known.get(email.address.lower())
        if had is not None:
            kept.add(had.id)
            changes.update("email", had.id, position=position, address=email.address)
        else:
            # Whoever asked for no emails asked it at every address, also at one that comes later.
            state = "" if old.may_be_emailed else UNSUBSCRIBED
            changes.insert(
                "email", person_id=old.id, position=position, address=email.address, kind=email.kind, state=state
            )
    for email in old.emails:
        if email.id not in kept:
            changes.delete("email", email.id)


def _tags(book: Book, changes: Changes, old: Prospect, tags: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(t for t in tags if t))
    for row in book.rows("SELECT id, tag FROM tag WHERE person_id = ?", old.id):
        if row[1] not in wanted:
            changes.delete("tag", row[0])
    for tag in wanted:
        if tag not in old.tags:
            changes.insert("tag", person_id=old.id, tag=tag)
