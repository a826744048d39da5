"""From lines with roles to what the terminal shows: the one place where a role becomes a colour.

Text is painted as plain segments: no markup is ever read out of it, whatever somebody is called.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from callstation.widgets.spans import Line

ROLES = {
    "plain": "",
    "name": "text-style: bold;",
    "label": "color: $text-muted;",
    "muted": "color: $text-muted;",
    "title": "color: $primary; text-style: bold;",
    "key": "color: $primary; text-style: bold;",
    "number": "color: $primary;",
    "accent": "color: $accent;",
    "good": "color: $success;",
    "warning": "color: $warning;",
    "bad": "color: $error;",
    "said": "color: $foreground 80%; text-style: italic;",
    "bar": "color: $primary;",
}
"""What a role looks like. A role that is not here is plain."""


def component_classes(prefix: str) -> set[str]:
    """The component classes by which a theme or a user's style sheet reaches every role of a widget."""
    return {f"{prefix}--{role}" for role in ROLES}


def role_css(widget: str, prefix: str) -> str:
    """The DEFAULT_CSS of the roles, nested under ``widget``'s name."""
    rules = "\n".join(f"    & > .{prefix}--{role} {{ {rule} }}" for role, rule in ROLES.items() if rule)
    return f"{widget} {{\n{rules}\n}}\n"


def paint(
    widget: Widget, prefix: str, line: Line, width: int, *, background: Style | None = None, indent: int = 0
) -> Strip:
    """One line as a strip of exactly ``width`` cells, in the colours that ``widget`` gives to its roles."""
    base = widget.rich_style
    over = background or Style.null()
    segments = [Segment(" " * indent, base + over)] if indent else []
    for text, role in line:
        style = widget.get_component_rich_style(f"{prefix}--{role}") if role in ROLES else base
        segments.append(Segment(text, style + over))
    return Strip(segments).adjust_cell_length(width, base + over)
