"""What a column of a list holds, chosen by hand: type to narrow down, enter takes it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from callstation.importers.columns import ColumnGuess
from callstation.screens.picking import Picking
from callstation.text import clean_line
from callstation.widgets.import_layout import FIELD_WORDS
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit


class FieldChoice(Picking[str | None]):
    """Returns a name of ``columns.FIELDS``; None where nothing was chosen."""

    DEFAULT_CSS = """
    FieldChoice {
        align: center top;
        background: $background 70%;
        #field {
            width: 94%;
            max-width: 70;
            height: 90%;
            max-height: 30;
            margin-top: 1;
            padding: 1 1 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LineInput { margin: 0 1 1 1; }
        LineList { background: $surface; }
        LinePane { padding: 0 2; background: $surface; }
    }
    """

    def __init__(self, column: ColumnGuess) -> None:
        super().__init__()
        self.column = column
        self._shown: list[str] = list(FIELD_WORDS)
        self._typed: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="field") as box:
            # Not the header: a border's title is read as markup, and headers come from people.
            box.border_title = "What this column holds"
            yield LinePane(self._about)
            yield LineInput(placeholder="type a part of it", select_on_focus=False)
            found = LineList()
            found.can_focus = False
            yield found
            yield LinePane(
                lambda width: [[], *hints([("up down", "choose"), ("enter", "takes it"), ("esc", "back")], width)]
            )

    def _about(self, width: int) -> list[Line]:
        samples = " · ".join(self.column.samples) or "nothing in it so far"
        return [[(fit(self.column.header, width), "name")], [(fit(samples, width), "muted")], []]

    @on(Input.Changed)
    @on(LineList.Resized)
    def paint(self) -> None:
        """Show those that what is typed fits; what holds now is marked first."""
        typed = clean_line(self.query_one(LineInput).value).casefold()
        lines = self.query_one(LineList)
        self._shown = [f for f, words in FIELD_WORDS.items() if typed in words.casefold() or typed in f]
        now = self.column.field or "custom"
        # As the input is made it says so, too: that is no letter typed.
        first = typed == "" and now in self._shown
        self._typed = typed
        lines.selectable = bool(self._shown)
        if not self._shown:
            lines.show([[[("Nothing has that in it; fewer letters find more.", "muted")]]])
            return
        lines.show(
            [[[(FIELD_WORDS[f], "accent" if f == now else "plain")]] for f in self._shown],
            selected=self._shown.index(now) if first else 0,
        )

    @on(Input.Submitted)
    @on(LineList.Clicked)
    def choose(self) -> None:
        """Take the one that is marked; never one that was found for letters typed before."""
        if clean_line(self.query_one(LineInput).value).casefold() != self._typed:
            self.paint()
        if self._shown:
            self.dismiss(self._shown[self.query_one(LineList).selected])
