"""Two records of one person made one, with nothing lost, and two again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from invented import FRAME, THURSDAY, log, new_person, number, reason
from tables import everything
from test_reimport import LATER, take_in

from callstation.errors import NotFoundError, RefusedError
from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.model.people import NewPerson, Phone, Standing
from callstation.store import drafts, history, merging, people, queue, reading, reasons, search, sessions, undo
from callstation.store.book import Book
from callstation.store.duplicates import probable_duplicates

KEPT_OUT = ("undo", "window_group")


def robert() -> NewPerson:
    return new_person("Robert Reyes", number(1), company="Acme", title="COO", tags=("fair",), custom={"a": "1"})


def bob() -> NewPerson:
    other = new_person(
        "Bob Reyes", number(1), number(2), company="ACME", emails=["bob@acme.example"], tags=("fair", "vip"),
        place="Phoenix, AZ", zone="America/Phoenix", zone_source="address", custom={"a": "2", "b": "3"}, source_id="7",
    )  # fmt: skip
    return replace(other, phones=(replace(other.phones[0], kind="work"), other.phones[1]))


@pytest.fixture
def two(book: Book) -> tuple[int, int]:
    """Robert, and Bob who is Robert, each with a life of his own in the book."""
    [first] = take_in(book, robert()).new_ids
    [second] = take_in(book, bob(), shape="hubspot").new_ids
    why = reasons.add(book, FRAME, reason(), THURSDAY)
    log(book, first, Outcome.VOICEMAIL, LATER, note="left word", promise_on=(LATER.date(), LATER.date()))
    log(book, second, Outcome.TALKED, LATER - timedelta(days=3), note="likes walnut", reason=why)
    people.keep_thread(book, second, "exams in June", THURSDAY, None)
    people.keep_objection(book, second, "price", THURSDAY, None)
    drafts.write(book, second, LATER, note="half a")
    return first, second


def test_all_of_both_is_one(book: Book, two: tuple[int, int]) -> None:
    kept, other = two
    person = merging.merge(book, FRAME, kept, other, LATER)
    assert (person.id, person.name, person.title, person.place) == (kept, "Robert Reyes", "COO", "Phoenix, AZ")
    assert [p.number for p in person.phones] == [number(1), number(2)]
    assert (person.tags, person.custom) == (("fair", "vip"), {"a": "1", "b": "3"})
    assert [t.text for t in person.threads] == ["exams in June"]
    assert [o.slug for o in person.objections] == ["price"]
    assert person.zone == "America/Phoenix"
    assert (person.attempts, person.given) == (1, 1)
    told = history.history(book, kept)
    assert [e.note for e in told if e.note] == ["left word", "likes walnut"]
    assert told[-1].kind == "merge"
    assert all(a.id < b.id for a, b in pairwise(told))
    assert drafts.read(book, kept).note == "half a"
    assert book.value("SELECT count(*) FROM person") == 1
    assert [f.id for f in search.find(book, "walnut")] == [kept]
    assert [f.id for f in search.find(book, "bob@acme")] == [kept]
    # Neither of the files makes two of them again, whatever changes in it.
    assert take_in(book, robert()).unchanged == 1
    assert take_in(book, replace(bob(), title="CEO", phones=(Phone(number(9)),)), shape="hubspot").new == 0


def test_two_again_as_they_were(book: Book) -> None:
    [first] = take_in(book, robert()).new_ids
    [second] = take_in(book, bob(), shape="hubspot").new_ids
    log(book, second, Outcome.TALKED, LATER, note="likes walnut")
    before = everything(book, without=KEPT_OUT)
    merging.merge(book, FRAME, first, second, LATER)
    kept, back = merging.undo_merge(book, FRAME, LATER)
    assert (kept.id, back.id) == (first, second)
    assert everything(book, without=KEPT_OUT) == before
    with pytest.raises(NotFoundError):
        merging.undo_merge(book, FRAME, LATER)


def test_two_again_though_the_id_was_given_away(book: Book) -> None:
    [first] = take_in(book, robert()).new_ids
    [second] = take_in(book, bob(), shape="hubspot").new_ids
    log(book, second, Outcome.TALKED, LATER, note="likes walnut")
    merging.merge(book, FRAME, first, second, LATER)
    [ann] = take_in(book, new_person("Ann Wu", number(30)), shape="x").new_ids
    _, back = merging.undo_merge(book, FRAME, LATER)
    assert back.name == "Bob Reyes"
    assert [p.number for p in back.phones] == [number(1), number(2)]
    assert [p.number for p in reading.person(book, ann).phones] == [number(30)]
    assert [f.id for f in search.find(book, "walnut")] == [back.id]


def test_a_merge_is_a_step_of_the_session(book: Book, two: tuple[int, int]) -> None:
    session = sessions.start(book, FRAME.caller, Goal.MINUTES, 60, LATER)
    before = everything(book, without=KEPT_OUT)
    merging.merge(book, FRAME, *two, LATER, session_id=session.id)
    undone = undo.undo_last(book, FRAME, session.id, LATER)
    assert undone is not None
    assert (undone.person_id, undone.verb) == (two[0], "merge")
    assert everything(book, without=KEPT_OUT) == before


def test_a_merge_stays_once_they_were_called(book: Book, two: tuple[int, int]) -> None:
    merging.merge(book, FRAME, *two, LATER)
    log(book, two[0], Outcome.NO_ANSWER, LATER)
    with pytest.raises(RefusedError, match="Robert Reyes was called or changed since"):
        merging.undo_merge(book, FRAME, LATER)


@pytest.mark.parametrize("standing", ["said no", "do not call", "drip"])
@pytest.mark.parametrize("kept_first", [True, False])
def test_the_stricter_standing_holds(book: Book, standing: str, kept_first: bool) -> None:
    """H6: a no or a do-not-call is never lost."""
    first, second = take_in(book, robert(), replace(bob(), standing=standing)).new_ids
    pair = (first, second) if kept_first else (second, first)
    assert merging.merge(book, FRAME, *pair, LATER).standing is Standing(standing)
    offered = queue.next_ids(book, FRAME, LATER, 9, after_hours=True)
    assert bool(offered) is (standing == "drip")


def test_nobody_is_merged_with_themselves_or_with_nobody(book: Book) -> None:
    [first] = take_in(book, robert()).new_ids
    with pytest.raises(RefusedError):
        merging.merge(book, FRAME, first, first, LATER)
    with pytest.raises(NotFoundError):
        merging.merge(book, FRAME, first, 999, LATER)


def test_no_table_of_people_is_forgotten(book: Book) -> None:
    """Whatever belongs to a person moves with them: a table that is new needs a place in store/merging.py."""
    known = {*merging._MOVED, "phone", "email", "tag", "draft", "skip", "reason", "apart", "claim"}
    theirs = {
        table
        for table in book.database.get_tables()
        for key in book.database.get_foreign_keys(table)
        if key.dest_table == "person"
    }
    assert theirs - known == set()


def test_pairs_that_may_be_one(book: Book) -> None:
    def who(*rows: NewPerson) -> Any:
        take_in(book, *rows, shape=f"s{rows[0].name}")
        return {(p.first.name, p.second.name): p.why for p in probable_duplicates(book)}

    assert who(robert(), new_person("Ann Wu", number(8))) == {}
    assert who(bob()) == {("Robert Reyes", "Bob Reyes"): "the same number"}
    assert len(probable_duplicates(book, 1)) == 1
    # A switchboard is no person.
    crowd = [new_person(f"Person{n} Crowd{n}", number(50)) for n in range(9)]
    assert len(who(*crowd)) == 1
    assert who(new_person("Anne Wu", number(9), company="B"))[("Robert Reyes", "Bob Reyes")] == "the same number"
