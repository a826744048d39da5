"""What is changed by hand on one person, who is meant by what is typed, and numbers that must never ring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from invented import FRAME, THURSDAY, bring, log, new_person, number

from callstation.errors import (
    AmbiguousError,
    CallstationError,
    DateNotUnderstoodError,
    NotFoundError,
    RefusedError,
    UsageError,
)
from callstation.model.calls import EntryKind, Outcome
from callstation.model.people import Standing
from callstation.rules.outcomes import Agreement
from callstation.store import history, people, queue, reading
from callstation.store.book import Book
from callstation.store.whom import who

PHOENIX = "America/Phoenix"


@pytest.fixture
def maria(book: Book) -> int:
    return bring(book, new_person("Maria Okafor", number(1), zone=PHOENIX, company="Bluebird"))[0]


def test_an_edit_is_kept_with_what_was_before(book: Book, maria: int) -> None:
    p = people.set_fields(book, FRAME, maria, {"title": "COO", "rhythm": "1m", "company": "Bluebird"}, THURSDAY)
    assert (p.title, p.rhythm, p.company) == ("COO", "1m", "Bluebird")
    edit = history.history(book, maria)[-1]
    assert edit.kind is EntryKind.EDIT
    assert edit.data == {"before": {"title": "", "rhythm": ""}, "after": {"title": "COO", "rhythm": "1m"}}
    people.set_fields(book, FRAME, maria, {"title": "COO"}, THURSDAY)
    assert history.history(book, maria)[-1].id == edit.id  # nothing new was said


def test_zone_and_hours_decide_in_which_group_somebody_waits(book: Book, maria: int) -> None:
    early = datetime(2026, 3, 13, 15, 15, tzinfo=UTC)  # Friday, 8:15 in Phoenix, 11:15 in New York
    assert queue.next_ids(book, FRAME, early, 5) == []
    people.set_fields(book, FRAME, maria, {"hours": "7-18 mon-fri"}, THURSDAY)
    assert queue.next_ids(book, FRAME, early, 5) == [maria]
    people.set_fields(book, FRAME, maria, {"zone": "Pacific/Auckland"}, THURSDAY)
    assert queue.next_ids(book, FRAME, early, 5) == []
    p = people.set_fields(book, FRAME, maria, {"zone": "", "hours": ""}, THURSDAY)
    assert p.zone_source == ""
    assert queue.next_ids(book, FRAME, early, 5) == [maria]  # the caller's own zone


def test_a_promise_is_kept_in_mind_when_hours_change(book: Book, maria: int) -> None:
    day = THURSDAY.date() + timedelta(days=4)
    log(book, maria, Outcome.VOICEMAIL, promise_on=(day, day))
    people.set_fields(book, FRAME, maria, {"hours": "7-18 mon-fri"}, THURSDAY)
    due = book.value("SELECT due_at FROM person")
    assert datetime.fromtimestamp(due, UTC) == datetime(2026, 3, 16, 15, 0, tzinfo=UTC)  # 8:00: the law opens there


@pytest.mark.parametrize(
    ("field", "value", "error", "names"),
    [
        ("name", " ", UsageError, "a name"),
        ("zone", "Mars/Olympus", UsageError, "Mars/Olympus"),
        ("hours", "all day", UsageError, "all day"),
        ("rhythm", "biweekly", DateNotUnderstoodError, "biweekly"),
        ("kind", "friend", UsageError, "prospect, customer"),
        ("standing", "angry", UsageError, "said no"),
        ("attempts", "5", UsageError, "attempts"),
        ("id", "7", UsageError, "id"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_changed(
    book: Book, maria: int, field: str, value: str, error: type[CallstationError], names: str
) -> None:
    before = reading.person(book, maria)
    with pytest.raises(error, match=names):
        people.set_fields(book, FRAME, maria, {"title": "COO", field: value}, THURSDAY)
    assert reading.person(book, maria) == before


def test_a_no_is_taken_back_only_by_hand(book: Book, maria: int) -> None:
    log(book, maria, Outcome.SAID_NO)
    assert queue.next_ids(book, FRAME, THURSDAY + timedelta(days=900), 5, after_hours=True) == []
    people.set_fields(book, FRAME, maria, {"standing": "active"}, THURSDAY + timedelta(days=90))
    assert queue.next_ids(book, FRAME, THURSDAY + timedelta(days=91), 5, after_hours=True) == [maria]


# putting off --------------------------------------------------------------------------------------------------
def test_a_snooze_puts_off_and_comes_back_by_itself(book: Book, maria: int) -> None:
    until = THURSDAY + timedelta(days=6)
    people.snooze(book, FRAME, maria, until, THURSDAY, None)
    assert book.one("SELECT why, due_at, ready FROM person") == ("snoozed", int(until.timestamp()), 0)
    log(book, maria, Outcome.NO_ANSWER, until)
    assert book.one("SELECT why, snoozed_until FROM person") == ("retry", None)


def test_a_snooze_touches_no_promise_and_no_agreed_hour(book: Book, maria: int) -> None:
    """F1: the caller's word stands."""
    hour = THURSDAY + timedelta(days=1)
    log(book, maria, Outcome.CALL_BACK, agreed=Agreement(hour.date(), hour, PHOENIX))
    people.snooze(book, FRAME, maria, THURSDAY + timedelta(days=30), THURSDAY, None)
    assert book.value("SELECT why FROM person") == "agreed hour"
    log(book, maria, Outcome.TALKED, hour)
    day = THURSDAY.date() + timedelta(days=4)
    log(book, maria, Outcome.VOICEMAIL, hour, promise_on=(day, day))
    people.snooze(book, FRAME, maria, THURSDAY + timedelta(days=30), hour, None)
    assert book.value("SELECT why FROM person") == "promise"


