"""The reason library in the book. What leaves here of an anonymous story never names its client (H5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from callstation.errors import NotFoundError
from callstation.model.calls import Outcome
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.store.book import Book, Row, day_of, loads
from callstation.store.reading import marks

if TYPE_CHECKING:
    from callstation.rules.anonymity import Secret

_TALKS = tuple(str(o) for o in Outcome if o.conversation)
_COLUMNS = (
    "id, kind, text, lead_in, link, attachment, valid_until, audience, strength, gives, anonymous, client_id, retired"
)


@dataclass(frozen=True, slots=True)
class Confidant:
    """The client of an anonymous story: what must not be said, and where it is not told either."""

    secret: Secret
    company: str


def library(book: Book, *, with_retired: bool = False) -> list[Reason]:
    """All reasons, in the order in which they were written."""
    where = "" if with_retired else "WHERE retired = 0 "
    return select(book, f"{where}ORDER BY id")


def read(book: Book, reason_id: int) -> Reason:
    """One reason. Raises NotFoundError."""
    found = select(book, "WHERE id = ?", reason_id)
    if not found:
        raise NotFoundError(f"there is no reason {reason_id}")
    return found[0]


def some(book: Book, ids: Sequence[int]) -> list[Reason]:
    """The reasons of these ids, retired ones too; a few hundred at most."""
    return select(book, f"WHERE id IN ({marks(ids)}) ORDER BY id", *ids) if ids else []


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
    return {r[0]: _confidant(r[1:]) for r in rows}


def confidant(book: Book, client_id: int | None) -> Confidant | None:
    """What must not be said of one client, None for nobody."""
    row = book.one("SELECT name, first_name, last_name, company FROM person WHERE id = ?", client_id or 0)
    return _confidant(row) if row else None


def _confidant(names: Row) -> Confidant:
    from callstation.rules.anonymity import secret_of  # most books never need it

    return Confidant(secret_of(*names), names[3])


def in_confidence(reason: Reason, known: Mapping[int, Confidant]) -> Reason:
    """The reason as it may be shown: without a word that would give away the client of an anonymous story.

    The names are looked up anew each time, since a client may be called otherwise than when the story was written.
    """
    keeper = known.get(reason.client_id or 0) if reason.anonymous else None
    if keeper is None:
        return reason
    shown = {field: getattr(reason, field) for field in ("text", "lead_in", "link", "attachment")}
    return replace(reason, **without_names(shown, keeper))


def without_names(values: dict[str, Any], keeper: Confidant | None) -> dict[str, Any]:
    """The fields of a reason without a word that would give ``keeper`` away; an address that would, goes whole."""
    if keeper is None:
        return values
    from callstation.rules.anonymity import found_in, masked

    hidden = {field: masked(keeper.secret, values[field]) for field in ("text", "lead_in")}
    gone = {field: "" for field in ("link", "attachment") if found_in(keeper.secret, values[field])}
    return {**values, **hidden, **gone}


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
    """The outcome of each person's last conversation, however often they were not reached since (S9)."""
    if not ids:
        return {}
    rows = book.rows(
        "SELECT p.id, (SELECT e.outcome FROM entry e WHERE e.person_id = p.id AND e.kind = 'call' "
        f"AND e.outcome IN ({marks(_TALKS)}) ORDER BY e.id DESC LIMIT 1) FROM person p "
        f"WHERE p.last_talk_at IS NOT NULL AND p.id IN ({marks(ids)})",
        *_TALKS,
        *ids,
    )
    return {r[0]: Outcome(r[1]) for r in rows if r[1]}


def add(book: Book, frame: Frame, reason: Reason, now: datetime) -> Reason:
    """Write a new reason into the library; the reason as it is stored. What it lifts is gone from everybody's way at
    once (S6, S7). Raises UsageError for one that cannot be."""
    from callstation.store.library import write  # who only looks does without

    return write(book, frame, replace(reason, id=0), now).reason


def select(book: Book, where: str, *params: object) -> list[Reason]:
    """The reasons of a condition of our own; for this package."""
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
