"""Large invented books to measure with: people over six zones, a reason, and a record of calls with notes."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from callstation.model.people import Email, NewPerson, Phone
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.rules.windows import zone_of
from callstation.settings import Me, Region, first_settings, write_first
from callstation.store import answers, reasons
from callstation.store.book import Book
from callstation.store.changes import add_tally
from callstation.store.importing import Importer
from callstation.store.opening import open_book

NOW = datetime(2026, 11, 20, 20, 42, tzinfo=UTC)
"""A Friday, a quarter to four in New York; the clock that a bench passes on as CALLSTATION_NOW."""
ZONES = (
    *("America/Phoenix", "America/New_York", "America/Chicago"),
    *("America/Denver", "America/Los_Angeles", "Europe/Berlin"),
)
CALLS = 10
MADE = "2"
"""Which way of making books this is: one that was made another way is made anew."""
TEXTS = tuple((script, f"{n:012x}") for n, script in enumerate(("news", "check-in", "proposal-open") * 4))
"""Name and revision of the scripts that calls were made with."""
ME = Me(name="Dana Reed", business="Reed Design", number="(212) 555-0142")
FRAME = Frame(zone="America/New_York", caller=ME.name)
_AT_ONCE = 10_000
_PARTS = ("ba", "den", "ka", "lor", "mi", "nos", "ra", "sel", "to", "vin", "wes", "yan")
_WORDS = tuple(random.Random(3).sample(["".join(parts) for parts in product(_PARTS, repeat=3)], k=len(_PARTS) ** 3))
"""1,728 words to make names and notes of."""


def people(count: int) -> Iterator[NewPerson]:
    """So many people, each with a number that rings nowhere, an address, a company and a tag."""
    words = [w.capitalize() for w in _WORDS]
    for i in range(count):
        first, last = words[i * 7 % 997], words[i * 31 % 1728] + _WORDS[i // 1728 % 1728][:4]
        yield NewPerson(
            name=f"{first} {last}",
            first_name=first,
            last_name=last,
            company=f"{words[i % 1511]} Freight {i % 5003}",
            zone=ZONES[i % len(ZONES)],
            phones=(Phone(f"+1{2_000_000_000 + i}"),),
            emails=(Email(f"p{i}@example.com"),),
            tags=("freight" if i % 3 else "warm",),
        )


def make_book(home: Path, count: int, calls: int = CALLS) -> None:
    """Make the book of ``count`` people in ``home`` unless it is there; ``calls`` entries of history each."""
    made = home / "made"
    if made.exists() and made.read_text() == MADE:
        open_book("", home / "callstation.db").close()  # what a newer program changes in it is not to be timed
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    write_first(home / "settings.toml", first_settings(ME, Region("America/New_York", "US")))
    book = open_book("", home / "callstation.db")
    book.one("PRAGMA cache_size = -200000")
    with book.transaction():
        Importer(book, FRAME, "csv", NOW, label="bench").bring(_told(people(count), count))
        few = min(count, 500)
        _history(book, range(1, few + 1), calls, count)
        answers.rebuild(book)  # of a few: the tallies are as many as after all of them
        _history(book, range(few + 1, count + 1), calls, count)
        _sum_up(book, count, calls)
    text = "that the city has moved the deadline for delivery permits to March"
    reasons.add(book, FRAME, Reason(0, ReasonKind.NEWS, text), NOW)
    book.one("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    made.write_text(MADE)


def _told(rows: Iterator[NewPerson], count: int) -> Iterator[NewPerson]:
    for n, row in enumerate(rows):
        if n % 10_000 == 0:
            _tell(f"{n:,} of {count:,} people", count)
        yield row


def _tell(text: str, count: int) -> None:
    """A line of progress on standard error, where it takes long enough to wonder."""
    if count > 50_000:
        print(f"\r  {text:<50}", end="" if text else "\r", file=sys.stderr, flush=True)


def _history(book: Book, ids: range, calls: int, count: int) -> None:
    """So many calls each: one in three was talked on, with a note of ten words that can be found."""
    drawn = random.Random(7)
    often = [1 / (n + 3) for n in range(len(_WORDS))]  # a few words stand in many notes, most in few
    notes = [" ".join(drawn.choices(_WORDS, often, k=10)) for _ in range(min(20_000, len(ids)))]
    columns = ("person_id", "at", "kind", "zone", "outcome", "note", "caller", "script", "revision")
    for n in range(calls):
        at, outcome = int(_moment(n, calls).timestamp()), _outcome(n)
        for start in range(ids.start, ids.stop, _AT_ONCE):
            _tell(f"{start:,} of {count:,} histories, call {n + 1} of {calls}", count)
            some = range(start, min(start + _AT_ONCE, ids.stop))
            said = [notes[(i * 13 + n) % len(notes)] if outcome == "talked" else "" for i in some]
            book.insert_tuples(
                "entry",
                columns,
                [
                    (i, at, "call", FRAME.zone, outcome, note, ME.name, *TEXTS[i % len(TEXTS)])
                    for i, note in zip(some, said, strict=True)
                ],
            )


def _moment(n: int, calls: int) -> datetime:
    return NOW - timedelta(days=5 * (calls - n))


def _outcome(n: int) -> str:
    return "no-answer" if n % 3 else "talked"


def _sum_up(book: Book, count: int, calls: int) -> None:
    """What is kept beside the history of it: tallies, the record on each person, the index of words."""
    for n in range(calls):
        day = _moment(n, calls).astimezone(zone_of(FRAME.zone)).date().isoformat()
        add_tally(book, day, ME.name, f"call:{_outcome(n)}", count)
        for number, (script, revision) in enumerate(TEXTS):
            used = len(range(number or len(TEXTS), count + 1, len(TEXTS)))
            add_tally(book, day, ME.name, f"script:{script}:{revision}:{_outcome(n)}", used)
    last, talked = (int(_moment(n, calls).timestamp()) for n in (calls - 1, (calls - 1) // 3 * 3))
    book.run(
        "UPDATE person SET attempts = ?, last_call_at = ?, last_talk_at = ?, last_outcome = ?",
        *(calls, last, talked, _outcome(calls - 1)),
    )
    _tell("indexing the notes", count)
    book.run(
        "INSERT INTO note_words (rowid, note, person_id) SELECT id, note, person_id FROM entry WHERE note <> '' "
        "ORDER BY id"
    )
    _tell("", count)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: scripts/make_book PEOPLE FOLDER")
    make_book(Path(sys.argv[2]), int(sys.argv[1]))
