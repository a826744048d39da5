"""A page to be read: a dated heading, a text that scrolls, and keys at the foot."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.screen import Screen

from callstation.dates.spoken import clock_hour
from callstation.dates.words import DAYS, MONTHS
from callstation.desk.desk import Desk
from callstation.rules.windows import zone_of
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane
from callstation.widgets.spans import Line, justify

Answer = TypeVar("Answer")


class Page(Screen[Answer]):
    """Says ``title`` above, and :meth:`foot` below; what stands between is shown in the LineList."""

    DEFAULT_CSS = """
    Page {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        LineList { padding: 1 0 0 0; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def title_words(self) -> str:
        """What the page is called now."""
        raise NotImplementedError

    def foot(self, width: int) -> list[Line]:
        """What just happened, and the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LineList(selectable=False)
        yield LinePane(self.foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    def _head(self, width: int) -> list[Line]:
        now = self.desk.now.astimezone(zone_of(self.desk.tools.frame.zone))
        day = f"{DAYS[now.weekday()]} {now.day} {MONTHS[now.month - 1]}, {clock_hour(now)}"
        return [justify([(self.title_words, "title")], [(day, "muted")], width), [("─" * width, "rule")]]
