"""What a person's whole history adds up to, counted by the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from callstation.model.calls import Outcome, PromiseStatus
from callstation.store import reasons
from callstation.store.book import Book


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries there are, calls by outcome, promises by what became of them."""

    entries: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    promises: dict[PromiseStatus, int] = field(default_factory=dict)

    @property
    def calls(self) -> int:
        """All calls."""
        return sum(self.outcomes.values())

    @property
    def talked(self) -> int:
        """Calls in which the person was spoken to."""
        return sum(n for outcome, n in self.outcomes.items() if outcome.conversation)


def counts(book: Book, person_id: int) -> Counts:
    """The counts of one person's history; nothing is counted for nobody."""
    by_outcome = book.rows("SELECT outcome, count(*) FROM entry WHERE person_id = ? GROUP BY outcome", person_id)
    promises = book.rows("SELECT status, count(*) FROM promise WHERE person_id = ? GROUP BY status", person_id)
    return Counts(
        entries=sum(int(n) for _, n in by_outcome),
        outcomes={Outcome(o): int(n) for o, n in by_outcome if o},
        promises={PromiseStatus(s): int(n) for s, n in promises},
    )


def reason_texts(book: Book, ids: Collection[int]) -> dict[int, str]:
    """The words of reasons, also of retired ones, by id. A few hundred ids at most."""
    return {reason.id: reason.text for reason in reasons.some(book, sorted(ids))}
