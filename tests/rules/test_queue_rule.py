"""The order of the queue: a place for every why, from the record alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import THURSDAY, facts, promise, step

from callstation.model.calls import PromiseStatus
from callstation.model.cards import Why
from callstation.model.people import Kind, Standing
from callstation.rules.persistence import Patience
from callstation.rules.queue import LANES, Facts, Place, place
from callstation.rules.windows import read_hours, zone_of

PATIENCE = Patience()
PHOENIX = "America/Phoenix"
FRIDAY, MONDAY = date(2026, 3, 13), date(2026, 3, 16)


def phoenix(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone_of(PHOENIX)).astimezone(UTC)


def known(**more: Any) -> Facts:
    """Somebody who was talked to on Thursday at 9:00, their time."""
    talked = phoenix("2026-03-12 09:00")
    return facts(**{"last_call_at": talked, "last_talk_at": talked, **more})


HOUR = phoenix("2026-03-13 07:30")
BROKEN = promise(date(2026, 3, 11), status=PromiseStatus.BROKEN)
TUESDAY = phoenix("2026-03-10 10:00")

CASES = [
    # nobody ever
    ("said no (H6)", known(standing=Standing.SAID_NO, promise=promise(MONDAY)), None),
    ("do not call", facts(standing=Standing.DO_NOT_CALL), None),
    ("no number that works", known(has_number=False, step=step(MONDAY)), None),
    # never called
    ("first call", facts(), ("2026-03-12 08:00", Why.FIRST_CALL, None)),
    # D6: an email came back
    (
        "an email came back since the last call",
        known(bounced_at=phoenix("2026-03-16 11:00")),
        ("2026-03-16 11:00", Why.BOUNCED, phoenix("2026-03-16 11:00")),
    ),
    (
        "it came back on the day of a call: not twice in a day",
        known(bounced_at=phoenix("2026-03-12 11:00")),
        ("2026-03-13 09:00", Why.BOUNCED, phoenix("2026-03-12 11:00")),
    ),
    # F5: what was agreed
    (
        "an agreed hour, five minutes before it strikes",
        known(step=step(FRIDAY, HOUR)),
        ("2026-03-13 07:25", Why.AGREED_HOUR, HOUR),
    ),
    ("a day was agreed", known(step=step(MONDAY)), ("2026-03-16 09:00", Why.AGREED_STEP, phoenix("2026-03-16 09:00"))),
    (
        "later today",
        known(step=step(date(2026, 3, 12), agreed_at=phoenix("2026-03-12 10:15"))),
        ("2026-03-12 12:15", Why.AGREED_STEP, phoenix("2026-03-12 12:15")),
    ),
    (
        "called on the day and not reached: it still stands, at the next try",
        known(step=step(FRIDAY), last_call_at=phoenix("2026-03-13 09:30"), attempts=1),
        ("2026-03-16 17:10", Why.AGREED_STEP, phoenix("2026-03-13 09:00")),
    ),
    (
        "tried before the day: nothing changes",
        known(step=step(MONDAY), last_call_at=phoenix("2026-03-13 09:30"), attempts=1),
        ("2026-03-16 09:00", Why.AGREED_STEP, phoenix("2026-03-16 09:00")),
    ),
    # F1: what was promised
    ("a promise", known(promise=promise(MONDAY)), ("2026-03-16 09:00", Why.PROMISE, phoenix("2026-03-16 09:00"))),
    (
        "a promise in their own hours",
        known(promise=promise(MONDAY), hours=read_hours("7:30-18:00 mon-fri")),
        ("2026-03-16 07:30", Why.PROMISE, phoenix("2026-03-16 07:30")),
    ),
    (
        "a promise not kept: at once when its day is over",
        facts(promise=BROKEN, last_call_at=TUESDAY, attempts=1),
        ("2026-03-12 00:00", Why.BROKEN_PROMISE, phoenix("2026-03-11 09:00")),
    ),
    (
        "a promise not kept, but called since",
        facts(promise=BROKEN, last_call_at=phoenix("2026-03-12 09:00"), attempts=2),
        ("2026-03-16 17:10", Why.RETRY, phoenix("2026-03-12 09:00")),
    ),
    (
        "promised and agreed: the earlier one",
        known(promise=promise(MONDAY), step=step(FRIDAY)),
        ("2026-03-13 09:00", Why.AGREED_STEP, phoenix("2026-03-13 09:00")),
    ),
    (
        "promised and agreed for one moment: the promise",
        known(promise=promise(MONDAY), step=step(MONDAY)),
        ("2026-03-16 09:00", Why.PROMISE, phoenix("2026-03-16 09:00")),
    ),
    (
        "called on the day of an agreed step in vain, with a promise left: the promise",
        known(step=step(FRIDAY), promise=promise(MONDAY), last_call_at=phoenix("2026-03-13 09:30"), attempts=1),
        ("2026-03-16 09:00", Why.PROMISE, phoenix("2026-03-16 09:00")),
    ),
    # H4
    (
        "a proposal is open",
        known(standing=Standing.PROPOSAL_OPEN),
        ("2026-03-19 09:00", Why.PROPOSAL, phoenix("2026-03-12 09:00")),
    ),
    # S6
    (
        "what was in the way is gone",
        known(lifted_at=phoenix("2026-03-12 14:00")),
        ("2026-03-13 09:00", Why.LIFTED, phoenix("2026-03-12 14:00")),
    ),
    ("gone, and never called", facts(lifted_at=THURSDAY), ("2026-03-12 08:00", Why.LIFTED, THURSDAY)),
    (
        "gone, and nobody answered yesterday: not before the next try",
        facts(lifted_at=THURSDAY, last_call_at=phoenix("2026-03-12 09:00"), attempts=3),
        ("2026-03-17 17:10", Why.LIFTED, THURSDAY),
    ),
    (
        "gone, and on drip (F4)",
        known(standing=Standing.DRIP, drip_until=date(2026, 6, 12), lifted_at=THURSDAY),
        ("2026-03-13 09:00", Why.LIFTED, THURSDAY),
    ),
    # F2: silence is not a no
    (
        "nobody answered",
        facts(last_call_at=phoenix("2026-03-12 09:00"), attempts=1),
        ("2026-03-13 17:10", Why.RETRY, phoenix("2026-03-12 09:00")),
    ),
    # H8, T7
    (
        "a rhythm of their own",
        known(rhythm="2w", kind=Kind.CUSTOMER),
        ("2026-03-26 09:00", Why.RHYTHM, phoenix("2026-03-12 09:00")),
    ),
    (
        "monthly, at the end of a month",
        known(rhythm="1m", last_talk_at=phoenix("2026-01-31 10:00")),
        ("2026-02-28 09:00", Why.RHYTHM, phoenix("2026-01-31 10:00")),
    ),
    ("two months of silence", known(), ("2026-05-12 09:00", Why.SILENCE, phoenix("2026-03-12 09:00"))),
    # F4
    (
        "not now: not before the day",
        known(standing=Standing.DRIP, drip_until=date(2026, 6, 12)),
        ("2026-06-12 09:00", Why.DRIP, phoenix("2026-06-12 09:00")),
    ),
    # put off by the caller
    (
        "snoozed",
        known(rhythm="7d", snoozed_until=phoenix("2026-04-01 12:00")),
        ("2026-04-01 12:00", Why.SNOOZED, phoenix("2026-04-01 12:00")),
    ),
    (
        "snoozed to a day before they are due anyway",
        known(snoozed_until=phoenix("2026-03-20 12:00")),
        ("2026-05-12 09:00", Why.SILENCE, phoenix("2026-03-12 09:00")),
    ),
    (
        "a promise is not snoozed away (F1)",
        known(promise=promise(MONDAY), snoozed_until=phoenix("2026-04-01 12:00")),
        ("2026-03-16 09:00", Why.PROMISE, phoenix("2026-03-16 09:00")),
    ),
    (
        "nor is an agreed hour",
        known(step=step(FRIDAY, HOUR), snoozed_until=phoenix("2026-04-01 12:00")),
        ("2026-03-13 07:25", Why.AGREED_HOUR, HOUR),
    ),
    (
        "an agreed day may be put off, but not what was promised after it",
        known(step=step(FRIDAY), promise=promise(MONDAY), snoozed_until=phoenix("2026-04-01 12:00")),
        ("2026-03-16 09:00", Why.PROMISE, phoenix("2026-03-16 09:00")),
    ),
    (
        "an agreed day put off until before the promise",
        known(step=step(FRIDAY), promise=promise(MONDAY), snoozed_until=phoenix("2026-03-14 12:00")),
        ("2026-03-14 12:00", Why.SNOOZED, phoenix("2026-03-14 12:00")),
    ),
    (
        "an agreed day may be put off",
        known(step=step(FRIDAY), snoozed_until=phoenix("2026-03-17 12:00")),
        ("2026-03-17 12:00", Why.SNOOZED, phoenix("2026-03-17 12:00")),
    ),
]


@pytest.mark.parametrize(("record", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_place_for_every_why(record: Facts, wanted: tuple[str, Why, datetime | None] | None) -> None:
    found = place(record, PATIENCE)
    if wanted is None:
        assert found is None
    else:
        due, why, since = wanted
        assert found == Place(phoenix(due), why, since)


def test_every_why_has_a_case_and_a_lane() -> None:
    assert {c[2][1] for c in CASES if c[2] is not None} == set(Why)
    assert set(LANES) == set(Why)


def test_lanes_come_before_dates() -> None:
    """An agreed hour today comes before whoever has waited for years."""
    old = Place(datetime(2001, 1, 1, tzinfo=UTC), Why.RETRY)
    assert Place(datetime(2038, 1, 1, tzinfo=UTC), Why.AGREED_HOUR).rank < old.rank
    in_order = [
        Why.AGREED_HOUR,
        Why.PROMISE,
        Why.BROKEN_PROMISE,
        Why.AGREED_STEP,
        Why.PROPOSAL,
        Why.LIFTED,
        Why.RETRY,
        Why.FIRST_CALL,
    ]
    ranks = [Place(THURSDAY, why).rank for why in in_order]
    assert ranks == sorted(set(ranks))


def test_within_a_lane_whoever_is_due_for_longest_comes_first() -> None:
    retry = Place(THURSDAY - timedelta(days=2), Why.RETRY)
    rhythm = Place(THURSDAY - timedelta(days=1), Why.RHYTHM)
    silence = Place(THURSDAY, Why.SILENCE)
    assert retry.rank < rhythm.rank < silence.rank


moments = st.datetimes(datetime(2025, 6, 1), datetime(2026, 6, 1), timezones=st.just(UTC))
records = st.builds(
    facts,
    standing=st.sampled_from(Standing),
    kind=st.sampled_from(Kind),
    zone=st.sampled_from((PHOENIX, "Asia/Kolkata", "America/New_York")),
    has_number=st.booleans(),
    attempts=st.integers(0, 9),
    last_call_at=st.none() | moments,
    last_talk_at=st.none() | moments,
    rhythm=st.sampled_from(("", "7d", "1m", "1y")),
    snoozed_until=st.none() | moments,
    drip_until=st.none() | st.dates(date(2025, 6, 1), date(2026, 6, 1)),
    lifted_at=st.none() | moments,
    promise=st.none()
    | st.builds(
        promise,
        st.dates(date(2025, 6, 1), date(2026, 6, 1)),
        status=st.sampled_from((PromiseStatus.OPEN, PromiseStatus.BROKEN)),
    ),
    step=st.none() | st.builds(step, st.dates(date(2025, 6, 1), date(2026, 6, 1)), st.none() | moments),
)


@given(records)
def test_a_place_is_always_there_for_whoever_may_be_called_and_never_for_others(record: Facts) -> None:
    found = place(record, PATIENCE)
    assert (found is not None) is (record.standing.callable and record.has_number)
    if found is None:
        return
    assert found.due.utcoffset() == timedelta(0)
    assert found.rank // 100_000_000_000 == LANES[found.why]
    promised = record.promise
    if promised is not None and promised.status is PromiseStatus.OPEN:
        # F1: whatever else is known, nothing lets an open promise wait beyond its day.
        assert found.due <= place(facts(zone=record.zone, promise=promised), PATIENCE).due  # type: ignore[union-attr]
    if record.step is not None and record.step.at is not None and record.last_call_at is None:
        assert found.due <= record.step.at
