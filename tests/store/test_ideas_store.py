"""Ideas and rounds in the book, on both databases (S10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from invented import FRAME, THURSDAY, bring, new_person, reason

from callstation.errors import NotFoundError
from callstation.model.ideas import IdeaStatus
from callstation.model.reasons import ReasonKind
from callstation.rules.idea_audience import guessed_audience
from callstation.store import ideas, library, people
from callstation.store.book import Book

NEWS, POLICY = ReasonKind.NEWS, ReasonKind.POLICY


def a_round(book: Book, caller: str = "Dana Reed", *players: str):
    return ideas.begin(book, caller, players or ("Dana", "Ann"), 600, THURSDAY)


def test_a_round_is_read_back_as_it_was_begun(book: Book) -> None:
    begun = a_round(book)
    assert (begun.players, begun.seconds, begun.played, begun.started_at) == (("Dana", "Ann"), 600, 0, THURSDAY)
    ideas.keep_time(book, begun.id, 61)
    assert ideas.last_round(book, "Dana Reed").played == 61
    assert ideas.last_round(book, "Somebody Else") is None
    ideas.end(book, begun.id, THURSDAY + timedelta(minutes=10))
    assert ideas.last_round(book, "Dana Reed").ended_at == THURSDAY + timedelta(minutes=10)


def test_what_is_typed_is_kept_from_the_first_letter_and_gives_way_to_the_idea(book: Book) -> None:
    round_ = a_round(book)
    for text in ("t", "th", "that"):
        ideas.keep_typed(book, round_.id, "Dana", NEWS, text, THURSDAY)
    found = ideas.typed(book, round_.id)
    assert (found.text, found.status, found.kind) == ("that", IdeaStatus.TYPING, NEWS)
    assert ideas.of_round(book, round_.id) == ideas.waiting(book) == []
    added = ideas.add(book, round_.id, "Dana", NEWS, "that it is so", THURSDAY, points=2, reached=7)
    assert ideas.typed(book, round_.id) is None
    assert ideas.of_round(book, round_.id) == ideas.waiting(book) == [added]
    assert (added.points, added.reached, added.at) == (2, 7, THURSDAY)
    ideas.keep_typed(book, round_.id, "Ann", POLICY, "x", THURSDAY)
    ideas.keep_typed(book, round_.id, "Ann", POLICY, "", THURSDAY)
    assert ideas.typed(book, round_.id) is None


def test_a_half_sentence_is_an_idea_when_the_round_ends_or_another_begins(book: Book) -> None:
    first = a_round(book)
    ideas.keep_typed(book, first.id, "Dana", NEWS, "that half", THURSDAY)
    second = a_round(book, "Dana Reed", "Tom")
    assert [(i.text, i.round_id, i.points) for i in ideas.waiting(book)] == [("that half", first.id, 1)]
    assert ideas.last_round(book, "Dana Reed") == second
    assert ideas.waiting_count(book) == 1


def test_what_became_of_an_idea(book: Book) -> None:
    round_ = a_round(book)
    one, two, three = (ideas.add(book, round_.id, "Dana", NEWS, f"that {n}", THURSDAY) for n in range(3))
    stored = library.write(book, FRAME, reason(text="that 0"), THURSDAY)
    assert ideas.settle(book, one.id, IdeaStatus.KEPT, reason_id=stored.reason.id).status is IdeaStatus.KEPT
    ideas.settle(book, two.id, IdeaStatus.DROPPED)
    changed = ideas.change(book, three.id, kind=POLICY, text="that three")
    assert ideas.waiting(book) == [changed]
    assert (changed.kind, changed.text) == (POLICY, "that three")
    assert len(ideas.of_round(book, round_.id)) == 3
    library.take_back(book, FRAME, stored.undo_id, THURSDAY)  # the library may let go of what an idea became
    with pytest.raises(NotFoundError):
        ideas.read(book, 99)


def test_the_words_by_which_people_are_known(book: Book) -> None:
    one, two = bring(
        book,
        new_person("Maria Okafor", tags=("bakery",), industry="Food"),
        new_person("Tom Reyes", industry="Food"),
    )
    people.keep_objection(book, one, "minimum-order", THURSDAY, None)
    people.keep_objection(book, two, "late", THURSDAY, None, complaint=True)
    known = ideas.vocabulary_of(book)
    assert guessed_audience(POLICY, "that the minimum order is gone", known).lifts == ("minimum-order",)
    assert guessed_audience(ReasonKind.REGIME, "that nothing is late", known).answers == ("late",)
    assert guessed_audience(NEWS, "for bakeries", known).tags == ("bakery",)
    assert guessed_audience(NEWS, "for food", known).industries == ("Food",)
