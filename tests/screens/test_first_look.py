"""The first card before Textual is there: the same screen, and a terminal that is given back."""

from __future__ import annotations

import io
import os
import sys
import termios

import pyte
import pytest
from screens_harness import shown

from callstation.desk.desk import Desk
from callstation.screens import first_look
from callstation.screens.app import Workstation
from callstation.widgets.ansi import painted
from callstation.widgets.colours import PALETTES

COLOURS = {"COLORTERM": "truecolor"}


class Tty(io.StringIO):
    """A terminal that keeps what was written to it."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


@pytest.fixture
def tty(monkeypatch: pytest.MonkeyPatch) -> Tty:
    made = Tty()
    monkeypatch.setattr(sys, "__stderr__", made)
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("theme", PALETTES)
async def test_it_is_the_screen_that_follows(
    a_day: Desk, tty: Tty, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: size)
    assert first_look.show_first(a_day, COLOURS)
    emulated = pyte.Screen(*size)
    pyte.Stream(emulated).feed(tty.getvalue())
    app = Workstation(a_day)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert [line.rstrip() for line in emulated.display] == shown(app).rstrip("\n").split("\n")


@pytest.mark.parametrize("environ", [{}, {"COLORTERM": "truecolor", "NO_COLOR": "1"}])
def test_a_terminal_that_would_show_it_otherwise_waits_for_textual(
    a_day: Desk, tty: Tty, environ: dict[str, str]
) -> None:
    assert not first_look.show_first(a_day, environ)
    assert tty.getvalue() == ""


def test_nobody_to_call_waits_for_textual(desk: Desk, tty: Tty) -> None:
    assert not first_look.show_first(desk, COLOURS)
    assert tty.getvalue() == ""


def test_the_terminal_is_given_back(a_day: Desk, tty: Tty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: (80, 24))
    with pytest.raises(RuntimeError), first_look.first_look(a_day, COLOURS) as shown_already:
        assert shown_already
        raise RuntimeError("the workstation could not take over")
    assert tty.getvalue().endswith("\x1b[?1049l")


def test_keys_typed_meanwhile_are_kept_and_not_echoed(a_day: Desk, tty: Tty, monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard, terminal = os.openpty()
    monkeypatch.setattr("os.get_terminal_size", lambda _: (80, 24))
    with os.fdopen(terminal, "rb", buffering=0) as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        before = termios.tcgetattr(terminal)
        with first_look.first_look(a_day, COLOURS):
            os.write(keyboard, b"2")
            assert os.read(terminal, 1) == b"2"
        assert termios.tcgetattr(terminal) == before
        os.set_blocking(keyboard, False)
        with pytest.raises(BlockingIOError):
            os.read(keyboard, 1)
    os.close(keyboard)


def test_a_name_cannot_act_on_the_terminal() -> None:
    text = painted([[("\x1b[2Jgone\x9b31m", "name")]], 20, PALETTES["dusk"], "background")
    assert "\x1b[2J" not in text
    assert "\x9b" not in text
    assert "gone" in text
