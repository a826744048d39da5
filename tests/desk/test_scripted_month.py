"""A month at the desk, day by day, on an invented book, with the clocks going forward or back in it.

The caller sits down twice a day, calls who comes, presses what a die says, presses the wrong key now and then and
takes it back, stays at home one day, and looks at the outbox. What must hold of such a month is asked of a diary that
is kept beside the book, in plain arithmetic: none of the rules' own functions is used to judge them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from invented import FRAME, bring, new_person, number, reason

from callstation.clock import FixedClock
from callstation.desk import dripping, experimenting
from callstation.errors import RefusedError
from callstation.model.calls import Outcome, PromiseStatus
from callstation.model.cards import Card, Why
from callstation.model.experiments import DayState
from callstation.model.mail import LetterKind, LetterStatus
from callstation.model.people import Standing
from callstation.store import outbox, reading, reasons, sending
from callstation.store.book import Book

HERE = ZoneInfo(FRAME.zone)
ZONES = (
    "America/Phoenix",
    "America/New_York",
    "America/Chicago",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Adelaide",
)
"""One without summer time, two half an hour off, and summer times that begin and end on different days."""
SITTINGS = (time(8, 45), time(11, 0), time(16, 30), time(20, 30))
"""When the caller sits down: the first is evening in Kolkata, the last is noon in Adelaide, in either summer time."""
SESSIONS = tuple(f"{t:%H:%M}-{t.hour + 1}:{t:%M} mon-fri" for t in SITTINGS)
"""The same in the settings: no promise is made for a day on which none of them falls into somebody's hours."""
CALLS = 7
"""In one sitting; whoever was promised this day is called all the same."""
DAYS = 33
ENDS = (Outcome.SAID_NO, Outcome.DO_NOT_CALL)
DIE = (
    *(Outcome.NO_ANSWER,) * 7,
    *(Outcome.VOICEMAIL,) * 6,
    *(Outcome.TALKED,) * 3,
    *(Outcome.NOT_NOW, Outcome.NOT_NOW, Outcome.CALL_BACK, Outcome.GATEKEEPER, Outcome.SAID_NO, Outcome.WON),
    *(Outcome.DO_NOT_CALL, Outcome.WRONG_NUMBER),
)
ANSWERS = {
    Outcome.TALKED: ("in 6 days, send the prices", "none", "in 2 weeks, the drawing"),
    Outcome.WON: ("in 3 days, kick-off", "none"),
    Outcome.CALL_BACK: ("in 2 days", "in 4 days 2pm"),
    Outcome.NOT_NOW: ("in 3 months", "in 5 weeks"),
}


