"""What a mail server or a person has said stays said, whatever comes again: bounces, no mail, a no, do-not-call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from invented import FRAME, THURSDAY, new_person, number

from callstation.model.people import Email, NewPerson, Standing
from callstation.store import people, reading
from callstation.store.batches import begin_batch
from callstation.store.book import Book
from callstation.store.import_undo import undo_import
from callstation.store.importing import Importer

PERSON = replace(new_person("Maria Okafor", number(1)), emails=(Email("maria@b.example"), Email("m@home.example")))


def bring(book: Book, new: NewPerson, day: int) -> None:
    now = THURSDAY + timedelta(days=day)
    with book.transaction():
        batch = begin_batch(book, now, path="a.csv", file_format="csv", fingerprint="x")
        Importer(book, FRAME, "csv", now, shape="x", batch_id=batch).bring([new])


def test_a_bounce_and_no_mail_outlive_a_file_that_comes_again(book: Book) -> None:
    bring(book, PERSON, 0)
    person_id = book.value("SELECT id FROM person")
    book.run("UPDATE email SET state = 'bounced' WHERE address = 'maria@b.example'")
    book.run("UPDATE email SET state = 'unsubscribed' WHERE address = 'm@home.example'")
    bring(book, PERSON, 1)
    bring(book, replace(PERSON, title="Director"), 2)
    assert [e.state for e in reading.person(book, person_id).emails] == ["bounced", "unsubscribed"]
    assert reading.person(book, person_id).title == "Director"


def test_a_bounce_that_a_file_tells_is_taken_and_given_back(book: Book) -> None:
    bring(book, PERSON, 0)
    person_id = book.value("SELECT id FROM person")
    bounced = replace(PERSON, emails=(Email("MARIA@b.example", state="bounced"), PERSON.emails[1]))
    bring(book, bounced, 1)
    assert [e.state for e in reading.person(book, person_id).emails] == ["bounced", ""]
    bring(book, PERSON, 2)
    assert reading.person(book, person_id).emails[0].state == "bounced"
    undo_import(book, FRAME, THURSDAY + timedelta(days=3))
    undo_import(book, FRAME, THURSDAY + timedelta(days=3))
    assert [e.state for e in reading.person(book, person_id).emails] == ["", ""]


def test_h6_a_no_and_do_not_call_outlive_a_file_that_says_active(book: Book) -> None:
    bring(book, PERSON, 0)
    person_id = book.value("SELECT id FROM person")
    for standing in (Standing.SAID_NO, Standing.DO_NOT_CALL):
        people.set_fields(book, FRAME, person_id, {"standing": str(standing)}, THURSDAY)
        bring(book, PERSON, 1)
        bring(book, replace(PERSON, standing="active", title=f"title {standing}"), 2)
        assert reading.person(book, person_id).standing is standing
