"""The reason library in the book. What leaves here of an anonymous story never names its client (H5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from callstation.errors import NotFoundError
from callstation.model.calls import Outcome
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.anonymity import Secret, found_in, masked, secret_of
from callstation.rules.frame import Frame
from callstation.rules.library import checked
from callstation.store import lifting
from callstation.store.book import Book, Row, day_of, dumps, epoch, loads
from callstation.store.changes import Changes
from callstation.store.placing import replace_places
from callstation.store.reading import marks

_COLUMNS = (
    "id, kind, text, lead_in, link, attachment, valid_until, audience, strength, gives, anonymous, client_id, retired"
)


NOBODY = (0,)
"""An audience of people who are not there any more; an empty one would be everybody."""


@dataclass(frozen=True, slots=True)
class Confidant:
    """The client of an anonymous story: what must not be said, and where it is not told either."""

    secret: Secret
    company: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a change to the library. ``brought``: how many people it brought into the queue (S6, S7)."""

    reason: Reason
    undo_id: int
    brought: int = 0


# reading ------------------------------------------------------------------------------------------------
def library(book: Book, *, with_retired: bool = False) -> list[Reason]:
    """All reasons, in the order in which they were written."""
    where = "" if with_retired else "WHERE retired = 0 "
    return _read(book, f"{where}ORDER BY id")


def read(book: Book, reason_id: int) -> Reason:
    """One reason. Raises NotFoundError."""
    found = _read(book, "WHERE id = ?", reason_id)
    if not found:
        raise NotFoundError(f"there is no reason {reason_id}")
    return found[0]


def some(book: Book, ids: Sequence[int]) -> list[Reason]:
    """The reasons of these ids, retired ones too; a few hundred at most."""
    return _read(book, f"WHERE id IN ({marks(ids)}) ORDER BY id", *ids) if ids else []


def version(book: Book) -> object:
    """Differs from what it was before whenever the library has changed, here or in another program."""
    if book.sqlite:
        return book.one(
            "SELECT count(*), sum(retired), sum(length(text) + length(lead_in) + length(audience) + strength "
            "+ 97 * gives), group_concat(valid_until || id) FROM reason"
        ), book.value("PRAGMA data_version")
    return book.value("SELECT md5(string_agg(r::text, '|' ORDER BY r.id)) FROM reason r")


def confidants(book: Book) -> dict[int, Confidant]:
    """The clients of anonymous stories, by id, under the names that they have now."""
    rows = book.rows(
        "SELECT id, name, first_name, last_name, company FROM person "
        "WHERE id IN (SELECT client_id FROM reason WHERE anonymous = 1)"
    )
    return {r[0]: Confidant(secret_of(*r[1:]), r[4]) for r in rows}


def confidant(book: Book, client_id: int | None) -> Confidant | None:
    """What must not be said of one client, None for nobody."""
    row = book.one("SELECT name, first_name, last_name, company FROM person WHERE id = ?", client_id or 0)
    return Confidant(secret_of(*row), row[3]) if row else None


def in_confidence(reason: Reason, known: Mapping[int, Confidant]) -> Reason:
    """The reason as it may be shown: without a word that would give away the client of an anonymous story.

    The names are looked up anew each time, since a client may be called otherwise than when the story was written.
    """
    keeper = known.get(reason.client_id or 0) if reason.anonymous else None
    if keeper is None:
        return reason
    return replace(
        reason,
        text=masked(keeper.secret, reason.text),
        lead_in=masked(keeper.secret, reason.lead_in),
        link="" if found_in(keeper.secret, reason.link) else reason.link,
        attachment="" if found_in(keeper.secret, reason.attachment) else reason.attachment,
    )


