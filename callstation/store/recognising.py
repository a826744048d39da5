"""Who of the book, and of the import so far, the rows of a list may be: by names, numbers, addresses, ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from callstation.model.people import Kind, NewPerson, Prospect, Standing
from callstation.rules.arriving import HASH, Arriving, companies_part, hashed, keys_of, may_agree, sign
from callstation.rules.duplicates import likely_same
from callstation.rules.reimport import TEXTS, number_of
from callstation.rules.same_person import same_person
from callstation.store.book import Book
from callstation.store.bulk import Bulk
from callstation.store.crowds import CROWD, Crowd
from callstation.store.reading import marks, people

_NAMES = "p.name, p.first_name, p.last_name, p.company"
_BY = (
    # The index holds numbers only, and is taken only where the statement says so too.
    ("p", f"SELECT f.number, p.id, {_NAMES} FROM phone f JOIN person p ON p.id = f.person_id "
          "WHERE f.number <> '' AND f.number"),
    ("e", f"SELECT lower(e.address), p.id, {_NAMES} FROM email e JOIN person p ON p.id = e.person_id "
          "WHERE lower(e.address)"),
    ("s", f"SELECT p.source_id, p.id, {_NAMES} FROM person p WHERE p.source_id <> '' AND p.source_id"),
    ("n", f"SELECT p.name, p.id, {_NAMES} FROM person p WHERE p.name"),
)  # fmt: skip


class Found(NamedTuple):
    """Who a row is about: None where it is somebody new."""

    id: int | None
    again: bool = False
    """Whether a row of this import said just the same."""
    probable: bool = False
    """Whether somebody new may be somebody known, but not surely."""


NOBODY = Found(None)


class Recogniser:
    """Knows who may be whom, batch by batch. ``bulk`` takes the place of the book's indexes once it is set.

    ``replaced_ids`` are own ids of rows that the import has taken for replaced, and whose they were.
    """

    def __init__(self, book: Book, source: str, shape: str, replaced_ids: Mapping[int, int]) -> None:
        self.book = book
        self.bulk: Bulk | None = None
        self.fresh: dict[int, Arriving] = {}
        """Who is new in this batch, and not stored yet."""
        self._source = source
        self._shape = shape
        self._replaced_ids = replaced_ids
        self._known: dict[int, Prospect] = {}
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        self._signs: dict[int, int] = {}
        self._crowds: dict[str, Crowd] = {}
        self._own_ids: dict[int, int] = {}
        self._said: dict[int, int] = {}
        self._unmet = False
        """Whether nothing of the row that was recognised last was there before."""
        self.own_id: int | None = None
        """The own id of the row that was recognised last, as a number."""

    # before a batch -----------------------------------------------------------------------------------
    def look_up(self, batch: Sequence[Arriving]) -> None:
        """Have everything at hand that the book knows about a batch."""
        if self.bulk is not None:
            return
        digests = sorted({row.digest for row in batch if row.digest})
        sql = "SELECT digest, person_id FROM import_row WHERE replaced_by IS NULL AND digest"
        self._said.update(self._in(sql, digests, "ORDER BY id DESC"))
        rows = [row for row in batch if row.digest not in self._said]
        wanted: dict[str, set[str]] = {prefix: set() for prefix, _ in _BY}
        for row in rows:
            for key in row.known_by():
                wanted[key[0]].add(key[1:])
        for prefix, sql in _BY:
            for value, person_id, *names in self._in(sql, sorted(wanted[prefix])):
                self._signs[person_id] = sign(*names)
                self._holders[prefix + value].add(person_id)
        own = {own_id for row in rows if (own_id := self._own_id(row)) is not None}
        sql = "SELECT id_key, person_id FROM import_row WHERE replaced_by IS NULL AND id_key IS NOT NULL AND id_key"
        self._own_ids.update(self._in(sql, sorted(own)))
        near = (i for row in rows for i in self._near(row.known_by(), row.sign)[0])
        self._read({*self._own_ids.values(), *near})

    def _in(self, sql: str, values: Sequence[object], order: str = "") -> Iterator[Any]:
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            yield from self.book.rows(f"{sql} IN ({marks(part)}) {order}", *part)

    def clear(self) -> None:
        """The batch is stored; what comes next is looked up anew."""
        self.fresh.clear()
        self._known.clear()
        self._own_ids.clear()
        self._said.clear()
        if self.bulk is None:
            self._holders.clear()
            self._signs.clear()
            self._crowds.clear()

    # a row --------------------------------------------------------------------------------------------
    def said_by(self, digest: int) -> int | None:
        """Who has said just that: when such a file last came in, or in this batch."""
        found = self._said.get(digest)
        return self.bulk.digests.get(digest) if found is None and self.bulk is not None else found

    def recognise(self, row: Arriving) -> Found:
        """Who a row is about, as far as they are known."""
        bulk = self.bulk
        if bulk is not None:
            met = bulk.seen.met(row.hashes)
            self._unmet = not met
            if not met and not row.source_id:
                self.own_id = None
                return NOBODY
            if met and row.digest and met[-1] == row.digest & HASH:
                person_id = bulk.of_digest(row.digest)
                if person_id is not None:
                    return Found(person_id, again=True)
            keys = [key for key, h in zip(row.known_by(), row.hashes, strict=False) if h in met]
        else:
            keys = row.known_by()
        self.own_id = self._own_id(row)
        if self.own_id is not None and (person_id := self._of_own_id(self.own_id)) is not None:
            return Found(person_id)
        near, sharing = self._near(keys, row.sign)
        if not near and not sharing:
            return NOBODY
        new = row.person()
        # A key may have been another's for which it was taken: only those count who have it.
        wanted = frozenset(row.known_by())
        self._read(near)
        candidates = [p for p in map(self.person, sorted(near)) if not wanted.isdisjoint(keys_of(p))]
        if candidates and (found := same_person(new, candidates, self._source)):
            return Found(found.id)
        return Found(
            None,
            probable=any(likely_same(new, p) for p in candidates)
            or any(self._has(i, key) for key, ids in sharing for i in ids),
        )

    def _near(self, keys: Iterable[str], name: int) -> tuple[set[int], list[tuple[str, Iterable[int]]]]:
        """Who has one of these keys: those to be compared, and by key those of whom some are somebody else."""
        near: set[int] = set()
        sharing: list[tuple[str, Iterable[int]]] = []
        for key in keys:
            crowd = self._crowds.get(key)
            ids: Collection[int] = crowd.ids if crowd is not None else self._with(key)
            if key[0] == "s":
                near.update(ids)
            elif key[0] == "n":
                # Of one name, at two companies: another person, and nothing to ask about, but by number or address.
                near.update(i for i in ids if not companies_part(name, self._sign_of(i)))
            elif ids:
                if crowd is None and len(ids) > CROWD:
                    crowd = self._crowds[key] = Crowd()
                    for i in ids:
                        crowd.add(i, self._sign_of(i))
                if crowd is not None:
                    alike = crowd.agreeing(name)
                else:
                    alike = {i for i in ids if may_agree(name, self._sign_of(i))}
                near |= alike
                if len(alike) < len(ids):
                    sharing.append((key, ids))
        return near, sharing

    def _with(self, key: str) -> Collection[int]:
        if self.bulk is not None:
            return self.bulk.seen.people(hashed((key,))[0])
        return self._holders.get(key, ())

    def _has(self, person_id: int, key: str) -> bool:
        if self.bulk is None:
            return True
        if person_id in self.fresh:
            return key in self.fresh[person_id].known_by()
        return self.bulk.has(person_id, key)

    def _sign_of(self, person_id: int) -> int:
        return self._signs[person_id] if self.bulk is None else self.bulk.sign_of(person_id)

    def _own_id(self, row: Arriving) -> int | None:
        """The row's own id as a number, None where it has none or nothing is remembered of rows."""
        return number_of(f"{self._source}\x1f{row.source_id}") if self._shape and row.source_id else None

    def _of_own_id(self, key: int) -> int | None:
        """Whose row had this id of its own before."""
        found = self._own_ids.get(key)
        if found is None and self.bulk is not None:
            found = self.bulk.of_own_id(key)
        # A row that this import has taken for replaced had it when the import began.
        return self._replaced_ids.get(key) if found is None else found

    # people -------------------------------------------------------------------------------------------
    def person(self, person_id: int) -> Prospect:
        """Somebody as they are now."""
        row = self.fresh.get(person_id)
        if row is not None:
            return _as_prospect(person_id, row.person(), self._source)
        if person_id not in self._known:
            self._read((person_id,))
        return self._known[person_id]

    def _read(self, ids: Iterable[int]) -> None:
        missing = sorted({i for i in ids if i not in self._known and i not in self.fresh})
        for start in range(0, len(missing), 300):
            for person in people(self.book, missing[start : start + 300]):
                self._known[person.id] = person

    # from now on --------------------------------------------------------------------------------------
    def note(self, row: Arriving, person_id: int, *, new: bool) -> None:
        """The row that was recognised last is about this person, somebody ``new`` or known."""
        bulk = self.bulk
        if row.digest:
            self._said[row.digest] = person_id
        if self.own_id is not None:
            self._own_ids[self.own_id] = person_id
            if bulk is not None:
                bulk.seen.add(hashed((f"i{self.own_id}",)), person_id)
        if new:
            self.fresh[person_id] = row
        if bulk is None:
            if new:
                self._signs[person_id] = row.sign
                for key in row.known_by():
                    self._holders[key].add(person_id)
        elif new:
            bulk.set_sign(person_id, row.sign)
            (bulk.seen.add_unmet if self._unmet else bulk.seen.add)(row.hashes, person_id)
        elif row.digest:
            bulk.seen.add((row.digest & HASH,), person_id)
        if new and self._crowds:
            self._join_crowds(person_id, row.known_by(), row.sign)

    def note_joined(self, person_id: int, row: Arriving) -> None:
        """Somebody of this batch has more to them now."""
        self.fresh[person_id] = row
        self._note_changed(person_id, row.known_by(), row.sign)

    def note_changed(self, person: Prospect) -> None:
        """Somebody stored is as they are now."""
        self._known[person.id] = person
        names = sign(person.name, person.first_name, person.last_name, person.company)
        self._note_changed(person.id, keys_of(person), names)

    def _note_changed(self, person_id: int, keys: Sequence[str], name: int) -> None:
        if self.bulk is not None:
            self.bulk.set_sign(person_id, name)
            self.bulk.seen.add(hashed(keys), person_id)
        else:
            self._signs[person_id] = name
            for key in keys:
                self._holders[key].add(person_id)
        self._join_crowds(person_id, keys, name)

    def _join_crowds(self, person_id: int, keys: Sequence[str], name: int) -> None:
        for key in keys:
            if key in self._crowds:
                self._crowds[key].add(person_id, name)


def _as_prospect(person_id: int, new: NewPerson, source: str) -> Prospect:
    return Prospect(
        id=person_id,
        **{name: getattr(new, name) for name in TEXTS},
        kind=Kind(new.kind),
        standing=Standing(new.standing),
        zone=new.zone,
        zone_source=new.zone_source,
        source=source,
        source_id=new.source_id,
        custom=new.custom,
        phones=new.phones,
        emails=new.emails,
        tags=new.tags,
    )
