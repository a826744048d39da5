"""What each outcome leaves in the book, on both databases; the same on undo, taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number, reason
from tables import everything

from callstation.model.calls import Outcome, PromiseStatus, StepStatus
from callstation.model.people import Kind, Phone, Standing
from callstation.rules.outcomes import Agreement
from callstation.rules.queue import place
from callstation.store import drafts, history, placing, reading, reasons, sessions, stats, undo
from callstation.store.book import Book

PHOENIX = "America/Phoenix"
MONDAY, TUESDAY = date(2026, 3, 16), date(2026, 3, 17)
AGREED = Agreement(TUESDAY, datetime(2026, 3, 17, 14, 30, tzinfo=UTC), PHOENIX, "send the prices")


@pytest.fixture
def maria(book: Book) -> int:
    return bring(book, new_person("Maria Okafor", number(1), number(2), zone=PHOENIX))[0]


def answer_of(outcome: Outcome) -> Agreement | None:
    return AGREED if outcome in (Outcome.TALKED, Outcome.CALL_BACK, Outcome.WON, Outcome.NOT_NOW) else None


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_stored_whole(book: Book, maria: int, outcome: Outcome) -> None:
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    gives = reasons.add(book, FRAME, reason(), THURSDAY)
    stored, effect = log(
        book,
        maria,
        outcome,
        session_id=session.id,
        agreed=answer_of(outcome),
        promise_on=(MONDAY, TUESDAY),
        other_number=True,
        note="asked for the price list",
        words="Maria, it's Dana",
        reason=gives,
        script="news",
        revision="abc",
        script_text="opener",
        seconds=61,
        number=number(1),
        phone_id=reading.person(book, maria).phones[0].id,
    )
    call = history.entry(book, stored.entry_id)
    assert (call.outcome, call.note, call.words, call.seconds) == (
        outcome,
        "asked for the price list",
        "Maria, it's Dana",
        61,
    )
    assert (call.at, call.zone, call.caller, call.number) == (THURSDAY, PHOENIX, FRAME.caller, number(1))
    assert (call.reason_id, call.script, call.revision, call.session_id) == (gives.id, "news", "abc", session.id)
    assert book.value("SELECT text FROM script_revision WHERE revision = 'abc'") == "opener"

    after = reading.facts(book, maria, FRAME)
    wanted = place(after, FRAME.patience)
    row = book.one("SELECT due_at, rank, why, ready FROM person WHERE id = ?", maria)
    if wanted is None:
        assert row == (None, None, "", 0)
        assert outcome in (Outcome.SAID_NO, Outcome.DO_NOT_CALL)
    else:
        assert row == (int(wanted.due.timestamp()), wanted.rank, wanted.why, int(wanted.due <= THURSDAY))
    assert stored.place == wanted

    person = reading.person(book, maria)
    assert person.standing is effect.after.standing
    assert person.kind is (Kind.CUSTOMER if outcome is Outcome.WON else Kind.PROSPECT)
    assert person.attempts == effect.after.attempts
    assert person.last_call_at == THURSDAY
    assert person.last_talk_at == (THURSDAY if outcome.conversation else None)
    heard = outcome.conversation or outcome is Outcome.VOICEMAIL
    assert (person.given, person.asked) == ((1, 0) if heard else (0, 0))
    assert reasons.used_with(book, [maria]) == ({maria: [gives.id]} if heard else {})

    tally = stats.by_day(book, THURSDAY.date(), THURSDAY.date())[THURSDAY.date()]
    assert tally.outcomes == {outcome: 1}
    assert tally == replace(sessions.tally(book, session.id), notes=1)  # those are counted by day
    assert tally.promises_made == (outcome is Outcome.VOICEMAIL)
    assert tally.steps_agreed == (outcome in (Outcome.TALKED, Outcome.CALL_BACK, Outcome.WON))


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_taken_back_whole(book: Book, maria: int, outcome: Outcome) -> None:
    """``u`` takes the whole of it back, as one."""
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    gives = reasons.add(book, FRAME, reason(), THURSDAY)
    log(book, maria, Outcome.VOICEMAIL, promise_on=(MONDAY, TUESDAY))
    before = everything(book, without=("undo", "draft"))
    log(
        book,
        maria,
        outcome,
        THURSDAY + timedelta(minutes=9),
        session_id=session.id,
        agreed=answer_of(outcome),
        promise_on=(MONDAY, TUESDAY),
        note="asked for the price list",
        reason=gives,
        phone_id=reading.person(book, maria).phones[0].id,
    )
    undone = undo.undo_last(book, FRAME, session.id, THURSDAY + timedelta(minutes=10))
    assert undone is not None
    assert (undone.person_id, undone.verb, undone.note) == (maria, outcome, "asked for the price list")
    assert everything(book, without=("undo", "draft")) == before
    assert drafts.read(book, maria).note == "asked for the price list"  # words are never lost
    assert undo.undo_last(book, FRAME, session.id, THURSDAY) is None


def _goal() -> tuple[object, int]:
    from callstation.model.cards import Goal

    return Goal.MINUTES, 60


# promises and steps ---------------------------------------------------------------------------------------
def test_f1_a_promise_kept_by_any_call_on_its_day(book: Book, maria: int) -> None:
    log(book, maria, Outcome.VOICEMAIL, promise_on=(MONDAY, TUESDAY), words="I'll ring you on Tuesday the 17th")
    log(book, maria, Outcome.NO_ANSWER, datetime(2026, 3, 17, 16, 0, tzinfo=UTC))
    [row] = book.rows("SELECT status, settled_at, words, deadline_at, hear_by FROM promise")
    assert row == (
        PromiseStatus.KEPT,
        int(datetime(2026, 3, 17, 16, 0, tzinfo=UTC).timestamp()),
        "I'll ring you on Tuesday the 17th",
        int(datetime(2026, 3, 18, 7, 0, tzinfo=UTC).timestamp()),  # midnight in Phoenix
        "2026-03-16",
    )
    day = date(2026, 3, 17)
    assert stats.by_day(book, day, day)[day].promises_kept == 1


def test_a_conversation_before_the_day_settles_the_promise(book: Book, maria: int) -> None:
    """D11: they called first, so nothing is owed and nothing was broken."""
    log(book, maria, Outcome.VOICEMAIL, promise_on=(MONDAY, TUESDAY))
    log(book, maria, Outcome.TALKED, THURSDAY + timedelta(hours=3), agreed=AGREED)
    assert book.value("SELECT status FROM promise") == PromiseStatus.SETTLED
    assert reading.facts(book, maria, FRAME).promise is None


def test_a_second_voicemail_replaces_the_first_promise(book: Book, maria: int) -> None:
    log(book, maria, Outcome.VOICEMAIL, promise_on=(MONDAY, TUESDAY))
    later = TUESDAY + timedelta(days=3)
    log(book, maria, Outcome.VOICEMAIL, THURSDAY + timedelta(days=1), promise_on=(TUESDAY, later))
    assert [r[0] for r in book.rows("SELECT status FROM promise ORDER BY id")] == ["settled", "open"]
    standing = reading.standing_promise(book, maria)
    assert standing is not None
    assert standing.day == later


def test_f1_the_sweep_marks_what_was_not_kept_once_and_on_its_day(book: Book, maria: int) -> None:
    log(book, maria, Outcome.VOICEMAIL, promise_on=(MONDAY, TUESDAY))
    deadline = datetime(2026, 3, 18, 7, 0, tzinfo=UTC)
    assert placing.sweep(book, FRAME, deadline - timedelta(seconds=1)) == 1  # it only became due
    assert book.value("SELECT status FROM promise") == "open"
    assert placing.sweep(book, FRAME, deadline) == 1
    assert book.one("SELECT status, settled_at FROM promise") == ("broken", int(deadline.timestamp()))
    assert book.one("SELECT why, ready FROM person") == ("broken promise", 1)
    assert placing.sweep(book, FRAME, deadline + timedelta(hours=1)) == 0
    assert stats.by_day(book, TUESDAY, TUESDAY)[TUESDAY].promises_broken == 1
    log(book, maria, Outcome.NO_ANSWER, deadline + timedelta(hours=9))
    assert book.one("SELECT status FROM promise") == ("broken",)  # the record is honest
    assert book.value("SELECT why FROM person") == "retry"


def test_f5_a_step_is_done_by_a_conversation_on_its_day_and_not_by_ringing(book: Book, maria: int) -> None:
    log(book, maria, Outcome.TALKED, agreed=AGREED)
    on_the_day = datetime(2026, 3, 17, 15, 0, tzinfo=UTC)
    log(book, maria, Outcome.NO_ANSWER, on_the_day)
    assert reading.open_step(book, maria) is not None
    log(book, maria, Outcome.TALKED, on_the_day + timedelta(days=1))
    assert [r[0] for r in book.rows("SELECT status FROM step")] == [StepStatus.DONE]
    log(book, maria, Outcome.TALKED, on_the_day + timedelta(days=2), agreed=Agreement(date(2026, 4, 1), None, PHOENIX))
    log(book, maria, Outcome.SAID_NO, on_the_day + timedelta(days=3))
    assert [r[0] for r in book.rows("SELECT status FROM step ORDER BY id")] == [StepStatus.DONE, StepStatus.REPLACED]


# numbers ------------------------------------------------------------------------------------------------------
def test_a_wrong_number_is_marked_and_the_next_one_is_tried(book: Book, maria: int) -> None:
    first, second = reading.person(book, maria).phones
    log(book, maria, Outcome.WRONG_NUMBER, phone_id=first.id, other_number=True)
    person = reading.person(book, maria)
    assert person.phone is not None
    assert person.phone.number == second.number
    assert book.value("SELECT why FROM person") == "retry"
    log(book, maria, Outcome.WRONG_NUMBER, THURSDAY + timedelta(days=1), phone_id=second.id)
    assert reading.person(book, maria).phone is None
    assert book.one("SELECT due_at, rank, why, ready FROM person") == (None, None, "", 0)


def test_do_not_call_holds_at_once_for_everybody_with_that_number(book: Book) -> None:
    """Matched on the E.164 number across duplicates; taken back with the call."""
    maria, other, apart = bring(
        book,
        new_person("Maria Okafor", number(1), number(2)),
        new_person("Jan Novak", number(9), number(2)),
        new_person("Ann Wu", number(3)),
    )
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    before = everything(book, without=("undo",))
    log(book, maria, Outcome.DO_NOT_CALL, session_id=session.id)
    standing = {r[0]: (r[1], r[2]) for r in book.rows("SELECT id, standing, ready FROM person")}
    assert standing == {
        maria: (Standing.DO_NOT_CALL, 0),
        other: (Standing.DO_NOT_CALL, 0),
        apart: (Standing.ACTIVE, 1),
    }
    assert {r[0] for r in book.rows("SELECT number FROM do_not_call")} == {number(1), number(2)}
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert everything(book, without=("undo",)) == before


def test_an_unreadable_number_bars_nobody_else(book: Book) -> None:
    maria = new_person("Maria Okafor", "")
    jan = new_person("Jan Novak", "", number(4))
    first, second = bring(book, maria, jan)
    log(book, first, Outcome.DO_NOT_CALL)
    assert reading.person(book, second).standing is Standing.ACTIVE
    assert reading.person(book, second).phones == (
        Phone("", id=reading.person(book, second).phones[0].id),
        Phone(number(4), id=reading.person(book, second).phones[1].id),
    )


# what undo must not lose ---------------------------------------------------------------------------------------
def test_undo_gives_back_the_draft_although_another_was_begun_since(book: Book) -> None:
    """The next card's note must not stand in the way of taking back the last one."""
    maria, jan = bring(book, new_person("Maria Okafor"), new_person("Jan Novak"))
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    drafts.write(book, maria, THURSDAY, note="half a not", touch="Maria, congratulations")
    log(book, maria, Outcome.NO_ANSWER, session_id=session.id, note="half a note, finished")
    assert drafts.read(book, maria) == drafts.Draft()
    drafts.write(book, jan, THURSDAY, note="for the next one")
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert drafts.read(book, maria) == drafts.Draft("half a note, finished", "Maria, congratulations")
    assert drafts.read(book, jan).note == "for the next one"


