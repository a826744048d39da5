"""Going through the whole book, a few hundred rows at a time: for exports, never for the screen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from callstation.model.calendar import Appointment
from callstation.model.calls import Entry, EntryKind
from callstation.model.people import Prospect
from callstation.store import reasons
from callstation.store.book import Book, day_of, loads, moment_of
from callstation.store.choosing import EVERYBODY, Chosen
from callstation.store.history import entries_by_id
from callstation.store.reading import marks, people
from callstation.store.record import reason_texts

BATCH = 400

TABLES = (
    "person",
    "phone",
    "email",
    "tag",
    "thread",
    "objection",
    "reason",
    "reason_use",
    "script_revision",
    "session",
    "skip",
    "entry",
    "promise",
    "step",
    "drip",
    "outbox_email",
    "calendar_entry",
    "draft",
    "do_not_call",
    "import_batch",
    "import_mapping",
    "experiment",
    "day_tally",
    "brainstorm",
    "idea",
    "apart",
    "import_row",
    "reason_draft",
    "answer_tally",
)
"""Everything that was ever written down. Left out: what follows from it (groups, search words) and undo's copies."""

_DERIVED = {
    "person": {"window_group_id", "ready", "rank"},
    "phone": {"tail"},
}
JSON_COLUMNS = frozenset(("custom", "audience", "data", "counts", "mapping", "players", "attachments"))
_MOMENTS = frozenset(("at", "snoozed_until", "running_since"))


def is_moment(column: str) -> bool:
    """Whether a column holds a moment, if it holds anything."""
    return column in _MOMENTS or column.endswith("_at")


def walk_people(book: Book, chosen: Chosen = EVERYBODY, ids: Sequence[int] | None = None) -> Iterator[list[Prospect]]:
    """Everybody who is chosen, whole, in the order of ids; or those of ``ids`` who are, in their order."""
    if ids is None:
        where, values = chosen.conditions()
        parts = _ids(book, f"SELECT id FROM person WHERE id > ? {where}ORDER BY id LIMIT ?", *values)
    else:
        parts = (list(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))
    for part in parts:
        yield [p for p in people(book, part) if chosen.fits(p)]


def custom_fields(book: Book) -> list[str]:
    """The names of all fields that files brought along, those that most people have first."""
    used: Counter[str] = Counter()
    for ids in _ids(book, "SELECT id FROM person WHERE id > ? AND custom <> '' ORDER BY id LIMIT ?"):
        for row in book.rows(f"SELECT custom FROM person WHERE id IN ({marks(ids)})", *ids):
            used.update(loads(row[0]).keys())
    return [field for field, _ in used.most_common()]


def walk_calls(book: Book) -> Iterator[tuple[Entry, str, str, str]]:
    """Every call in the order in which it was written down, with the person's name and company, and the reason."""
    for ids in _ids(book, "SELECT id FROM entry WHERE id > ? AND kind = 'call' ORDER BY id LIMIT ?"):
        about = {
            row[0]: row[1:]
            for row in book.rows(
                "SELECT e.id, p.name, p.company FROM entry e JOIN person p ON p.id = e.person_id "
                f"WHERE e.id IN ({marks(ids)})",
                *ids,
            )
        }
        entries = entries_by_id(book, ids)
        why = reason_texts(book, {e.reason_id for e in entries if e.reason_id})
        for entry in entries:
            name, company = about[entry.id]
            yield entry, name, company, why.get(entry.reason_id or 0, "")


def email_of(book: Book, person_id: int) -> str:
    """The address to write to, '' where there is none that works."""
    found = book.value(
        "SELECT address FROM email WHERE person_id = ? AND state = '' ORDER BY position, id LIMIT 1", person_id
    )
    return str(found or "")


def appointments(book: Book) -> list[Appointment]:
    """Open promises and next steps, by day. As many as the caller can keep, so a list."""
    rows = book.rows(
        "SELECT 'promise', o.id, o.person_id, o.day, NULL, o.words, o.zone, o.made_at, p.name, p.company "
        "FROM promise o JOIN person p ON p.id = o.person_id WHERE o.status = 'open' "
        "UNION ALL SELECT 'step', s.id, s.person_id, s.day, s.at, s.what, s.zone, s.agreed_at, p.name, p.company "
        "FROM step s JOIN person p ON p.id = s.person_id WHERE s.status = 'open'"
    )
    numbers = {p.id: p.phone.number for batch in _persons(book, [r[2] for r in rows]) for p in batch if p.phone}
    found = []
    for kind, row_id, person_id, day, at, what, zone, made_at, name, company in rows:
        on, made = day_of(day), moment_of(made_at)
        assert on is not None  # the columns are NOT NULL
        assert made is not None
        found.append(
            Appointment(
                kind=EntryKind(kind),
                id=row_id,
                person_id=person_id,
                name=name,
                company=company,
                number=numbers.get(person_id, ""),
                day=on,
                at=moment_of(at),
                what=what,
                zone=zone,
                made_at=made,
            )
        )
    return sorted(found, key=lambda a: (a.day, a.at.timestamp() if a.at else 0.0, a.kind, a.id))


def walk_tables(book: Book) -> Iterator[dict[str, Any]]:
    """Every row of every table: ``type`` is the table; moments as ISO 8601 in UTC, JSON columns as what they hold.

    An anonymous story goes out without its client (H5): neither in its words nor by id.
    """
    silent = reasons.confidants(book)
    for table in TABLES:
        columns = [c.name for c in book.database.get_columns(table) if c.name not in _DERIVED.get(table, ())]
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
        last = 0
        while rows := book.rows(sql, last, BATCH):
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                last = values["id"]
                if table == "reason" and values["anonymous"]:
                    keeper = silent.get(values["client_id"])
                    values = {**reasons.without_names(values, keeper), "client_id": None}
                yield {"type": table, **{c: _plain(c, v) for c, v in values.items()}}


def _plain(column: str, value: Any) -> Any:
    if isinstance(value, int) and is_moment(column):
        moment = moment_of(value)
        return moment.isoformat() if moment else None
    if column in JSON_COLUMNS and isinstance(value, str):
        return json.loads(value) if value else {}
    return value


def _ids(book: Book, sql: str, *values: object) -> Iterator[list[int]]:
    last = 0
    while ids := [int(row[0]) for row in book.rows(sql, last, *values, BATCH)]:
        yield ids
        last = ids[-1]


def _persons(book: Book, ids: list[int]) -> Iterator[list[Prospect]]:
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        yield people(book, wanted[start : start + BATCH])
