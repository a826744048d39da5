"""Erasing somebody for good: what goes and what stays is shown, and it is asked twice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from callstation.desk import erasing
from callstation.desk.desk import Desk
from callstation.desk.erasing import Traces
from callstation.errors import CallstationError
from callstation.text import clean_line
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, wrap


class EraseScreen(ModalScreen[bool]):
    """Returns True where they were erased."""

    DEFAULT_CSS = """
    EraseScreen {
        align: center middle;
        background: $background 70%;
        #erase {
            width: 90%;
            max-width: 76;
            height: auto;
            padding: 1 2 0 2;
            background: $surface;
            border: round $error;
            border-title-color: $error;
        }
        LinePane { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("e", "erase", "erase", show=False),
        Binding("escape", "keep", "keep", show=False),
    ]

    def __init__(self, desk: Desk, found: Traces) -> None:
        super().__init__()
        self.desk = desk
        self.found = found
        self._asked = False
        self._fault = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="erase") as box:
            box.border_title = "Erase for good"
            yield LinePane(self._says, id="says")
            yield LinePane(self._foot, id="foot")

    def action_erase(self) -> None:
        """The first time it is asked once more; the second time it is done."""
        if not self._asked:
            self._asked = True
            self._paint()
            return
        try:
            erasing.erase(self.desk.tools, self.found.person.id)
        except CallstationError as error:
            self._fault = str(error)
            self._paint()
            return
        self.dismiss(True)

    def action_keep(self) -> None:
        """Nothing is erased."""
        self.dismiss(False)

    def _paint(self) -> None:
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)

    def _says(self, width: int) -> list[Line]:
        name = clean_line(self.found.person.name)
        lines: list[Line] = [[(row, "name")] for row in wrap(name, width)]
        lines += [[(row, "plain")] for row in wrap(f"What goes: {erasing.would_go(self.found)}.", width)]
        kept = [*erasing.stays(self.found), "Backups made before are not touched, and still hold them."]
        lines += [[], *([(row, "muted")] for text in kept for row in wrap(text, width))]
        if self._fault:
            lines += [[], *([(row, "warning")] for row in wrap(self._fault, width))]
        elif self._asked:
            text = f"Once more: this cannot be undone. e erases {name} now."
            lines += [[], *([(row, "warning")] for row in wrap(text, width))]
        return [*lines, []]

    def _foot(self, width: int) -> list[Line]:
        return hints([("e", "erases them, for good" if self._asked else "erases them"), ("esc", "keeps them")], width)
