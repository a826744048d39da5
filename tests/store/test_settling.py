"""Everybody's place follows the settings: after a change all are placed anew at the next opening, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from invented import FRAME, THURSDAY, bring, log, new_person, number
from tables import everything

from callstation.model.calls import Outcome
from callstation.model.people import Phone
from callstation.rules.calling_hours import read_hours
from callstation.rules.persistence import Patience
from callstation.store import people, queue
from callstation.store.book import Book
from callstation.store.remembered import days_off, recall
from callstation.store.settling import settle
from callstation.store.soundness import misplaced
from callstation.store.ways import set_ways
from callstation.store.windows import groups

PHOENIX = "America/Phoenix"
PATIENT = replace(FRAME, patience=Patience(gaps=(7,)))


def two_people(book: Book) -> list[int]:
    ids = bring(book, new_person("Maria Okafor", zone=PHOENIX), new_person("Ann Wu", zone=PHOENIX))
    log(book, ids[0], Outcome.NO_ANSWER)
    return ids


def test_changed_settings_place_everybody_anew_once(book: Book) -> None:
    two_people(book)
    assert settle(book, FRAME, THURSDAY)  # a book that an older program filled
    before = book.value("SELECT due_at FROM person WHERE id = 1")
    assert not settle(book, FRAME, THURSDAY)
    assert settle(book, PATIENT, THURSDAY)
    assert book.value("SELECT due_at FROM person WHERE id = 1") > before
    assert misplaced(book, PATIENT) == ([], 2)
    assert not settle(book, PATIENT, THURSDAY)
    assert settle(book, FRAME, THURSDAY)
    assert book.value("SELECT due_at FROM person WHERE id = 1") == before


def test_what_no_place_follows_from_changes_nothing(book: Book) -> None:
    two_people(book)
    settle(book, FRAME, THURSDAY)
    assert not settle(book, replace(FRAME, sessions=read_hours("9-10 mon-fri")), THURSDAY)


def test_every_part_of_the_frame_counts(book: Book) -> None:
    two_people(book)
    settle(book, FRAME, THURSDAY)
    for other in (
        {"zone": "America/Chicago"},
        {"hours": read_hours("10-18 mon-fri")},
        {"country": "CA"},
        {"beyond_the_law": True},
    ):
        assert settle(book, replace(FRAME, **other), THURSDAY), other


def test_how_far_it_is_is_told(book: Book) -> None:
    two_people(book)
    told: list[tuple[int, int]] = []
    settle(book, FRAME, THURSDAY, lambda done, people: told.append((done, people)))
    assert told[-1] == (3, 3)  # two looked at, one of them placed anew


def test_an_older_book_is_grouped_by_law(book: Book) -> None:
    """Groups that an older program made know no law; who is in them moves, and nobody else's record changes."""
    [person] = bring(book, new_person("Al Banner", region="AL", country="US", zone="America/Chicago"))
    old = book.insert("window_group", {"zone": "America/Chicago", "hours": "", "law": ""})
    book.run("UPDATE person SET window_group_id = ?", old)
    before = everything(book, without=("window_group", "person", "remembered"))
    settle(book, FRAME, THURSDAY)
    group = book.value("SELECT window_group_id FROM person WHERE id = ?", person)
    assert next(g for g in groups(book) if g.id == group).law == "US-AL"
    assert everything(book, without=("window_group", "person", "remembered")) == before


def test_a_team_mate_with_other_settings_does_not_move_everybody_back(book: Book) -> None:
    two_people(book)
    settle(book, FRAME, THURSDAY)
    mate = replace(PATIENT, caller="Robin Gray")
    moved = settle(book, mate, THURSDAY)
    assert moved is book.sqlite  # alone on a file, a new name is the same caller
    if not book.sqlite:
        assert settle(book, replace(mate, zone="America/Chicago"), THURSDAY)


# groups follow the record --------------------------------------------------------------------------------------
def law_of(book: Book, person: int) -> tuple[str, str]:
    [row] = book.rows(
        "SELECT g.law, g.zone FROM person p JOIN window_group g ON g.id = p.window_group_id WHERE p.id = ?", person
    )
    return row[0], row[1]


def test_the_group_follows_every_change_of_the_record(book: Book) -> None:
    [person] = bring(book, new_person("Flo Rider", "+18505550100", region="FL", country="US"))
    assert law_of(book, person) == ("US-FL", "America/New_York America/Chicago")
    people.set_fields(book, FRAME, person, {"zone": "America/Chicago"}, THURSDAY)
    assert law_of(book, person) == ("US-FL", "America/Chicago")
    people.set_fields(book, FRAME, person, {"region": "AL"}, THURSDAY)
    assert law_of(book, person) == ("US-AL", "America/Chicago")
    set_ways(book, FRAME, person, THURSDAY, phones=[Phone("+13052340100")], emails=(), tags=())
    assert law_of(book, person) == ("US-AL US-FL", "America/Chicago")


def test_somebody_in_one_of_two_zones_is_called_only_when_both_are_open(book: Book) -> None:
    [person] = bring(book, new_person("Flo Rider", number(1), region="FL", country="US"))
    nine = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)  # 9:30 in Miami, 8:30 in Pensacola
    assert queue.next_ids(book, FRAME, nine, 5) == []
    assert queue.next_moment(book, FRAME, nine) == nine + timedelta(minutes=30)
    assert queue.next_ids(book, FRAME, nine + timedelta(minutes=30), 5) == [person]


def test_nobody_is_offered_where_the_law_forbids_it(book: Book) -> None:
    bring(book, new_person("Al Banner", region="AL", country="US", zone="America/Chicago"))
    sunday = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    every_day = replace(FRAME, hours=read_hours("8-20 mon-sun"))
    assert queue.next_ids(book, every_day, sunday, 5) == []
    assert queue.next_moment(book, every_day, sunday) == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    thanksgiving = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    assert queue.next_ids(book, every_day, thanksgiving, 5) == []


# holidays ------------------------------------------------------------------------------------------------------
def test_holidays_are_looked_up_once_for_each_book(book: Book) -> None:
    asked: list[tuple[str, int]] = []

    def look_up(place: str, year: int) -> dict[date, str]:
        asked.append((place, year))
        return {date(year, 7, 4): "Founders' Day"}

    for _ in range(2):
        calendar = days_off(book, look_up, version="1")
        assert calendar.name("US-AZ", date(2026, 7, 4)) == "Founders' Day"
        assert calendar.name("US-AZ", date(2026, 7, 5)) == ""
    assert asked == [("US-AZ", 2026)]
    days_off(book, look_up, version="2").name("US-AZ", date(2026, 7, 4))
    assert len(asked) == 2
    with book.transaction():
        days_off(book, look_up, version="3").name("US-AZ", date(2026, 7, 4))
    assert recall(book, "holidays US-AZ 2026 3") is None  # nothing is stored beside what is being stored
