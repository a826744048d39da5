"""The look of the call screen at both sizes, as text: a change of it is seen in review, line by line.

``LOOKS=write`` (with pytest) writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from screens_harness import NOW, a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.outcomes import Agreement
from callstation.screens import call_base
from callstation.screens.app import Workstation
from callstation.store import people, reasons

LOOKS = Path(__file__).parents[1] / "data" / "looks"
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 0.0)


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


KEYS: dict[str, tuple[str, ...]] = {
    "card": (),
    "dialled": ("d",),
    "voicemail": ("v",),
    "email": ("m",),
    "answers": ("o",),
    "note": ("n", *"She is back on Monday."),
    "step": ("3", *"thu 7:30am, send the prices"),
    "not_understood": ("4", *"thu sometime"),
    "after": ("2",),
    "undone": ("2", "u"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_look(a_day: Desk, name: str, size: tuple[int, int]) -> None:
    app = Workstation(a_day)
    async with app.run_test(size=size) as pilot:
        for key in KEYS[name]:
            await pilot.press(key)
        await pilot.pause()
        same_look(f"call_{name}", size, shown(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_d0_look_of_somebody_silent(desk: Desk, size: tuple[int, int]) -> None:
    clock: Any = desk.tools.clock
    jan = a_person(
        desk,
        "Jan Novak",
        "+13125550145",
        company="Novak & Sons",
        zone="America/Chicago",
        emails=("jan@novak.example",),
    )
    for days, hour, outcome in ((18, 15, Outcome.NO_ANSWER), (15, 15, Outcome.NO_ANSWER), (9, 20, Outcome.VOICEMAIL)):
        clock.at = (NOW - timedelta(days=days)).replace(hour=hour, minute=10)
        a_call(desk, jan, outcome, words="It's Dana, 212 555 0100. You will hear from me.", note="")
    people.keep_thread(desk.tools.book, jan, "a second oven in spring", desk.now, None)
    news = "that permits are free until March, and I have the form with its two lines"
    reasons.add(desk.tools.book, desk.tools.frame, Reason(0, ReasonKind.NEWS, news), desk.now)
    clock.at = NOW
    app = Workstation(desk)
    async with app.run_test(size=size):
        same_look("call_silent", size, shown(app))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_look_of_an_empty_book(desk: Desk, size: tuple[int, int]) -> None:
    app = Workstation(desk)
    async with app.run_test(size=size):
        same_look("call_empty", size, shown(app))


def same_look(name: str, size: tuple[int, int], text: str) -> None:
    file = LOOKS / f"{name}_{size[0]}x{size[1]}.txt"
    text = "\n".join(line.rstrip() for line in text.split("\n")) + "\n"
    if os.environ.get("LOOKS") == "write":
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"no look of {name} yet: LOOKS=write scripts/test {__file__}"
    assert text == file.read_text(encoding="utf-8")
