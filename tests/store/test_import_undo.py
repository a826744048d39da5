"""A whole import is taken back, as long as nobody of it was worked on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from invented import FRAME, THURSDAY, log, number
from invented import new_person as person
from tables import everything
from test_reimport import LATER, maria, take_in

from callstation.errors import NotFoundError, RefusedError
from callstation.model.calls import Outcome
from callstation.model.people import Phone, Standing
from callstation.store import people, reading, search
from callstation.store.book import Book
from callstation.store.import_undo import undo_import

KEPT_OUT = ("import_batch", "window_group")


def state(book: Book) -> Any:
    found = everything(book, without=KEPT_OUT)
    found["person"] = sorted(map(repr, book.rows("SELECT id, name, title, standing, custom, zone, due_at FROM person")))
    return found


def test_new_people_go_and_changed_ones_are_as_they_were(book: Book) -> None:
    [known] = take_in(book, maria(title="COO", custom={"a": "1"}, tags=("x",), zone="Europe/Berlin")).new_ids
    before = state(book)
    changed = maria(
        title="CEO", custom={"a": "2", "b": "3"}, tags=("x", "y"), zone="Europe/Paris", zone_source="file",
        standing="said no",
    )  # fmt: skip
    changed = replace(changed, phones=(*changed.phones, Phone(number(4)), Phone("", raw="ask")))
    done = take_in(book, changed, *(person(f"Person {n}", number(n + 10), tags=("y",)) for n in range(9)))
    assert (done.new, done.updated) == (9, 1)
    taken = undo_import(book, FRAME, LATER)
    assert (taken.path, taken.at, taken.removed, taken.reverted) == ("/lists/people.csv", LATER, 9, 1)
    assert state(book) == before
    assert search.find(book, "person 3") == []
    assert [f.id for f in search.find(book, "coo")] == [known]
    # What the row said before is remembered again.
    assert take_in(book, changed).updated == 1


def test_the_one_before_is_taken_back_next(book: Book) -> None:
    take_in(book, maria())
    take_in(book, person("Ann Wu", number(7)))
    assert undo_import(book, FRAME, LATER).removed == 1
    assert [r[0] for r in book.rows("SELECT name FROM person")] == ["Maria Okafor"]
    assert undo_import(book, FRAME, LATER).removed == 1
    with pytest.raises(NotFoundError, match="no import"):
        undo_import(book, FRAME, LATER)


@pytest.mark.parametrize("what", ["call", "edit", "thread", "objection"])
def test_an_import_that_was_worked_on_stays(book: Book, what: str) -> None:
    ids = take_in(book, maria(), person("Ann Wu", number(7))).new_ids
    match what:
        case "call":
            log(book, ids[0], Outcome.NO_ANSWER, LATER)
        case "edit":
            people.set_fields(book, FRAME, ids[0], {"title": "Boss"}, LATER)
        case "thread":
            people.keep_thread(book, ids[0], "moving office", LATER, None)
        case _:
            people.keep_objection(book, ids[0], "price", LATER, None)
    before = everything(book)
    with pytest.raises(RefusedError, match=r"people\.csv stays: Maria Okafor was called or changed since"):
        undo_import(book, FRAME, LATER)
    assert everything(book) == before


def test_a_do_not_call_of_ones_own_number_outlives_it(book: Book) -> None:
    [known] = take_in(book, maria()).new_ids
    take_in(book, maria(standing="do not call"))
    people.bar_number(book, FRAME, number(1), THURSDAY.date(), "asked in writing", LATER)
    undo_import(book, FRAME, LATER)
    assert reading.person(book, known).standing is Standing.DO_NOT_CALL


def test_an_email_written_since_keeps_its_person(book: Book) -> None:
    take_in(book, person("Maria Okafor", number(1), emails=("maria@bluebird.example",)))
    at = int(LATER.timestamp())
    email = {"person_id": 1, "address": "maria@bluebird.example", "subject": "x", "body": "x", "status": "draft"}
    book.insert("outbox_email", {**email, "created_at": at})
    with pytest.raises(RefusedError, match="Maria Okafor"):
        undo_import(book, FRAME, LATER)
