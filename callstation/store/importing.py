"""Bringing people in: all of a file or nothing, in batches, and nothing twice.

A row that says what it said in the last import of such a file is left at that; one that says something else
changes only what changed there (see rules/reimport.py). Long lists into a small book go the quick way
(store/bulk.py); what comes of it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from callstation.model.people import NewPerson
from callstation.rules.arriving import Arriving, arriving
from callstation.rules.frame import Frame
from callstation.rules.reimport import News, news, number_of
from callstation.store.arrivals import Arrivals, index_person
from callstation.store.book import Book
from callstation.store.bulk import Bulk
from callstation.store.recognising import Recogniser
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

    @property
    def last_new(self) -> int:
        """Who came last of those new; 0 where nobody did."""
        return self.new_ids[-1] if self.new_ids else 0


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
        self._pause = pause
        self._first_new: int | None = None
        self._knows = Recogniser(book, source, shape, self._updater.replaced_ids)
        self._remembered: list[tuple[int, Arriving, int | None]] = []
        # The whole of this import.
        self._taken: dict[int, int] = {}
        self._masks: dict[int, int] = {}
        self._unchanged: set[int] = set()

    def bring(self, arrivals: Iterable[NewPerson | Arriving]) -> Brought:
        """Take everybody in, batch by batch."""
        rows = iter(arrivals)
        batches = 0
        while batch := list(islice(rows, BATCH)):
            batches += 1
            if batches == 2:
                self._knows.bulk = Bulk.start(self.book)
            self._batch([row if isinstance(row, Arriving) else arriving(row, self.shape) for row in batch])
            bulk = self._knows.bulk
            if bulk is not None:
                bulk.written(self.done.last_new)
                if bulk.is_full(self.done.last_new):
                    self._finish()
        self._finish()
        return self.done

    def _finish(self) -> None:
        if self._knows.bulk is not None:
            self._knows.bulk.finish(self._pause)
            self._knows.bulk = None

    def _batch(self, batch: Sequence[Arriving]) -> None:
        ids = self._reserve(len(batch))
        knows, done, replaced = self._knows, self.done, self._updater.replaced
        said_by, recognise, note, take = knows.said_by, knows.recognise, knows.note, self._take
        knows.look_up(batch)
        for row in batch:
            digest = row.digest
            known = said_by(digest) or replaced.get(digest) if digest else None
            if known is not None:
                self._stays(known, row)
                continue
            found = recognise(row)
            person_id = found.id
            if person_id is None:
                person_id = next(ids)
                self._first_new = self._first_new or person_id
                done.new += 1
                done.new_ids.append(person_id)
                done.probable_duplicates += found.probable
                if digest:
                    self._remembered.append((person_id, row, knows.own_id))
                note(row, person_id, new=True)
            elif found.again:
                done.unchanged += 1
            else:
                note(row, person_id, new=False)
                if person_id in knows.fresh:
                    self._join(person_id, row)
                else:
                    self._update(person_id, row)
            done.last_id = person_id
            take(person_id, row.mask)
        self._flush()

    def _reserve(self, n: int) -> Iterator[int]:
        """Ids for up to ``n`` new people; the transaction keeps others away (PostgreSQL has its sequence)."""
        if self.book.sqlite:
            last = self.book.value("SELECT max(id) FROM person") or 0
            return iter(range(last + 1, last + n + 1))
        rows = self.book.rows("SELECT nextval(pg_get_serial_sequence('person', 'id')) FROM generate_series(1, ?)", n)
        return iter([r[0] for r in rows])

    # what becomes of a row --------------------------------------------------------------------------
    def _stays(self, person_id: int, row: Arriving) -> None:
        self.done.unchanged += 1
        self.done.last_id = person_id
        self._unchanged.add(row.digest)
        self._updater.revive(person_id, row.digest)
        self._take(person_id, row.mask)

    def _take(self, person_id: int, mask: int) -> None:
        """What an earlier row of a file has said of somebody is not overruled by a later one."""
        mask |= self._taken.get(person_id, 0)
        self._taken[person_id] = self._masks.setdefault(mask, mask)

    def _join(self, person_id: int, row: Arriving) -> None:
        """The same person twice in one batch: the later row adds what the first did not say."""
        first = self._knows.fresh[person_id].person()
        joined = _with(first, news(first, row.person(), taken=self._taken[person_id]))
        self._knows.note_joined(person_id, arriving(joined, ""))
        if row.digest:
            self._remembered.append((person_id, row, self._knows.own_id))
        self.done.unchanged += 1

    def _update(self, person_id: int, row: Arriving) -> None:
        """Store what the row says differently from what it said, and from what is known."""
        before = self._updater.remember(person_id, row, self._knows.own_id, self._unchanged) if row.digest else 0
        newcomer = self._first_new is not None and person_id >= self._first_new
        bulk = self._knows.bulk
        changed = self._updater.update(
            self._knows.person(person_id),
            row.person(),
            taken=self._taken.get(person_id, 0),
            before=before,
            newcomer=newcomer,
            indexed=bulk is None or person_id < bulk.first,
        )
        if changed is not None:
            self._knows.note_changed(changed)
        if changed is not None and not newcomer:
            self.done.updated += 1
        else:
            self.done.unchanged += 1

    def _flush(self) -> None:
        self.arrivals.write(self._knows.fresh, words=self._knows.bulk is None)
        self.arrivals.remember(self._remembered, self._shape)
        self._remembered.clear()
        self._knows.clear()


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
