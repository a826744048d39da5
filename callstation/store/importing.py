"""Bringing people in: all of a file or nothing, in batches, and nothing twice.

Everything is looked up and written a few hundred rows at a time. A file read again changes nothing; a changed
one changes only what it says differently, never what was typed here, and never a no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.rules.frame import Frame
from callstation.rules.queue import Facts, place
from callstation.rules.same_person import folded, same_person
from callstation.rules.windows import read_hours
from callstation.store import words
from callstation.store.book import Book, dumps, epoch
from callstation.store.placing import columns_of, replace_place, window_group
from callstation.store.reading import marks, people

BATCH = 400
_KINDS, _STANDINGS = frozenset(Kind), frozenset(Standing)
ZONE_SOURCES = ("", "number", "address", "file", "set")
"""Where a zone may come from, the surest last."""
_FIELDS = ("first_name", "last_name", "company", "title", "industry", "place", "region", "country", "notes")


@dataclass(slots=True)
class Brought:
    """What became of the rows: counts, and the ids of those new and updated."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    new_ids: list[int] = field(default_factory=list)
    last_id: int = 0
    """Who the last row was, new or known."""


class Importer:
    """Takes people of one source into the book. Use inside ``book.transaction()``."""

    def __init__(
        self, book: Book, frame: Frame, source: str, now: datetime, *, label: str = "", typed: bool = False
    ) -> None:
        self.book = book
        self.frame = frame
        self.source = source
        self.now = now
        self.label = label
        self.typed = typed
        self.done = Brought()
        self._groups: dict[tuple[str, str], int] = {}
        self._do_not_call = bool(book.value("SELECT 1 FROM do_not_call LIMIT 1"))

    def bring(self, arrivals: Iterable[NewPerson]) -> Brought:
        """Take everybody in, batch by batch."""
        rows = iter(arrivals)
        while batch := list(islice(rows, BATCH)):
            self._batch(batch)
        return self.done

    def _batch(self, batch: Sequence[NewPerson]) -> None:
        known = self._candidates(batch)
        index: defaultdict[str, list[Prospect]] = defaultdict(list)
        for person in known:
            for key in _keys(person):
                index[key].append(person)
        fresh: list[tuple[int, NewPerson]] = []
        ids = self._reserve(len(batch))
        for new in batch:
            seen = {p.id: p for key in _keys(new) for p in index[key]}
            found = same_person(new, seen.values(), self.source)
            if found is None:
                person_id = next(ids)
                fresh.append((person_id, new))
                person = _as_prospect(person_id, new, self.source)
            elif found.id in {i for i, _ in fresh}:
                person = self._join(fresh, found, new)
            else:
                person = self._update(found, new)
            for key in _keys(person):
                index[key] = [p for p in index[key] if p.id != person.id] + [person]
            self.done.last_id = person.id
        self._insert(fresh)

    # looking up ---------------------------------------------------------------------------------------
    def _candidates(self, batch: Sequence[NewPerson]) -> list[Prospect]:
        ids: set[int] = set()
        for table, column, wanted in (
            ("phone", "number", {p.number for n in batch for p in n.phones if p.number}),
            ("email", "address", {e.address for n in batch for e in n.emails}),
        ):
            ids.update(self._ids(f"SELECT person_id FROM {table} WHERE {column} <> '' AND {column}", wanted))
        ids.update(
            self._ids("SELECT id FROM person WHERE source_id <> '' AND source_id", {n.source_id for n in batch} - {""})
        )
        ids.update(self._ids("SELECT id FROM person WHERE name", {n.name for n in batch}))
        ordered = sorted(ids)
        return [p for start in range(0, len(ordered), 300) for p in people(self.book, ordered[start : start + 300])]

    def _ids(self, sql: str, values: set[str]) -> Iterator[int]:
        wanted = sorted(values)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for row in self.book.rows(f"{sql} IN ({marks(part)})", *part):
                yield row[0]

    def _reserve(self, n: int) -> Iterator[int]:
        """Ids for up to ``n`` new people; the transaction keeps others away (PostgreSQL has its sequence)."""
        if self.book.sqlite:
            last = self.book.value("SELECT max(id) FROM person") or 0
            return iter(range(last + 1, last + n + 1))
        rows = self.book.rows("SELECT nextval(pg_get_serial_sequence('person', 'id')) FROM generate_series(1, ?)", n)
        return iter([r[0] for r in rows])

    # writing ------------------------------------------------------------------------------------------
    def _insert(self, fresh: Sequence[tuple[int, NewPerson]]) -> None:
        if not fresh:
            return
        barred = self._barred(fresh)
        at = epoch(self.now)
        tables: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for person_id, new in fresh:
            standing = Standing.DO_NOT_CALL if person_id in barred else _standing(new)
            facts = Facts(
                standing=standing,
                kind=_kind(new),
                zone=new.zone or self.frame.zone,
                hours=self.frame.hours,
                has_number=any(p.number for p in new.phones),
                created_at=self.now,
            )
            tables["person"].append(
                {
                    "id": person_id,
                    "kind": str(_kind(new)),
                    "standing": str(standing),
                    "name": new.name,
                    **{f: getattr(new, f) for f in _FIELDS},
                    "zone": new.zone,
                    "zone_source": new.zone_source,
                    "source": self.source,
                    "source_id": new.source_id,
                    "custom": dumps(dict(new.custom)),
                    "typed": ",".join(f for f in ("name", *_FIELDS) if getattr(new, f)) if self.typed else "",
                    "window_group_id": self._group(new.zone),
                    "created_at": at,
                    "updated_at": at,
                    **columns_of(place(facts, self.frame.patience), self.now),
                }
            )
            _ways(tables, person_id, new, start=0)
            tables["entry"].append(
                {
                    "person_id": person_id,
                    "at": at,
                    "kind": "import",
                    "zone": new.zone,
                    "caller": self.frame.caller,
                    "data": dumps({"file": self.label or "typed in", "row": new.row}),
                }
            )
            self.done.new += 1
            self.done.new_ids.append(person_id)
        for table, rows in tables.items():
            self.book.insert_many(table, rows)
        words.put_people(self.book, [(i, _word_columns(n)) for i, n in fresh])

    def _barred(self, fresh: Sequence[tuple[int, NewPerson]]) -> set[int]:
        """Who has a number that is on the do-not-call list."""
        if not self._do_not_call:
            return set()
        owners: defaultdict[str, set[int]] = defaultdict(set)
        for person_id, new in fresh:
            for phone in new.phones:
                if phone.number:
                    owners[phone.number].add(person_id)
        wanted = sorted(owners)
        barred: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for row in self.book.rows(f"SELECT number FROM do_not_call WHERE number IN ({marks(part)})", *part):
                barred |= owners[row[0]]
        return barred

    def _group(self, zone: str) -> int:
        key = (zone, "")
        if key not in self._groups:
            self._groups[key] = window_group(self.book, zone, "")
        return self._groups[key]

    def _join(self, fresh: list[tuple[int, NewPerson]], found: Prospect, new: NewPerson) -> Prospect:
        """The same person twice in one file: the later row adds what the first did not say."""
        at = next(i for i, (person_id, _) in enumerate(fresh) if person_id == found.id)
        first = fresh[at][1]
        merged = replace(
            first,
            **{f: getattr(first, f) or getattr(new, f) for f in (*_FIELDS, "zone", "zone_source", "source_id", "kind")},
            standing=new.standing if not _standing(new).callable else first.standing,
            phones=_union(first.phones, new.phones, "number"),
            emails=_union(first.emails, new.emails, "address"),
            tags=tuple(dict.fromkeys((*first.tags, *new.tags))),
            custom={**new.custom, **first.custom},
        )
        fresh[at] = (found.id, merged)
        self.done.unchanged += 1
        return _as_prospect(found.id, merged, self.source)

    def _update(self, old: Prospect, new: NewPerson) -> Prospect:
        """Store what the file says differently; what was typed here stays."""
        typed = set(str(self.book.value("SELECT typed FROM person WHERE id = ?", old.id) or "").split(","))
        changed = {
            f: getattr(new, f)
            for f in ("name", *_FIELDS)
            if getattr(new, f) and getattr(new, f) != getattr(old, f) and f not in typed
        }
        if new.zone and new.zone != old.zone and "zone" not in typed and _surer(new.zone_source, old.zone_source):
            changed["zone"] = new.zone
        if new.source_id and not old.source_id:
            changed["source_id"] = new.source_id
        if old.standing.callable and not _standing(new).callable:
            changed["standing"] = new.standing  # a no from elsewhere counts; a yes never takes one back
        custom = {**old.custom, **{k: v for k, v in new.custom.items() if v}}
        phones = [p for p in new.phones if p.number and p.number not in {q.number for q in old.phones}]
        emails = [e for e in new.emails if e.address.lower() not in {o.address.lower() for o in old.emails}]
        tags = [t for t in new.tags if t not in old.tags]
        if not (changed or phones or emails or tags or custom != old.custom):
            self.done.unchanged += 1
            return old
        self._write_update(old, new, changed, custom)
        more = replace(new, phones=tuple(phones), emails=tuple(emails), tags=tuple(tags))
        tables: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        _ways(tables, old.id, more, start=len(old.phones) + len(old.emails))
        for table, rows in tables.items():
            self.book.insert_many(table, rows)
        person = people(self.book, [old.id])[0]
        if phones and self._barred([(old.id, more)]):
            self.book.run("UPDATE person SET standing = ? WHERE id = ?", str(Standing.DO_NOT_CALL), old.id)
        replace_place(self.book, old.id, self.frame, self.now)
        index_person(self.book, person)
        self.done.updated += 1
        return person

    def _write_update(self, old: Prospect, new: NewPerson, changed: dict[str, Any], custom: dict[str, str]) -> None:
        columns: dict[str, Any] = {**changed, "custom": dumps(custom), "updated_at": epoch(self.now)}
        if "zone" in changed:
            columns["zone_source"] = new.zone_source
            hours = str(read_hours(old.hours, self.frame.hours)) if old.hours else ""
            columns["window_group_id"] = window_group(self.book, changed["zone"], hours)
        sets = ", ".join(f"{c} = ?" for c in columns)
        self.book.run(f"UPDATE person SET {sets} WHERE id = ?", *columns.values(), old.id)
        before = {f: getattr(old, f) for f in changed}
        self.book.insert(
            "entry",
            {
                "person_id": old.id,
                "at": epoch(self.now),
                "kind": "import",
                "zone": old.zone,
                "caller": self.frame.caller,
                "data": dumps({"file": self.label, "row": new.row, "before": before, "after": changed}),
            },
        )


