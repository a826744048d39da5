"""Bringing people in: all of a file or nothing, in batches, and nothing twice.

A row that says what it said in the last import of such a file is left at that; one that says something else
changes only what changed there (see rules/reimport.py). Long lists into a small book go the quick way
(store/bulk.py); what comes of it is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.rules.duplicates import likely_same
from callstation.rules.frame import Frame
from callstation.rules.reimport import TEXTS, News, Said, mask_of, news, number_of, said
from callstation.rules.same_person import same_person
from callstation.store.arrivals import Arrivals, index_person
from callstation.store.book import Book
from callstation.store.bulk import Bulk
from callstation.store.reading import marks, people
from callstation.store.updating import Updater

__all__ = ["BATCH", "Brought", "Importer", "index_person"]

BATCH = 400


@dataclass(slots=True)
class Brought:
    """What became of the rows: counts, and the ids of those new."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    probable_duplicates: int = 0
    """New people who may be somebody already in the book, but not surely."""
    new_ids: list[int] = field(default_factory=list)
    last_id: int = 0
    """Who the last row was, new or known."""


class Importer:
    """Takes people of one source into the book. Use inside ``book.transaction()``.

    ``source`` is where a row's own id comes from. ``shape`` names files of the same format and columns; without
    one (somebody typed in) nothing is remembered of the rows. ``batch_id`` is the import that they belong to.
    ``pause`` is told how much is done (0 to 1) while indexes are built at the end; it may raise to give up.
    """

    def __init__(
        self,
        book: Book,
        frame: Frame,
        source: str,
        now: datetime,
        *,
        label: str = "",
        typed: bool = False,
        shape: str = "",
        batch_id: int | None = None,
        pause: Callable[[float], None] = lambda _: None,
    ) -> None:
        self.book = book
        self.source = source
        self.shape = shape
        self.done = Brought()
        self.arrivals = Arrivals(book, frame, source, now, label=label, typed=typed, batch_id=batch_id)
        self._shape = number_of(shape)
        self._updater = Updater(self.arrivals, self._shape, label)
        self._bulk: Bulk | None = None
        self._pause = pause
        self._first_new: int | None = None
        # The batch at hand.
        self._fresh: dict[int, NewPerson] = {}
        self._known: dict[int, Prospect] = {}
        self._index: defaultdict[str, set[int]] = defaultdict(set)
        self._own_ids: dict[int, int] = {}
        self._saids: list[tuple[int, Said, int | None]] = []
        self._said_already: dict[int, int] = {}
        # The whole of this import.
        self._taken: dict[int, int] = {}
        self._masks: dict[int, int] = {}
        self._unchanged: set[int] = set()

    def bring(self, arrivals: Iterable[NewPerson]) -> Brought:
        """Take everybody in, batch by batch."""
        rows = iter(arrivals)
        batches = 0
        while batch := list(islice(rows, BATCH)):
            batches += 1
            if batches == 2:
                self._bulk = Bulk.start(self.book)
            self._batch(batch)
            if self._bulk is not None and self._bulk.is_full(self.done.last_id):
                self._finish()
        self._finish()
        return self.done

    def _finish(self) -> None:
        if self._bulk is not None:
            self._bulk.finish(self._pause)
            self._bulk = None

    def _batch(self, batch: Sequence[NewPerson]) -> None:
        ids = self._reserve(len(batch))
        shape, remembered = self.shape, self._prepare(batch)
        for new, row in remembered:
            if row is not None:
                known = self._said_already.get(row.digest) or self._updater.replaced.get(row.digest)
                if known is not None:
                    self._stays(known, row)
                    continue
            key = number_of(f"{self.source}\x1f{new.source_id}") if shape and new.source_id else None
            keys = _keys(new)
            candidates = self._candidates(keys)
            person_id = self._of_own_id(key) if key is not None else None
            if person_id is None and candidates:
                found = same_person(new, candidates, self.source)
                person_id = found.id if found else None
            if person_id is None:
                person_id = next(ids)
                self._first_new = self._first_new or person_id
                self._fresh[person_id] = new
                self.done.new += 1
                self.done.new_ids.append(person_id)
                if row is not None:
                    self._saids.append((person_id, row, key))
                if candidates and any(likely_same(new, p) for p in candidates):
                    self.done.probable_duplicates += 1
            elif person_id in self._fresh:
                self._join(person_id, new, row, key)
            else:
                self._update(person_id, new, row, key)
            self._note(person_id, keys, key)
            self._take(person_id, row.mask if row is not None else mask_of(new))
        self._flush()

    # looking up ---------------------------------------------------------------------------------------
    def _prepare(self, batch: Sequence[NewPerson]) -> list[tuple[NewPerson, Said | None]]:
        """The batch with what each row says, and everything at hand that the book knows about it."""
        if self.shape:
            rows: list[tuple[NewPerson, Said | None]] = [(new, said(new, self.shape)) for new in batch]
        else:
            rows = [(new, None) for new in batch]
        if self._bulk is not None:
            self._said_already = self._bulk.digests
            return rows
        self._said_already = {}
        digests = sorted({row.digest for _, row in rows if row is not None})
        for start in range(0, len(digests), 500):
            part = digests[start : start + 500]
            self._said_already.update(
                self.book.rows(
                    "SELECT digest, person_id FROM import_row WHERE replaced_by IS NULL "
                    f"AND digest IN ({marks(part)}) ORDER BY id DESC",
                    *part,
                )
            )
        open_rows = [new for new, row in rows if row is None or row.digest not in self._said_already]
        for person in self._alike(open_rows):
            self._known[person.id] = person
            for key in _keys(person):
                self._index[key].add(person.id)
        return rows

    def _alike(self, batch: Sequence[NewPerson]) -> Iterator[Prospect]:
        ids: set[int] = set()
        for sql, wanted in (
            # The index holds numbers only, and is taken only where the statement says so too.
            (
                "SELECT person_id FROM phone WHERE number <> '' AND number",
                {p.number for n in batch for p in n.phones if p.number},
            ),
            (
                "SELECT person_id FROM email WHERE lower(address)",
                {ascii_lower(e.address) for n in batch for e in n.emails},
            ),
            ("SELECT id FROM person WHERE source_id <> '' AND source_id", {n.source_id for n in batch} - {""}),
            ("SELECT id FROM person WHERE name", {n.name for n in batch}),
        ):
            ids.update(row[0] for row in self._in(sql, sorted(wanted)))
        own = {number_of(f"{self.source}\x1f{n.source_id}") for n in batch if n.source_id} if self.shape else set()
        sql = "SELECT id_key, person_id FROM import_row WHERE replaced_by IS NULL AND id_key IS NOT NULL AND id_key"
        self._own_ids.update((row[0], row[1]) for row in self._in(sql, sorted(own)))
        ids.update(self._own_ids.values())
        ordered = sorted(ids)
        for start in range(0, len(ordered), 300):
            yield from people(self.book, ordered[start : start + 300])

    def _in(self, sql: str, values: Sequence[object]) -> Iterator[tuple[int, ...]]:
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            yield from self.book.rows(f"{sql} IN ({marks(part)})", *part)

    def _candidates(self, keys: Sequence[str]) -> list[Prospect]:
        """Everybody who has one of these keys, of the book and of this import so far."""
        if self._bulk is not None:
            hits = self._bulk.seen.find(keys)
        else:
            hits = {i for key in keys if key in self._index for i in self._index[key]}
        if not hits:
            return []
        # A key may have been another's, or that of a row whose name was not kept.
        wanted = frozenset(keys)
        return [p for p in map(self._person, sorted(hits)) if not wanted.isdisjoint(_keys(p))]

    def _of_own_id(self, key: int) -> int | None:
        """Whose row had this id of its own before."""
        found = self._own_ids.get(key)
        if found is None and self._bulk is not None:
            found = self._bulk.of_own_id(key)
        return found

    def _person(self, person_id: int) -> Prospect:
        new = self._fresh.get(person_id)
        if new is not None:
            return _as_prospect(person_id, new, self.source)
        if person_id not in self._known:
            self._known[person_id] = people(self.book, [person_id])[0]
        return self._known[person_id]

    def _reserve(self, n: int) -> Iterator[int]:
        """Ids for up to ``n`` new people; the transaction keeps others away (PostgreSQL has its sequence)."""
        if self.book.sqlite:
            last = self.book.value("SELECT max(id) FROM person") or 0
            return iter(range(last + 1, last + n + 1))
        rows = self.book.rows("SELECT nextval(pg_get_serial_sequence('person', 'id')) FROM generate_series(1, ?)", n)
        return iter([r[0] for r in rows])

    # what becomes of a row --------------------------------------------------------------------------
    def _stays(self, person_id: int, row: Said) -> None:
        self.done.unchanged += 1
        self.done.last_id = person_id
        self._unchanged.add(row.digest)
        self._updater.revive(person_id, row.digest)
        self._take(person_id, row.mask)

    def _note(self, person_id: int, keys: Sequence[str], own_id: int | None) -> None:
        """From now on these keys stand for this person."""
        self.done.last_id = person_id
        if own_id is not None:
            self._own_ids[own_id] = person_id
        if self._bulk is not None:
            self._bulk.seen.add(keys, person_id)
            if own_id is not None:
                self._bulk.seen.add((f"i{own_id}",), person_id)
            return
        for key in keys:
            self._index[key].add(person_id)

    def _take(self, person_id: int, mask: int) -> None:
        """What an earlier row of a file has said of somebody is not overruled by a later one."""
        mask |= self._taken.get(person_id, 0)
        self._taken[person_id] = self._masks.setdefault(mask, mask)

    def _join(self, person_id: int, new: NewPerson, row: Said | None, own_id: int | None) -> None:
        """The same person twice in one batch: the later row adds what the first did not say."""
        first = self._fresh[person_id]
        self._fresh[person_id] = _with(first, news(first, new, taken=self._taken[person_id]))
        if row is not None and not any(i == person_id and s.digest == row.digest for i, s, _ in self._saids):
            self._saids.append((person_id, row, own_id))
        self.done.unchanged += 1

    def _update(self, person_id: int, new: NewPerson, row: Said | None, own_id: int | None) -> None:
        """Store what the row says differently from what it said, and from what is known."""
        before = self._updater.remember(person_id, row, own_id, self._unchanged) if row is not None else 0
        newcomer = self._first_new is not None and person_id >= self._first_new
        changed = self._updater.update(
            self._person(person_id),
            new,
            taken=self._taken.get(person_id, 0),
            before=before,
            newcomer=newcomer,
            indexed=self._bulk is None or person_id < self._bulk.first,
        )
        if changed is not None:
            self._known[person_id] = changed
        if changed is not None and not newcomer:
            self.done.updated += 1
        else:
            self.done.unchanged += 1

    def _flush(self) -> None:
        self.arrivals.write(list(self._fresh.items()), words=self._bulk is None)
        if self._saids:
            self.arrivals.remember(self._saids, self._shape)
        self._fresh.clear()
        self._known.clear()
        self._index.clear()
        self._own_ids.clear()
        self._saids.clear()


