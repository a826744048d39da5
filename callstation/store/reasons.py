"""The reason library in the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from callstation.errors import NotFoundError, UsageError
from callstation.model.calls import Outcome
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.store.book import Book, Row, day_of, dumps, epoch, loads
from callstation.store.placing import replace_places
from callstation.store.reading import marks

_COLUMNS = (
    "id, kind, text, lead_in, link, attachment, valid_until, audience, strength, gives, anonymous, client_id, retired"
)


def library(book: Book, *, with_retired: bool = False) -> list[Reason]:
    """All reasons, in the order in which they were written."""
    where = "" if with_retired else "WHERE retired = 0 "
    return [_reason(r) for r in book.rows(f"SELECT {_COLUMNS} FROM reason {where}ORDER BY id")]


def read(book: Book, reason_id: int) -> Reason:
    """One reason. Raises NotFoundError."""
    row = book.one(f"SELECT {_COLUMNS} FROM reason WHERE id = ?", reason_id)
    if row is None:
        raise NotFoundError(f"there is no reason {reason_id}")
    return _reason(row)


def add(book: Book, frame: Frame, reason: Reason, now: datetime) -> Reason:
    """Write a reason into the library; what it lifts is gone from everybody's way at once (S6).

    Raises UsageError for a reason without words or of a kind that comes by itself.
    """
    if not reason.text.strip():
        raise UsageError("a reason needs words for the blank: The reason I'm calling is ___")
    if reason.kind in BY_THEMSELVES:
        raise UsageError(f"a reason of kind {reason.kind} comes by itself, out of the record")
    with book.transaction():
        reason_id = book.insert(
            "reason",
            {
                "kind": str(reason.kind),
                "text": reason.text.strip(),
                "lead_in": reason.lead_in.strip(),
                "link": reason.link,
                "attachment": reason.attachment,
                "valid_until": reason.valid_until.isoformat() if reason.valid_until else None,
                "audience": dumps({k: v for k, v in asdict(reason.audience).items() if v}),
                "strength": reason.strength,
                "gives": int(reason.gives),
                "anonymous": int(reason.anonymous),
                "client_id": reason.client_id,
                "retired": int(reason.retired),
                "created_at": epoch(now),
            },
        )
        _lift(book, frame, reason_id, reason.audience, now)
    return read(book, reason_id)


def _lift(book: Book, frame: Frame, reason_id: int, audience: Audience, now: datetime) -> None:
    people: set[int] = set()
    for slugs, complaint in ((audience.lifts, 0), (audience.answers, 1)):
        if not slugs:
            continue
        ids = [
            r[0]
            for r in book.rows(
                f"SELECT id FROM objection WHERE lifted_at IS NULL AND complaint = ? AND slug IN ({marks(slugs)})",
                complaint,
                *slugs,
            )
        ]
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            book.run(
                f"UPDATE objection SET lifted_at = ?, reason_id = ? WHERE id IN ({marks(part)})",
                epoch(now),
                reason_id,
                *part,
            )
            people.update(
                r[0] for r in book.rows(f"SELECT person_id FROM objection WHERE id IN ({marks(part)})", *part)
            )
    replace_places(book, sorted(people), frame, now)


def used_with(book: Book, ids: Sequence[int]) -> dict[int, list[int]]:
    """Which reasons were used with each of these people, oldest first."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    if ids:
        for row in book.rows(
            f"SELECT person_id, reason_id FROM reason_use WHERE person_id IN ({marks(ids)}) ORDER BY id", *ids
        ):
            found[row[0]].append(row[1])
    return found


def last_conversations(book: Book, ids: Sequence[int]) -> dict[int, Outcome]:
    """The outcome of each person's last call, where it was a conversation."""
    if not ids:
        return {}
    rows = book.rows(f"SELECT id, last_outcome FROM person WHERE id IN ({marks(ids)}) AND last_outcome <> ''", *ids)
    return {r[0]: Outcome(r[1]) for r in rows if Outcome(r[1]).conversation}


def _reason(r: Row) -> Reason:
    audience: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in loads(r[7]).items()}
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
