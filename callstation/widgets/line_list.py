"""Painted lines that scroll: only what is in sight is painted, however many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from callstation.widgets.painting import ROLE_CLASSES, paint, role_css, style_of
from callstation.widgets.spans import Line

Block = Sequence[Line]
"""The lines of one thing that can be chosen."""
MARK = "▌ "


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of blocks of lines, one of which may be selected.

    Without ``selectable`` it is a text to scroll through. Two cells on the left are kept for the mark of what is
    selected; :attr:`room` is the width that is left for a layout.
    """

    COMPONENT_CLASSES = ROLE_CLASSES | {"line-list--selected"}
    DEFAULT_CSS = """
LineList {
    height: 1fr;
    overflow-x: hidden;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    & > .line-list--selected { background: $panel; }
}
""" + role_css("LineList")

    BINDINGS = [
        Binding("up,k", "by_line(-1)", "up", show=False),
        Binding("down,j", "by_line(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown,space", "page(1)", "page down", show=False),
        Binding("home,g", "to_end(-1)", "first", show=False),
        Binding("end,G", "to_end(1)", "last", show=False),
    ]

    class Resized(Message):
        """There is another width to lay out for."""

        def __init__(self, line_list: LineList) -> None:
            super().__init__()
            self.line_list = line_list

        @property
        def control(self) -> LineList:
            return self.line_list

    class Moved(Message):
        """Another block is selected, or the top came into sight (``at_top``)."""

        def __init__(self, line_list: LineList, *, at_top: bool) -> None:
            super().__init__()
            self.line_list = line_list
            self.at_top = at_top

        @property
        def control(self) -> LineList:
            return self.line_list

    class Clicked(Message):
        """A block was clicked; it is selected already."""

        def __init__(self, line_list: LineList) -> None:
            super().__init__()
            self.line_list = line_list

        @property
        def control(self) -> LineList:
            return self.line_list

    def __init__(self, *, selectable: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self.selectable = selectable
        self.selected = 0
        self._blocks: list[Block] = []
        self._starts: list[int] = []
        self._width = 0
        self._styles_by_role: dict[str, Style] = {}

    @property
    def room(self) -> int:
        """Cells for a layout."""
        return max(10, self.scrollable_content_region.width - len(MARK))

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown."""
        return self._blocks

    # what is shown ------------------------------------------------------------------------------------
    def show(self, blocks: Sequence[Block], *, selected: int = 0, keep_place: bool = False) -> None:
        """Show ``blocks``; ``keep_place`` leaves the scroll where it is, else the selected one is brought in sight."""
        self._blocks = list(blocks)
        self.selected = min(max(0, selected), max(0, len(blocks) - 1))
        self._measure()
        if not keep_place:
            self.reveal()

    def put_before(self, blocks: Sequence[Block], *, first_again: Block | None = None) -> None:
        """Add blocks above; what is in sight stays where it is. ``first_again``: the old first block laid out anew."""
        if first_again is not None and self._blocks:
            self._blocks[0] = first_again
        before = self.virtual_size.height
        self._blocks[:0] = blocks
        self.selected += len(blocks)
        at = self.scroll_offset.y
        self._measure()
        self._scroll(at + self.virtual_size.height - before)

    def replace(self, index: int, block: Block) -> None:
        """Show one block differently."""
        self._blocks[index] = block
        self._measure()

    def _measure(self) -> None:
        heights = [len(block) for block in self._blocks]
        self._starts = [0, *accumulate(heights)][: len(heights)]
        self.virtual_size = Size(self.scrollable_content_region.width, sum(heights))
        self.refresh()

    # moving -------------------------------------------------------------------------------------------
    def move(self, by: int) -> None:
        """Select another block; one that is taller than the screen is scrolled through before it is left."""
        if not self._blocks:
            return
        top, height = self.scroll_offset.y, self.size.height
        start = self._starts[self.selected]
        end = start + len(self._blocks[self.selected])
        if by == 1 and end > top + height:
            self._scroll(min(end - height, top + height - 2))
        elif by == -1 and start < top:
            self._scroll(max(start, top - height + 2))
        else:
            self.select(self.selected + by)

    def select(self, index: int) -> None:
        """Select the block at ``index``, as near as there is one."""
        if not self._blocks:
            return
        self.selected = min(max(0, index), len(self._blocks) - 1)
        self.reveal()
        self.refresh()
        self.post_message(self.Moved(self, at_top=self.selected == 0))

    def action_page(self, by: int) -> None:
        """A screenful down (1) or up (-1): to the block that is there."""
        height = max(1, self.size.height - 2)
        if not self.selectable:
            self._scroll(self.scroll_offset.y + by * height)
        elif self._blocks:
            wanted = self._starts[self.selected] + by * height
            found = bisect_right(self._starts, max(0, wanted)) - 1
            self.select(found if found != self.selected else self.selected + by)

    def action_by_line(self, by: int) -> None:
        """A line up or down, or the next block where blocks are selected."""
        if self.selectable:
            self.move(by)
        else:
            self._scroll(self.scroll_offset.y + by)

    def action_to_end(self, end: int) -> None:
        """The first (-1) or the last (1) there is."""
        if self.selectable:
            self.select(0 if end < 0 else len(self._blocks) - 1)
        else:
            self._scroll(0 if end < 0 else self.virtual_size.height)

    def reveal(self) -> None:
        """Bring the selected block in sight; of one too tall, its beginning."""
        if not self._blocks or not self.selectable:
            return
        start = self._starts[self.selected]
        end = start + len(self._blocks[self.selected])
        top, height = self.scroll_offset.y, self.size.height
        if end > top + height:
            top = end - height
        if start < top:
            top = start
        self._scroll(top)

    def _scroll(self, y: int) -> None:
        # force: also before the scrollbar was first laid out
        self.scroll_to(y=y, animate=False, force=True)

    # events -------------------------------------------------------------------------------------------
    def on_resize(self) -> None:
        if self.room != self._width:
            self._width = self.room
            self.post_message(self.Resized(self))
        else:
            self.reveal()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value < old_value and new_value < self.size.height:
            self.post_message(self.Moved(self, at_top=True))

    def on_click(self, event: events.Click) -> None:
        if self.selectable and self._blocks:
            self.select(bisect_right(self._starts, event.y + self.scroll_offset.y) - 1)
            self.post_message(self.Clicked(self))

    # painting -----------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        index = bisect_right(self._starts, row) - 1
        if index < 0 or row - self._starts[index] >= len(self._blocks[index]):
            return Strip.blank(width, self._style(""))
        line = self._blocks[index][row - self._starts[index]]
        if not self.selectable or index != self.selected or not line:
            return paint(line, width, self._style, indent=len(MARK))
        back = Style(bgcolor=self.get_component_rich_style("line-list--selected").bgcolor)
        return paint([(MARK, "bar"), *line], width, self._style, over=back)

    def _style(self, role: str) -> Style:
        found = self._styles_by_role.get(role)
        if found is None:
            found = self._styles_by_role[role] = style_of(self, role)
        return found

    def notify_style_update(self) -> None:
        """A theme was changed, or the focus."""
        self._styles_by_role = {}
        super().notify_style_update()
