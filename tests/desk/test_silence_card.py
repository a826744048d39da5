"""What the card shows of a silence comes from this person's own record, and goes with the next conversation (D0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from invented import THURSDAY, bring, log, new_person, number

from callstation.desk.silence import times_named
from callstation.model.calls import Outcome
from callstation.store.book import Book
from callstation.store.trail import since_last_talk

PHOENIX = "America/Phoenix"
SAID = "It's Dana, 212 555 0100. I will call you again."


@pytest.fixture
def maria(book: Book) -> int:
    [found] = bring(book, new_person("Maria Okafor", number(1), zone=PHOENIX, emails=("maria@bluebird.example",)))
    return found


@pytest.fixture
def at_desk(book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    clock.at = THURSDAY + timedelta(days=9)
    return desk_at(book)


def practices(card: Any) -> list[str]:
    return [e.id for e in card.silence]


def test_d0_nobody_is_silent_before_they_were_tried(at_desk: Any, maria: int) -> None:
    card = at_desk.card(maria)
    assert (card.silence, card.tries, card.untried) == ((), (), ())


def test_d2_f2_the_number_named_once_and_the_trail_on_their_clock(at_desk: Any, book: Book, maria: int) -> None:
    log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(hours=2))  # 10:00 in Phoenix
    log(book, maria, Outcome.VOICEMAIL, THURSDAY + timedelta(days=1, hours=10), words=SAID)
    card = at_desk.card(maria)
    assert practices(card) == ["D2", "D4", "D1"]
    assert [(f"{t.at:%a %H:%M}", t.outcome, t.number_named) for t in card.tries] == [
        ("Fri 18:00", Outcome.VOICEMAIL, 1),
        ("Thu 10:00", Outcome.NO_ANSWER, None),
    ]
    assert card.untried == ("before 10:00",)


def test_d2_the_shipped_voicemail_names_the_number_twice(at_desk: Any, maria: int) -> None:
    at_desk.record(at_desk.card(maria), Outcome.VOICEMAIL)
    card = at_desk.card(maria)
    assert [t.number_named for t in card.tries] == [2]
    assert "D2" not in practices(card)


def test_a_conversation_ends_the_silence_and_undo_brings_it_back(at_desk: Any, book: Book, maria: int) -> None:
    log(book, maria, Outcome.NO_ANSWER)
    before = at_desk.card(maria)
    assert before.silence
    at_desk.record(before, Outcome.NOT_NOW)
    assert at_desk.card(maria).silence == ()
    at_desk.undo()
    assert at_desk.card(maria).silence == before.silence


def test_only_tries_since_the_last_conversation_count(at_desk: Any, book: Book, maria: int) -> None:
    log(book, maria, Outcome.VOICEMAIL, words=SAID)
    log(book, maria, Outcome.TALKED, THURSDAY + timedelta(days=1), note="swamped until spring")
    log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(days=2))
    card = at_desk.card(maria)
    assert [t.outcome for t in card.tries] == [Outcome.NO_ANSWER]
    assert practices(card) == ["D8", "D12", "D1"]  # what was noted, no next step, one try


def test_h6_a_no_that_was_heard_is_not_explained_away(at_desk: Any, book: Book, maria: int) -> None:
    log(book, maria, Outcome.NO_ANSWER)
    book.run("UPDATE person SET standing = 'said no' WHERE id = ?", maria)
    assert at_desk.card(maria).silence == ()


def test_d6_d10_an_address_that_bounced_and_a_number_found_wrong(at_desk: Any, book: Book, maria: int) -> None:
    log(book, maria, Outcome.NO_ANSWER)
    book.run("UPDATE email SET state = 'bounced' WHERE person_id = ?", maria)
    assert practices(at_desk.card(maria))[0] == "D6"
    book.run("UPDATE email SET state = '' WHERE person_id = ?", maria)
    log(book, maria, Outcome.WRONG_NUMBER, THURSDAY + timedelta(days=1), other_number=True)
    card = at_desk.card(maria)
    assert practices(card)[0] == "D10"
    assert "marked as wrong" in card.silence[0].text


@pytest.mark.parametrize(("status", "found"), [("sent", "D7"), ("failed", "D6"), ("draft", None)])
def test_emails_count_by_what_became_of_them(
    at_desk: Any, book: Book, maria: int, status: str, found: str | None
) -> None:
    log(book, maria, Outcome.NO_ANSWER)
    at = int((THURSDAY + timedelta(days=1)).timestamp())
    email = {"person_id": maria, "address": "maria@bluebird.example", "subject": "Prices", "body": "Here they are."}
    ref = book.insert("outbox_email", {**email, "status": status, "created_at": at})
    book.insert("entry", {"person_id": maria, "at": at, "kind": "email", "ref_id": ref})
    assert {"D5", "D6", "D7"} & set(practices(at_desk.card(maria))) == ({found} if found else set())


def test_d11_a_promise_whose_day_has_come(at_desk: Any, book: Book, maria: int) -> None:
    day = (THURSDAY + timedelta(days=9)).date()
    log(book, maria, Outcome.VOICEMAIL, THURSDAY + timedelta(days=7), promise_on=(day - timedelta(days=1), day))
    assert practices(at_desk.card(maria))[0] == "D11"


def test_the_trail_is_bounded_however_long_the_history(book: Book, maria: int) -> None:
    for n in range(25):
        log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(hours=n))
    marks, talk = since_last_talk(book, maria)
    assert (len(marks), talk) == (20, None)
    assert marks[0].at == THURSDAY + timedelta(hours=24)


@pytest.mark.parametrize(
    ("own", "words", "times"),
    [
        ("(212) 555-0100", "Call 212 555 0100. Again: 2 1 2, 5 5 5, 0 1 0 0.", 2),
        ("+1 212 555 0100", "Call me on the 16th at 212-555-0100.", 1),
        ("(212) 555-0100", "I'll call you on the 16th.", 0),
        ("(212) 555-0100", "", None),
        ("", "Call 212 555 0100.", None),
        ("212", "Call 212.", None),
    ],
)
def test_how_often_a_voicemail_named_the_number(own: str, words: str, times: int | None) -> None:
    assert times_named(own, words) == times
