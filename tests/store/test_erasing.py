"""Erasing on both databases: no row is left behind, nor a step that would bring one back; stories stay anonymous."""

from __future__ import annotations

import pytest
from invented import FRAME, THURSDAY, bring, new_person, number
from tables import everything

from callstation.demo.book import build_demo
from callstation.errors import NotFoundError
from callstation.model.reasons import Reason, ReasonKind
from callstation.store import people, reading, reasons, several
from callstation.store.book import Book
from callstation.store.erasing import erase


def test_everybody_in_the_demo_can_be_erased(book: Book) -> None:
    build_demo(book, FRAME, THURSDAY)
    ids = [r[0] for r in book.rows("SELECT id FROM person ORDER BY id")]
    for person_id in ids[::3]:
        erase(book, person_id)
        for table in ("entry", "phone", "email", "tag", "promise", "step", "thread", "objection", "drip", "note_words"):
            assert not book.value(f"SELECT count(*) FROM {table} WHERE person_id = ?", person_id), table
    assert book.value("SELECT count(*) FROM person") == len(ids) - len(ids[::3])


def test_nobody_cannot_be_erased(book: Book) -> None:
    with pytest.raises(NotFoundError):
        erase(book, 1)


def test_a_step_of_many_loses_only_what_was_theirs(book: Book) -> None:
    ann, tom = bring(book, new_person("Ann Wuthering", number(1)), new_person("Tom Reyes", number(2)))
    change = several.SharedChange(add_tags=("fair",), fields={"rhythm": "1m"})
    several.change_several(book, FRAME, [ann, tom], change, THURSDAY, session_id=None)
    erase(book, ann)
    assert "Wuthering" not in repr(everything(book))
    [(changes,)] = book.rows("SELECT changes FROM undo")
    from callstation.store.changes import take_back

    with book.transaction():
        take_back(book, changes)
    assert reading.person(book, tom).rhythm == ""
    assert reading.person(book, tom).tags == ()


def test_h5_a_story_stays_without_its_client(book: Book) -> None:
    (ann,) = bring(book, new_person("Ann Wuthering", number(1), company="Wuthering Tools"))
    text = "that Ann Wuthering of Wuthering Tools halved her returns"
    story = reasons.add(book, FRAME, Reason(0, ReasonKind.STORY, text, client_id=ann), THURSDAY)
    people.set_fields(book, FRAME, ann, {"place": "Denver"}, THURSDAY, session_id=None)
    erase(book, ann)
    left = reasons.read(book, story.id)
    assert left.client_id is None
    assert left.anonymous
    assert "Wuthering" not in repr(everything(book))
