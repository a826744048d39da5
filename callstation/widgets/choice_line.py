"""One of several, or some of several, in one line: for forms that are worked by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message

from callstation.widgets.line_widget import LineWidget
from callstation.widgets.spans import Line, fit_line

Option = tuple[str, str]
"""(value, how it is called)."""


class OneLine(LineWidget, can_focus=True):
    """What the two have in common: one line, and a message when something else is chosen."""

    class Changed(Message):
        """Something else is chosen."""

        def __init__(self, line: OneLine) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> OneLine:
            return self.line

    def __init__(self, options: Sequence[Option], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options = tuple(options)

    def changed(self) -> None:
        """Paint anew and say so."""
        self.update_lines()
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        self.update_lines()

    def on_blur(self) -> None:
        self.update_lines()


_CSS = """
    NAME {
        height: 1;
        width: 1fr;
        padding: 0 1;
        background: $panel;
        &:focus { background-tint: $foreground 10%; }
    }
"""


class ChoiceLine(OneLine):
    """One of several: left and right, or space, go through them. ``about`` is a word on each, beside it."""

    DEFAULT_CSS = _CSS.replace("NAME", "ChoiceLine")
    BINDINGS = [
        Binding("left", "by(-1)", "the one before", show=False),
        Binding("right,space", "by(1)", "the next one", show=False),
    ]

    def __init__(
        self, options: Sequence[Option], value: str, *, about: dict[str, str] | None = None, id: str | None = None
    ) -> None:
        super().__init__(options, id=id)
        self.value = value
        self._about = about or {}

    def layout_lines(self, width: int, height: int) -> list[Line]:
        label = next((label for value, label in self.options if value == self.value), self.value)
        ends = "key" if self.has_focus else "muted"
        line: Line = [("‹ ", ends), (label, "current" if self.has_focus else "plain"), (" ›", ends)]
        if about := self._about.get(self.value, ""):
            line.append((f"   {about}", "muted"))
        return [fit_line(line, width)]

    def action_by(self, step: int) -> None:
        """The next one, or the one before; after the last comes the first."""
        values = [value for value, _ in self.options]
        at = values.index(self.value) if self.value in values else 0
        self.value = values[(at + step) % len(values)]
        self.changed()


class ToggleLine(OneLine):
    """Some of several: left and right go from one to the next, space takes it or leaves it."""

    DEFAULT_CSS = _CSS.replace("NAME", "ToggleLine")
    BINDINGS = [
        Binding("left", "by(-1)", "the one before", show=False),
        Binding("right", "by(1)", "the next one", show=False),
        Binding("space", "take", "take or leave", show=False),
    ]

    def __init__(self, options: Sequence[Option], chosen: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(options, id=id)
        self.chosen = frozenset(chosen)
        self._at = 0

    @property
    def values(self) -> tuple[str, ...]:
        """What is taken, in the order in which it stands there."""
        return tuple(value for value, _ in self.options if value in self.chosen)

    def layout_lines(self, width: int, height: int) -> list[Line]:
        line: Line = []
        for i, (value, label) in enumerate(self.options):
            here = self.has_focus and i == self._at
            taken = value in self.chosen
            line.append(("◆ " if taken else "◇ ", "good" if taken else "muted"))
            line += [(label, "current" if here else "plain" if taken else "muted"), ("   ", "")]
        return [fit_line(line, width)]

    def action_by(self, step: int) -> None:
        """On to another."""
        self._at = (self._at + step) % len(self.options)
        self.update_lines()

    def action_take(self) -> None:
        """Take it, or leave it."""
        self.chosen ^= {self.options[self._at][0]}
        self.changed()

    def on_click(self, event: events.Click) -> None:
        left = 1
        for i, (_, label) in enumerate(self.options):
            wide = cell_len(label) + 5
            if left <= event.x < left + wide:
                self._at = i
                self.action_take()
            left += wide
