"""Dialling on the call screen (T5, T6): a real call from the key to the stored outcome, and what leaving asks first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from call_harness import call_screen, outcomes_of
from looks_harness import SIZES, same_look
from real_parts import needs
from screens_harness import a_person, shown
from sip_parts import HOST, NUMBER, Hand, Network, Telephone, fresh_port, until

from callstation.desk.desk import Desk
from callstation.desk.telephone import Telephone as DeskTelephone
from callstation.dialler_settings import Dialler
from callstation.model.dialling import End, LineEvent, Stage
from callstation.screens import call_base
from callstation.screens.app import Workstation
from callstation.screens.dialling import LineMoved
from callstation.widgets.card_view_model import Phase

pytestmark = pytest.mark.usefixtures("no_waiting")


def dial_by(desk: Desk, settings: Dialler) -> None:
    """The desk as it would be with these settings."""
    desk.tools.settings = replace(desk.tools.settings, dialler=settings)
    desk.telephone = DeskTelephone(desk.tools.clock, settings)


async def until_shown(app: Workstation, pilot: Any, *words: str) -> None:
    """Wait for all of these words on the screen."""
    for _ in range(400):
        await pilot.pause(0.02)
        if all(w in shown(app) for w in words):
            return
    raise AssertionError(f"{words} not in\n{shown(app)}")


@pytest.fixture
def maria(desk: Desk) -> int:
    """Maria in Chicago, with the number that rings on loopback; Tom after her."""
    found = a_person(desk, "Maria Okafor", NUMBER, company="Bluebird", zone="America/Chicago")
    a_person(desk, "Tom Reyes", "+13125550126", zone="America/Chicago")
    return found


@pytest.fixture
def telephones(tmp_path: Path) -> Iterator[tuple[Telephone, Telephone]]:
    """Ours, and Maria's."""
    both = Telephone(tmp_path / "ours").start(), Telephone(tmp_path / "hers", NUMBER, "manual").start()
    yield both
    for one in both:
        one.stop()


@needs("baresip")
async def test_t5_t6_a_real_call_from_the_key_to_the_stored_outcome(
    desk: Desk, maria: int, telephones: tuple[Telephone, Telephone]
) -> None:
    """Dialled, answered by the other side, a note while talking, an hour agreed: one story on both telephones and in
    the book."""
    ours, hers = telephones
    dial_by(desk, ours.settings(hers.address))
    clock: Any = desk.tools.clock
    app = Workstation(desk)
    with Hand(hers) as her:
        async with app.run_test(size=(120, 36)) as pilot:
            assert call_screen(app).card.prospect.id == maria  # type: ignore[union-attr]
            await pilot.press("d")
            await until_shown(app, pilot, "ringing …", "d hangs up")
            assert call_screen(app).phase is Phase.RINGING
            await asyncio.to_thread(her.do, "accept")
            await until_shown(app, pilot, "on the call 0:00")
            assert call_screen(app).phase is Phase.ON_CALL
            clock.advance(seconds=42)
            await until_shown(app, pilot, "on the call 0:42")
            await pilot.press("n", *"Wants the prices by pallet.", "ctrl+s")
            await pilot.press("3", *"thu 7:30am, send the prices")
            await until_shown(app, pilot, "on the call 0:42")  # nobody is hung up on while the hour is agreed
            assert call_screen(app).phase is Phase.CLOSING
            await pilot.press("enter")
            await until_shown(app, pilot, "Tom Reyes")
            await asyncio.to_thread(until, lambda: her.saw("CALL_CLOSED"))
        assert len(her.saw("CALL_ESTABLISHED")) == 1
        assert str(her.saw("CALL_ESTABLISHED")[0]["peeruri"]).startswith(f"sip:{ours.user}@")
    [row] = desk.tools.book.rows("SELECT person_id, outcome, note, seconds, number FROM entry WHERE kind = 'call'")
    assert tuple(row) == (maria, "talked", "Wants the prices by pallet.", 42, NUMBER)
    [step] = desk.tools.book.rows("SELECT day, what FROM step")
    assert tuple(step) == ("2026-11-26", "send the prices")


