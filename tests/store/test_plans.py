"""The hot path costs the same in a book of ten and of a million: no statement of it looks at everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number, reason

from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.store import history, known, people, placing, queue, reasons, search, sessions, undo
from callstation.store.book import Book
from callstation.store.opening import open_book
from callstation.store.whom import who

FEW = ("window_group", "reason", "session", "few")
"""Tables that stay small: kinds of calling hours, the library, one row an hour; and what a LIMIT has cut short."""


class Watched:
    """Notes every statement that a book runs, with the plan that SQLite makes for it."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.statements: set[str] = set()

    def __enter__(self) -> Watched:
        self.book.database.connection().set_trace_callback(self.statements.add)
        return self

    def __exit__(self, *_: object) -> None:
        self.book.database.connection().set_trace_callback(None)

    def plans(self) -> dict[str, list[str]]:
        asked = [s for s in self.statements if re.match("SELECT|UPDATE|DELETE", s)]
        return {s: [r[3] for r in self.book.rows("EXPLAIN QUERY PLAN " + s)] for s in asked}

    def steps(self, sql: str) -> list[str]:
        """The plans of all statements that contain ``sql``."""
        return [step for statement, plan in self.plans().items() if sql in statement for step in plan]

    def scans(self) -> list[tuple[str, str]]:
        """(statement, step) wherever a whole table or index would be walked through."""
        found = []
        for statement, plan in self.plans().items():
            for step in plan:
                scan = re.match(r"SCAN (\w+)", step)
                if (
                    scan is None
                    or "VIRTUAL TABLE" in step
                    or step == "SCAN CONSTANT ROW"  # of no table at all
                    or (statement.endswith(" LIMIT 1") and "WHERE" not in statement)
                ):
                    continue
                # A partial index that holds only what is open is short; its order is its own.
                if "USING" in step and re.search(r"INDEX (promise_open|step_open|session_open|undo_session)", step):
                    continue
                alias = re.search(rf"(?:FROM|JOIN) (\w+) {scan[1]}\b", statement)
                if (alias[1] if alias else scan[1]) not in FEW:
                    found.append((statement[:150], step))
        return found


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A thousand people in a dozen zones, each with a number or two, and SQLite's statistics as they come."""
    book = open_book("", tmp_path_factory.mktemp("plans") / "book.db")
    zones = ("America/Phoenix", "America/New_York", "Europe/London", "Asia/Kolkata", "")
    bring(
        book,
        *(
            new_person(f"Person {n}", number(n), number(n + 1000), zone=zones[n % 5], tags=("a", "b"))
            for n in range(1000)
        ),
    )
    for n in range(3):
        reasons.add(book, FRAME, reason(text=f"reason {n}"), THURSDAY)
    yield book
    book.close()


@pytest.fixture
def desk(book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    clock.advance(hours=3)
    return desk_at(book)


def test_an_outcome_and_the_next_card_look_at_nobody_else(book: Book, desk: Any) -> None:
    card = desk.next_card()
    desk.record(card, Outcome.VOICEMAIL, note="left word")
    with Watched(book) as watched:
        for outcome in (Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.TALKED, Outcome.NOT_NOW, Outcome.DO_NOT_CALL):
            card = desk.next_card()
            desk.keep_note(card.prospect.id, "half a n")
            answer = None
            if outcome is Outcome.TALKED:
                answer = desk.read_answer(card, outcome, "thu 7:30am, send the prices")
            desk.record(card, outcome, note="half a note", answer=answer)
        desk.tools.clock.advance(days=9)  # somebody becomes due, a promise is broken
        assert desk.next_card() is not None
        desk.rows(25)
        desk.coming()
        desk.left()
        desk.tally()
        desk.clock()
        desk.undo()
        desk.skip(card.prospect.id)
        desk.snooze(card, "in 2 weeks")
    assert watched.scans() == []
    assert watched.steps("ORDER BY rank, id")
    for step in watched.steps("window_group_id ="):
        assert re.search("person_queue|few|COMPOUND QUERY|LEFT-MOST SUBQUERY|UNION ALL", step), step
    for step in watched.steps("why = 'agreed hour' AND rank >="):
        assert "person_hour" in step
    for step in watched.steps("ready = 0 AND due_at IS NOT NULL"):
        assert "person_due" in step
    for step in watched.steps("status = 'open' AND deadline_at"):
        assert "promise_open" in step or "TEMP B-TREE" in step
    assert not [s for s in watched.steps("ORDER BY rank, id") if "TEMP B-TREE" in s]  # never sorted


def test_how_many_statements_an_outcome_takes(book: Book, desk: Any) -> None:
    """A brake: about thirty short statements from the key to the next card, whatever the book holds."""
    card = desk.next_card()
    desk.record(card, Outcome.NO_ANSWER)
    card = desk.next_card()
    seen: list[str] = []
    book.database.connection().set_trace_callback(seen.append)
    desk.record(card, Outcome.NO_ANSWER, note="left word")
    desk.next_card()
    book.database.connection().set_trace_callback(None)
    # FTS5 runs statements of its own, told as comments.
    own = [s for s in seen if not s.startswith("--")]
    assert len(own) <= 55, len(own)


def test_bringing_people_in_and_naming_them_looks_at_those_alone(book: Book) -> None:
    with Watched(book) as watched:
        bring(book, *(new_person(f"Person {n}", number(n), emails=[f"p{n}@x.example"]) for n in range(990, 1010)))
        people.bar_number(book, FRAME, number(7), THURSDAY.date(), "asked in writing", THURSDAY)
        assert who(book, "the caller", number(8))
        assert who(book, "p995@x.example")
        assert who(book, "Person 12")
        known.with_number(book, [number(3)])
        known.with_address(book, ["p995@x.example"])
        known.named(book, "person 5")
    assert watched.scans() == []


def test_quiet_hours_and_lists_beside_the_call(book: Book) -> None:
    with Watched(book) as watched:
        queue.next_moment(book, FRAME, THURSDAY - timedelta(days=900))
        queue.coming_hours(book, THURSDAY, THURSDAY + timedelta(hours=1))
        history.history(book, 5)
        history.history(book, 5, limit=30)
        history.last_calls(book, 5, 4)
        session = sessions.start(book, FRAME.caller, Goal.CALLS, 5, THURSDAY)
        sessions.tally(book, session.id)
        sessions.skipped(book, session.id)
        undo.undo_last(book, FRAME, session.id, THURSDAY)
        placing.sweep(book, FRAME, THURSDAY)
        for typed in ("person", "0134", "+1602", "maria okafor"):
            search.find(book, typed)
    assert watched.scans() == []
