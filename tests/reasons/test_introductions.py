"""H1, H2: who should know whom, and an introduction that counts for both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person

from callstation.model.calls import EntryKind, Outcome
from callstation.model.cards import Goal
from callstation.model.reasons import ReasonKind
from callstation.rules.introductions import Seeker, introduced, pairs, reasons_for_pair, stem_of
from callstation.store import history, introductions, people, reading, reasons, search, sessions, undo
from callstation.store.book import Book

LEDGER = Seeker(1, "Grace Lindholm", "Lindholm Ledger", "restaurants with receipts in a shoebox", "order in your books")
TABLE = Seeker(2, "Zoë Whitaker", "Whitaker Table", "a bookkeeper, or order at last", "two restaurants in Leeds")
BAKER = Seeker(3, "Daniel Nakamura", "Nakamura Buns", trade="Baker, food")
WRITER = Seeker(4, "Katya Orlova", "Orlova Words", "somebody who bakes with rye", "three sentences that sound like you")
QUIET = Seeker(5, "Jan Novak", "Novak & Sons")


def names(found) -> list[tuple[str, str, bool]]:
    return [(p.first.name, p.second.name, p.mutual) for p in found]


def test_those_come_first_who_both_gain() -> None:
    found = pairs([WRITER, BAKER, LEDGER, TABLE, QUIET])
    assert names(found) == [
        ("Grace Lindholm", "Zoë Whitaker", True),
        ("Katya Orlova", "Daniel Nakamura", False),
    ]
    assert found[0].words == ("restaurants",)
    assert found[1].words == ("bakes",)


def test_nobody_is_introduced_twice_or_to_a_colleague() -> None:
    assert pairs([LEDGER, TABLE], {frozenset((1, 2))}) == []
    colleague = Seeker(6, "Ann Wu", "lindholm ledger", offers="two restaurants")
    assert pairs([LEDGER, colleague]) == []
    both = reasons_for_pair(pairs([LEDGER, TABLE])[0])
    assert introduced(both) == {frozenset((1, 2))}


def test_a_word_that_everybody_says_matches_nobody() -> None:
    crowd = [Seeker(10 + n, f"Person {n}", offers="good work for you") for n in range(40)]
    assert pairs([Seeker(1, "Grace", seeks="good work"), *crowd]) == []


def test_either_side_gets_a_reason_of_its_own() -> None:
    first, second = reasons_for_pair(pairs([WRITER, BAKER])[0])
    assert (first.kind, first.audience.people, first.client_id) == (ReasonKind.INTRODUCTION, (4,), 3)
    assert first.text == "that you should meet Daniel Nakamura of Nakamura Buns, baker"
    assert first.lead_in == "You told me what you are looking for: somebody who bakes with rye."
    assert (second.audience.people, second.client_id) == ((3,), 4)
    assert "three sentences that sound like you" in second.text
    assert second.lead_in == ""
    offered = Seeker(7, "Tom Reyes", "Reyes Rye", offers="bread baked with rye")
    _, to_tom = reasons_for_pair(pairs([WRITER, offered])[0])
    assert to_tom.text == ("that Katya Orlova of Orlova Words is looking for what you do: somebody who bakes with rye")


@pytest.mark.parametrize("words", ["bakery bakers baking bakes", "print printers printing", "photographer photography"])
def test_words_are_compared_without_their_endings(words: str) -> None:
    assert len({stem_of(w) for w in words.split()}) == 1


texts = st.text(max_size=20)
seekers = st.builds(Seeker, st.integers(1, 9), name=st.just("N"), seeks=texts, offers=texts)


@given(st.lists(seekers))
def test_pairs_are_of_two_and_each_told_once(people_: list[Seeker]) -> None:
    by_id = list({p.id: p for p in people_}.values())
    found = pairs(by_id)
    assert all(p.first.id != p.second.id and p.words for p in found)
    assert len({frozenset((p.first.id, p.second.id)) for p in found}) == len(found)


# in the book --------------------------------------------------------------------------------------------------
@pytest.fixture
def two(book: Book) -> tuple[int, int]:
    """Grace, who seeks restaurants, and Zoë, who has two."""
    grace, zoe = bring(
        book, new_person("Grace Lindholm", company="Ledger"), new_person("Zoë Whitaker", company="Table")
    )
    people.set_fields(book, FRAME, grace, {"seeks": "restaurants", "offers": "order in your books"}, THURSDAY)
    people.set_fields(book, FRAME, zoe, {"offers": "two restaurants"}, THURSDAY)
    return grace, zoe


def test_h1_an_introduction_used_counts_as_given_to_both_and_once(book: Book, two: tuple[int, int]) -> None:
    grace, zoe = two
    [pair] = pairs(introductions.seekers(book))
    to_grace, to_zoe = (reasons.add(book, FRAME, r, THURSDAY) for r in reasons_for_pair(pair))
    session = sessions.start(book, FRAME.caller, Goal.CALLS, 10, THURSDAY)
    log(book, grace, Outcome.VOICEMAIL, reason=to_grace, session_id=session.id)
    assert [reading.person(book, i).given for i in two] == [1, 1]
    note = history.history(book, zoe)[-1]
    assert (note.kind, note.note) == (EntryKind.NOTE, "introduced to Grace Lindholm, in a call with them")
    assert [f.id for f in search.find(book, "introduced", 9)] == [zoe]
    # The other side is told as well: that is the same introduction.
    log(book, zoe, Outcome.TALKED, THURSDAY + timedelta(minutes=9), reason=to_zoe, session_id=session.id)
    assert [reading.person(book, i).given for i in two] == [1, 1]
    for _ in range(2):
        undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert [reading.person(book, i).given for i in two] == [0, 0]
    assert search.find(book, "introduced", 9) == []
    assert pairs(introductions.seekers(book), introduced(reasons.library(book))) == []


def test_an_introduction_to_somebody_who_is_gone_still_counts_for_the_one(book: Book, two: tuple[int, int]) -> None:
    grace, zoe = two
    to_grace, _ = reasons_for_pair(pairs(introductions.seekers(book))[0])
    stored = reasons.add(book, FRAME, to_grace, THURSDAY)
    book.run("DELETE FROM person WHERE id = ?", zoe)
    log(book, grace, Outcome.TALKED, reason=stored)
    assert reading.person(book, grace).given == 1


def test_those_who_said_no_are_left_in_peace(book: Book, two: tuple[int, int]) -> None:
    log(book, two[0], Outcome.SAID_NO)
    assert pairs(introductions.seekers(book)) == []
