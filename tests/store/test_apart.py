"""T1: two who look like one and are two are proposed as one only until the caller has said so."""

from __future__ import annotations

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number
from tables import everything

from callstation.errors import NotFoundError, RefusedError
from callstation.store.apart import keep_apart, propose_again
from callstation.store.book import Book
from callstation.store.duplicates import probable_duplicates
from callstation.store.merging import merge, undo_merge


def three(book: Book) -> list[int]:
    """Three of one name and number, each of whom may be any of the others."""
    return bring(
        book,
        new_person("Maria Okafor", number(1), company="Bluebird"),
        new_person("Maria Okafor", number(2), company="Bluebird East"),
        new_person("Mario Okafor", number(1), company="Other"),
    )


def pairs(book: Book) -> set[tuple[int, int]]:
    return {(p.first.id, p.second.id) for p in probable_duplicates(book)}


def test_who_was_told_apart_is_not_proposed_again_and_that_can_be_undone(book: Book) -> None:
    one, _, other = three(book)
    before = everything(book, without=("undo",))
    proposed = pairs(book)
    assert (one, other) in proposed
    keep_apart(book, other, one, THURSDAY)
    keep_apart(book, one, other, THURSDAY)
    assert pairs(book) == proposed - {(one, other)}
    assert propose_again(book, THURSDAY) == (one, other)
    assert pairs(book) == proposed
    assert everything(book, without=("undo",)) == before
    with pytest.raises(NotFoundError):
        propose_again(book, THURSDAY)


def test_one_person_cannot_be_two(book: Book) -> None:
    with pytest.raises(RefusedError):
        keep_apart(book, three(book)[0], 1, THURSDAY)


def test_what_was_said_of_a_record_holds_for_the_one_it_becomes_part_of(book: Book) -> None:
    one, second, other = three(book)
    keep_apart(book, one, other, THURSDAY)
    before = everything(book, without=("undo",))
    merge(book, FRAME, second, one, THURSDAY)
    assert (second, other) not in pairs(book)
    undo_merge(book, FRAME, THURSDAY)
    after = everything(book, without=("undo",))
    assert len(after["apart"]) == len(before["apart"]) == 1
    assert (one, other) not in pairs(book)
