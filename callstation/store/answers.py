"""What calls have taught about who answers when: running tallies in the book, and each person's own on their row.

A call teaches in the transaction that stores it, and an undo takes that back by counting back (see changes.py).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from callstation.model.answers import UNKNOWN, Count, Learnt, OwnRecord
from callstation.model.calls import Outcome
from callstation.rules.answers import Lesson, Odds, answered, lesson, segment_of
from callstation.rules.windows import zone_of
from callstation.store.book import Book, loads, moment_of
from callstation.store.changes import Changes, add_answers
from callstation.store.own_record import own_of, text_of
from callstation.store.reading import marks

_AT_ONCE = 2_000
"""Calls read at once where all of them are gone through."""


def learnt(book: Book, segments: Collection[str] = ()) -> Learnt:
    """What all calls together show, of segments only those named."""
    wanted = ["", *sorted({s for s in segments if s})]
    whole: dict[int, Count] = {}
    bands: dict[int, Count] = {}
    weekdays: dict[int, Count] = {}
    by_segment: dict[tuple[str, int], Count] = {}
    for what, segment, part, calls, hits, expected in book.rows(
        "SELECT what, segment, part, sum(calls), sum(answered), sum(expected) FROM answer_tally "
        f"WHERE segment IN ({marks(wanted)}) GROUP BY what, segment, part",
        *wanted,
    ):
        count = Count(int(calls), int(hits), int(expected))
        if what == "segment":
            by_segment[segment, part] = count
        else:
            {"all": whole, "band": bands, "weekday": weekdays}[what][part] = count
    return Learnt(whole.get(0, Count()), bands, by_segment, weekdays)


def edges_advised(book: Book) -> bool:
    """Whether early and late calls are still a matter of advice: there are too few of them to say (F6)."""
    return Odds(learnt(book)).edges_open


def segments(book: Book) -> list[str]:
    """Every segment of which anything is known."""
    return [r[0] for r in book.rows("SELECT DISTINCT segment FROM answer_tally WHERE segment <> '' ORDER BY segment")]


def own_record(book: Book, person_id: int) -> OwnRecord:
    """Which of their calls somebody answered, and when."""
    return own_of(book.value("SELECT answers FROM person WHERE id = ?", person_id) or "")


def what_it_teaches(
    book: Book, person_id: int, own: OwnRecord, outcome: Outcome, begun: datetime, zone: str
) -> Lesson | None:
    """What a call teaches that began at ``begun`` (aware) for somebody in ``zone``; None where it says nothing."""
    hit = answered(outcome)
    if hit is None:
        return None
    row = book.one("SELECT kind, industry FROM person WHERE id = ?", person_id)
    assert row is not None  # the call is theirs
    segment = segment_of(*row)
    return lesson(learnt(book, (segment,)), own, segment, begun.astimezone(zone_of(zone)), hit)


def parts_of(taught: Lesson) -> tuple[tuple[str, str, int, int], ...]:
    """The tallies that a lesson counts in: (what, segment, part, thousandths expected)."""
    return (
        ("all", "", 0, taught.overall),
        ("band", "", taught.band, taught.by_band),
        ("segment", taught.segment, taught.band, taught.by_segment),
        ("weekday", "", taught.weekday, taught.by_weekday),
    )


def note(changes: Changes, caller: str, taught: Lesson) -> None:
    """Count a lesson in the running tallies, so that an undo counts it back; the own record is stored by the caller."""
    changes.answers(caller, taught.answered, parts_of(taught))


def rebuild(book: Book) -> int:
    """Learn everything anew from the calls on record, in their order; how many taught something.

    For a book whose calls are older than the tallies. Use inside a transaction.
    """
    book.run("DELETE FROM answer_tally")
    book.run("UPDATE person SET answers = '' WHERE answers <> ''")
    own: dict[int, OwnRecord] = {}
    n = last = 0
    while rows := book.rows(
        "SELECT id, person_id, at, outcome, zone, seconds, caller, data FROM entry WHERE id > ? AND kind = 'call' "
        "AND zone <> '' ORDER BY id LIMIT ?",
        last,
        _AT_ONCE,
    ):
        for entry_id, person_id, at, outcome, zone, seconds, caller, data in rows:
            last = entry_id
            ended = moment_of(at)
            if ended is None or not outcome or loads(data).get("inbound"):
                continue
            begun = ended - timedelta(seconds=seconds or 0)
            known = own.get(person_id, UNKNOWN)
            taught = what_it_teaches(book, person_id, known, Outcome(outcome), begun, zone)
            if taught is None:
                continue
            n += 1
            own[person_id] = taught.own
            add_answers(book, [(caller, *p[:3], 1, int(taught.answered), p[3]) for p in parts_of(taught)])
    for person_id, record in own.items():
        book.run("UPDATE person SET answers = ? WHERE id = ?", text_of(record), person_id)
    return n
