"""Whom a reason reaches, by name."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from callstation.desk.reasoning import Counting, Reasoning
from callstation.errors import CallstationError
from callstation.store.reason_reach import Someone
from callstation.text import count_of
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.reason_layout import names_blocks
from callstation.widgets.spans import Line

COUNT = 0.03
"""Seconds between two steps of counting."""


class ReachedScreen(ModalScreen[None]):
    """The names; where there are very many, the first few hundred of them."""

    DEFAULT_CSS = """
    ReachedScreen {
        align: center middle;
        background: $background 70%;
        #reached {
            width: 94%;
            max-width: 84;
            height: 90%;
            max-height: 32;
            padding: 1 1 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LineList, LinePane { background: $surface; }
        LinePane { padding: 0 2; }
    }
    """
    BINDINGS = [Binding("escape,q,w,f2,enter", "leave", "back", show=False)]

    def __init__(self, reasoning: Reasoning, counting: Counting) -> None:
        super().__init__()
        self.reasoning = reasoning
        self.counting = counting
        self._people: list[Someone] = []
        self._named = -1
        self._fault = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="reached") as box:
            box.border_title = "Whom it reaches"
            yield LineList(selectable=False)
            yield LinePane(self._foot)

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.set_interval(COUNT, self._count)

    def _count(self) -> None:
        if not self.counting.reach.whole and not self._fault:
            try:
                self.counting.step()
            except CallstationError as error:
                self._fault = str(error)
            self.paint()

    @on(LineList.Resized)
    def paint(self) -> None:
        """Show who is known so far."""
        reach = self.counting.reach
        if self._named != len(reach.first):
            self._named = len(reach.first)
            try:
                self._people = self.reasoning.names(reach)
            except CallstationError as error:
                self._fault = str(error)
        lines = self.query_one(LineList)
        lines.show(names_blocks(self._people, reach, lines.room), keep_place=True)
        self.query_one(LinePane).show(self._foot)

    def _foot(self, width: int) -> list[Line]:
        reach = self.counting.reach
        told = f", {reach.told:,} of them told already" if reach.told else ""
        count = f"{count_of(reach.people, 'person', 'people')}{told}{'' if reach.whole else ', and counting'}"
        return [[], [(self._fault or count, "warning" if self._fault else "muted")], *hints([("esc", "back")], width)]

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
