"""The invented book: big enough, whole, the same every time, and nobody's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from demo_books import FRAME, TUESDAY, built, desk_at

from callstation.demo.book import build_demo
from callstation.errors import RefusedError
from callstation.model.calls import Outcome
from callstation.model.people import Kind, Standing
from callstation.model.reasons import BY_THEMSELVES, ReasonKind
from callstation.rules.queue import place
from callstation.store import history, reading, reasons, stats
from callstation.store.book import Book

# Numbers that are kept for fiction, or that no number plan gives out.
NOBODYS = re.compile(
    r"\+1[2-9]\d\d55501\d\d"
    r"|\+44(2079460|131496|161496|117496|113496|141496|292018|289649|7700900)\d+"
    r"|\+49(3023125|4066969|8999998|2214710|6990009)\d+"
    r"|\+61[2378](5550|7010)\d{4}|\+331990\d+|\+33465710\d+|\+4631390\d+|\+35320910\d+"
    r"|\+34555\d+|\+9155500\d+|\+81(3|6|75)0000?\d+|\+64[34]000\d+"
)


def dump(book: Book) -> list[tuple[object, ...]]:
    tables = [r[0] for r in book.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [
        (table, *row)
        for table in tables
        if not table.startswith(("sqlite_", "note_words_", "person_words_", "schema_"))
        for row in book.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
    ]


def all_people(book: Book) -> list[reading.Prospect]:
    return reading.people(book, [r[0] for r in book.rows("SELECT id FROM person ORDER BY id")])


def test_there_are_people_of_every_sort(tuesday: Book) -> None:
    people = all_people(tuesday)
    assert len(people) >= 120
    assert {p.kind for p in people} == set(Kind)
    assert {p.standing for p in people} == set(Standing)
    assert len({p.zone for p in people if p.zone}) >= 20
    assert sum(not p.zone for p in people) >= 2
    assert sum(not p.phones and bool(p.emails) for p in people) >= 2
    assert sum(len(p.phones) > 1 for p in people) >= 8
    assert sum(any(f.extension for f in p.phones) for p in people) >= 8
    assert sum(bool(p.threads) for p in people) >= 50
    assert any("'" in p.name for p in people)
    assert sum(not p.name.isascii() for p in people) >= 10
    assert max(len(p.name) for p in people) > 40
    assert len({p.name for p in people}) == len(people)


def test_all_of_it_is_invented(tuesday: Book) -> None:
    numbers: list[str] = []
    for person in all_people(tuesday):
        numbers += [p.number for p in person.phones]
        assert all(e.address.endswith(".example") for e in person.emails)
    assert [n for n in numbers if not NOBODYS.fullmatch(n) and not n.startswith(("+1800555", "+1888555"))] == []
    assert len(set(numbers)) == len(numbers)


def test_histories_are_short_and_long(tuesday: Book) -> None:
    assert tuesday.value("SELECT max(n) FROM (SELECT count(*) AS n FROM entry GROUP BY person_id) some") >= 300
    calls = [
        r[0]
        for r in tuesday.rows(
            "SELECT (SELECT count(*) FROM entry e WHERE e.person_id = p.id AND e.kind = 'call') FROM person p"
        )
    ]
    assert sum(n == 0 for n in calls) >= 15
    assert sum(n == 1 for n in calls) >= 5
    assert sum(n >= 8 for n in calls) >= 10
    longest = tuesday.value("SELECT person_id FROM entry GROUP BY person_id ORDER BY count(*) DESC LIMIT 1")
    notes = [e.note for e in history.history(tuesday, longest) if e.note]
    assert len(set(notes)) == len(notes)


def test_a_history_is_in_the_order_of_time(tuesday: Book) -> None:
    for person in all_people(tuesday):
        moments = [e.at for e in history.history(tuesday, person.id)]
        assert moments == sorted(moments)
        assert all(m < TUESDAY for m in moments)


def test_nothing_was_written_by_hand(tuesday: Book) -> None:
    """Places and counters are what the rules make of the record."""
    for person in all_people(tuesday):
        found = place(reading.facts(tuesday, person.id, FRAME), FRAME.patience)
        row = tuesday.one("SELECT rank, ready FROM person WHERE id = ?", person.id)
        assert row == ((found.rank, int(found.due <= TUESDAY)) if found else (None, 0))
    tallied = stats.by_day(tuesday, date(2000, 1, 1), date(2030, 1, 1))
    assert sum(t.calls for t in tallied.values()) == tuesday.value("SELECT count(*) FROM entry WHERE kind = 'call'")


def test_weeks_of_power_hours_are_behind(tuesday: Book) -> None:
    sessions = tuesday.rows("SELECT started_at, ended_at, worked, running_since FROM session")
    assert len(sessions) >= 8
    assert all(ended and running is None and 0 < worked <= 90 * 60 for _, ended, worked, running in sessions)
    days = {datetime.fromtimestamp(r[0], UTC).date() for r in sessions}
    assert (max(days) - min(days)).days >= 14
    weeks = stats.by_day(tuesday, date(2026, 9, 24), date(2026, 11, 23))
    assert len(weeks) >= 30
    outcomes = {o for t in weeks.values() for o in t.outcomes}
    assert outcomes >= {Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.TALKED, Outcome.GATEKEEPER, Outcome.SAID_NO}
    assert sum(t.promises_kept for t in weeks.values()) > sum(t.promises_broken for t in weeks.values()) > 0


def test_reasons_of_every_kind(tuesday: Book) -> None:
    library = reasons.library(tuesday)
    assert {r.kind for r in library} == set(ReasonKind) - BY_THEMSELVES
    assert len(library) >= 14
    assert any(r.anonymous for r in library)
    told = [r for r in library if r.client_id is not None]
    assert {r.anonymous for r in told} == {True, False}
    for reason in told:
        client = reading.person(tuesday, reason.client_id or 0)
        assert (client.company in reason.text) is not reason.anonymous
    companies = {p.company for p in all_people(tuesday)}
    assert not [r for r in library if r.anonymous and any(c in r.text for c in companies)]


def test_the_same_moment_gives_the_same_book(tuesday: Book, tmp_path: Path) -> None:
    again = built(tmp_path / "again.db", TUESDAY)
    assert dump(again) == dump(tuesday)
    again.close()


def test_it_goes_into_no_book_in_use(tuesday: Book) -> None:
    with pytest.raises(RefusedError, match="book of its own"):
        build_demo(tuesday, FRAME, TUESDAY)


def test_one_can_work_in_it(tmp_path: Path) -> None:
    book = built(tmp_path / "book.db", TUESDAY)
    desk = desk_at(book, TUESDAY, tmp_path / "scripts")
    card = desk.next_card()
    assert card is not None
    desk.dial(card)
    desk.record(card, Outcome.VOICEMAIL, note="Left it slowly.")
    following = desk.next_card()
    assert following is not None
    assert following.prospect.id != card.prospect.id
    undone = desk.undo()
    assert undone is not None
    assert undone.note == "Left it slowly."
    book.close()
