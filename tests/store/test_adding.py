"""Taking back that somebody was typed in."""

from __future__ import annotations

from datetime import timedelta

from invented import FRAME, THURSDAY, bring, log, new_person, number

from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.store import history, people, reading, sessions
from callstation.store.book import Book
from callstation.store.search import find
from callstation.store.undo import undo_last


def _hour(book: Book) -> int:
    return sessions.start(book, FRAME.caller, Goal.MINUTES, 60, THURSDAY).id


def test_whoever_was_new_is_gone_again(book: Book) -> None:
    session = _hour(book)
    rosa, _ = people.add(book, FRAME, new_person("Rosa Vidal", number(7)), THURSDAY, session_id=session)
    undone = undo_last(book, FRAME, session, THURSDAY)
    assert undone is not None
    assert (undone.person_id, undone.verb, undone.gone, undone.too_late) == (rosa, "add", "Rosa Vidal", False)
    assert reading.people(book, [rosa]) == []
    assert list(find(book, "rosa", limit=5)) == []
    assert undo_last(book, FRAME, session, THURSDAY) is None


def test_whoever_was_known_is_as_before(book: Book) -> None:
    maria = bring(book, new_person("Maria Okafor", number(1)))[0]
    session = _hour(book)
    people.add(book, FRAME, new_person("Maria Okafor", number(1), title="COO"), THURSDAY, session_id=session)
    assert reading.person(book, maria).title == "COO"
    undone = undo_last(book, FRAME, session, THURSDAY)
    assert undone is not None
    assert (undone.gone, undone.too_late) == ("", False)
    assert reading.person(book, maria).title == ""
    assert len(history.history(book, maria)) == 1


def test_nothing_new_is_no_step(book: Book) -> None:
    bring(book, new_person("Maria Okafor", number(1)))
    session = _hour(book)
    people.add(book, FRAME, new_person("Maria Okafor", number(1)), THURSDAY, session_id=session)
    assert undo_last(book, FRAME, session, THURSDAY) is None


def test_what_was_stored_since_from_elsewhere_is_not_lost_with_it(book: Book) -> None:
    session = _hour(book)
    rosa, _ = people.add(book, FRAME, new_person("Rosa Vidal", number(7)), THURSDAY, session_id=session)
    log(book, rosa, Outcome.NO_ANSWER, THURSDAY + timedelta(minutes=5))
    undone = undo_last(book, FRAME, session, THURSDAY)
    assert undone is not None
    assert (undone.gone, undone.too_late) == ("", True)
    assert reading.person(book, rosa).name == "Rosa Vidal"
    assert undo_last(book, FRAME, session, THURSDAY) is None  # and it does not stand in the way of other steps