def test_an_edited_note_is_not_lost_by_undo(book: Book, maria: int) -> None:
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    stored, _ = log(book, maria, Outcome.NO_ANSWER, session_id=session.id, note="was in a meting")
    history.correct_note(book, stored.entry_id, "was in a meeting, asks for Tuesday", THURSDAY)
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert drafts.read(book, maria).note == "was in a meeting, asks for Tuesday"
    [edit] = history.history(book, maria)[1:]
    assert edit.data["before"] == "was in a meting"


def test_what_was_typed_since_the_call_is_kept_beside_its_note(book: Book, maria: int) -> None:
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    log(book, maria, Outcome.NO_ANSWER, session_id=session.id, note="first words")
    drafts.write(book, maria, THURSDAY, note="second words")
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert drafts.read(book, maria).note == "first words\nsecond words"


def test_undo_keeps_what_others_counted_on_the_same_day(book: Book, maria: int) -> None:
    session = sessions.start(book, FRAME.caller, *_goal(), THURSDAY)
    log(book, maria, Outcome.NO_ANSWER, session_id=session.id)
    log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(minutes=1))  # from elsewhere
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert stats.by_day(book, THURSDAY.date(), THURSDAY.date())[THURSDAY.date()].outcomes == {Outcome.NO_ANSWER: 1}


def test_undo_is_the_sessions_own(book: Book, maria: int) -> None:
    one = sessions.start(book, "Dana Reed", *_goal(), THURSDAY)
    two = sessions.start(book, "Kim Park", *_goal(), THURSDAY)
    log(book, maria, Outcome.NO_ANSWER, session_id=one.id)
    assert undo.undo_last(book, FRAME, two.id, THURSDAY) is None


def test_the_steps_of_an_undo_are_readable_json(book: Book, maria: int) -> None:
    log(book, maria, Outcome.NO_ANSWER, note="O'Hara said “später”")
    changes = json.loads(book.value("SELECT changes FROM undo"))
    assert {c[0] for c in changes} >= {"-", "#", "="}  # the call, what is counted of it, the person
