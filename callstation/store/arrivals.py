"""Writing new people, many at a time: rows as plain tuples, since a million of them come in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.rules.arriving import COLUMNS, Arriving, EmailParts, ZoneOf
from callstation.rules.frame import Frame
from callstation.rules.queue import Facts, place
from callstation.rules.reimport import TEXTS, once
from callstation.store.book import Book, epoch
from callstation.store.placing import columns_of
from callstation.store.reading import marks
from callstation.store.windows import group_id
from callstation.store.words import put_people

_PERSON = (
    "id",
    *COLUMNS,
    "standing",
    "source",
    "typed",
    "window_group_id",
    "created_at",
    "updated_at",
    "due_at",
    "rank",
    "why",
    "why_at",
    "ready",
)
_PHONE = ("person_id", "position", "number", "extension", "kind", "raw", "flag", "tail")
_EMAIL = ("person_id", "position", "address", "kind", "state")
_TAG = ("person_id", "tag")
_ENTRY = ("person_id", "at", "kind", "zone", "caller", "ref_id", "data")
_ROW = ("person_id", "batch_id", "shape", "digest", "said", "id_key")


class Arrivals:
    """Writes people of one source into the book. Use inside ``book.transaction()``."""

    def __init__(
        self, book: Book, frame: Frame, source: str, now: datetime, *, label: str, typed: bool, batch_id: int | None
    ) -> None:
        self.book = book
        self.frame = frame
        self.source = source
        self.now = now
        self.at = epoch(now)
        self.typed = typed
        self.batch_id = batch_id
        self._data = '{"file":' + json.dumps(label or "typed in", ensure_ascii=False) + ',"row":%d}'
        self._group = lru_cache(maxsize=1 << 16)(self._group_of)
        self._place = lru_cache(maxsize=None)(self._place_of)
        self._do_not_call = bool(book.value("SELECT 1 FROM do_not_call LIMIT 1"))

    def write(self, fresh: Mapping[int, Arriving], *, words: bool = True) -> None:
        """Add people under their ids. Without ``words`` they are not put into the index of words."""
        if not fresh:
            return
        barred = self.barred([(i, [p[1] for p in row.phones]) for i, row in fresh.items()] if self._do_not_call else ())
        at, source, caller, batch_id, data = self.at, self.source, self.frame.caller, self.batch_id, self._data
        group, place = self._group, self._place
        persons, entries, phones, emails, tags = [], [], [], [], []
        for person_id, row in fresh.items():
            columns, standing, zone_of, dialable, ways, addresses, tagged, number = row[:8]
            if person_id in barred:
                standing = "do not call"
            typed = ",".join([n for n, text in zip(TEXTS, columns, strict=False) if text]) if self.typed else ""
            persons.append(
                (person_id, *columns, standing, source, typed, group(zone_of), at, at, *place(standing, dialable))
            )
            for way in ways:
                phones.append((person_id, *way))
            if addresses:
                emails += email_rows(person_id, addresses, 0)
            for tag in tagged:
                tags.append((person_id, tag))
            entries.append((person_id, at, "import", zone_of[0], caller, batch_id, data % number))
        self.book.insert_tuples("person", _PERSON, persons)
        self.add_ways(phones, emails, tags)
        self.book.insert_tuples("entry", _ENTRY, entries)
        if words:
            put_people(self.book, [(i, word_columns(row.person())) for i, row in fresh.items()])

    def add_ways(
        self, phones: list[tuple[Any, ...]], emails: list[tuple[Any, ...]], tags: list[tuple[Any, ...]]
    ) -> None:
        """Write numbers, addresses and tags."""
        self.book.insert_tuples("phone", _PHONE, phones)
        self.book.insert_tuples("email", _EMAIL, emails)
        self.book.insert_tuples("tag", _TAG, tags)

    def remember(self, rows: Iterable[tuple[int, Arriving, int | None]], shape: int) -> None:
        """Note what rows of the file said: (person, row, the row's own id as a number)."""
        self.book.insert_tuples(
            "import_row", _ROW, [(i, self.batch_id, shape, row.digest, row.said, key) for i, row, key in rows]
        )

    def barred(self, people: Iterable[tuple[int, Iterable[str]]]) -> set[int]:
        """Who of (person, their numbers) has a number that is on the do-not-call list."""
        if not self._do_not_call:
            return set()
        owners: dict[str, set[int]] = {}
        for person_id, numbers in people:
            for number in numbers:
                if number:
                    owners.setdefault(number, set()).add(person_id)
        wanted = sorted(owners)
        barred: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for row in self.book.rows(f"SELECT number FROM do_not_call WHERE number IN ({marks(part)})", *part):
                barred |= owners[row[0]]
        return barred

    def _group_of(self, of: ZoneOf) -> int:
        zone, source, region, country, numbers = of
        return group_id(self.book, zone, source, region, country, "", numbers)

    def _place_of(self, standing: str, has_number: bool) -> tuple[object, ...]:
        """A newcomer's place follows from these two alone: nothing was agreed, and nobody called yet."""
        facts = Facts(
            standing=Standing(standing),
            kind=Kind.PROSPECT,
            zone=self.frame.zone,
            hours=self.frame.hours,
            has_number=has_number,
            created_at=self.now,
        )
        return tuple(columns_of(place(facts, self.frame.patience), self.now).values())


_first = itemgetter(0)


def email_rows(person_id: int, emails: Sequence[EmailParts], start: int) -> list[tuple[Any, ...]]:
    """Rows of the table ``email``, no address twice; positions count from ``start``."""
    return [(person_id, position, *parts) for position, parts in enumerate(once(emails, _first), start)]


def word_columns(new: NewPerson | Prospect) -> tuple[str, str, str, str]:
    """What the index of words holds of somebody: name, company, tags, more."""
    more = " ".join(
        (new.title, new.industry, new.place, new.notes, *(e.address for e in new.emails), *new.custom.values())
    )
    return new.name, new.company, " ".join(new.tags), more


def index_person(book: Book, person: Prospect) -> None:
    """Bring the index of words up to date for somebody."""
    put_people(book, [(person.id, word_columns(person))], replace=True)
