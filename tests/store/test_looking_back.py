"""Wrap-up, record and recognition on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from invented import FRAME, THURSDAY, bring, log, new_person, number

from callstation.model.calls import Outcome, PromiseStatus
from callstation.model.cards import Goal
from callstation.rules.outcomes import Agreement
from callstation.store import known, people, record, sessions, wrapup
from callstation.store.book import Book

FRIDAY = THURSDAY.date() + timedelta(days=1)


def test_a_session_looked_back_on(book: Book) -> None:
    session = sessions.start(book, FRAME.caller, Goal.CALLS, 10, THURSDAY).id
    maria, tom, ann = bring(book, *(new_person(n) for n in ("Maria Okafor", "Tom Reyes", "Ann Wu")))
    monday = FRIDAY + timedelta(days=3)
    log(book, maria, Outcome.VOICEMAIL, promise_on=(FRIDAY, monday), words="on Monday", session_id=session)
    at = THURSDAY + timedelta(days=1)
    agreed = Agreement(FRIDAY, at, "America/Phoenix", "send the prices")
    log(book, tom, Outcome.TALKED, agreed=agreed, session_id=session)
    log(book, ann, Outcome.SAID_NO, session_id=session)
    [promised] = wrapup.promises_made(book, session)
    assert (promised.who.name, promised.promise.day, promised.promise.words) == ("Maria Okafor", monday, "on Monday")
    [step] = wrapup.steps_agreed(book, session)
    assert (step.who.name, step.step.at, step.step.what) == ("Tom Reyes", at, "send the prices")
    assert [(w.name, o) for w, o in wrapup.people_with(book, session, [Outcome.SAID_NO])] == [
        ("Ann Wu", Outcome.SAID_NO)
    ]
    assert [p.who.id for p in wrapup.promises_on(book, monday)] == [maria]
    assert [s.who.id for s in wrapup.steps_on(book, FRIDAY, at, at + timedelta(hours=1))] == [tom]
    assert wrapup.steps_on(book, FRIDAY, at + timedelta(hours=1), at + timedelta(hours=2)) == []
    assert wrapup.others_between(book, THURSDAY, THURSDAY + timedelta(days=400)) == 0


def test_the_next_try_comes_by_itself(book: Book) -> None:
    [sam] = bring(book, new_person("Sam Silent"))
    log(book, sam, Outcome.NO_ANSWER)
    assert wrapup.others_between(book, THURSDAY, THURSDAY + timedelta(days=3)) == 1
    assert wrapup.others_between(book, THURSDAY, THURSDAY + timedelta(minutes=5)) == 0


def test_a_record_adds_up(book: Book) -> None:
    [maria] = bring(book, new_person("Maria Okafor"))
    log(book, maria, Outcome.NO_ANSWER)
    log(book, maria, Outcome.VOICEMAIL, promise_on=(FRIDAY, FRIDAY + timedelta(days=3)))
    log(book, maria, Outcome.TALKED)
    counts = record.counts(book, maria)
    assert (counts.calls, counts.talked) == (3, 1)
    assert counts.promises == {PromiseStatus.SETTLED: 1}
    assert counts.entries == 5  # the import, three calls, the promise
    assert record.counts(book, 999).calls == 0
    assert record.reason_texts(book, []) == {}
    assert record.reason_texts(book, [999]) == {}


def test_who_is_in_the_book_already(book: Book) -> None:
    maria, tom = bring(
        book, new_person("María Okafor", number(7), emails=("maria@example.com",)), new_person("Tom Reyes", number(8))
    )
    assert known.with_number(book, [number(7), ""]) == [maria]
    assert known.with_number(book, [""]) == []
    assert known.with_address(book, ["maria@example.com"]) == [maria]
    assert known.named(book, "maria okafor") == [maria]
    assert known.named(book, "Maria") == []
    assert known.named(book, "'; --") == []
    assert not known.barred(book, [number(8)])
    people.bar_number(book, FRAME, number(8), date(2026, 1, 1), "asked", THURSDAY)
    assert known.barred(book, [number(8), number(7)])
    assert tom not in known.with_number(book, [number(7)])
