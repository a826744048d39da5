"""What tests of the call screen share."""

from __future__ import annotations

from callstation.desk.desk import Desk
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen

SIZES = [(80, 24), (120, 36)]


def call_screen(app: Workstation) -> CallScreen:
    screen = app.screen
    assert isinstance(screen, CallScreen)
    return screen


def outcomes_of(desk: Desk) -> list[tuple[int, str, str]]:
    return [
        (r[0], r[1], r[2])
        for r in desk.tools.book.rows("SELECT person_id, outcome, note FROM entry WHERE kind = 'call' ORDER BY id")
    ]