def test_a_snooze_into_the_past_is_refused(book: Book, maria: int) -> None:
    with pytest.raises(RefusedError, match="not in the future"):
        people.snooze(book, FRAME, maria, THURSDAY, THURSDAY, None)


# on their mind, in their way -------------------------------------------------------------------------------------
def test_h3_a_thread_stands_until_it_is_closed(book: Book, maria: int) -> None:
    assert people.keep_thread(book, maria, "daughter's exam in June", THURSDAY, None)
    [thread] = reading.person(book, maria).threads
    assert (thread.text, thread.noted) == ("daughter's exam in June", THURSDAY.date())
    assert not people.keep_thread(book, maria, "daughter's exam in June", THURSDAY, None)
    assert reading.person(book, maria).threads == ()
    assert people.keep_thread(book, maria, "daughter's exam in June", THURSDAY, None)
    assert len(reading.person(book, maria).threads) == 1


def test_s6_an_objection_and_a_complaint_are_kept_apart(book: Book, maria: int) -> None:
    assert people.keep_objection(book, maria, "price", THURSDAY, None)
    assert people.keep_objection(book, maria, "price", THURSDAY, None, complaint=True)
    assert [(o.slug, o.complaint) for o in reading.person(book, maria).objections] == [
        ("price", False),
        ("price", True),
    ]
    assert not people.keep_objection(book, maria, "price", THURSDAY, None)
    assert [(o.slug, o.complaint) for o in reading.person(book, maria).objections] == [("price", True)]


def test_tags_are_set_as_they_are_given(book: Book, maria: int) -> None:
    people.set_tags(book, maria, ("vip", "fair", "vip"))
    assert reading.person(book, maria).tags == ("vip", "fair")
    people.set_tags(book, maria, ())
    assert reading.person(book, maria).tags == ()


def test_a_barred_number_holds_for_everybody_who_has_it(book: Book, maria: int) -> None:
    [jan] = bring(book, new_person("Jan Novak", number(9), number(1)))
    people.bar_number(book, FRAME, number(1), THURSDAY.date(), "national list", THURSDAY)
    people.bar_number(book, FRAME, number(1), THURSDAY.date() + timedelta(days=9), "again", THURSDAY)
    assert {reading.person(book, i).standing for i in (maria, jan)} == {Standing.DO_NOT_CALL}
    assert queue.next_ids(book, FRAME, THURSDAY + timedelta(hours=3), 9) == []
    assert book.rows("SELECT number, since, source FROM do_not_call") == [(number(1), "2026-03-12", "national list")]


# who is meant ---------------------------------------------------------------------------------------------------
@pytest.fixture
def several(book: Book) -> dict[str, int]:
    rows = (
        new_person("Maria Okafor", number(1), company="Bluebird", emails=["Maria@bluebird.example"]),
        new_person("Maria Okafor", number(2), company="Acme", emails=["m.okafor@acme.example"]),
        new_person("Sinead O'Hara", number(3)),
        new_person("Jürgen Müller", number(3)),
    )
    return dict(zip(("first", "second", "sinead", "jürgen"), bring(book, *rows), strict=True))


@pytest.mark.parametrize(
    ("wanted", "number_", "whom"),
    [
        ("(212) 555-0102", number(2), "second"),
        ("Maria@bluebird.example", "", "first"),
        ("maria@BLUEBIRD.example", "", "first"),
        ("Sinead O'Hara", "", "sinead"),
        ("sinead o'hara", "", "sinead"),
        ("sin", "", "sinead"),
        ("jurgen muller", "", "jürgen"),
    ],
)
def test_one_person_is_meant(book: Book, several: dict[str, int], wanted: str, number_: str, whom: str) -> None:
    assert who(book, wanted, number_) == several[whom]


def test_an_id_is_the_person(book: Book, several: dict[str, int]) -> None:
    assert [who(book, str(i)) for i in several.values()] == list(several.values())


def test_several_are_named_and_nobody_is_guessed(book: Book, several: dict[str, int]) -> None:
    with pytest.raises(AmbiguousError, match=r"1 Maria Okafor, Bluebird; 2 Maria Okafor, Acme"):
        who(book, "maria okafor")
    with pytest.raises(AmbiguousError, match=r"Sinead O'Hara; .*Jürgen Müller"):
        who(book, "the switchboard", number(3))


@pytest.mark.parametrize("wanted", ["999", "Nobody Known", "x@y.example", "", " ", "(", "99999999999999999999"])
def test_nobody_is_said_plainly(book: Book, several: dict[str, int], wanted: str) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        who(book, wanted)


def test_nobody_by_an_unknown_id(book: Book) -> None:
    with pytest.raises(NotFoundError, match="7"):
        reading.person(book, 7)
    with pytest.raises(NotFoundError, match="7"):
        reading.facts(book, 7, FRAME)
    with pytest.raises(NotFoundError, match="7"):
        people.set_fields(book, FRAME, 7, {"title": "COO"}, THURSDAY)
