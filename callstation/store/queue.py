"""Who is next, at the same cost in a book of ten and of a million.

Within a group of people who share zone and hours, the next is the first entry of an index; groups whose window
is open are merged by rank, one cursor each. Nothing here counts or sorts people.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from callstation.model.answers import OwnRecord
from callstation.model.cards import Why
from callstation.rules.frame import Frame
from callstation.rules.windows import RING_BEFORE, is_open, next_opening
from callstation.store.book import Book, Row, epoch, moment_of
from callstation.store.next_up import in_order
from callstation.store.own_record import own_of
from callstation.store.reading import marks
from callstation.store.windows import Group, groups

AGREED_HOUR_HOLDS = timedelta(hours=2)
"""How long an agreed hour, once it has struck, opens a closed window."""


class Waiting(NamedTuple):
    """Somebody in the queue, as much as the list needs. ``due`` and ``since`` are aware UTC."""

    id: int
    name: str
    company: str
    kind: str
    standing: str
    phone: str
    zone: str
    """The likeliest, '' where nothing tells."""
    why: str
    since: datetime | None
    due: datetime | None
    """None for somebody who is never to be offered."""
    attempts: int
    what: str
    """What was agreed, where a step is open; the objection that is gone, where that is why."""
    own: OwnRecord
    """Which of their calls they answered."""


def open_groups(book: Book, frame: Frame, now: datetime) -> list[Group]:
    """The groups whose window is open."""
    return [g for g in groups(book) if is_open(g.window(frame), g.likeliest(frame), now)]


def next_ids(
    book: Book, frame: Frame, now: datetime, limit: int, *, without: Collection[int] = (), after_hours: bool = False
) -> list[int]:
    """The ids of the next ``limit`` people, best first.

    ``without`` are left out (skipped ones, the one on screen). ``after_hours`` looks at everybody who is due,
    whether or not their window is open.
    """
    chosen = groups(book) if after_hours else open_groups(book, frame, now)
    struck = [(rank, person_id, 0) for rank, person_id in _struck(book, now, limit + len(without))]
    return list(islice(in_order(book, frame, now, chosen, struck, without), limit))


def _first(book: Book, group: Group, limit: int) -> list[Row]:
    """(rank, id) of the first ``limit`` people of a group who are due."""
    return book.rows(
        "SELECT rank, id FROM person WHERE ready = 1 AND window_group_id = ? ORDER BY rank, id LIMIT ?",
        group.id,
        limit,
    )


def _struck(book: Book, now: datetime, limit: int) -> list[Row]:
    """Agreed hours that have struck: what both agreed holds outside the usual hours too, for a while.

    Their rank is the moment at which they come up, so that older ones are not even looked at.
    """
    return book.rows(
        "SELECT rank, id FROM person WHERE ready = 1 AND why = 'agreed hour' AND rank >= ? ORDER BY rank, id LIMIT ?",
        struck_since(now),
        limit,
    )


def struck_since(now: datetime) -> int:
    """The least rank of an agreed hour that still holds outside the usual hours at ``now``."""
    return math.ceil((now - RING_BEFORE - AGREED_HOUR_HOLDS).timestamp())


def waiting(book: Book, ids: list[int]) -> list[Waiting]:
    """The rows of the list for ``ids``, in their order."""
    if not ids:
        return []
    rows = {
        r[0]: r
        for r in book.rows(
            "SELECT p.id, p.name, p.company, p.kind, p.standing, "
            "coalesce((SELECT f.number FROM phone f WHERE f.person_id = p.id AND f.number <> '' "
            "AND f.flag <> 'wrong' AND f.kind <> 'fax' ORDER BY f.position, f.id LIMIT 1), ''), "
            "g.zone, p.why, p.why_at, p.due_at, p.attempts, "
            "CASE p.why WHEN 'lifted' THEN coalesce((SELECT o.slug FROM objection o WHERE o.person_id = p.id "
            "AND o.lifted_at IS NOT NULL ORDER BY o.lifted_at DESC, o.id DESC LIMIT 1), '') "
            "ELSE coalesce((SELECT s.what FROM step s WHERE s.person_id = p.id AND s.status = 'open' "
            "ORDER BY s.id DESC LIMIT 1), '') END, p.answers "
            f"FROM person p JOIN window_group g ON g.id = p.window_group_id WHERE p.id IN ({marks(ids)})",
            *ids,
        )
    }
    return [
        Waiting(
            id=r[0],
            name=r[1],
            company=r[2],
            kind=r[3],
            standing=r[4],
            phone=r[5],
            zone=r[6].partition(" ")[0],
            why=r[7],
            since=moment_of(r[8]),
            due=moment_of(r[9]),
            attempts=r[10],
            what=r[11],
            own=own_of(r[12]),
        )
        for r in (rows[i] for i in ids if i in rows)
    ]


def coming_hours(book: Book, now: datetime, until: datetime) -> list[int]:
    """People with an agreed hour between ``now`` and ``until`` who are not due yet, soonest first."""
    return [
        r[0]
        for r in book.rows(
            "SELECT id FROM person WHERE ready = 0 AND due_at IS NOT NULL AND due_at > ? AND due_at <= ? "
            "AND why = 'agreed hour' ORDER BY due_at, id LIMIT 10",
            epoch(now),
            epoch(until),
        )
    ]


def left_today(book: Book, frame: Frame, now: datetime, most: int = 500) -> int:
    """How many are due and in their hours, counted up to ``most``."""
    left = most
    for g in open_groups(book, frame, now):
        left -= int(
            book.value(
                "SELECT count(*) FROM (SELECT 1 FROM person WHERE ready = 1 AND window_group_id = ? LIMIT ?) AS few",
                g.id,
                left,
            )
        )
        if left <= 0:
            return most
    return most - left


def next_moment(book: Book, frame: Frame, now: datetime, *, without: Collection[int] = ()) -> datetime | None:
    """When (UTC) somebody can be called next, if nobody can now: the first opening, or the first to become due.

    ``without`` are left out. An agreed hour needs no opening.
    """
    best: datetime | None = None
    for g in groups(book):
        if any(person_id not in without for _, person_id in _first(book, g, len(without) + 1)):
            opens = next_opening(g.window(frame), g.likeliest(frame), now)
            best = min((m for m in (opens, best) if m is not None), default=None)
    # Whoever is due next may have to wait longer for an opening than somebody due a little later.
    for person_id, due_at, why, *group in book.rows(
        "SELECT p.id, p.due_at, p.why, g.id, g.zone, g.hours, g.law FROM person p "
        "JOIN window_group g ON g.id = p.window_group_id "
        "WHERE p.ready = 0 AND p.due_at IS NOT NULL AND p.due_at > ? ORDER BY p.due_at LIMIT ?",
        epoch(now),
        len(without) + 200,
    ):
        if person_id in without:
            continue
        due = datetime.fromtimestamp(due_at, UTC)
        if best is not None and due >= best:
            break
        theirs = Group(*group)
        opens = due if why == Why.AGREED_HOUR else next_opening(theirs.window(frame), theirs.likeliest(frame), due)
        best = min((m for m in (opens, best) if m is not None), default=None)
    return best
