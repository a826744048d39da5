"""Who is next: the same as looking at everybody, at the cost of looking at almost nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person, number
from tables import wipe

from callstation.model.calls import Outcome
from callstation.model.cards import Why
from callstation.rules.answers import bands_of, segment_of
from callstation.rules.order import LOOKED_AT, NEVER_CALLED, REST, Candidate, best_first
from callstation.rules.outcomes import Agreement
from callstation.rules.queue import LANES, place
from callstation.rules.windows import look, zone_of
from callstation.store import answers, claims, people, placing, queue, reading
from callstation.store.book import Book
from callstation.store.lookout import Lookout

PHOENIX = "America/Phoenix"
ZONES = (PHOENIX, "America/New_York", "", "Asia/Kolkata", "Pacific/Chatham")
HOURS = ("", "7:00-9:00 mon-fri", "0:00-24:00 mon-sun", "10:00-12:00 sat,sun")


def brute_force(book: Book, now: datetime) -> list[int]:
    """Everybody looked at, one by one, by the rules alone."""
    found = []
    for person_id, kind, industry in book.rows("SELECT id, kind, industry FROM person"):
        facts = reading.facts(book, person_id, FRAME)
        where = place(facts, FRAME.patience)
        if where is None or where.due > now:
            continue
        agreed = where.why is Why.AGREED_HOUR and where.since is not None and now <= where.since + timedelta(hours=2)
        if agreed or look(facts.hours, facts.zone, now, own_zone=FRAME.zone).open:
            local = now.astimezone(zone_of(facts.zone))
            segment = segment_of(kind, industry)
            bands = bands_of(facts.hours.week)
            found.append(Candidate(person_id, where.rank, where.why, facts.own, segment, local, bands))
    found.sort(key=lambda c: (c.rank, c.id))
    given = [c.id for c in found if LANES[c.why] < REST]
    rest, new = [c for c in found if LANES[c.why] == REST], [c for c in found if LANES[c.why] == NEVER_CALLED]
    known = answers.learnt(book, answers.segments(book))
    looked = best_first(rest[:LOOKED_AT] + new[:LOOKED_AT], known, now)
    return given + looked + [c.id for c in rest[LOOKED_AT:] + new[LOOKED_AT:]]


def person_in(book: Book, n: int, zone: str, hours: str) -> int:
    [person_id] = bring(book, new_person(f"Person {n}", number(n), zone=zone), at=THURSDAY - timedelta(days=9))
    if hours:
        people.set_fields(book, FRAME, person_id, {"hours": hours}, THURSDAY - timedelta(days=9))
    return person_id


moments = st.integers(0, 7 * 24 * 4).map(lambda q: THURSDAY + timedelta(minutes=15 * q))
histories = st.lists(
    st.tuples(
        st.sampled_from(Outcome),
        st.integers(1, 60),  # days ago
        st.none() | st.tuples(st.integers(-2, 8), st.none() | st.integers(0, 23)),
    ),
    max_size=2,
)


@pytest.mark.parametrize("most", [150])
def test_the_next_are_those_that_looking_at_everybody_gives(book: Book, most: int) -> None:
    @settings(max_examples=most if book.sqlite else most // 5, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(ZONES), st.sampled_from(HOURS), histories), min_size=1, max_size=7),
        moments,
        st.data(),
    )
    def ask(everybody: list[Any], now: datetime, data: st.DataObject) -> None:
        wipe(book)
        ids = []
        for n, (zone, hours, past) in enumerate(everybody):
            person_id = person_in(book, n, zone, hours)
            ids.append(person_id)
            for outcome, ago, agreed in sorted(past, key=lambda p: -p[1]):
                at = THURSDAY - timedelta(days=ago)
                step = None
                if agreed is not None:
                    day = THURSDAY.date() + timedelta(days=agreed[0])
                    hour = agreed[1]
                    moment = None if hour is None else datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
                    step = Agreement(day, moment, zone or FRAME.zone)
                promised = (at.date() + timedelta(days=1), at.date() + timedelta(days=3 + ago % 60))
                phone = reading.person(book, person_id).phones[0].id
                log(book, person_id, outcome, at, agreed=step, promise_on=promised, phone_id=phone)
        placing.sweep(book, FRAME, now)
        wanted = brute_force(book, now)
        assert queue.next_ids(book, FRAME, now, 99) == wanted
        limit = data.draw(st.integers(1, 8))
        assert queue.next_ids(book, FRAME, now, limit) == wanted[:limit]
        without = set(data.draw(st.lists(st.sampled_from(ids))))
        left = [i for i in wanted if i not in without]
        assert queue.next_ids(book, FRAME, now, limit, without=without) == left[:limit]
        if not book.sqlite:  # a team's seat reads the same order in one statement
            lookout = Lookout(book, "ann")
            seen = lookout.look(FRAME, now, 99)
            assert seen.first + seen.rest == wanted
            seen = lookout.look(FRAME, now, limit, without)
            assert (seen.first + seen.rest)[:limit] == left[:limit]
            for person_id in without:
                claims.take(book, person_id, "dana", "Dana", now, timedelta(minutes=5))
            seen = lookout.look(FRAME, now, limit)
            assert (seen.first + seen.rest)[:limit] == left[:limit]
        if left:
            return
        first = queue.next_moment(book, FRAME, now, without=without)
        # It is neither late nor early: nobody can be called before, and then somebody can.
        until = min(first or now + timedelta(days=400), now + timedelta(days=400))
        minutes = int((until - now).total_seconds() // 60)
        for minute in sorted(data.draw(st.sets(st.integers(0, max(0, minutes - 1)), max_size=3)) | {minutes - 1}):
            moment = now + timedelta(minutes=max(0, minute))
            placing.sweep(book, FRAME, moment)
            assert not set(brute_force(book, moment)) - without, moment
        if first is not None:
            placing.sweep(book, FRAME, first)
            assert set(brute_force(book, first)) - without

    ask()


# agreed hours ---------------------------------------------------------------------------------------------
@pytest.fixture
def agreed_at_six(book: Book) -> int:
    """Somebody in Phoenix with an agreed hour on Friday at 6:00, three hours before their window opens."""
    person_id = person_in(book, 1, PHOENIX, "")
    hour = datetime(2026, 3, 13, 13, 0, tzinfo=UTC)
    log(book, person_id, Outcome.CALL_BACK, agreed=Agreement(date(2026, 3, 13), hour, PHOENIX))
    return person_id


@pytest.mark.parametrize(
    ("clock", "offered"),
    [("12:54", False), ("12:55", True), ("13:00", True), ("15:00", True), ("15:01", False), ("16:00", True)],
)
def test_an_agreed_hour_opens_the_window_for_two_hours(
    book: Book, agreed_at_six: int, clock: str, offered: bool
) -> None:
    """Five minutes before it strikes until two hours after; then not before the window opens by itself."""
    now = datetime.fromisoformat(f"2026-03-13T{clock}:00+00:00")
    placing.sweep(book, FRAME, now)
    assert (agreed_at_six in queue.next_ids(book, FRAME, now, 5)) is offered


def test_stale_agreed_hours_hide_no_fresh_one(book: Book, agreed_at_six: int) -> None:
    now = datetime(2026, 3, 15, 13, 0, tzinfo=UTC)  # a Sunday morning: every window is closed
    fresh = person_in(book, 2, PHOENIX, "")
    log(book, fresh, Outcome.CALL_BACK, agreed=Agreement(date(2026, 3, 15), now, PHOENIX))
    placing.sweep(book, FRAME, now)
    assert queue.next_ids(book, FRAME, now, 1) == [fresh]


def test_an_agreed_hour_comes_before_all_else(book: Book) -> None:
    now = datetime(2026, 3, 13, 17, 0, tzinfo=UTC)
    promised, never_called, agreed = (person_in(book, n, PHOENIX, "") for n in (1, 2, 3))
    log(book, promised, Outcome.VOICEMAIL, promise_on=(date(2026, 3, 12), date(2026, 3, 13)))
    log(book, agreed, Outcome.CALL_BACK, agreed=Agreement(date(2026, 3, 13), now, PHOENIX))
    placing.sweep(book, FRAME, now)
    assert queue.next_ids(book, FRAME, now, 9) == [agreed, promised, never_called]


def test_hours_that_are_coming_are_shown_before_they_strike(book: Book, agreed_at_six: int) -> None:
    hour = datetime(2026, 3, 13, 13, 0, tzinfo=UTC)
    for before, shown in ((90, False), (60, True), (20, True), (4, False)):
        now = hour - timedelta(minutes=before)
        placing.sweep(book, FRAME, now)
        assert (queue.coming_hours(book, now, now + timedelta(hours=1)) == [agreed_at_six]) is shown, before


# the list's rows, the rest of the day, and quiet --------------------------------------------------------------
def test_rows_of_the_list(book: Book) -> None:
    first, second = person_in(book, 1, PHOENIX, ""), person_in(book, 2, "", "")
    log(book, first, Outcome.TALKED, agreed=Agreement(date(2026, 3, 16), None, PHOENIX, "send the prices"))
    two, one = queue.waiting(book, [second, first])
    assert (one.id, one.why, one.what, one.phone, one.zone) == (
        first,
        "agreed step",
        "send the prices",
        number(1),
        PHOENIX,
    )
    assert (two.id, two.why, two.zone, two.due) == (second, "first call", "", THURSDAY - timedelta(days=9))
    assert queue.waiting(book, []) == []
    assert queue.waiting(book, [999]) == []


def test_what_is_left_is_counted_up_to_a_limit(book: Book) -> None:
    bring(book, *(new_person(f"Person {n}", number(n), zone=PHOENIX if n % 2 else "") for n in range(30)))
    now = THURSDAY + timedelta(hours=3)
    assert queue.left_today(book, FRAME, now) == 30
    assert queue.left_today(book, FRAME, now, 10) == 10
    assert queue.left_today(book, FRAME, THURSDAY, 99) == 15  # 8:00 in Phoenix: closed
    assert queue.left_today(book, FRAME, datetime(2026, 3, 15, 18, 0, tzinfo=UTC)) == 0  # a Sunday


def test_when_all_are_closed_the_first_opening_is_named(book: Book) -> None:
    person_in(book, 1, PHOENIX, "")
    person_in(book, 2, "Asia/Kolkata", "")
    sunday = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
    assert queue.next_moment(book, FRAME, sunday) == datetime(2026, 3, 16, 3, 30, tzinfo=UTC)  # 9:00 in Kolkata


def test_with_nobody_to_call_there_is_no_moment(book: Book) -> None:
    assert queue.next_moment(book, FRAME, THURSDAY) is None
    person_id = person_in(book, 1, PHOENIX, "")
    log(book, person_id, Outcome.SAID_NO)
    assert queue.next_moment(book, FRAME, THURSDAY) is None
    assert queue.next_ids(book, FRAME, THURSDAY + timedelta(days=3650), 9, after_hours=True) == []
