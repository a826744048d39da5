"""A person's history, its notes, and what is being typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from invented import THURSDAY, bring, log, new_person

from callstation.errors import NotFoundError, RefusedError
from callstation.model.calls import EntryKind, Outcome
from callstation.rules.outcomes import Agreement
from callstation.store import drafts, history
from callstation.store.book import Book


@pytest.fixture
def maria(book: Book) -> int:
    return bring(book, new_person("Maria Okafor", zone="America/Phoenix"))[0]


def test_history_is_in_the_order_of_writing_even_if_the_clock_goes_back(book: Book, maria: int) -> None:
    for hours, note in ((0, "first"), (-3, "second"), (5, "third"), (-90, "fourth")):
        log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(hours=hours), note=note)
    assert [e.note for e in history.history(book, maria)] == ["", "first", "second", "third", "fourth"]
    assert [e.note for e in history.last_calls(book, maria, 2)] == ["fourth", "third"]


def test_a_long_history_is_read_a_page_at_a_time(book: Book, maria: int) -> None:
    for n in range(7):
        log(book, maria, Outcome.NO_ANSWER, THURSDAY + timedelta(days=n), note=str(n))
    newest = history.history(book, maria, limit=3)
    assert [e.note for e in newest] == ["4", "5", "6"]
    older = history.history(book, maria, before=newest[0].id, limit=3)
    assert [e.note for e in older] == ["1", "2", "3"]
    assert [e.note for e in history.history(book, maria, before=older[0].id, limit=3)] == ["", "0"]


def test_promises_and_steps_say_what_became_of_them(book: Book, maria: int) -> None:
    monday = date(2026, 3, 16)
    log(book, maria, Outcome.VOICEMAIL, promise_on=(monday, monday), words="I'll ring you on Monday")
    at = datetime(2026, 3, 16, 17, 0, tzinfo=UTC)
    hour = datetime(2026, 3, 20, 14, 30, tzinfo=UTC)
    log(book, maria, Outcome.TALKED, at, agreed=Agreement(hour.date(), hour, "America/Phoenix", "the prices"))
    kinds = [e.kind for e in history.history(book, maria)]
    assert kinds == [EntryKind.IMPORT, EntryKind.CALL, EntryKind.PROMISE, EntryKind.CALL, EntryKind.STEP]
    promise, step = (e for e in history.history(book, maria) if e.kind in ("promise", "step"))
    assert promise.words == "I'll ring you on Monday"
    assert promise.data == {
        "day": "2026-03-16",
        "hear_by": "2026-03-16",
        "status": "kept",
        "settled_at": "2026-03-16T17:00:00+00:00",
    }
    assert step.data == {
        "day": "2026-03-20",
        "at": "2026-03-20T14:30:00+00:00",
        "what": "the prices",
        "status": "open",
        "settled_at": None,
    }


# notes ------------------------------------------------------------------------------------------------------------
def test_a_corrected_note_keeps_its_old_words_on_record(book: Book, maria: int) -> None:
    stored, _ = log(book, maria, Outcome.TALKED, note="wants 3 palets")
    history.correct_note(book, stored.entry_id, "wants 3 pallets", THURSDAY + timedelta(hours=1))
    history.correct_note(book, stored.entry_id, "wants 4 pallets", THURSDAY + timedelta(hours=2))
    history.correct_note(book, stored.entry_id, "wants 4 pallets", THURSDAY + timedelta(hours=3))  # says nothing new
    assert history.entry(book, stored.entry_id).note == "wants 4 pallets"
    edits = [e for e in history.history(book, maria) if e.kind is EntryKind.EDIT]
    assert [(e.data["before"], e.data["after"]) for e in edits] == [
        ("wants 3 palets", "wants 3 pallets"),
        ("wants 3 pallets", "wants 4 pallets"),
    ]
    assert {e.data["entry"] for e in edits} == {stored.entry_id}


def test_only_notes_of_calls_can_be_corrected(book: Book, maria: int) -> None:
    [came] = history.history(book, maria)
    with pytest.raises(RefusedError, match="only the note of a call"):
        history.correct_note(book, came.id, "x", THURSDAY)
    with pytest.raises(NotFoundError, match="no entry 999"):
        history.correct_note(book, 999, "x", THURSDAY)


def test_a_note_that_belongs_to_no_call(book: Book, maria: int) -> None:
    entry_id = history.add_note(book, maria, "moved office", THURSDAY, caller="Dana Reed", zone="America/Phoenix")
    entry = history.entry(book, entry_id)
    assert (entry.kind, entry.note, entry.outcome, entry.caller) == (EntryKind.NOTE, "moved office", None, "Dana Reed")
    assert [e.id for e in history.last_calls(book, maria, 4)] == [entry_id]


def test_notes_are_kept_to_the_letter(book: Book, maria: int) -> None:
    note = "  two spaces, a tab\tand ünïcode 💐\n\nthird line; 100% of \"it\" isn't '--' \\ "
    stored, _ = log(book, maria, Outcome.TALKED, note=note)
    assert history.entry(book, stored.entry_id).note == note


# drafts ---------------------------------------------------------------------------------------------------------
def test_a_draft_is_kept_from_its_first_letter_until_the_outcome_takes_it(book: Book, maria: int) -> None:
    for so_far in ("w", "wa", "wan"):
        drafts.write(book, maria, THURSDAY, note=so_far)
        assert drafts.read(book, maria).note == so_far
    drafts.write(book, maria, THURSDAY, touch="Maria, congratulations")
    assert drafts.read(book, maria) == drafts.Draft("wan", "Maria, congratulations")
    log(book, maria, Outcome.TALKED, note="wants 3 pallets")
    assert drafts.read(book, maria) == drafts.Draft()


def test_an_emptied_draft_is_gone(book: Book, maria: int) -> None:
    drafts.write(book, maria, THURSDAY, note="w", touch="hello")
    drafts.write(book, maria, THURSDAY, note="")
    assert drafts.read(book, maria).touch == "hello"
    drafts.write(book, maria, THURSDAY, touch="")
    assert book.value("SELECT count(*) FROM draft") == 0
    drafts.write(book, maria, THURSDAY, note="")
    assert drafts.newest(book) is None


def test_the_card_that_was_typed_on_last_is_where_a_cut_off_session_goes_on(book: Book, maria: int) -> None:
    [jan] = bring(book, new_person("Jan Novak"))
    assert drafts.newest(book) is None
    drafts.write(book, maria, THURSDAY, note="first")
    drafts.write(book, jan, THURSDAY, note="second")
    assert drafts.newest(book) == jan
    drafts.write(book, maria, THURSDAY + timedelta(seconds=1), note="first, and more")
    assert drafts.newest(book) == maria
