"""The end of a power hour: what happened, what was promised, what tomorrow holds; and then it is over."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from callstation.dates.spoken import clock_hour
from callstation.dates.words import DAYS, MONTHS
from callstation.desk.desk import Desk
from callstation.desk.wrapup import wrap_up
from callstation.errors import CallstationError
from callstation.rules.windows import zone_of
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, justify
from callstation.widgets.wrapup_layout import wrapup_lines


class WrapUpScreen(Screen[bool]):
    """True where the session was ended, False where it goes on."""

    DEFAULT_CSS = """
    WrapUpScreen {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        LineList { padding: 1 0 0 0; }
    }
    """
    BINDINGS = [
        Binding("enter", "end", "end the hour", show=False),
        Binding("b,escape", "back", "back to work", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.wrap_up = wrap_up(desk.tools, desk.clock(), desk.now)
        self._fault = ""

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LineList(selectable=False)
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    def _head(self, width: int) -> list[Line]:
        now = self.desk.now.astimezone(zone_of(self.desk.tools.frame.zone))
        day = f"{DAYS[now.weekday()]} {now.day} {MONTHS[now.month - 1]}, {clock_hour(now)}"
        return [justify([("Wrapping up", "title")], [(day, "muted")], width), [("─" * width, "rule")]]

    def _foot(self, width: int) -> list[Line]:
        keys = [("enter", "ends the power hour"), ("b", "back to work"), ("up down", "more")]
        lines = hints(keys if self.wrap_up.session is not None else keys[1:], width)
        return [[(fit(self._fault, width), "warning")], *lines] if self._fault else lines

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        lines = self.query_one(LineList)
        zone = self.desk.tools.frame.zone
        lines.show([[line] for line in wrapup_lines(self.wrap_up, lines.room, zone, self.desk.now)], keep_place=True)

    def action_end(self) -> None:
        """The hour is over."""
        if self.wrap_up.session is None:
            self.dismiss(False)
            return
        try:
            self.desk.end()
        except CallstationError as error:
            self._fault = str(error)
            self.query_one("#foot", LinePane).show(self._foot)
            return
        self.dismiss(True)

    def action_back(self) -> None:
        """Not yet: the hour goes on."""
        self.dismiss(False)
