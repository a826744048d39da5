"""The first start: who is calling, asked once, before the workstation opens."""

from __future__ import annotations

from dataclasses import replace

from callstation.desk.opening import Surroundings
from callstation.screens.quiet_app import QuietApp
from callstation.screens.welcome import WelcomeScreen
from callstation.settings import Settings


class FirstTime(QuietApp[Settings]):
    """Shows the welcome; the result is what was settled, None where the user left."""

    TITLE = "callstation"

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around

    def on_mount(self) -> None:
        self.push_screen(WelcomeScreen(self.around), self.exit)


def ask_first(around: Surroundings) -> Surroundings | None:
    """Ask who is calling; the surroundings with those settings, None where the user left without an answer.

    Raises CallstationError where the settings cannot be written.
    """
    settled = FirstTime(around).run_to_end()
    return replace(around, settings=settled, first_time=False) if settled else None
