"""Which colleague somebody is handed over to: those who work on this book, whoever was there last first."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from callstation.desk.desk import Desk
from callstation.desk.handing import colleagues_of
from callstation.model.people import Prospect
from callstation.screens.picking import Picking
from callstation.text import clean_line
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, wrap


class ColleagueScreen(Picking[str | None]):
    """Returns a colleague's name; None where nobody was chosen."""

    DEFAULT_CSS = """
    ColleagueScreen {
        align: center middle;
        background: $background 70%;
        #colleague {
            width: 90%;
            max-width: 64;
            height: 60%;
            max-height: 18;
            padding: 1 1 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LineList { height: 1fr; background: $surface; }
        LinePane { padding: 0 1; background: $surface; }
    }
    """
    BINDINGS = [("enter", "choose", "hands over")]

    def __init__(self, desk: Desk, who: Prospect) -> None:
        super().__init__()
        self.who = who
        self.found = colleagues_of(desk)

    def compose(self) -> ComposeResult:
        with Vertical(id="colleague") as box:
            box.border_title = "Hand over to a colleague"
            yield LinePane(self._about)
            found = LineList()
            found.can_focus = False
            yield found
            yield LinePane(
                lambda width: hints([("up down", "choose"), ("enter", "hands over"), ("esc", "back")], width)
            )

    def _about(self, width: int) -> list[Line]:
        text = (
            f"What was promised to {clean_line(self.who.name)} and agreed with them becomes your colleague's to keep."
        )
        return [*([(row, "plain")] for row in wrap(text, width)), []]

    @on(LineList.Resized)
    def paint(self) -> None:
        """Show everybody."""
        lines = self.query_one(LineList)
        lines.show(
            [[[(clean_line(name), "plain"), (f"  {seen}", "muted")]] for name, seen in self.found], keep_place=True
        )

    @on(LineList.Clicked)
    def action_choose(self) -> None:
        """Take the one that is marked."""
        self.dismiss(self.found[self.query_one(LineList).selected][0])
