"""The floors: the least that a program of this kind can do, to compare with. Run as a program.

``floors.py bare``: a screen of plain text. ``floors.py input``: a line to type in. ``floors.py cards FOLDER``: static
cards of the call screen's own shape, of the people in that book: laid out before the first key, so that a key paints
and does nothing else.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import cycle

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

CARDS = 12
"""Static cards that are shown one after the other."""
SIZE = (120, 36)
"""Columns and lines of the terminal that everything is measured on."""


class Bare(Widget):
    """Every line changes with a key, nothing is looked up or stored."""

    DEFAULT_CSS = "Bare { width: 1fr; height: 1fr; }"
    number = 0

    def render_line(self, y: int) -> Strip:
        words = f" CARD {self.number} line {y} " + "words as long as a card's line of them is " * 2
        return Strip([Segment(words)]).adjust_cell_length(self.size.width)

    def turn(self) -> None:
        """The next card."""
        self.number += 1
        self.refresh()


class Floor(App[None]):
    """One key, the next card."""

    BINDINGS = [("1", "next", "next")]

    def __init__(self, card: Widget) -> None:
        super().__init__()
        self.card = card

    def compose(self) -> ComposeResult:
        yield self.card

    def action_next(self) -> None:
        self.card.turn()  # type: ignore[attr-defined]


def static_cards(home: str) -> Widget:
    """The cards of the next people in the book of ``home``, laid out."""
    from callstation.desk.opening import look_around, open_station
    from callstation.screens import actions
    from callstation.widgets.card_view_model import StationView
    from callstation.widgets.key_layout import key_lines
    from callstation.widgets.line_widget import LineWidget
    from callstation.widgets.spans import Line
    from callstation.widgets.station_layout import station_lines

    desk = open_station(look_around({**os.environ, "CALLSTATION_HOME": home}))
    width, height = SIZE
    outcomes = tuple((a.key, a.label, a.outcome) for a in actions.OUTCOMES if a.outcome)
    others = tuple((a.key, a.label) for a in actions.BAR)
    screens: list[list[Line]] = []
    # The queue beside each moves up as it does at work, so that a key paints as many lines.
    ahead = desk.ahead(CARDS + 28)
    for n, row in enumerate(ahead.rows[:CARDS]):
        card = desk.card(row.id)
        keys = key_lines(outcomes, others, card.consequences, width, live=True)
        view = StationView(now=desk.now, card=card, ahead=replace(ahead, rows=ahead.rows[n + 1 : n + 29]))
        screens.append([*station_lines(view, width, height - len(keys)), *keys])
    desk.close()

    class Cards(LineWidget):
        """Shows one of them after the other; the first line says which."""

        DEFAULT_CSS = "Cards { width: 1fr; height: 1fr; }"
        number = 0
        turns = cycle(screens)

        def layout_lines(self, width: int, height: int) -> list[Line]:
            return [[(f" CARD {self.number} ", "")], *next(self.turns)[1:]]

        def turn(self) -> None:
            self.number += 1
            self.update_lines()

    return Cards()


if __name__ == "__main__":
    {
        "bare": lambda: Floor(Bare()),
        "input": lambda: Floor(Input(placeholder="start typing")),
        "cards": lambda: Floor(static_cards(sys.argv[2])),
    }[sys.argv[1]]().run()
