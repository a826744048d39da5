"""How often a reason was used, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from callstation.model.calls import Outcome
from callstation.store.book import Book, moment_of


@dataclass(frozen=True, slots=True)
class Uses:
    """``outcomes`` of the calls it was used in; ``steps`` is in how many a next step was agreed; ``written`` is how
    often an email brought it (F4)."""

    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    written: int = 0
    steps: int = 0
    last_at: datetime | None = None
    """When it was used last, UTC."""

    @property
    def count(self) -> int:
        """How many people heard or read it."""
        return sum(self.outcomes.values()) + self.written

    @property
    def talked(self) -> int:
        """In how many conversations."""
        return sum(n for outcome, n in self.outcomes.items() if outcome.conversation)


def uses(book: Book, reason_id: int) -> Uses:
    """The uses of one reason: costs as much as there are."""
    rows = book.rows(
        "SELECT e.outcome, count(*), max(u.at) FROM reason_use u JOIN entry e ON e.id = u.entry_id "
        "WHERE u.reason_id = ? GROUP BY e.outcome",
        reason_id,
    )
    if not rows:
        return Uses()
    steps = book.value(
        "SELECT count(*) FROM reason_use u JOIN step s ON s.person_id = u.person_id AND s.entry_id = u.entry_id "
        "WHERE u.reason_id = ?",
        reason_id,
    )
    return Uses(
        outcomes={Outcome(r[0]): int(r[1]) for r in rows if r[0]},
        written=sum(int(r[1]) for r in rows if not r[0]),
        steps=int(steps),
        last_at=moment_of(max(r[2] for r in rows)),
    )
