"""Words that are only begun find who has them, however many have, and in a time that does not grow with the book."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from callstation.store.begun_words import FEW, rows_with
from callstation.store.book import Book
from callstation.store.opening import open_book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return open_book("", tmp_path / "callstation.db")


def has(book: Book, names: list[str]) -> None:
    rows = [{"rowid": n, "name": name, "company": "", "tags": "", "more": ""} for n, name in enumerate(names, 1)]
    book.insert_many("person_words", rows)


def found(book: Book, *typed: str, most: int = 20) -> list[int]:
    return rows_with(book, "person_words", "rowid", typed, most)


def plainly(names: list[str], *typed: str) -> list[int]:
    return [n for n, name in reversed([*enumerate(names, 1)]) if all(_begun(name, t) for t in typed)]


def _begun(name: str, typed: str) -> bool:
    return any(word.lower().startswith(typed.lower()) for word in name.split())


@pytest.mark.parametrize("most", [20, 200])
def test_what_is_found_is_what_comparing_every_name_finds(book: Book, most: int) -> None:
    drawn = random.Random(4)
    parts = ("ma", "mar", "mari", "okaf", "o", "oka", "reed", "re")
    names = [
        f"{drawn.choice(parts)}{drawn.choice(parts)} {drawn.choice(parts)}{drawn.randrange(400)}" for _ in range(600)
    ]
    has(book, names)
    for typed in (
        ["mari"],
        ["Mari", "oka"],
        ["okafm", "ma"],
        ["mario"],
        ["reedre", "okaf1"],
        ["nobody"],
        ["mar", "zzzz"],
    ):
        assert found(book, *typed, most=most) == plainly(names, *typed)[:most], typed


def test_a_beginning_that_very_many_words_have_finds_the_newest_and_the_one_that_is_meant(book: Book) -> None:
    names = [f"First{n % 7} Last{n}" for n in range(1, 1_001)]
    assert len(names) > FEW["person_words"]
    has(book, names)
    assert found(book, "last") == list(range(1_000, 980, -1))
    assert found(book, "last", "first3") == plainly(names, "last", "first3")[:20]
    assert found(book, "last777") == [777]
    assert found(book, "first3", "last77") == plainly(names, "first3", "last77")


def test_who_was_added_after_a_word_was_looked_up_is_found(book: Book) -> None:
    has(book, ["Maria Okafor"])
    assert found(book, "okaf") == [1]
    book.insert_many("person_words", [{"rowid": 2, "name": "Ann Okafsson", "company": "", "tags": "", "more": ""}])
    assert found(book, "okaf") == [2, 1]
    book.run("DELETE FROM person_words WHERE rowid = 2")
    assert found(book, "okafs") == []


def test_accents_are_no_hindrance(book: Book) -> None:
    has(book, ["José Müller", "Zoë Novák", *(f"Novax{n} B" for n in range(60))])
    assert found(book, "muller") == [1]
    assert found(book, "Müller") == [1]
    assert 2 in found(book, "nova", "zoe")


def test_in_notes_a_single_letter_narrows_nothing(book: Book) -> None:
    book.insert_many("note_words", [{"rowid": 1, "note": "asked for plan B", "person_id": 7}])
    assert rows_with(book, "note_words", "person_id", ["plan", "b"], 20) == [7]
    assert rows_with(book, "note_words", "person_id", ["b"], 20) == []
