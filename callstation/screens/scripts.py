"""Every text that a script has or had, what came of it, how it differs from today's, and the way back to it (H7)."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from callstation.desk import script_results
from callstation.desk.desk import Desk
from callstation.desk.script_results import Reading
from callstation.errors import CallstationError
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.scripts_layout import (
    difference_blocks,
    head_lines,
    pane_head,
    reading_blocks,
    text_blocks,
)
from callstation.widgets.spans import Line, fit


class ScriptsScreen(Screen[bool]):
    """Returns whether a text was brought back. ``name`` is the script to begin with, ``busy`` one that is being
    typed at: it cannot be changed from here meanwhile."""

    DEFAULT_CSS = """
    ScriptsScreen {
        LinePane { padding: 0 1; }
        #list { height: 1fr; }
        #pane-head { background: $panel; }
        #text { height: 1fr; background: $surface; }
        #foot { background: $surface; }
    }
    """
    AUTO_FOCUS = "#list"
    BINDINGS = [
        Binding("d,enter", "compare", "the difference", show=False),
        Binding("b", "bring_back", "bring back", show=False),
        Binding("ctrl+down", "scroll_text(4)", "scroll the text", show=False, priority=True),
        Binding("ctrl+up", "scroll_text(-4)", "scroll the text", show=False, priority=True),
        Binding("escape,q,y", "leave", "back", show=False),
    ]

    def __init__(self, desk: Desk, name: str = "", *, busy: bool = False) -> None:
        """Raises StoreError."""
        super().__init__()
        self.desk = desk
        self.readings = script_results.readings(desk.tools)
        self.compared = True
        self.changed = False
        self.notice: tuple[str, str] = ("", "")
        self._begin_with = name
        self._busy = name if busy else ""

    def compose(self) -> ComposeResult:
        yield LinePane(head_lines, id="top")
        yield LineList(id="list")
        yield LinePane(self._pane_head, id="pane-head")
        text = LineList(selectable=False, id="text")
        text.can_focus = False
        yield text
        yield LinePane(self._foot, id="foot")

    @property
    def reading(self) -> Reading | None:
        """The text that is marked."""
        at = self.query_one("#list", LineList).selected
        return self.readings[at] if at < len(self.readings) else None

    # painting -----------------------------------------------------------------------------------------
    @on(LineList.Resized, "#list")
    def _lay_out(self) -> None:
        lines = self.query_one("#list", LineList)
        blocks = reading_blocks(self.readings, lines.room, self.desk.tools.frame.zone, self.desk.now)
        at = lines.selected
        if self._begin_with:
            at = next((i for i, r in enumerate(self.readings) if r.script == self._begin_with), 0)
            self._begin_with = ""
        lines.show(blocks, selected=at)
        self._show_text()

    @on(LineList.Moved, "#list")
    def _moved(self) -> None:
        self.say("")

    @on(LineList.Resized, "#text")
    def _show_text(self) -> None:
        pane = self.query_one("#text", LineList)
        reading = self.reading
        if reading is not None and pane.size.width:
            pane.show(self._blocks(reading, pane.room))
            pane.scroll_to(y=0, animate=False)
        for name in ("pane-head", "foot"):
            found = self.query_one(f"#{name}", LinePane)
            found.update_lines()
            found.refresh(layout=True)

    def _blocks(self, reading: Reading, width: int) -> list[Block]:
        try:
            if self.compared and not reading.current:
                lines = script_results.difference(self.desk.tools, reading)
                if lines:
                    return [*difference_blocks(lines, width)]
                return [[[("Word for word the text of today.", "muted")]]]
            return [*text_blocks(script_results.text_of(self.desk.tools, reading), width)]
        except CallstationError as error:
            return [[[(fit(str(error), width), "warning")]]]

    def _pane_head(self, width: int) -> list[Line]:
        return pane_head(self.reading, compared=self.compared, width=width)

    def _foot(self, width: int) -> list[Line]:
        text, role = self.notice
        keys = [("up down", "choose"), ("d", "its words" if self.compared else "the difference")]
        if self.reading is not None and not self.reading.current:
            keys.append(("b", "brings it back"))
        lines = hints([*keys, ("ctrl+up/down", "scroll the text"), ("esc", "back")], width)
        return [[(fit(text, width), role)], *lines] if text else lines

    def say(self, text: str, role: str = "good") -> None:
        """One line about what just happened."""
        self.notice = (text, role)
        self._show_text()

    # keys ---------------------------------------------------------------------------------------------
    def action_compare(self) -> None:
        """The difference to the text of today, or the words themselves."""
        self.compared = not self.compared
        self._show_text()

    def action_scroll_text(self, lines: int) -> None:
        """Scroll the lower half."""
        pane = self.query_one("#text", LineList)
        pane.scroll_to(y=pane.scroll_offset.y + lines, animate=False)

    def action_bring_back(self) -> None:
        """Make the marked text the one of today."""
        reading = self.reading
        if reading is None or reading.current:
            self.say("this is the text of today", "muted")
            return
        if reading.script == self._busy:
            self.say("you are in the middle of changing this script: save it or drop it first", "warning")
            return
        try:
            script_results.bring_back(self.desk.tools, reading, self.desk.now)
            self.readings = script_results.readings(self.desk.tools)
        except CallstationError as error:
            self.say(str(error), "warning")
            return
        self.changed = True
        self._begin_with = reading.script
        self._lay_out()
        self.say("this is your script again; the text before it stands below, and b brings that back")

    def action_leave(self) -> None:
        """Back to where we were."""
        self.dismiss(self.changed)
