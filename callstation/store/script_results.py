"""What came of each revision of a script, from running tallies; and the texts that it once had."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from callstation.model.calls import Outcome
from callstation.store.book import Book, epoch, moment_of
from callstation.store.outcomes import STEP

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
    """Every revision that was used in a call, by script and then by when it was first used. From running tallies."""
    counted: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for what, n in book.rows("SELECT what, sum(n) FROM day_tally WHERE what LIKE 'script:%' GROUP BY what"):
        script, revision, outcome = str(what).removeprefix("script:").rsplit(":", 2)
        if n:
            counted[script, revision][outcome] = int(n)
    found = []
    for (script, revision), counts in counted.items():
        agreed = counts.pop(STEP, 0)
        outcomes = {Outcome(o): n for o, n in counts.items()}
        span = _span(book, script, revision)
        if span is None:  # whoever was called with it was erased: no call is left to tell of
            continue
        found.append(
            Result(
                script,
                revision,
                used=sum(outcomes.values()),
                talked=sum(n for outcome, n in outcomes.items() if outcome.conversation),
                agreed=agreed,
                noes=sum(n for outcome, n in outcomes.items() if outcome in _NOES),
                first=span[0],
                last=span[1],
            )
        )
    return sorted(found, key=lambda r: (r.script, r.first, r.revision))


def _span(book: Book, script: str, revision: str) -> tuple[datetime, datetime] | None:
    """When a text was first and last used; None where no call with it is left. Two looks into an index."""
    where = "kind = 'call' AND script <> '' AND script = ? AND revision = ?"
    first, last = (
        moment_of(book.value(f"SELECT {which}(at) FROM entry WHERE {where}", script, revision))
        for which in ("min", "max")
    )
    return None if first is None or last is None else (first, last)


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