def index_person(book: Book, person: Prospect) -> None:
    """Bring the index of words up to date for somebody."""
    words.put_people(book, [(person.id, _word_columns(person))], replace=True)


def _word_columns(new: NewPerson | Prospect) -> tuple[str, str, str, str]:
    more = " ".join(
        (new.title, new.industry, new.place, new.notes, *(e.address for e in new.emails), *new.custom.values())
    )
    return new.name, new.company, " ".join(new.tags), more


def _keys(person: NewPerson | Prospect) -> Iterator[str]:
    """Everything by which somebody might be recognised."""
    yield "n" + folded(person.name)
    for phone in person.phones:
        if phone.number:
            yield "p" + phone.number
    for email in person.emails:
        yield "e" + email.address.lower()
    if person.source_id:
        yield "s" + person.source_id


def _ways(tables: dict[str, list[dict[str, Any]]], person_id: int, new: NewPerson, *, start: int) -> None:
    for position, phone in enumerate(_union((), new.phones, "number"), start):
        digits = "".join(c for c in phone.number if c.isdigit())
        tables["phone"].append(
            {
                "person_id": person_id,
                "position": position,
                "number": phone.number,
                "extension": phone.extension,
                "kind": phone.kind,
                "raw": phone.raw,
                "flag": phone.flag,
                "tail": digits[::-1],
            }
        )
    for position, email in enumerate(_union((), new.emails, "address"), start):
        tables["email"].append(
            {
                "person_id": person_id,
                "position": position,
                "address": email.address,
                "kind": email.kind,
                "state": email.state,
            }
        )
    for tag in dict.fromkeys(new.tags):
        tables["tag"].append({"person_id": person_id, "tag": tag})


