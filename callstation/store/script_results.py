"""What came of each revision of a script, counted from the calls; and the texts that it once had.

One pass over the calls, for a page that is asked for: never on the way to a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callstation.model.calls import Outcome
from callstation.store.book import Book, epoch, moment_of
from callstation.store.reading import marks

_TALKS = tuple(str(o) for o in Outcome if o.conversation)
_NOES = frozenset((Outcome.SAID_NO, Outcome.DO_NOT_CALL))


@dataclass(frozen=True, slots=True)
class Result:
    """Calls in which one revision of a script was on the screen. ``first`` and ``last`` are aware UTC."""

    script: str
    revision: str
    used: int
    talked: int
    """Conversations with the person themselves."""
    agreed: int
    """Conversations that ended with a next step (F5)."""
    noes: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that a script has or had; ``since`` is when it was first saved or used (aware UTC)."""

    revision: str
    script: str
    since: datetime


def results(book: Book) -> list[Result]:
    """Every revision that was used in a call, by script and then by when it was first used."""
    agreed = {
        (script, revision): int(n)
        for script, revision, n in book.rows(
            "SELECT e.script, e.revision, count(DISTINCT e.id) FROM step s JOIN entry e ON e.id = s.entry_id "
            f"WHERE e.kind = 'call' AND e.outcome IN ({marks(_TALKS)}) GROUP BY e.script, e.revision",
            *_TALKS,
        )
    }
    counted: dict[tuple[str, str], dict[Outcome, int]] = {}
    span: dict[tuple[str, str], tuple[int, int]] = {}
    for script, revision, outcome, n, first, last in book.rows(
        "SELECT script, revision, outcome, count(*), min(at), max(at) FROM entry "
        "WHERE kind = 'call' AND script <> '' AND revision <> '' GROUP BY script, revision, outcome"
    ):
        key = (script, revision)
        counted.setdefault(key, {})[Outcome(outcome)] = int(n)
        before = span.get(key, (first, last))
        span[key] = (min(before[0], first), max(before[1], last))
    found = []
    for (script, revision), outcomes in counted.items():
        first, last = (moment_of(at) for at in span[script, revision])
        assert first is not None
        assert last is not None
        found.append(
            Result(
                script,
                revision,
                used=sum(outcomes.values()),
                talked=sum(n for outcome, n in outcomes.items() if outcome.conversation),
                agreed=agreed.get((script, revision), 0),
                noes=sum(n for outcome, n in outcomes.items() if outcome in _NOES),
                first=first,
                last=last,
            )
        )
    return sorted(found, key=lambda r: (r.script, r.first, r.revision))


def kept(book: Book) -> list[Kept]:
    """Every text that is kept, without the text itself, oldest first."""
    found = []
    for revision, script, at in book.rows("SELECT revision, name, first_used_at FROM script_revision ORDER BY id"):
        since = moment_of(at)
        assert since is not None  # the column is NOT NULL
        found.append(Kept(revision, script, since))
    return found


def text_of(book: Book, revision: str) -> str | None:
    """The text of a revision (the first 12 hex digits of its SHA-256), None where it was never kept."""
    found: str | None = book.value("SELECT text FROM script_revision WHERE revision = ?", revision)
    return found


def keep(book: Book, script: str, revision: str, text: str, now: datetime) -> None:
    """Keep a text, so that it can be looked at and brought back; one that is kept already stays as it is."""
    with book.transaction():
        book.run(
            "INSERT INTO script_revision (revision, name, text, first_used_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (revision) DO NOTHING",
            revision,
            script,
            text,
            epoch(now),
        )
