"""One line that asks for a word more: a date, a next step, a goal. What was understood is read back live."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from callstation.errors import CallstationError

BOUNCE = 0.15
"""Seconds in which a bouncing key must not become the first letter of the answer."""


class Prompt(Vertical):
    """Asks one thing. ``check`` turns what is typed into the read-back, or raises a CallstationError."""

    DEFAULT_CSS = """
    Prompt {
        dock: bottom;
        height: 3;
        width: 1fr;
        background: $panel;
        padding: 0 1;
        & > .prompt--asks { height: 1; color: $accent; text-style: bold; }
        & > Input { border: none; height: 1; padding: 0; background: $panel; }
        & > Input:focus { border: none; }
        & > .prompt--reads { height: 1fr; color: $success; }
        & > .prompt--reads.-bad { color: $warning; }
    }
    """
    BINDINGS = [Binding("escape", "drop", "drop", show=False)]

    class Answered(Message):
        """The answer was taken: ``text`` passed the check."""

        def __init__(self, prompt: Prompt, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

    class Dropped(Message):
        """Nothing was answered."""

    def __init__(
        self, asks: str, hint: str, check: Callable[[str], str], *, value: str = "", opened_by: str = ""
    ) -> None:
        super().__init__()
        self._asks = asks
        self._hint = hint
        self._check = check
        self._value = value
        self._opened_by = opened_by
        self._opened_at = time.monotonic()

    def compose(self) -> ComposeResult:
        yield Static(Text(self._asks, no_wrap=True, overflow="ellipsis"), classes="prompt--asks")
        yield Input(value=self._value, placeholder=self._hint, select_on_focus=False)
        yield Static(Text(""), classes="prompt--reads")

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._read(self._value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._opened_by and time.monotonic() - self._opened_at < BOUNCE:
            self.query_one(Input).value = ""
            return
        self._read(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._read(event.value, entered=True):
            self.post_message(self.Answered(self, event.value))

    def action_drop(self) -> None:
        """Leave without an answer."""
        self.post_message(self.Dropped())

    def refuse(self, why: str) -> None:
        """Say why the answer could not be used; what was typed stays."""
        self._say(why, bad=True)

    def _read(self, text: str, *, entered: bool = False) -> bool:
        try:
            read_back = self._check(text)
        except CallstationError as error:
            self._say(str(error) if text or entered else "enter takes it, escape drops it", bad=bool(text) or entered)
            return False
        self._say(read_back, bad=False)
        return True

    def _say(self, text: str, *, bad: bool) -> None:
        reads = self.query_one(".prompt--reads", Static)
        reads.set_class(bad, "-bad")
        reads.update(Text(text))