@dataclass
class Diary:
    """What happened, noted beside the book."""

    calls: list[tuple[int, datetime, Outcome]] = field(default_factory=list)
    """(person, when, what came of it) of every call that stands."""
    over: dict[int, datetime] = field(default_factory=dict)
    """Who said no, or never to call."""
    items: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The reasons in the emails of value, by person."""
    item_days: defaultdict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    at_home: date | None = None
    """The day on which nobody was called."""
    undone: int = 0
    owned_up: int = 0
    promised: int = 0
    agreed: int = 0


@pytest.fixture
def month(sqlite_book: Book, desk_at: Callable[..., Any]) -> Callable[..., tuple[Any, Diary]]:
    """``month(first_day, seed)``: a desk at the end of such a month, and its diary."""

    def work(first: date, seed: int) -> tuple[Any, Diary]:
        sqlite_book.run("PRAGMA synchronous = off")
        begin = datetime.combine(first, time(8), HERE).astimezone(UTC)
        clock = FixedClock(begin)
        frame = FRAME
        bring(
            sqlite_book,
            *(
                new_person(
                    f"Person N{n:02d}",
                    number(n),
                    number(n + 300),
                    zone=ZONES[n % len(ZONES)],
                    emails=(f"n{n}@example.com",) if n % 3 else (),
                )
                for n in range(60)
            ),
            at=begin,
        )
        for n in range(6):
            reasons.add(
                sqlite_book, frame, reason(text=f"that you can have the thing called {n}", strength=9 - n), begin
            )
        desk = desk_at(sqlite_book, clock=clock, sessions=SESSIONS, drip="2w")
        experimenting.start(desk.tools, days=DAYS, per_day=3, all_days=False)
        diary = Diary()
        for n in range(DAYS):
            day = first + timedelta(days=n)
            _day(desk, clock, Random(seed * 1000 + n), diary, day, stays_at_home=_falls_ill(desk, diary, first, day))
        return desk, diary

    return work


def _falls_ill(desk: Any, diary: Diary, first: date, day: date) -> bool:
    """Whether the caller stays at home: once, on a day in the second week or later to which a promise falls."""
    if diary.at_home is None and (day - first).days >= 7 and day.weekday() < 5:
        sql = "SELECT 1 FROM promise WHERE status = 'open' AND day = ? AND zone LIKE 'America/%'"
        if desk.tools.book.value(sql, day.isoformat()):
            diary.at_home = day
    return diary.at_home == day


def _day(desk: Any, clock: FixedClock, die: Random, diary: Diary, day: date, *, stays_at_home: bool) -> None:
    clock.at = datetime.combine(day, time(7), HERE).astimezone(UTC)
    _drips(desk, diary, day)
    if stays_at_home or day.weekday() > 4:
        return
    for sitting in SITTINGS:
        clock.at = datetime.combine(day, sitting, HERE).astimezone(UTC)
        made = 0
        while (card := desk.next_card()) is not None:
            if made >= CALLS and card.why_now.kind not in (Why.PROMISE, Why.AGREED_HOUR):
                break
            _call(desk, clock, die, diary, card)
            clock.at += timedelta(minutes=2)
            made += 1
        desk.end()


def _call(desk: Any, clock: FixedClock, die: Random, diary: Diary, card: Card) -> None:
    person, now = card.prospect, clock.at
    assert person.id not in diary.over, f"{person.name} said no and is offered again"
    desk.dial(card)
    _may_be_called(card, now, diary)
    _opens_with_the_word_given(card, now, diary)
    outcome = die.choice(DIE)
    if die.random() < 0.1:
        _press(desk, die, card, die.choice(DIE))
        undone = desk.undo()
        assert undone is not None
        assert undone.person_id == person.id
        diary.undone += 1
        card = desk.card(person.id)
    diary.promised += outcome is Outcome.VOICEMAIL
    _press(desk, die, card, outcome)
    diary.calls.append((person.id, now, outcome))
    if outcome in ENDS:
        diary.over[person.id] = now


def _press(desk: Any, die: Random, card: Card, outcome: Outcome) -> None:
    typed = die.choice(ANSWERS[outcome]) if outcome in ANSWERS else ""
    answer = desk.read_answer(card, outcome, typed) if typed else None
    desk.record(card, outcome, answer=answer, note="said so" if die.random() < 0.3 else "")


def _may_be_called(card: Card, now: datetime, diary: Diary) -> None:
    """Within nine and eight on their own clock, Monday to Saturday, or at an agreed hour; and once a day."""
    there = now.astimezone(ZoneInfo(card.prospect.zone))
    agreed = card.step is not None and card.step.at is not None and abs(now - card.step.at) < timedelta(hours=1)
    assert agreed or (time(9) <= there.time() < time(20) and there.weekday() < 6), f"{card.prospect.name} at {there}"
    before = [at for who, at, _ in diary.calls if who == card.prospect.id]
    assert not before or before[-1].astimezone(there.tzinfo).date() < there.date(), f"{card.prospect.name} twice"


def _opens_with_the_word_given(card: Card, now: datetime, diary: Diary) -> None:
    today = now.astimezone(ZoneInfo(card.prospect.zone)).date()
    diary.owned_up += "my mistake" in card.opener.text
    match card.why_now.kind:
        case Why.PROMISE:
            assert card.promise is not None
            assert card.promise.day == today
            assert "today, and here I am" in card.opener.text
        case Why.BROKEN_PROMISE:
            assert "my mistake" in card.opener.text
        case Why.AGREED_STEP:
            assert card.step is not None
            # "You agreed on: call back" is not what one says to a person.
            said = "You were to hear from me" if card.step.what == "call back" else card.step.what
            # A missed promise is owned up to first.
            assert said in card.opener.text or "my mistake" in card.opener.text
            diary.agreed += said in card.opener.text
        case _:
            pass


def _drips(desk: Any, diary: Diary, day: date) -> None:
    """Cron drafts, the caller looks at each and lets every other one go out; the same again does nothing."""
    done = dripping.run(desk.tools, desk.now)
    book = desk.tools.book
    for drafted in done.drafted:
        person_id = drafted.item.person_id
        assert person_id not in diary.over
        assert reading.person(book, person_id).standing is Standing.DRIP
        assert outbox.letter(book, drafted.email_id).status is LetterStatus.DRAFT
        diary.items[person_id].append(drafted.reason.id)
        diary.item_days[person_id].append(day)
        outbox.change(book, drafted.email_id, desk.now, "queue", status=str(LetterStatus.QUEUED))
        sending.sent(book, FRAME, sending.begin(book, drafted.email_id, f"<{drafted.email_id}@example.com>"), desk.now)
    again = dripping.run(desk.tools, desk.now + timedelta(hours=3))
    assert (again.drafted, again.left_out) == ((), done.left_out)


@pytest.mark.parametrize(
    ("first", "seed"),
    [
        pytest.param(date(2026, 3, 2), 1, id="clocks-go-forward"),
        pytest.param(date(2026, 10, 12), 2, id="clocks-go-back"),
        pytest.param(date(2027, 12, 8), 3, id="over-the-new-year"),
    ],
)
def test_a_month_at_the_desk(month: Callable[..., tuple[Any, Diary]], first: date, seed: int) -> None:
    desk, diary = month(first, seed)
    book = desk.tools.book
    desk.next_card()  # brings the queue up to the present
    assert len(diary.calls) > 140
    assert diary.undone > 10
    assert diary.owned_up
    assert diary.agreed

    # F1: every promise whose day was a day at the desk was kept, or settled by a talk before it.
    at_home = {diary.at_home}
    rows = book.rows("SELECT person_id, day, status FROM promise ORDER BY id")
    assert len(rows) == diary.promised
    for person_id, day, status in rows:
        called = [at.astimezone(HERE).date() for who, at, _ in diary.calls if who == person_id]
        fell_due = date.fromisoformat(day)
        if status == PromiseStatus.BROKEN:
            assert fell_due in at_home or fell_due - timedelta(days=1) in at_home, (person_id, day)
        if status == PromiseStatus.OPEN:
            assert fell_due > max(called)
    kept = Counter(status for _, _, status in rows)
    assert kept[PromiseStatus.BROKEN]
    assert kept[PromiseStatus.KEPT] > 3 * kept[PromiseStatus.BROKEN]

    # H6: after a no there is nothing: no call, no place, no email that could still go out.
    for person_id in diary.over:
        assert book.value("SELECT due_at FROM person WHERE id = ?", person_id) is None
        assert book.value("SELECT 1 FROM drip WHERE person_id = ? AND status = 'waiting'", person_id) is None
        drips = [m for m in outbox.letters_of(book, person_id) if m.kind is LetterKind.DRIP]
        assert all(m.status is LetterStatus.SENT for m in drips)
        with pytest.raises(RefusedError):
            desk.dial(desk.card(person_id))

    # F4: each item once, and two weeks between two of them, as the settings say (on the calendar of people who are
    # ahead of the caller: a day less here).
    assert sum(map(len, diary.items.values())) >= 3
    for person_id, items in diary.items.items():
        assert len(set(items)) == len(items)
        days = diary.item_days[person_id]
        assert all((b - a).days >= 13 for a, b in pairwise(days))

    # T4: the report adds up to the calls, in every way that it is told.
    report = experimenting.report(desk.tools)
    assert report.tally.calls == len(diary.calls) == book.value("SELECT count(*) FROM entry WHERE kind = 'call'")
    assert report.tally.outcomes == Counter(outcome for _, _, outcome in diary.calls)
    assert report.people == len({who for who, _, _ in diary.calls})
    for rows_ in (report.by_reason, report.by_hour, report.by_script):
        assert sum(r.calls for r in rows_) == report.tally.calls
        assert sum(r.talked for r in rows_) == report.tally.talked
        assert sum(r.agreed for r in rows_) == report.tally.steps_agreed
    assert (report.tally.promises_made, report.tally.promises_kept) == (diary.promised, kept[PromiseStatus.KEPT])
    assert report.tally.promises_broken == kept[PromiseStatus.BROKEN]
    by_day = Counter(at.astimezone(HERE).date() for _, at, _ in diary.calls)
    assert {m.day: m.calls for m in report.marks if m.calls} == by_day
    assert next(m for m in report.marks if m.day in at_home).state is DayState.MISSED


def test_f2_tries_are_days_apart_and_growing(month: Callable[..., tuple[Any, Diary]]) -> None:
    """Whoever is silent is tried after at least 1, 2, 3, 5, 8 working days, and lets rest after the sixth."""
    desk, diary = month(date(2026, 3, 2), 7)
    for person_id in {who for who, _, _ in diary.calls}:
        there = ZoneInfo(reading.person(desk.tools.book, person_id).zone)
        silent: list[date] = []
        for who, at, outcome in diary.calls:
            if who != person_id:
                continue
            day = at.astimezone(there).date()
            if outcome in (Outcome.NO_ANSWER, Outcome.GATEKEEPER):
                if silent:
                    gap = sum(
                        1 for n in range(1, (day - silent[-1]).days + 1) if (silent[-1] + timedelta(n)).weekday() < 5
                    )
                    assert gap >= (1, 2, 3, 5, 8, 20)[len(silent) - 1], (person_id, silent, day)
                silent.append(day)
            else:
                silent = []