@needs("baresip", "sipp")
@pytest.mark.parametrize(
    ("status", "says", "key", "outcome"),
    [
        ("486 Busy Here", "busy (486)   1 no answer, or 4 call back? You decide. d tries again", "1", "no-answer"),
        ("404 Not Found", "no such number (404)   8 wrong number? You decide.", "8", "wrong-number"),
        ("603 Decline", "declined (603)   5 not now, or 1 no answer? You decide.", "6", "said-no"),
    ],
)
async def test_what_the_network_said_is_proposed_and_the_caller_decides(
    desk: Desk, maria: int, tmp_path: Path, status: str, says: str, key: str, outcome: str
) -> None:
    """F3: what came back is shown with the keys that fit; any other key does as well."""
    ours = Telephone(tmp_path / "ours").start()
    provider = Network(tmp_path, status)
    dial_by(desk, ours.settings(provider.address))
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await until_shown(app, pilot, says)
        assert call_screen(app).phase is Phase.READY
        assert outcomes_of(desk) == []
        await pilot.press(key)
        await pilot.pause()
    assert [(p, o) for p, o, _ in outcomes_of(desk)] == [(maria, outcome)]
    assert desk.tools.book.value("SELECT seconds FROM entry WHERE kind = 'call'") == 0
    assert f"SIP/2.0 {status}" in provider.story()
    provider.stop()
    ours.stop()


async def test_baresip_that_does_not_run_leaves_the_number_to_dial_by_hand(desk: Desk, maria: int) -> None:
    dial_by(desk, Dialler(kind="baresip", baresip_port=(port := fresh_port())))
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await until_shown(app, pilot, f"the call did not get through: baresip does not answer on {HOST}:{port}")
        assert "+1 602 555 0134" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "did not get through" not in shown(app)


# leaving a line -------------------------------------------------------------------------------------------------
class Held:
    """A dialler that does as it is told; the calls above are real."""

    hears = True

    def __init__(self) -> None:
        self.calls = 0
        self.hung_up = 0

    def dial(self, number: str, extension: str, name: str) -> int:
        self.calls += 1
        return self.calls

    def hang_up(self) -> None:
        self.hung_up += 1

    def send_digits(self, digits: str) -> None:
        self.digits = digits

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def held(desk: Desk, maria: int, monkeypatch: pytest.MonkeyPatch) -> Held:
    dialler = Held()
    monkeypatch.setattr("callstation.dialers.making.make_dialer", lambda settings, sink: dialler)
    dial_by(desk, Dialler(kind="baresip"))
    return dialler


async def talking(app: Workstation, pilot: Any) -> None:
    """Dial, and have the call answered."""
    await pilot.press("d")
    call_screen(app).post_message(LineMoved(LineEvent(1, Stage.ANSWERED)))
    await pilot.pause()
    assert "on the call 0:00" in shown(app)


@pytest.mark.parametrize("key", ["s", "u", "w", "z"])
async def test_nobody_is_hung_up_on_by_a_key_that_means_something_else(desk: Desk, held: Held, key: str) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await talking(app, pilot)
        await pilot.press(key)
        await pilot.pause()
        assert f"you are on the line with Maria Okafor: {key} again hangs up and goes on" in shown(app)
        assert (held.hung_up, desk.telephone.line().talking) == (0, True)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", ["ringing", "talking", "busy", "not_through"])
async def test_look_of_the_line(desk: Desk, held: Held, name: str, size: tuple[int, int]) -> None:
    events = {
        "ringing": LineEvent(1, Stage.RINGING),
        "talking": LineEvent(1, Stage.ANSWERED, ago=42.0),
        "busy": LineEvent(1, Stage.ENDED, End.BUSY, 486, "Busy Here"),
        "not_through": LineEvent(1, Stage.ENDED, End.FAILED, 403, "Forbidden"),
    }
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("d")
        call_screen(app).post_message(LineMoved(events[name]))
        await pilot.pause()
        same_look(f"line_{name}", size, shown(app))


