"""Any session whatever, taken back step by step, leaves the book as it was; and places always follow the record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person, number, reason
from tables import everything, wipe

from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.model.people import Standing
from callstation.model.reasons import Reason
from callstation.rules.outcomes import Agreement
from callstation.rules.promises import promise_days
from callstation.rules.queue import place
from callstation.rules.windows import zone_of
from callstation.store import drafts, people, placing, queue, reading, reasons, sessions, undo
from callstation.store.book import Book

ZONES = ("America/Phoenix", "", "Asia/Kolkata", "Pacific/Auckland")
KEPT_OUT = ("undo", "script_revision", "window_group", "draft", "session")
"""Tables that a session leaves its traces in by design."""


class Session:
    """A power hour on a book of four people and two reasons; every verb is a method with plain arguments."""

    def __init__(self, book: Book) -> None:
        wipe(book)
        self.book = book
        self.now = THURSDAY
        self.people = bring(
            book,
            *(new_person(f"Person {n}", number(n), number(9), zone=z, tags=("a",)) for n, z in enumerate(ZONES)),
        )
        for person_id, slug in zip(self.people, ("minimum-order", "price", "minimum-order", "price"), strict=True):
            people.keep_objection(book, person_id, slug, THURSDAY - timedelta(days=9), None)
        self.reasons: list[Reason | None] = [
            None,
            reasons.add(book, FRAME, reason(lifts=("minimum-order",)), THURSDAY - timedelta(days=2)),
            reasons.add(book, FRAME, reason(gives=False), THURSDAY - timedelta(days=2)),
        ]
        self.session = sessions.start(book, FRAME.caller, Goal.MINUTES, 60, THURSDAY)
        self.started = THURSDAY

    def call(self, who: int, outcome: Outcome, days: int | None, hour: int | None, why: int, note: str) -> None:
        person = reading.person(self.book, self.people[who])
        facts = reading.facts(self.book, person.id, FRAME)
        today = self.now.astimezone(zone_of(facts.zone)).date()
        agreed = None
        if days is not None:
            day = today + timedelta(days=days)
            at = None if hour is None else datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            agreed = Agreement(day, at, facts.zone, "send it")
        usable = [p for p in person.phones if p.number and p.flag != "wrong"]
        log(
            self.book,
            person.id,
            outcome,
            self.now,
            agreed=agreed,
            promise_on=promise_days(today, facts.attempts, facts.hours, facts.zone, FRAME),
            session_id=self.session.id,
            other_number=len(usable) > 1,
            reason=self.reasons[why],
            note=note,
            phone_id=usable[0].id if usable else 0,
        )

    def skip(self, who: int) -> None:
        sessions.skip(self.book, self.session.id, self.people[who], self.now)

    def snooze(self, who: int, days: int) -> None:
        until = self.now + timedelta(days=days)
        people.snooze(self.book, FRAME, self.people[who], until, self.now, self.session.id)

    def edit(self, who: int, field: str, value: str) -> None:
        people.set_fields(self.book, FRAME, self.people[who], {field: value}, self.now, session_id=self.session.id)

    def thread(self, who: int, text: str) -> None:
        people.keep_thread(self.book, self.people[who], text, self.now, self.session.id)

    def objection(self, who: int, slug: str) -> None:
        people.keep_objection(self.book, self.people[who], slug, self.now, self.session.id)

    def draft(self, who: int, note: str) -> None:
        drafts.write(self.book, self.people[who], self.now, note=note)

    def wait(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    def sweep(self) -> None:
        placing.sweep(self.book, FRAME, self.now)

    def undo(self) -> None:
        undo.undo_last(self.book, FRAME, self.session.id, self.now)

    # what must always hold ------------------------------------------------------------------------------------
    def places_follow_the_record(self) -> None:
        """due_at, rank and why are what the rule says of the facts as they are stored."""
        for person_id in self.people:
            wanted = place(reading.facts(self.book, person_id, FRAME), FRAME.patience)
            stored = self.book.one("SELECT due_at, rank, why, why_at FROM person WHERE id = ?", person_id)
            columns = placing.columns_of(wanted, self.now)
            assert stored == tuple(columns[c] for c in ("due_at", "rank", "why", "why_at")), person_id

    def nobody_is_offered_who_must_not_be(self) -> None:
        """H6: no, do not call and no number keep out of every queue, at any hour."""
        offered = queue.next_ids(self.book, FRAME, self.now, 99, after_hours=True)
        for person_id in offered:
            person = reading.person(self.book, person_id)
            assert person.standing in (Standing.ACTIVE, Standing.PROPOSAL_OPEN, Standing.DRIP)
            assert person.phone is not None
        assert len(offered) == len(set(offered))

    def the_card_opens(self) -> None:
        assert len(queue.waiting(self.book, self.people)) == len(self.people)


who = st.integers(0, 3)
calls = st.tuples(
    st.just("call"),
    who,
    st.sampled_from(Outcome),
    st.none() | st.integers(0, 40),
    st.none() | st.integers(0, 23),
    st.integers(0, 2),
    st.sampled_from(("", "left word", "O'Hara said ‘later’")),
)
edits = st.sampled_from(
    (
        ("name", "Maria Mbeki"),
        ("zone", "Europe/London"),
        ("zone", ""),
        ("hours", "7:30-18:00 mon-fri"),
        ("hours", ""),
        ("rhythm", "1m"),
        ("standing", "proposal open"),
        ("standing", "active"),
        ("standing", "said no"),
        ("kind", "customer"),
    )
)
steps = st.one_of(
    *[calls] * 8,
    st.tuples(st.just("skip"), who),
    st.tuples(st.just("snooze"), who, st.integers(1, 30)),
    st.tuples(st.just("edit"), who, edits).map(lambda e: ("edit", e[1], *e[2])),
    st.tuples(st.just("thread"), who, st.sampled_from(("moving office", "exams in June"))),
    st.tuples(st.just("objection"), who, st.sampled_from(("price", "minimum-order"))),
)
time_passes = st.tuples(st.just("wait"), st.sampled_from((0.01, 0.4, 3, 20, 50, 200)))
meanwhile = st.one_of(
    time_passes,
    st.just(("sweep",)),
    st.just(("undo",)),
    st.tuples(st.just("draft"), who, st.sampled_from(("half a no", ""))),
)


def play(session: Session, script: list[Any]) -> None:
    for verb, *arguments in script:
        getattr(session, verb)(*arguments)


@pytest.fixture
def examples(book: Book) -> Any:
    """Fewer where every statement crosses a socket."""
    return settings(max_examples=150 if book.sqlite else 30, deadline=None)


def test_undoing_everything_gives_the_book_back(book: Book, examples: Any) -> None:
    @examples
    @given(st.lists(st.one_of(steps, time_passes), min_size=1, max_size=14))
    def ask(script: list[Any]) -> None:
        session = Session(book)
        before = everything(book, without=KEPT_OUT)
        play(session, script)
        session.now = session.started  # whether somebody is due is a matter of the clock
        while undo.undo_last(book, FRAME, session.session.id, session.now):
            pass
        assert everything(book, without=KEPT_OUT) == before

    ask()


def test_places_follow_the_record_whatever_happens(book: Book, examples: Any) -> None:
    @examples
    @given(st.lists(st.one_of(steps, steps, meanwhile), min_size=4, max_size=20))
    def ask(script: list[Any]) -> None:
        session = Session(book)
        for step in script:
            play(session, [step])
            session.places_follow_the_record()
        session.nobody_is_offered_who_must_not_be()
        session.the_card_opens()

    ask()


def test_tallies_of_a_day_are_what_its_entries_count(book: Book, examples: Any) -> None:
    """The running tally equals what counting all calls would give."""
    from callstation.store import stats

    @examples
    @given(st.lists(st.one_of(calls, st.just(("undo",))), max_size=14))
    def ask(script: list[Any]) -> None:
        session = Session(book)
        play(session, script)
        counted: dict[str, int] = {}
        for outcome, n in book.rows("SELECT outcome, count(*) FROM entry WHERE kind = 'call' GROUP BY outcome"):
            counted[outcome] = n
        day = date(2026, 3, 12)
        tally = stats.by_day(book, day, day).get(day)
        assert {str(k): v for k, v in (tally.outcomes if tally else {}).items()} == counted
        assert sum(counted.values()) == sessions.tally(book, session.session.id).calls

    ask()
