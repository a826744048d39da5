"""The end of a power hour: what happened, what was promised, what tomorrow holds; and then it is over."""

from __future__ import annotations

from textual import on
from textual.binding import Binding

from callstation.desk.desk import Desk
from callstation.desk.wrapup import wrap_up
from callstation.errors import CallstationError
from callstation.screens.page import Page
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit
from callstation.widgets.wrapup_layout import wrapup_lines


class WrapUpScreen(Page[bool]):
    """True where the session was ended, False where it goes on."""

    BINDINGS = [
        Binding("enter", "end", "end the hour", show=False),
        Binding("b,escape", "back", "back to work", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wrap_up = wrap_up(desk.tools, desk.clock(), desk.now)
        self._fault = ""

    @property
    def title_words(self) -> str:
        return "Wrapping up"

    def foot(self, width: int) -> list[Line]:
        keys = [("enter", "ends the power hour"), ("up down", "more"), ("esc", "back to work")]
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
            self.query_one("#foot", LinePane).show(self.foot)
            return
        self.dismiss(True)

    def action_back(self) -> None:
        """Not yet: the hour goes on."""
        self.dismiss(False)