async def test_the_same_key_again_hangs_up_and_goes_on(desk: Desk, held: Held) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await talking(app, pilot)
        await pilot.press("s", "s")
        await pilot.pause()
        assert held.hung_up == 1
        assert call_screen(app).card.prospect.name == "Tom Reyes"  # type: ignore[union-attr]
        assert desk.telephone.line().stage is Stage.IDLE


async def test_leaving_asks_while_somebody_is_on_the_line(desk: Desk, held: Held) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await talking(app, pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert "ctrl+q again hangs up" in shown(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_value == 0


async def test_while_it_only_rings_skipping_hangs_up(desk: Desk, held: Held) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d", "s")
        await pilot.pause()
        assert (held.hung_up, call_screen(app).card.prospect.name) == (1, "Tom Reyes")  # type: ignore[union-attr]


async def test_escape_never_hangs_up_and_d_does(desk: Desk, held: Held) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await talking(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "d hangs up" in shown(app)
        assert held.hung_up == 0
        await pilot.press("d")
        assert held.hung_up == 1
        call_screen(app).post_message(LineMoved(LineEvent(1, Stage.ENDED, End.OVER)))
        await pilot.pause()
        assert "the call took 0:00   say what came of it" in shown(app)
        assert call_screen(app).phase is Phase.READY
        await pilot.press("d")  # and once more
        await pilot.pause()
        assert held.calls == 2


async def test_digits_are_sent_while_somebody_is_on_the_line(desk: Desk, held: Held) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("number_sign")
        await pilot.pause()
        assert "digits can be sent once somebody has answered" in shown(app)
        await talking(app, pilot)
        await pilot.press("number_sign", *"2x", "enter")
        await pilot.pause()
        assert "a comma is a pause" in shown(app)
        await pilot.press("backspace", "number_sign", "enter")
        await pilot.pause()
        assert held.digits == "2#"
        assert desk.telephone.line().talking


async def test_a_dear_number_is_dialled_by_the_second_press(desk: Desk, no_waiting: None) -> None:
    a_person(desk, "Dear Example", "+19005550123", zone="America/Chicago")
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "+19005550123 costs extra (premium rate); d again dials it all the same" in shown(app)
        assert desk.telephone.line().stage is Stage.IDLE
        await pilot.press("d")
        await pilot.pause()
        assert desk.telephone.line().stage is Stage.DIALLING


async def test_by_hand_d_again_stops_the_clock_and_keeps_its_seconds(desk: Desk, maria: int) -> None:
    clock: Any = desk.tools.clock
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        clock.advance(seconds=75)
        await pilot.press("d")
        clock.advance(seconds=600)
        await pilot.pause()
        assert "the call took 1:15" in shown(app)
        await pilot.press("1")
        await pilot.pause()
    assert desk.tools.book.value("SELECT seconds FROM entry WHERE kind = 'call'") == 75


@pytest.mark.parametrize("kind", ["link", "command"])
async def test_what_cannot_dial_says_so_and_the_number_is_there(
    desk: Desk, maria: int, kind: str, monkeypatch: pytest.MonkeyPatch, no_desktop: Callable[[], None]
) -> None:
    no_desktop()
    dial_by(desk, Dialler(kind=kind, command=("/nowhere/dial-it", "{number}")))
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert ("there is no desktop here" if kind == "link" else "dial-it is not there") in shown(app)
        assert "╺╋╸" in shown(app)  # the number large
        assert "on the call 0:00" in shown(app)


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes the desktop away."""

    def away() -> None:
        monkeypatch.setattr("callstation.dialers.link.sys.platform", "linux")
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

    return away


@pytest.fixture
def usual_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard against bouncing keys, as it is outside the tests."""
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 0.12)


async def test_a_key_that_is_held_down_rings_nobody_twice(desk: Desk, held: Held, usual_waiting: None) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d", "d", "d", "d")
        await pilot.pause()
        assert (held.calls, held.hung_up) == (1, 0)