def ascii_lower(address: str) -> str:
    """An address as the database lowers it: A to Z only."""
    return address.lower() if address.isascii() else "".join(c.lower() if c.isascii() else c for c in address)


def _keys(person: NewPerson | Prospect) -> list[str]:
    """Everything by which somebody might be recognised."""
    keys = ["n" + person.name]
    for phone in person.phones:
        if phone.number:
            keys.append("p" + phone.number)
    for email in person.emails:
        keys.append("e" + ascii_lower(email.address))
    if person.source_id:
        keys.append("s" + person.source_id)
    return keys


def _with(first: NewPerson, found: News) -> NewPerson:
    told = {e.address: e for e in found.states}
    return replace(
        first,
        **found.columns,
        phones=(*first.phones, *found.phones),
        emails=(*(told.get(e.address, e) for e in first.emails), *found.emails),
        tags=(*dict.fromkeys(first.tags), *found.tags),
        custom=found.custom if found.custom is not None else first.custom,
    )


def _as_prospect(person_id: int, new: NewPerson, source: str) -> Prospect:
    return Prospect(
        id=person_id,
        **{name: getattr(new, name) for name in TEXTS},
        kind=Kind(new.kind) if new.kind in set(Kind) else Kind.PROSPECT,
        standing=Standing(new.standing) if new.standing in set(Standing) else Standing.ACTIVE,
        zone=new.zone,
        zone_source=new.zone_source,
        source=source,
        source_id=new.source_id,
        custom=new.custom,
        phones=new.phones,
        emails=new.emails,
        tags=new.tags,
    )
