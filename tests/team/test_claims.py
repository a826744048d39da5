"""Nobody is called by two: claims, leases, and what a colleague's card says (on the real PostgreSQL)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number

from callstation.clock import FixedClock
from callstation.errors import RefusedError
from callstation.model.calls import Outcome
from callstation.store import claims, queue
from callstation.store.book import Book
from callstation.store.opening import open_book

EAST = "America/New_York"
NAMES = ("Maria Okafor", "Jan Novak", "Lena Weiss", "Omar Haddad")


@pytest.fixture
def people(team_book: Book) -> list[int]:
    return bring(team_book, *(new_person(n, number(i), zone=EAST) for i, n in enumerate(NAMES)))


@pytest.mark.usefixtures("people")
def test_nobody_is_offered_to_two(seat: Callable[..., Any]) -> None:
    desks = [seat(name) for name in ("Dana Reed", "Ann Lee", "Bob Hall")]
    first = [desk.next_card().prospect.id for desk in desks]
    assert len(set(first)) == 3
    assert [desk.next_card().prospect.id for desk in desks] == first, "the same seat goes on with the same person"
    listed = {row.id for row in desks[0].rows(10)}
    assert not listed & set(first[1:]), "whoever is with a colleague is not ahead of this one"


@pytest.mark.usefixtures("people")
def test_the_outcome_lets_go_and_the_next_comes(seat: Callable[..., Any], team_book: Book) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    called = []
    for desk in (dana, ann, dana, ann):
        card = desk.next_card()
        desk.record(card, Outcome.NO_ANSWER)
        called.append(card.prospect.id)
    assert len(set(called)) == 4
    assert dana.next_card() is None
    assert team_book.value("SELECT count(*) FROM claim") == 0


def test_who_is_with_a_colleague_is_not_dialled(seat: Callable[..., Any], people: list[int], clock: FixedClock) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    card = dana.next_card()
    clock.at = THURSDAY + timedelta(minutes=4)
    assert dana.team.tick(clock.now()) == ""
    theirs = ann.card(card.prospect.id)
    assert theirs.with_whom == "with Dana, 4 min"
    with pytest.raises(RefusedError, match=r"Maria Okafor is with Dana, 4 min: nobody is called by two"):
        ann.dial(theirs)
    assert ann.team.on_screen(theirs, clock.now()).with_whom == "with Dana, 4 min"
    assert ann.ahead(5).with_others == (("Maria Okafor", "with Dana, 4 min"),)
    assert people[0] == card.prospect.id


@pytest.mark.usefixtures("people")
def test_a_lease_expires_when_a_machine_dies(seat: Callable[..., Any], clock: FixedClock) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    held = dana.next_card().prospect.id
    clock.at = THURSDAY + timedelta(minutes=4, seconds=59)
    assert ann.next_card().prospect.id != held
    clock.at = THURSDAY + timedelta(minutes=5)
    assert ann.team.hold(held, clock.now()) == ""
    # The machine was only asleep: the first sign of life says who has them now, and dialling asks again.
    assert dana.team.tick(clock.now()) == "with Ann, 0 min"
    with pytest.raises(RefusedError, match="with Ann"):
        dana.dial(dana.card(held))


@pytest.mark.usefixtures("people")
def test_a_seat_holds_one_person_at_a_time(seat: Callable[..., Any], team_book: Book) -> None:
    dana = seat("Dana Reed")
    first = dana.next_card()
    dana.skip(first.prospect.id)
    second = dana.next_card()
    assert [r[0] for r in team_book.rows("SELECT person_id FROM claim")] == [second.prospect.id]
    dana.close()
    assert team_book.value("SELECT count(*) FROM claim") == 0


def test_what_a_colleague_types_is_not_taken_for_ones_own(seat: Callable[..., Any], people: list[int]) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    dana.keep_note(people[2], "half a not")
    assert ann.resumed() is None
    assert dana.resumed().prospect.id == people[2]


def test_undo_brings_the_person_back_to_the_seat(seat: Callable[..., Any], people: list[int], team_book: Book) -> None:
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    dana.record(dana.next_card(), Outcome.NO_ANSWER)
    undone = dana.undo()
    assert undone.person_id == people[0]
    dana.team.on_screen(dana.card(undone.person_id), dana.now)
    assert ann.next_card().prospect.id == people[1]
    assert team_book.value("SELECT count(*) FROM claim") == 2


def test_a_race_never_claims_one_person_twice(team_url: str, team_book: Book) -> None:
    """Twelve seats without any pause: each claims, calls and lets go until nobody is left."""
    ids = bring(team_book, *(new_person(f"Person {n}", number(n), zone=EAST) for n in range(120)))
    called: list[int] = []
    faults: list[BaseException] = []

    def work(n: int) -> None:
        book = open_book(team_url, Path())
        name = f"seat-{n}"
        try:
            while True:
                busy = claims.held_by_others(book, name, THURSDAY)
                wanted = queue.next_ids(book, FRAME, THURSDAY, 6, without=busy)
                if not wanted and not busy:
                    return
                person_id = claims.take_first(book, wanted, name, name, THURSDAY, timedelta(minutes=5))
                if person_id is None:
                    continue
                with book.transaction():
                    assert book.run("UPDATE person SET ready = 0 WHERE id = ? AND ready = 1", person_id) == 1
                    claims.let_go(book, name)
                called.append(person_id)
        except BaseException as fault:
            faults.append(fault)
        finally:
            book.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert [n for n in Counter(called).values() if n > 1] == []
    assert sorted(called) == ids


def test_do_not_call_and_a_no_hold_for_all_at_once(seat: Callable[..., Any], people: list[int]) -> None:
    """H6: what one of the team was asked holds for the whole team with the same key."""
    dana, ann = seat("Dana Reed"), seat("Ann Lee")
    on_ann_s_screen = ann.card(people[1])
    dana.record(dana.card(people[0]), Outcome.SAID_NO)
    dana.record(dana.card(people[1]), Outcome.DO_NOT_CALL)
    assert ann.next_card().prospect.id == people[2]
    assert {row.id for row in ann.rows(10)} == {people[2], people[3]}
    for card in (ann.card(people[0]), on_ann_s_screen):
        with pytest.raises(RefusedError):
            ann.dial(card)