def used_with(book: Book, ids: Sequence[int]) -> dict[int, list[int]]:
    """Which reasons were used with each of these people, oldest first."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    if ids:
        for row in book.rows(
            f"SELECT person_id, reason_id FROM reason_use WHERE person_id IN ({marks(ids)}) ORDER BY id", *ids
        ):
            found[row[0]].append(row[1])
    return found


def kinds(book: Book, ids: Sequence[int]) -> dict[int, ReasonKind]:
    """The kinds of these reasons, retired ones too."""
    rows = book.rows(f"SELECT id, kind FROM reason WHERE id IN ({marks(ids)})", *ids) if ids else []
    return {r[0]: ReasonKind(r[1]) for r in rows}


def last_conversations(book: Book, ids: Sequence[int]) -> dict[int, Outcome]:
    """The outcome of each person's last conversation, however often they were not reached since."""
    return lifting.last_conversations(book, ids)


# changing -----------------------------------------------------------------------------------------------
def add(book: Book, frame: Frame, reason: Reason, now: datetime) -> Reason:
    """Write a new reason into the library, as :func:`write` does; the reason as it is stored."""
    return write(book, frame, replace(reason, id=0), now).reason


def write(book: Book, frame: Frame, reason: Reason, now: datetime) -> Written:
    """Write a new reason (id 0) or change one; what it lifts is gone from everybody's way at once (S6, S7).

    Uses stay with the reason, and what was said in earlier calls stays in the history. Raises UsageError for one
    that cannot be (see :func:`callstation.rules.library.checked`), NotFoundError for one that is not there.
    """
    keeper = confidant(book, reason.client_id) if reason.anonymous else None
    wanted = checked(reason, keeper.secret if keeper else None)
    if reason.id:
        read(book, reason.id)
    with book.transaction():
        changes = Changes(book)
        columns = _columns(wanted)
        if reason.id:
            changes.update("reason", reason.id, **columns)
        else:
            wanted = replace(wanted, id=changes.insert("reason", **columns, created_at=epoch(now)))
        brought = _settle(changes, frame, wanted, now)
        undo_id = changes.store(_VERB, person_id=0, session_id=None, entry_id=None, now=now)
    return Written(read(book, wanted.id), undo_id, brought)


def retire(book: Book, frame: Frame, reason_id: int, now: datetime, *, back: bool = False) -> Written:
    """Take a reason out of use, or ``back`` into it. What it had lifted for people who were not told stands in
    their way again. Raises NotFoundError."""
    return write(book, frame, replace(read(book, reason_id), retired=not back), now)


def take_back(book: Book, frame: Frame, undo_id: int, now: datetime) -> None:
    """Undo one change to the library, with all that followed from it.

    Raises RefusedError for a new reason that was used since: it is part of the record.
    """
    lifting.take_back(book, frame, undo_id, now)


def let_go_of_client(book: Book, person_id: int) -> int:
    """To be called before somebody is erased: their stories stay, without their name; introductions of them are
    retired. How many reasons that touched. Use inside a transaction."""
    keeper = confidant(book, person_id)
    touched = 0
    for reason in _read(book, "ORDER BY id"):
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


_VERB = "reason"


def _settle(changes: Changes, frame: Frame, reason: Reason, now: datetime) -> int:
    """Bring what stands in people's way in line with the library; how many people came into the queue."""
    book = changes.book
    freed = lifting.put_back(changes, reason)
    brought: set[int] = set() if reason.retired else lifting.lift(changes, frame, reason, now)
    if freed:
        # What another reason lifts as well stays lifted, by that one.
        for other in library(book):
            if other.id != reason.id:
                lifting.lift(changes, frame, other, now, only=freed)
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


def _read(book: Book, where: str, *params: object) -> list[Reason]:
    found = [_reason(r) for r in book.rows(f"SELECT {_COLUMNS} FROM reason {where}", *params)]
    if not any(r.anonymous and r.client_id for r in found):
        return found
    known = confidants(book)
    return [in_confidence(r, known) for r in found]


def _reason(r: Row) -> Reason:
    fields = Audience.__dataclass_fields__
    audience: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in loads(r[7]).items() if k in fields
    }
    return Reason(
        id=r[0],
        kind=ReasonKind(r[1]),
        text=r[2],
        lead_in=r[3],
        link=r[4],
        attachment=r[5],
        valid_until=day_of(r[6]),
        audience=Audience(**audience),
        strength=r[8],
        gives=bool(r[9]),
        anonymous=bool(r[10]),
        client_id=r[11],
        retired=bool(r[12]),
    )
