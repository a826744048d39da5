"""What came of each revision of a script, on both databases (H7)."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

from invented import FRAME, THURSDAY, bring, log, new_person

from callstation.model.calls import Outcome
from callstation.model.cards import Goal
from callstation.rules.outcomes import Agreement
from callstation.store import script_results, sessions, stats, undo
from callstation.store.book import Book

STEP = Agreement(date(2026, 3, 20), None, "America/New_York", "send the prices")


def test_calls_are_counted_by_script_and_revision(book: Book) -> None:
    people = bring(book, *(new_person(f"Person{n} Example") for n in range(6)))
    first = {"script": "policy-lifted", "revision": "aaa", "script_text": "one"}
    second = {"script": "policy-lifted", "revision": "bbb", "script_text": "two"}
    later = THURSDAY + timedelta(days=1)
    log(book, people[0], Outcome.NO_ANSWER, **first)
    log(book, people[1], Outcome.TALKED, agreed=STEP, **first)
    log(book, people[2], Outcome.SAID_NO, at=later, **first)
    log(book, people[3], Outcome.DO_NOT_CALL, at=later, **second)
    log(book, people[4], Outcome.WON, at=later, agreed=STEP, **second)
    log(book, people[5], Outcome.VOICEMAIL, script="", revision="")
    one, two = script_results.results(book)
    assert (one.script, one.revision) == ("policy-lifted", "aaa")
    assert (one.used, one.talked, one.agreed, one.noes, one.first, one.last) == (3, 2, 1, 1, THURSDAY, later)
    assert (two.revision, two.used, two.talked, two.agreed, two.noes) == ("bbb", 2, 2, 1, 1)


def test_a_call_that_was_taken_back_did_not_happen(book: Book) -> None:
    [person] = bring(book, new_person())

    session = sessions.start(book, "Dana Reed", Goal.CALLS, 5, THURSDAY)
    log(book, person, Outcome.TALKED, agreed=STEP, session_id=session.id, script="news", revision="aaa")
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert script_results.results(book) == []


def test_texts_are_kept_once(book: Book) -> None:
    script_results.keep(book, "news", "aaa", "one [/b] \x1b", THURSDAY)
    script_results.keep(book, "news", "aaa", "another of the same hash", THURSDAY + timedelta(days=1))
    assert script_results.text_of(book, "aaa") == "one [/b] \x1b"
    assert script_results.text_of(book, "zzz") is None
    assert [(k.revision, k.script, k.since) for k in script_results.kept(book)] == [("aaa", "news", THURSDAY)]


def test_calls_that_are_older_than_the_tallies_are_counted_once(book: Book) -> None:
    people = bring(book, *(new_person(f"Person{n} Example") for n in range(4)))
    used = {"script": "policy-lifted", "revision": "aaa", "script_text": "one"}
    log(book, people[0], Outcome.NO_ANSWER, **used)
    log(book, people[1], Outcome.TALKED, agreed=STEP, at=THURSDAY + timedelta(days=1), **used)
    log(book, people[2], Outcome.VOICEMAIL, agreed=STEP, **used)  # a promise, and no step of a conversation
    before = script_results.results(book)
    book.run("DELETE FROM day_tally WHERE what LIKE 'script:%'")
    book.run("DROP INDEX entry_script")
    assert script_results.results(book) == []
    import_module("callstation.store.migrations.0012_script_tallies").up(None, book.database)
    assert script_results.results(book) == before


def test_what_is_counted_of_scripts_is_no_day_of_its_own(book: Book) -> None:
    [person] = bring(book, new_person())
    log(book, person, Outcome.TALKED, script="news", revision="aaa")
    assert [tally.calls for tally in stats.by_day(book, date(2026, 1, 1), date(2026, 12, 31)).values()] == [1]
