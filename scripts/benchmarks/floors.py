"""The floors: the least that a program of this kind can do, to compare with. Run as a program."""

from __future__ import annotations

import sys

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget


class Card(Widget):
    """A static card of the call screen's shape: every line changes with a key, nothing is looked up or stored."""

    DEFAULT_CSS = "Card { width: 1fr; height: 1fr; }"
    number = 0

    def render_line(self, y: int) -> Strip:
        words = f" CARD {self.number} line {y} " + "words as long as a card's line of them is " * 2
        return Strip([Segment(words)]).adjust_cell_length(self.size.width)


class Floor(App[None]):
    """One key, the next card."""

    BINDINGS = [("1", "next", "next")]

    def compose(self) -> ComposeResult:
        yield Card()

    def action_next(self) -> None:
        card = self.query_one(Card)
        card.number += 1
        card.refresh()


if __name__ == "__main__":
    sys.exit(Floor().run())
