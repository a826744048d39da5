"""Silence is not a no (D0): each of the fourteen explanations, with the evidence it needs and without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.model.calls import Outcome, PromiseStatus
from callstation.model.silence import SilenceRecord, Try
from callstation.rules.calling_hours import same_hours
from callstation.rules.silences import SIGNS, band_of, likely, silent, untried
from callstation.rules.windows import Hours, read_hours
from callstation.screens.actions import ALL
from callstation.widgets.silence_layout import ACTION, BRIEF

FOURTEEN = {f"D{n}" for n in range(1, 15)}
EVERYTHING = 20
"""More explanations than there are: whatever holds is shown."""


def tries(*what: tuple[int, Outcome] | tuple[int, Outcome, int]) -> tuple[Try, ...]:
    """Tries at local hours, newest first; a third value is how often the number was named."""
    return tuple(
        Try(datetime(2026, 3, 12 - i, w[0], 10, tzinfo=UTC), w[1], w[2] if len(w) > 2 else None)
        for i, w in enumerate(what)
    )


NO, MACHINE, KEEPER = Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.GATEKEEPER
QUIET = SilenceRecord(attempts=7, tries=tries((10, NO), (17, NO)), days_since_try=5)
"""Tried seven times, at different hours, last five days ago: of this alone nothing is claimed."""


def ids(record: SilenceRecord, most: int = EVERYTHING) -> list[str]:
    return [e.id for e in likely(record, most)]


@pytest.mark.parametrize(
    ("practice", "evidence", "key"),
    [
        ("D1", {"attempts": 1}, "d"),
        ("D1", {"attempts": 5}, "d"),
        ("D2", {"tries": tries((10, MACHINE, 0), (17, NO))}, "v"),
        ("D2", {"tries": tries((10, MACHINE, 1), (17, NO))}, "v"),
        ("D3", {"tries": tries((10, MACHINE, 2), (17, NO))}, "v"),
        ("D4", {"step_days": 9, "has_email": True}, "m"),
        ("D4", {"tries": tries((10, MACHINE, 2), (17, NO)), "days_since_try": 8, "has_email": True}, "m"),
        ("D5", {"emails_sent": 2, "days_since_email": 1}, "m"),
        ("D6", {"email_failed": True}, "f"),
        ("D7", {"emails_sent": 1, "days_since_email": 2}, "m"),
        ("D8", {"tries": tries((11, NO), (14, NO))}, "z"),
        ("D8", {"tries": tries((11, KEEPER), (17, NO))}, "z"),
        ("D8", {"talk": Outcome.CALL_BACK}, "z"),
        ("D8", {"note": "Assistant says they are swamped until Easter"}, "z"),
        ("D9", {"note": "Server outage at their depot"}, "t"),
        ("D9", {"step_days": 6, "days_since_try": 5}, "t"),
        ("D10", {"number_flag": "doubtful"}, "f"),
        ("D10", {"number_flag": "wrong"}, "f"),
        ("D10", {"tries": tries((9, NO), (14, NO), (18, NO))}, "f"),
        ("D11", {"promise": PromiseStatus.BROKEN}, "d"),
        ("D11", {"promise": PromiseStatus.OPEN, "promise_due": True}, "d"),
        ("D12", {"talk": Outcome.TALKED, "days_since_talk": 30}, "t"),
        ("D13", {"days_since_try": 21}, "r"),
        ("D14", {"days_since_try": 2}, "z"),
    ],
)
def test_d1_to_d14_each_with_its_evidence_and_never_without(practice: str, evidence: dict[str, Any], key: str) -> None:
    found = {e.id: e for e in likely(replace(QUIET, **evidence), EVERYTHING)}
    assert found[practice].key == key
    assert practice not in ids(QUIET)


@pytest.mark.parametrize(
    ("practice", "not_evidence", "why"),
    [
        ("D1", {"attempts": 6}, "asked often enough"),
        ("D2", {"tries": tries((10, MACHINE, 2), (17, NO))}, "the number was left twice"),
        ("D2", {"tries": tries((10, MACHINE), (17, NO))}, "what was said is not known"),
        ("D2", {"tries": tries((10, MACHINE, 2), (17, MACHINE, 0))}, "the last one left it twice"),
        ("D3", {"tries": tries((10, MACHINE, 2)), "days_since_try": 0}, "left only today"),
        ("D4", {"step_days": 6, "has_email": True}, "hardly past"),
        ("D5", {"emails_sent": 1}, "one email says nothing of filters"),
        ("D7", {"emails_sent": 1, "days_since_email": 1}, "sent only yesterday"),
        ("D8", {"tries": tries((11, NO))}, "one hour is no pattern"),
        ("D8", {"note": "Runs a busybody column"}, "part of another word"),
        ("D9", {"step_days": 2, "days_since_try": 5}, "not tried since that day"),
        ("D9", {"step_days": -3}, "the day is still to come"),
        ("D10", {"tries": tries((9, NO), (14, MACHINE, 2), (18, NO))}, "a machine of theirs answered"),
        ("D11", {"promise": PromiseStatus.OPEN}, "its day has not come"),
        ("D11", {"promise": PromiseStatus.KEPT}, "kept"),
        ("D12", {"talk": Outcome.TALKED, "step_days": -2}, "a step was agreed"),
        ("D12", {"talk": None}, "never talked"),
        ("D13", {"days_since_try": 20}, "not yet three weeks"),
        ("D14", {"days_since_try": 3}, "no longer small"),
    ],
)
def test_nothing_is_claimed_without_evidence(practice: str, not_evidence: dict[str, Any], why: str) -> None:
    assert practice not in ids(replace(QUIET, **not_evidence)), why


def test_d0_only_who_was_tried_and_not_reached_is_silent() -> None:
    talked_to = replace(QUIET, attempts=0, email_failed=True, number_flag="wrong")
    assert not silent(talked_to)
    assert likely(talked_to) == ()
    assert silent(QUIET)
    assert likely(QUIET) == ()


def test_the_table_holds_all_fourteen_with_keys_that_do_it() -> None:
    assert {sign.id for sign in SIGNS} == FOURTEEN
    keys = {action.id: action.key for action in ALL}
    for sign in SIGNS:
        assert keys[sign.verb] == sign.key
        assert len(sign.brief) <= BRIEF, sign
        assert len(sign.action) <= ACTION, sign
        assert sign.text.endswith(".")
    for practice in FOURTEEN:
        assert len({sign.name for sign in SIGNS if sign.id == practice}) == 1


def test_the_weightiest_comes_first_and_each_is_another_thing_to_do() -> None:
    record = SilenceRecord(
        attempts=3,
        tries=tries((10, MACHINE, 1), (11, MACHINE, 1), (10, NO)),
        days_since_try=4,
        promise=PromiseStatus.BROKEN,
        email_failed=True,
    )
    assert ids(record, 3) == ["D11", "D6", "D2"]
    assert ids(record) == ["D11", "D6", "D2", "D8"]  # D3 would be v again, D1 d again


def test_the_sentences_name_the_evidence() -> None:
    [lost] = likely(replace(QUIET, tries=tries((10, MACHINE, 1), (17, NO))), 1)
    assert lost.text == "Your last voicemail named your number once: they may have nothing to call back on."
    [hour] = likely(replace(QUIET, attempts=2, tries=tries((11, NO), (14, NO))), 1)
    assert hour.text.startswith("2 tries, all in the same part of the day")
    [first] = likely(SilenceRecord(attempts=1, days_since_try=5))
    assert first.text.startswith("1 try so far")


@pytest.mark.parametrize(
    ("made", "hours", "left"),
    [
        (tries((9, NO), (17, NO)), "9-20", ("10:00-17:00",)),
        (tries((9, NO)), "9-17", ("10:00-17:00",)),
        (tries((11, NO)), "10-18", ("after 17:00",)),
        (tries((9, NO), (12, NO), (19, NO)), "7-21", ()),
        ((), "9-20", ("before 10:00", "10:00-17:00", "after 17:00")),
    ],
)
def test_f6_the_part_of_the_day_not_yet_tried_lies_in_their_hours(
    made: tuple[Try, ...], hours: str, left: tuple[str, ...]
) -> None:
    assert untried(made, read_hours(hours)) == left


@given(st.times())
def test_every_hour_lies_in_one_part_of_the_day(at: time) -> None:
    assert band_of(at) == (at >= time(10)) + (at >= time(17))


days = st.none() | st.integers(0, 400)
a_try = st.builds(
    Try,
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.sampled_from([o for o in Outcome if not o.conversation]),
    st.none() | st.integers(0, 3),
)
records = st.builds(
    SilenceRecord,
    attempts=st.integers(0, 12),
    tries=st.lists(a_try, max_size=8).map(tuple),
    days_since_try=days,
    days_since_talk=days,
    talk=st.none() | st.sampled_from([o for o in Outcome if o.conversation]),
    note=st.text(max_size=40) | st.just("busy, an emergency {x}"),
    has_email=st.booleans(),
    emails_sent=st.integers(0, 4),
    days_since_email=days,
    email_failed=st.booleans(),
    step_days=st.none() | st.integers(-30, 90),
    promise=st.none() | st.sampled_from(list(PromiseStatus)),
    promise_due=st.booleans(),
    number_flag=st.sampled_from(("", "doubtful", "wrong")),
)


@given(records)
def test_at_most_three_the_same_each_time_and_none_for_whom_one_just_talked_to(record: SilenceRecord) -> None:
    found = likely(record)
    assert found == likely(record)
    assert len(found) <= 3
    assert likely(replace(record, attempts=0)) == ()
    assert len({e.id for e in found}) == len({e.key for e in found}) == len(found)
    for e in found:
        assert e.id in FOURTEEN
        assert "{" not in e.text
        assert any(sign.id == e.id and sign.key == e.key and sign.evidence(record) for sign in SIGNS)
    assert likely(record, 1) == found[:1]


@given(st.lists(a_try, max_size=8).map(tuple))
def test_what_was_tried_is_never_named_as_not_yet_tried(made: tuple[Try, ...]) -> None:
    assert len(untried(made, Hours(same_hours(time(0), None, frozenset(range(6)))))) == 3 - len(
        {band_of(t.at.time()) for t in made}
    )
