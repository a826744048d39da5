"""The workstation: the Textual program around the call screen."""

from __future__ import annotations

import signal
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding
from textual.driver import Driver
from textual.screen import Screen

from callstation.desk.desk import Desk
from callstation.screens import actions
from callstation.screens.call import CallScreen
from callstation.screens.quiet_app import QuietApp
from callstation.screens.seamless import lasting


class Workstation(QuietApp[int]):
    """One caller at work. The result is the exit status."""

    TITLE = "callstation"
    BINDINGS = [Binding("ctrl+q", "leave", "leave", id="quit", show=False, priority=True)]
    CSS = """
    Screen { background: $background; }
    """

    def __init__(self, desk: Desk, *, shown: bool = False) -> None:
        """``shown`` says that the first card is on the terminal already (first_look.py)."""
        self._shown = shown
        super().__init__(desk.tools.settings.theme)
        self.desk = desk
        self._early: list[events.Key] | None = []
        """Keys pressed on the first look, before there is a screen to press them on; None once there is."""
        if keys := desk.tools.settings.keys:
            self.set_keymap(dict(keys))

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver (or the browser's), but such that one that is gone holds nobody up."""
        return lasting(super().get_driver_class(), self._told_to_go, shown=self._shown)

    def get_default_screen(self) -> Screen[Any]:
        """The call screen is the first and the last."""
        return CallScreen(self.desk)

    def on_mount(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                loop.add_signal_handler(getattr(signal, name), self._told_to_go)

    async def on_event(self, event: events.Event) -> None:
        """A key that was pressed on the first look waits for the card that it means."""
        if self._early is not None and isinstance(event, events.Key):
            self._early.append(event)
        else:
            await super().on_event(event)

    def on_call_screen_ready(self) -> None:
        """The first card is there."""
        early, self._early = self._early or [], None
        for key in early:
            self.post_message(key)

    def _told_to_go(self) -> None:
        """Terminal or browser is gone or the system stops us: what is typed is kept, and nothing failed."""
        for screen in self.screen_stack:
            if isinstance(screen, CallScreen) and screen.card is not None and screen.note:
                self.desk.keep_note(screen.card.prospect.id, screen.note)
        self.exit(0)

    def action_leave(self) -> None:
        """Leave; everything is kept. Nobody is hung up on by one key."""
        call = next((s for s in self.screen_stack if isinstance(s, CallScreen)), None)
        if call is None or call.may_go("quit"):
            self.exit(0)

    async def action_quit(self) -> None:
        """The palette's quit is the same leave."""
        self.action_leave()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every key is in the palette too, with its sentence."""
        call = next((s for s in self.screen_stack if isinstance(s, CallScreen)), None)
        if call is not None and screen is call:
            keys = call.app_keys()
            for action in actions.ALL:
                if action.id != "quit":
                    name = f"outcome('{action.outcome}')" if action.outcome else action.id
                    yield SystemCommand(
                        f"{action.label} ({keys[action.id]})", action.help, lambda name=name: self._run(name)
                    )
        yield SystemCommand("theme", "Other colours", self.action_change_theme)
        yield SystemCommand("leave (ctrl+q)", "Leave; everything is kept", self.action_leave)

    def _run(self, name: str) -> None:
        self.call_later(self.run_action, name, self.screen)


def run_workstation(desk: Desk, *, shown: bool = False) -> int:
    """Run the workstation until the user leaves; the exit status. ``shown`` as for :class:`Workstation`."""
    return Workstation(desk, shown=shown).run_to_end() or 0
