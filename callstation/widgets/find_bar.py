"""Looking for words in a text that is being edited: a line for them, and which of the places found is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import LinePane
from callstation.widgets.spans import Line, fit

Place = tuple[int, int, int]
"""Line (0-based), and the columns from and to which it goes."""


def places_of(lines: Sequence[str], words: str) -> list[Place]:
    """Where ``words`` stand in the lines, whatever their case, from the top."""
    if not words:
        return []
    sought = re.compile(re.escape(words), re.IGNORECASE)
    return [(row, found.start(), found.end()) for row, line in enumerate(lines) for found in sought.finditer(line)]


class FindBar(Horizontal):
    """A line under a text: what is typed is looked for from the cursor on; enter goes to the next place."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        width: 1fr;
        background: $panel;
        LinePane { background: $panel; padding: 0 1; }
        #find-label { width: 7; }
        #find-count { width: 38; }
        LineInput { width: 1fr; }
    }
    """

    def __init__(self, area: TextArea) -> None:
        super().__init__()
        self.area = area
        self._from = area.selection.start
        self._at = -1
        self._places: list[Place] = []

    def compose(self) -> ComposeResult:
        yield LinePane(lambda _width: [[("find", "label")]], id="find-label")
        begun = self.area.selected_text
        yield LineInput(value="" if "\n" in begun else begun, select_on_focus=True)
        yield LinePane(self._count, id="find-count")

    def on_mount(self) -> None:
        self.focus_words()

    def focus_words(self) -> None:
        """The keys are for the words to look for."""
        self.query_one(LineInput).focus()

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one(LineInput).value

    def _count(self, width: int) -> list[Line]:
        if not self.words:
            said = ("enter next, up the one before, esc", "muted")
        elif not self._places:
            said = ("not in this text", "warning")
        else:
            said = (f"{self._at + 1} of {len(self._places)}   enter next, up before", "muted")
        return [[(fit(said[0], width), said[1])]]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()
        after = (i for i, (row, left, _) in enumerate(self._places) if (row, left) >= self._from)
        self._go(next(after, 0))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.step(1)

    def on_key(self, event: events.Key) -> None:
        """The arrows go from place to place."""
        if event.key in ("up", "down", "shift+enter"):
            event.stop()
            event.prevent_default()
            self.step(1 if event.key == "down" else -1)

    def step(self, by: int) -> None:
        """To the next place or the one before, from where the cursor stands, and around again."""
        self._look()
        here = self.area.selection.start, self.area.selection.end
        begin, end = min(here), max(here)
        if by > 0:
            found = next((i for i, (row, left, _) in enumerate(self._places) if (row, left) >= end), 0)
        else:
            before = [i for i, (row, _, right) in enumerate(self._places) if (row, right) <= begin]
            found = before[-1] if before else len(self._places) - 1
        self._go(found)

    def _look(self) -> None:
        self._places = places_of(self.area.document.lines, self.words)

    def _go(self, at: int) -> None:
        """Mark the place in the text."""
        self._at = at
        if self._places:
            row, left, right = self._places[at]
            self.area.selection = Selection((row, left), (row, right))
            self.area.scroll_cursor_visible(center=True)
        self.query_one("#find-count", LinePane).update_lines()
