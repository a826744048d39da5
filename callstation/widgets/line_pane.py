"""A few painted lines that do not scroll: headings, and the keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.cells import cell_len

from callstation.widgets.line_widget import LineWidget
from callstation.widgets.spans import Line, width_of

Layout = Callable[[int], list[Line]]
"""From a width in cells to lines."""


class LinePane(LineWidget):
    """Paints what its layout gives for the width at hand, as high as that is."""

    DEFAULT_CSS = "LinePane { height: auto; width: 1fr; }"

    def __init__(self, layout: Layout | None = None, *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id)
        self.set_classes(classes)
        self._layout: Layout = layout or _nothing

    def show(self, layout: Layout) -> None:
        """Show something else."""
        self._layout = layout
        self.update_lines()
        if len(self._lines) != self.size.height:  # else every widget of the screen would be laid out anew
            self.refresh(layout=True)

    def layout_lines(self, width: int, height: int) -> list[Line]:
        return self._layout(width)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """How many lines it takes at this width."""
        return len(self._layout(width))


def _nothing(_width: int) -> list[Line]:
    return []


def hints(keys: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Keys and what they do, in as many lines as they need; a pair is never torn apart."""
    lines: list[Line] = [[]]
    for key, label in keys:
        size = cell_len(f"{key} {label}")
        if lines[-1] and width_of(lines[-1]) + size > width:
            lines.append([])
        lines[-1] += [(f"{key} ", "key"), (f"{label}   ", "muted")]
    return lines
