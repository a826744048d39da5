"""Alive on any day, at any hour: somebody to call, for every kind of reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from demo_books import FRAME, NEW_YEAR, SATURDAY_EARLY, SUNDAY_NIGHT, SUNDAY_NOON, TUESDAY, built, desk_at

from callstation.demo.days import events
from callstation.demo.people import invented_people
from callstation.model.cards import Why
from callstation.rules.windows import zone_of
from callstation.store import placing, queue
from callstation.store.book import Book

ENOUGH = 12


@pytest.mark.parametrize("now", [SUNDAY_NIGHT, SUNDAY_NOON, SATURDAY_EARLY, NEW_YEAR], ids=str)
def test_every_why_now_is_there_and_somebody_is_awake(now: datetime, tmp_path: Path) -> None:
    book = built(tmp_path / "book.db", now)
    desk = desk_at(book, now, tmp_path / "scripts")
    assert {row.why_now.kind for row in desk.rows(500, after_hours=True)} == set(Why)
    assert len(desk.rows(500)) >= ENOUGH
    assert len({row.why_now.kind for row in desk.rows(500)}) >= 9
    assert desk.coming() or len([r for r in desk.rows(500) if r.why_now.kind is Why.AGREED_HOUR]) >= 1
    book.close()


def test_everything_is_there_on_a_tuesday_morning(tuesday: Book, tmp_path: Path) -> None:
    desk = desk_at(tuesday, TUESDAY, tmp_path)
    rows = desk.rows(500)
    assert {row.why_now.kind for row in rows} == set(Why)
    assert len(rows) >= 60
    assert rows[0].why_now.kind is Why.AGREED_HOUR
    assert rows[0].why_now.text == "agreed 10:05 their time"
    assert desk.coming()


def test_somebody_can_be_called_at_every_hour_of_a_week(tmp_path: Path) -> None:
    """The book of one moment, looked at in every hour of the week after it."""
    book = built(tmp_path / "book.db", SATURDAY_EARLY)
    awake = []
    for hour in range(7 * 24):
        now = SATURDAY_EARLY + timedelta(hours=hour)
        placing.sweep(book, FRAME, now)
        awake.append(queue.left_today(book, FRAME, now))
    assert min(awake) >= ENOUGH
    book.close()


def test_what_happened_lies_in_the_past_whatever_the_hour() -> None:
    """Dates follow today's in every hour of a week, in each person's own zone and hours."""
    people = invented_people()
    for hour in range(0, 7 * 24, 13):
        now = SUNDAY_NIGHT + timedelta(hours=hour)
        moments: dict[int, datetime] = {}
        for event in events(people, FRAME, now):
            zone = zone_of(people[event.who].person.zone or FRAME.zone)
            assert event.at.astimezone(zone).date() < now.astimezone(zone).date()
            assert event.who not in moments or moments[event.who] < event.at
            moments[event.who] = event.at
            if event.promise_on is not None:
                hear_by, call_on = event.promise_on
                assert event.at.astimezone(zone).date() < hear_by < call_on
