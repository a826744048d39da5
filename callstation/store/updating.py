"""Somebody known comes in again: what the row says differently is stored, and what it said is remembered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from callstation.model.people import NewPerson, Prospect, Standing
from callstation.rules.arriving import Arriving, email_parts, phone_parts
from callstation.rules.reimport import News, news, said_before
from callstation.store.arrivals import Arrivals, email_rows, index_person
from callstation.store.book import dumps
from callstation.store.placing import replace_place
from callstation.store.reading import marks, people
from callstation.store.windows import regroup


class Updater:
    """Changes people whom rows of one file are about. Use inside ``book.transaction()``."""

    def __init__(self, arrivals: Arrivals, shape: int, label: str) -> None:
        self.arrivals = arrivals
        self.book = arrivals.book
        self.shape = shape
        self.label = label
        self.replaced: dict[int, int] = {}
        """Rows (by digest) that this import took for replaced so far, and whose they are."""
        self.replaced_ids: dict[int, int] = {}
        """The same by the rows' own ids, as numbers."""

    def remember(self, person_id: int, row: Arriving, own_id: int | None, unchanged: Collection[int]) -> int:
        """Note what the row says now; bits of the fields that say what they said in the last import.

        What rows of this person said before is replaced, but for rows that came in this import too
        (``unchanged`` holds the digests of those that say what they said).
        """
        earlier, gone, known = [], [], False
        for row_id, digest, fields, batch_id, id_key in self.book.rows(
            "SELECT id, digest, said, batch_id, id_key FROM import_row WHERE person_id = ? AND shape = ? "
            "AND replaced_by IS NULL",
            person_id,
            self.shape,
        ):
            known = known or digest == row.digest
            if batch_id != self.arrivals.batch_id:
                earlier.append(fields)
                if digest not in unchanged and digest != row.digest:
                    gone.append(row_id)
                    self.replaced[digest] = person_id
                    if id_key is not None:
                        self.replaced_ids[id_key] = person_id
        if gone:
            self.book.run(
                f"UPDATE import_row SET replaced_by = ? WHERE id IN ({marks(gone)})", self.arrivals.batch_id or 0, *gone
            )
        if not known:
            self.arrivals.remember([(person_id, row, own_id)], self.shape)
        return said_before(row.said, earlier)

    def revive(self, person_id: int, digest: int) -> None:
        """A row that was taken for replaced came after all: somebody has several in the file."""
        if self.replaced.pop(digest, None) is not None:
            self.book.run(
                "UPDATE import_row SET replaced_by = NULL WHERE person_id = ? AND digest = ? AND replaced_by = ?",
                person_id,
                digest,
                self.arrivals.batch_id or 0,
            )

    def update(
        self, old: Prospect, new: NewPerson, *, taken: int, before: int, newcomer: bool, indexed: bool
    ) -> Prospect | None:
        """Store what the row changes; the person as they are now, None where they stay as they were.

        A ``newcomer`` came in this very import: no line in the history tells of it again. Without ``indexed``
        the index of words is left to whoever builds it.
        """
        book = self.book
        typed = str(book.value("SELECT typed FROM person WHERE id = ?", old.id) or "").split(",")
        found = news(old, new, typed=typed, taken=taken, before=before)
        more = [p.number for p in found.phones]
        if more and old.standing is not Standing.DO_NOT_CALL and self.arrivals.barred([(old.id, more)]):
            found.columns["standing"] = str(Standing.DO_NOT_CALL)
        if not found:
            return None
        self._write(old, found)
        if not newcomer:
            self._tell(old, new, found)
        replace_place(book, old.id, self.arrivals.frame, self.arrivals.now)
        person = people(book, [old.id])[0]
        if indexed:
            index_person(book, person)
        return person

    def _write(self, old: Prospect, found: News) -> None:
        columns: dict[str, Any] = {**found.columns, "updated_at": self.arrivals.at}
        if found.custom is not None:
            columns["custom"] = dumps(found.custom)
        sets = ", ".join(f"{c} = ?" for c in columns)
        self.book.run(f"UPDATE person SET {sets} WHERE id = ?", *columns.values(), old.id)
        self.arrivals.add_ways(
            [(old.id, *parts) for parts in phone_parts(found.phones, len(old.phones))],
            email_rows(old.id, email_parts(found.emails), len(old.emails)),
            [(old.id, tag) for tag in found.tags],
        )
        if found.phones or {"zone", "region", "country"} & set(found.columns):
            regroup(self.book, old.id)

        for email in found.states:
            self.book.run(
                "UPDATE email SET state = ? WHERE person_id = ? AND address = ?", email.state, old.id, email.address
            )

    def _tell(self, old: Prospect, new: NewPerson, found: News) -> None:
        """A line in the history: what it was and is, enough to take it back (see import_undo.py)."""
        data: dict[str, Any] = {
            "file": self.label,
            "row": new.row,
            "before": {c: str(getattr(old, c)) for c in found.columns},
            "after": found.columns,
        }
        added = {
            "phones": [p.number or p.raw for p in found.phones],
            "emails": [e.address for e in found.emails],
            "tags": list(found.tags),
            "states": [e.address for e in found.states],
        }
        data.update({k: v for k, v in added.items() if v})
        if found.custom is not None:
            data["custom"] = {k: old.custom.get(k) for k, v in found.custom.items() if v != old.custom.get(k)}
        self.book.insert(
            "entry",
            {
                "person_id": old.id,
                "at": self.arrivals.at,
                "kind": "import",
                "zone": old.zone,
                "caller": self.arrivals.frame.caller,
                "ref_id": self.arrivals.batch_id,
                "data": dumps(data),
            },
        )