def _union(first: tuple[Any, ...], more: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    """Both, but nothing of one ``key`` twice; what has none (a number that could not be read) stays as it is."""
    kept = list(first)
    had = {getattr(x, key) for x in first}
    for x in more:
        if x not in kept and (not getattr(x, key) or getattr(x, key) not in had):
            kept.append(x)
            had.add(getattr(x, key))
    return tuple(kept)


def _surer(new: str, old: str) -> bool:
    """Whether a zone from ``new`` may take the place of one from ``old``: a number tells less than an address."""
    return new in ZONE_SOURCES[ZONE_SOURCES.index(old) if old in ZONE_SOURCES else 0 :] and old != "set"


def _standing(new: NewPerson) -> Standing:
    return Standing(new.standing) if new.standing in _STANDINGS else Standing.ACTIVE


def _kind(new: NewPerson) -> Kind:
    return Kind(new.kind) if new.kind in _KINDS else Kind.PROSPECT


def _as_prospect(person_id: int, new: NewPerson, source: str) -> Prospect:
    return Prospect(
        id=person_id,
        name=new.name,
        **{f: getattr(new, f) for f in _FIELDS},
        kind=_kind(new),
        standing=_standing(new),
        zone=new.zone,
        source=source,
        source_id=new.source_id,
        custom=new.custom,
        phones=new.phones,
        emails=new.emails,
        tags=new.tags,
    )
