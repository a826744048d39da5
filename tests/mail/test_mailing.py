"""Who asked for no emails gets none: from the form, for many at once, and at every address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from invented import THURSDAY
from mail_desk import MARIA, call, with_people

from callstation.desk import mailroom
from callstation.desk.persons import edit_person, values_of
from callstation.desk.several import change_several, read_shared
from callstation.errors import RefusedError, UsageError
from callstation.model.calls import Outcome
from callstation.store import outbox
from callstation.store.book import Book
from callstation.store.reading import person


@pytest.fixture
def at_desk(book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    clock.at = THURSDAY + timedelta(hours=4)
    return with_people(book, desk_at(book))


def edit(desk: Any, **values: str) -> None:
    edit_person(desk.tools, 1, values, desk.begin().id)


def test_from_the_form_with_what_waits_for_them_and_back_by_undo(at_desk: Any, book: Book) -> None:
    call(at_desk, Outcome.TALKED, "none")
    mailroom.queue(at_desk, mailroom.letters(at_desk)[0].id)
    edit(at_desk, mailing="no")
    assert values_of(person(book, 1))["mailing"] == "no"
    assert mailroom.letters(at_desk) == []
    assert person(book, 1).email is None
    at_desk.undo()
    assert person(book, 1).email is not None
    assert len(mailroom.letters(at_desk)) == 1


def test_an_address_that_comes_later_is_barred_too(at_desk: Any, book: Book) -> None:
    edit(at_desk, mailing="no")
    edit(at_desk, emails="maria@new.example")  # the one at which they asked is gone
    assert person(book, 1).emails[0].state == "unsubscribed"
    assert outbox.address_of(book, 1) == ""
    edit(at_desk, mailing="yes")
    assert outbox.address_of(book, 1) == "maria@new.example"


def test_for_many_at_once_and_back(at_desk: Any, book: Book) -> None:
    change, said = read_shared(at_desk, "mailing", "no")
    assert said == "emails: none"
    assert change_several(at_desk, [1, 2], change) == 1  # Jan has no address
    assert outbox.address_of(book, 1) == ""
    at_desk.undo()
    assert outbox.address_of(book, 1) == MARIA


def test_nonsense_and_nothing_to_note_it_with(at_desk: Any) -> None:
    with pytest.raises(UsageError, match="yes or no"):
        read_shared(at_desk, "mailing", "perhaps")
    with pytest.raises(RefusedError, match="has no address"):
        edit_person(at_desk.tools, 2, {"mailing": "no"}, None)
