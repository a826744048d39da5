"""Painting lines with roles in widgets that are no :class:`LineWidget` (lists that scroll), in the same colours.

Text is painted as plain segments: no markup is ever read out of it, whatever somebody is called.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from callstation.widgets.line_widget import LineWidget
from callstation.widgets.spans import Line

ROLE_CLASSES = set(LineWidget.COMPONENT_CLASSES)


def role_css(widget: str) -> str:
    """The DEFAULT_CSS by which the roles look in ``widget`` as they do on the card."""
    return LineWidget.DEFAULT_CSS.replace("LineWidget", widget)


def style_of(widget: Widget, role: str) -> Style:
    """The style of a role in ``widget``, '' for the widget's own. Textual walks up the whole tree for it: keep it."""
    return widget.get_component_rich_style(f"line--{role}") if role else widget.rich_style


def paint(
    line: Line, width: int, style: Callable[[str], Style], *, over: Style | None = None, indent: int = 0
) -> Strip:
    """One line as a strip of exactly ``width`` cells; ``over`` (a background) is laid over every part of it."""
    laid = over or Style.null()
    base = style("") + laid
    segments = [Segment(" " * indent, base)] if indent else []
    segments += [Segment(text, style(role) + laid if role else base) for text, role in line]
    return Strip(segments).adjust_cell_length(width, base)
