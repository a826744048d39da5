"""Writing new people, many at a time: rows as plain tuples, since a million of them come in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.places.candidates import starts
from callstation.rules.frame import Frame
from callstation.rules.queue import Facts, place
from callstation.rules.reimport import TEXTS, Said, once
from callstation.store.book import Book, dumps, epoch
from callstation.store.placing import columns_of
from callstation.store.reading import marks
from callstation.store.windows import group_id
from callstation.store.words import put_people

_PERSON = (
    "id",
    *TEXTS,
    "kind",
    "standing",
    "zone",
    "zone_source",
    "source",
    "source_id",
    "custom",
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
_texts = attrgetter(*TEXTS)
_KINDS = frozenset(map(str, Kind))
_STANDINGS = {str(s): s for s in Standing}


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
        self._group = lru_cache(maxsize=None)(
            lambda zone, source, region, country, numbers: group_id(book, zone, source, region, country, "", numbers)
        )
        self._place = lru_cache(maxsize=None)(self._place_of)
        self._do_not_call = bool(book.value("SELECT 1 FROM do_not_call LIMIT 1"))

    def write(self, fresh: Sequence[tuple[int, NewPerson]], *, words: bool = True) -> None:
        """Add people under their ids. Without ``words`` they are not put into the index of words."""
        if not fresh:
            return
        barred = self.barred(fresh)
        at, source, caller = self.at, self.source, self.frame.caller
        persons, entries = [], []
        phones: list[tuple[Any, ...]] = []
        emails: list[tuple[Any, ...]] = []
        tags: list[tuple[Any, ...]] = []
        for person_id, new in fresh:
            standing = "do not call" if person_id in barred else new.standing
            if standing not in _STANDINGS:
                standing = "active"
            persons.append(
                (
                    person_id,
                    *_texts(new),
                    new.kind if new.kind in _KINDS else "prospect",
                    str(standing),
                    new.zone,
                    new.zone_source,
                    source,
                    new.source_id,
                    dumps(dict(new.custom)) if new.custom else "",
                    ",".join(n for n in TEXTS if getattr(new, n)) if self.typed else "",
                    self._group(
                        new.zone,
                        new.zone_source,
                        new.region,
                        new.country,
                        starts([p.number for p in new.phones if p.kind != "fax"]),
                    ),
                    at,
                    at,
                    *self._place(str(standing), any(p.dialable for p in new.phones)),
                )
            )
            phones += phone_rows(person_id, once(new.phones, "number"), 0)
            emails += email_rows(person_id, once(new.emails, "address"), 0)
            if new.tags:
                tags += [(person_id, tag) for tag in dict.fromkeys(new.tags)]
            entries.append((person_id, at, "import", new.zone, caller, self.batch_id, self._data % new.row))
        self.book.insert_tuples("person", _PERSON, persons)
        self.add_ways(phones, emails, tags)
        self.book.insert_tuples("entry", _ENTRY, entries)
        if words:
            put_people(self.book, [(i, word_columns(n)) for i, n in fresh])

    def add_ways(
        self, phones: list[tuple[Any, ...]], emails: list[tuple[Any, ...]], tags: list[tuple[Any, ...]]
    ) -> None:
        """Write numbers, addresses and tags."""
        self.book.insert_tuples("phone", _PHONE, phones)
        self.book.insert_tuples("email", _EMAIL, emails)
        self.book.insert_tuples("tag", _TAG, tags)

    def remember(self, rows: Iterable[tuple[int, Said, int | None]], shape: int) -> None:
        """Note what rows of the file said: (person, what, the row's own id as a number)."""
        self.book.insert_tuples(
            "import_row", _ROW, [(i, self.batch_id, shape, s.digest, s.fields, key) for i, s, key in rows]
        )

    def barred(self, people: Iterable[tuple[int, NewPerson]]) -> set[int]:
        """Who has a number that is on the do-not-call list."""
        if not self._do_not_call:
            return set()
        owners: dict[str, set[int]] = {}
        for person_id, new in people:
            for phone in new.phones:
                if phone.number:
                    owners.setdefault(phone.number, set()).add(person_id)
        wanted = sorted(owners)
        barred: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            for row in self.book.rows(f"SELECT number FROM do_not_call WHERE number IN ({marks(part)})", *part):
                barred |= owners[row[0]]
        return barred

    def _place_of(self, standing: str, has_number: bool) -> tuple[object, ...]:
        """A newcomer's place follows from these two alone: nothing was agreed, and nobody called yet."""
        facts = Facts(
            standing=_STANDINGS[standing],
            kind=Kind.PROSPECT,
            zone=self.frame.zone,
            hours=self.frame.hours,
            has_number=has_number,
            created_at=self.now,
        )
        return tuple(columns_of(place(facts, self.frame.patience), self.now).values())


def phone_rows(person_id: int, phones: Sequence[Any], start: int) -> list[tuple[Any, ...]]:
    """Rows of the table ``phone``; positions count from ``start``."""
    return [
        (person_id, position, p.number, p.extension, p.kind, p.raw, p.flag, p.number[:0:-1])
        for position, p in enumerate(phones, start)
    ]


def email_rows(person_id: int, emails: Sequence[Any], start: int) -> list[tuple[Any, ...]]:
    """Rows of the table ``email``; positions count from ``start``."""
    return [(person_id, position, e.address, e.kind, e.state) for position, e in enumerate(emails, start)]


def word_columns(new: NewPerson | Prospect) -> tuple[str, str, str, str]:
    """What the index of words holds of somebody: name, company, tags, more."""
    more = " ".join(
        (new.title, new.industry, new.place, new.notes, *(e.address for e in new.emails), *new.custom.values())
    )
    return new.name, new.company, " ".join(new.tags), more


def index_person(book: Book, person: Prospect) -> None:
    """Bring the index of words up to date for somebody."""
    put_people(book, [(person.id, word_columns(person))], replace=True)
