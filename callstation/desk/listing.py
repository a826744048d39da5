"""The list of who is next, and which reasons fit whom."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from callstation.desk.ledger import Ledger
from callstation.errors import StoreError
from callstation.model.cards import QueueRow, Why
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import Reason
from callstation.rules.reasons import fitting
from callstation.rules.why_now import why_now
from callstation.rules.windows import zone_of
from callstation.store import answers, placing, queue, reading, reasons

BATCH = 300
"""People read at once; a list may be longer."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Why there is no card: nobody in the book, or nobody now; ``at`` (UTC) is when there will be."""

    book_empty: bool
    at: datetime | None = None


def next_rows(
    ledger: Ledger,
    limit: int,
    *,
    without: Collection[int] = (),
    with_reasons: bool = False,
    after_hours: bool = False,
) -> list[QueueRow]:
    """The next people in order, with why now; the queue is brought up to the present first."""
    now = ledger.clock.now()
    bring_up_to(ledger, now)
    ids = queue.next_ids(ledger.book, ledger.frame, now, limit, without=without, after_hours=after_hours)
    return queue_rows(ledger, ids, now, with_reasons=with_reasons)


def bring_up_to(ledger: Ledger, now: datetime) -> None:
    """Bring the queue up to ``now``, where the book can be written to at this moment.

    A full disk or another program's long write is no reason to show nobody: the last state is read, the next look
    tries again, and an outcome that cannot be stored says so itself.
    """
    with suppress(StoreError):
        placing.sweep(ledger.book, ledger.frame, now)


def quiet(ledger: Ledger, without: Collection[int] = ()) -> Quiet:
    """Why the queue is empty, and when it will not be; ``without`` were passed over."""
    from callstation.store.stats import is_empty

    if is_empty(ledger.book):
        return Quiet(book_empty=True)
    moment = queue.next_moment(ledger.book, ledger.frame, ledger.clock.now(), without=without)
    return Quiet(book_empty=False, at=moment)


def queue_rows(ledger: Ledger, ids: list[int], now: datetime, *, with_reasons: bool) -> list[QueueRow]:
    """The lines of the queue for ``ids``; the reasons cost a few queries more and can be left out."""
    parts = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
    return [row for part in parts for row in _rows(ledger, part, now, with_reasons=with_reasons)]


def _rows(ledger: Ledger, ids: list[int], now: datetime, *, with_reasons: bool) -> list[QueueRow]:
    waiting = queue.waiting(ledger.book, ids)
    fit = reasons_for(ledger, reading.people(ledger.book, ids), now) if with_reasons else {}
    rows = []
    edges_advised = answers.edges_advised(ledger.book) if waiting else False
    for row in waiting:
        zone = row.zone or ledger.frame.zone
        best = next(iter(fit.get(row.id, ())), None)
        why = why_now(
            Why(row.why or Why.FIRST_CALL),
            row.since,
            now,
            zone,
            attempts=row.attempts,
            what=row.what,
            own=row.own,
            edges_advised=edges_advised,
        )
        rows.append(
            QueueRow(
                id=row.id,
                name=row.name,
                company=row.company,
                kind=Kind(row.kind),
                standing=Standing(row.standing),
                phone=row.phone,
                zone=zone,
                local_time=now.astimezone(zone_of(zone)),
                why_now=why,
                reason=best,
                due=row.due or now,
            )
        )
    return rows


def reasons_for(ledger: Ledger, people: list[Prospect], now: datetime) -> dict[int, tuple[Reason, ...]]:
    """The reasons that fit each of these people, best first."""
    library = ledger.library()
    ids = [p.id for p in people]
    used = reasons.used_with(ledger.book, ids)
    last = reasons.last_conversations(ledger.book, ids)
    kinds = {r.id: r.kind for r in library}
    # What was said last may be retired by now, and its kind is not brought twice in a row all the same.
    kinds.update(reasons.kinds(ledger.book, [s[-1] for s in used.values() if s[-1] not in kinds]))
    found = {}
    for person in people:
        spent = used.get(person.id, [])
        today = now.astimezone(zone_of(person.likely_zone or ledger.frame.zone)).date()
        fit = fitting(
            library,
            person,
            used=set(spent),
            last_kind=kinds.get(spent[-1]) if spent else None,
            today=today,
            last_conversation=last.get(person.id),
        )
        found[person.id] = tuple(r for r in fit if not told_at_home(ledger, r, person))
    return found


def told_at_home(ledger: Ledger, reason: Reason, person: Prospect) -> bool:
    """Whether an anonymous story would be told where its client works: they would know at once who it is (H5)."""
    keeper = ledger.confidant(reason) if reason.anonymous and person.company else None
    return keeper is not None and keeper.company.casefold() == person.company.casefold()
