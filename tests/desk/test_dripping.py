"""Something of value by email for whoever is at rest (F4): drafted once, never the same twice, stopped by a talk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number, reason

from callstation.desk import dripping
from callstation.desk.dripping import Missing
from callstation.model.calls import EntryKind, Outcome
from callstation.model.drips import DripStatus
from callstation.model.mail import Letter, LetterKind, LetterStatus
from callstation.model.people import Standing
from callstation.model.reasons import ReasonKind
from callstation.store import drips, outbox, people, reading, reasons, sending
from callstation.store.book import Book

MONTH = THURSDAY + timedelta(days=32)


@pytest.fixture
def at_desk(book: Book, desk_at: Callable[..., Any]) -> Any:
    """Maria and Jan with addresses, Ann without one, two reasons that give and one that asks."""
    bring(
        book,
        new_person("Maria Okafor", number(1), zone="America/Phoenix", emails=("maria@example.com",)),
        new_person("Jan Novak", number(2), zone="America/Phoenix", emails=("jan@example.com",)),
        new_person("Ann Wu", number(3), zone="America/Phoenix"),
    )
    for n, text in enumerate(("that the depot opens in May", "that freight is free in April")):
        reasons.add(book, FRAME, reason(text=text, strength=9 - n), THURSDAY)
    reasons.add(book, FRAME, reason(text="whether we go ahead", strength=9, gives=False), THURSDAY)
    return desk_at(book)


def press(desk: Any, person_id: int, outcome: Outcome, at: datetime, typed: str = "") -> None:
    desk.tools.clock.at = at
    card = desk.card(person_id)
    answer = desk.read_answer(card, outcome, typed) if outcome in (Outcome.NOT_NOW, Outcome.TALKED) else None
    desk.record(card, outcome, answer=answer)


def letters(book: Book) -> list[Letter]:
    """The emails of value; those that an outcome drafted are another story (T5)."""
    return [found for found in outbox.letters(book) if found.kind is LetterKind.DRIP]


def statuses(book: Book, person_id: int) -> list[str]:
    return [r[0] for r in book.rows("SELECT status FROM drip WHERE person_id = ? ORDER BY id", person_id)]


def test_f4_a_month_after_not_now_an_item_is_drafted_for_a_look_and_nothing_is_sent(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    assert dripping.run(at_desk.tools, THURSDAY).drafted == ()
    done = dripping.run(at_desk.tools, MONTH)
    assert [d.item.name for d in done.drafted] == ["Maria Okafor"]
    [letter] = letters(book)
    assert (letter.status, letter.kind, letter.address) == (LetterStatus.DRAFT, LetterKind.DRIP, "maria@example.com")
    # The first was what they were called with (S3); the one that asks is for no one at rest.
    assert "freight is free" in letter.body
    assert done.to_look_at == 1
    again = dripping.run(at_desk.tools, MONTH + timedelta(hours=1))
    assert (again.drafted, again.left_out, len(letters(book))) == ((), (), 1)


def test_f4_never_the_same_item_twice_and_who_has_none_left_is_named(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 9 months")
    dripping.run(at_desk.tools, MONTH)
    assert dripping.run(at_desk.tools, MONTH + timedelta(days=40)).drafted == ()  # one waits for a look already
    [letter] = letters(book)
    outbox.drop(book, letter.id, MONTH)
    left = dripping.run(at_desk.tools, MONTH + timedelta(days=41))
    assert [(item.name, why) for item, why in left.left_out] == [("Maria Okafor", Missing.REASON)]
    reasons.add(book, FRAME, reason(text="that the pier is open again"), MONTH)
    at_desk.tools.forget_library()
    assert len(dripping.run(at_desk.tools, MONTH + timedelta(days=42)).drafted) == 1


def test_f2_f4_whoever_cannot_be_reached_gets_it_too_but_not_without_an_address(at_desk: Any, book: Book) -> None:
    for person_id in (2, 3):
        at = THURSDAY
        for _ in range(6):
            press(at_desk, person_id, Outcome.NO_ANSWER, at)
            at += timedelta(days=3)
        assert reading.person(book, person_id).standing is Standing.DRIP
    done = dripping.run(at_desk.tools, at + timedelta(days=40))
    assert [d.item.name for d in done.drafted] == ["Jan Novak"]
    assert [(i.name, why) for i, why in done.left_out] == [("Ann Wu", Missing.ADDRESS)]


@pytest.mark.parametrize("outcome", [Outcome.TALKED, Outcome.SAID_NO, Outcome.DO_NOT_CALL])
def test_f4_any_conversation_stops_it_and_undo_starts_it_again(at_desk: Any, book: Book, outcome: Outcome) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    dripping.run(at_desk.tools, MONTH)
    before = statuses(book, 1), letters(book)
    press(at_desk, 1, outcome, MONTH + timedelta(days=1), "none")
    assert statuses(book, 1) == [DripStatus.STOPPED] * 2
    assert letters(book) == []
    assert dripping.run(at_desk.tools, MONTH + timedelta(days=90)).drafted == ()
    at_desk.undo()
    assert (statuses(book, 1), letters(book)) == before


def test_f4_undo_of_an_outcome_takes_its_drip_back_also_where_it_was_drafted(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    dripping.run(at_desk.tools, MONTH)
    at_desk.undo()
    assert statuses(book, 1) == []
    assert letters(book) == []
    assert reading.person(book, 1).standing is Standing.ACTIVE


def test_a_drafted_item_can_be_undone_in_its_session(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    dripping.run(at_desk.tools, MONTH, session_id=at_desk.session.id)
    assert at_desk.undo().verb == "drip"
    assert (statuses(book, 1), letters(book)) == ([DripStatus.WAITING], [])


def test_f4_what_went_out_is_on_record_and_used_up(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    [drafted] = dripping.run(at_desk.tools, MONTH).drafted
    outbox.change(book, drafted.email_id, MONTH, "queue", status=str(LetterStatus.QUEUED))
    sending.sent(book, FRAME, sending.begin(book, drafted.email_id, "<1@example.com>"), MONTH)
    assert drafted.reason.id in reasons.used_with(book, [1])[1]
    assert at_desk.history(1)[-1].kind is EntryKind.DRIP
    assert at_desk.history(1)[-1].data["subject"] == drafted.subject
    press(at_desk, 1, Outcome.TALKED, MONTH, "none")
    at_desk.undo()  # what went out stays on record
    assert statuses(book, 1) == [DripStatus.DRAFTED, DripStatus.WAITING]


def test_whoever_is_set_at_rest_by_hand_or_by_a_file_gets_a_first_day(at_desk: Any, book: Book) -> None:
    people.set_fields(book, FRAME, 1, {"standing": "drip"}, THURSDAY)
    [item] = dripping.ahead(at_desk.tools, THURSDAY, 10)
    assert item.due_at == datetime(2026, 4, 12, 16, tzinfo=UTC)
    people.set_fields(book, FRAME, 1, {"standing": "active"}, THURSDAY)
    assert dripping.ahead(at_desk.tools, THURSDAY, 10) == []
    assert statuses(book, 1) == [DripStatus.STOPPED]


def test_f4_one_who_asked_not_to_be_emailed_gets_nothing(at_desk: Any, book: Book) -> None:
    press(at_desk, 1, Outcome.NOT_NOW, THURSDAY, "in 6 months")
    book.run("UPDATE email SET state = 'unsubscribed' WHERE person_id = 1")
    assert [why for _, why in dripping.run(at_desk.tools, MONTH).left_out] == [Missing.ADDRESS]


def test_an_introduction_is_left_to_a_call(at_desk: Any, book: Book) -> None:
    log(book, 1, Outcome.NOT_NOW)
    for one in reasons.library(book):
        book.run("UPDATE reason SET retired = 1 WHERE id = ?", one.id)
    reasons.add(book, FRAME, reason(kind=ReasonKind.INTRODUCTION, client_id=2), THURSDAY)
    at_desk.tools.forget_library()
    assert [why for _, why in dripping.run(at_desk.tools, MONTH).left_out] == [Missing.REASON]


def test_the_same_number_under_another_name_is_left_in_peace_too(at_desk: Any, book: Book) -> None:
    book.insert("phone", {"person_id": 2, "number": number(1), "position": 1})
    log(book, 1, Outcome.NOT_NOW)
    log(book, 2, Outcome.NOT_NOW)
    dripping.run(at_desk.tools, MONTH)
    press(at_desk, 1, Outcome.DO_NOT_CALL, MONTH)
    assert [d.person_id for d in drips.coming(book, MONTH, 10)] == []
    assert letters(book) == []
