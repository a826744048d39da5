"""Books with somebody in them, and keys that come faster than a finger: what tests of screens begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from reasons_harness import a_reason
from screens_harness import NOW, a_call, a_desk, a_person

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.people import Kind
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.outcomes import Agreement
from callstation.screens import call_base, reason_form
from callstation.store import people, reasons


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty book, Friday 20 November 2026, 10:42 in New York."""
    found = a_desk(tmp_path)
    yield found
    found.close()


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of a test come faster than any finger: only the test of the guard itself has it."""
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 0.0)


@pytest.fixture
def twelve(desk: Desk) -> Desk:
    """Twelve people in Chicago and a reason to call them."""
    for i in range(12):
        a_person(
            desk,
            f"Person{i:02d} Example",
            f"+1602555{100 + i:04d}",
            company=f"Firm {i} Ltd",
            zone="America/Chicago",
            place="Chicago, IL",
        )
    frame = desk.tools.frame
    words = "that you can start with a single pallet now"
    reasons.add(desk.tools.book, frame, Reason(0, ReasonKind.POLICY, words, strength=9), desk.now)
    reasons.add(desk.tools.book, frame, Reason(0, ReasonKind.NEWS, "that permits are free until March"), desk.now)
    return desk


@pytest.fixture
def no_bounce(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for the first key in the form of a reason."""
    monkeypatch.setattr(reason_form, "BOUNCE", 0.0)


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Maria and Tom in Chicago, an accountant who sends people; two reasons."""
    a_person(desk, "Maria Okafor", "+13125550134", company="Bluebird", zone="America/Chicago", tags=("freight",))
    a_person(desk, "Tom Reyes", "+13125550126", company="Reyes Hot Sauce", zone="America/Chicago", industry="food")
    a_person(desk, "Grace Lindholm", "+13125550127", kind=str(Kind.REFERRAL_SOURCE), zone="America/Chicago")
    a_reason(desk, "that permits are free until March", strength=7)
    a_reason(desk, "that you can have our freight calendar", ReasonKind.OFFER, tags=("freight",))
    return desk


@pytest.fixture
def a_day(desk: Desk) -> Desk:
    """A promise due, an agreed hour, an objection that is gone, a long silence, a first call."""
    clock: Any = desk.tools.clock
    book, frame = desk.tools.book, desk.tools.frame
    maria = a_person(
        desk,
        "Maria Okafor",
        "+16025550134",
        title="Operations Director",
        company="Bluebird Logistics",
        zone="America/Chicago",
        place="Chicago, IL",
        tags=("freight", "warm"),
        emails=("maria@bluebird.example",),
    )
    tom = a_person(desk, "Tom Reyes", "+17185550126", company="Reyes Hot Sauce", zone="America/New_York")
    ann = a_person(desk, "Ann Wu", "+13125550144", company="Wu Teas", zone="America/Chicago")
    a_person(desk, "Jan Novak", "+13125550145", company="Novak & Sons", zone="America/Chicago")
    people.keep_thread(book, maria, "moving the office in June", desk.now, None)
    people.keep_thread(book, maria, "her daughter's exams", desk.now, None)
    clock.at = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
    a_call(desk, ann, Outcome.TALKED, note="Likes the idea, wants to see the tin first.", seconds=340)
    a_call(desk, maria, Outcome.TALKED, note="A full truck is too much for a trial.", seconds=400)
    people.keep_objection(book, maria, "minimum-order", desk.now, None)
    clock.at = NOW - timedelta(days=3)
    a_call(
        desk,
        maria,
        Outcome.VOICEMAIL,
        note="Machine, her own voice.",
        seconds=42,
        words="If I don't hear from you by Thursday, I'll call you on Friday.",
        days=(date(2026, 11, 19), date(2026, 11, 20)),
    )
    a_call(
        desk,
        tom,
        Outcome.TALKED,
        agreed=Agreement(date(2026, 11, 20), NOW + timedelta(minutes=48), "America/New_York", "go through the prices"),
    )
    lifts = Audience(lifts=("minimum-order",))
    gone = "that there is no minimum order any more: you can start with a single pallet"
    reasons.add(book, frame, Reason(0, ReasonKind.POLICY, gone, audience=lifts), desk.now)
    news = "that permits are free until March, and I have the form with its two lines"
    reasons.add(book, frame, Reason(0, ReasonKind.NEWS, news), desk.now)
    clock.at = NOW
    return desk
