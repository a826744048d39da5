"""A few painted lines that do not scroll: headings and the keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from callstation.widgets.painting import component_classes, paint, role_css
from callstation.widgets.spans import Line, width_of

Layout = Callable[[int], list[Line]]
"""From a width in cells to lines."""


class LinePane(Widget):
    """Paints what its layout gives for the width at hand."""

    COMPONENT_CLASSES = component_classes("line-pane")
    DEFAULT_CSS = "LinePane { height: auto; width: 1fr; }\n" + role_css("LinePane", "line-pane")

    def __init__(self, layout: Layout | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout: Layout = layout or _nothing
        self._laid: tuple[int, list[Line]] | None = None

    def show(self, layout: Layout) -> None:
        """Show something else."""
        self._layout = layout
        self._laid = None
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The lines as they are painted at ``width``."""
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, self._layout(width))
        return self._laid[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        lines = self.lines(width)
        return paint(self, "line-pane", lines[y] if y < len(lines) else [], width)


def _nothing(_width: int) -> list[Line]:
    return []


def hints(keys: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Keys and what they do, in as many lines as they need; a pair is never torn apart."""
    lines: list[Line] = [[]]
    for key, label in keys:
        size = cell_len(f"{key} {label}") + 3
        if lines[-1] and width_of(lines[-1]) + size - 3 > width:
            lines.append([])
        lines[-1] += [(f"{key} ", "key"), (f"{label}   ", "muted")]
    return lines
