"""A widget that paints lines of spans: the cheapest thing that Textual can put on a screen.

One such widget for the whole card costs about as much per card as a bare line of text does; tables, lists and
bordered statics beside it cost two to fifteen times as much (measured; see scripts/bench).
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from callstation.widgets.roles import ROLES, css_of
from callstation.widgets.spans import Line, harmless


class LineWidget(Widget):
    """Paints what :meth:`layout_lines` returns; roles become its component classes ``line--<role>``."""

    COMPONENT_CLASSES = {f"line--{role}" for role in ROLES}
    DEFAULT_CSS = (
        "LineWidget { background: $background; color: $foreground; "
        + " ".join(f"& > .line--{name} {{ {css_of(role)} }}" for name, role in ROLES.items())
        + " }"
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._styles_by_role: dict[str, Style] = {}

    def layout_lines(self, width: int, height: int) -> list[Line]:
        """The lines to paint in ``width`` by ``height`` cells."""
        raise NotImplementedError

    def update_lines(self) -> None:
        """Lay out anew and repaint the lines that differ."""
        width, height = self.size
        if not width or not height:
            return
        before, self._lines = self._lines, self.layout_lines(width, height)
        most = max(len(before), len(self._lines))
        changed = [
            Region(0, y, width, 1)
            for y in range(most)
            if y >= len(before) or y >= len(self._lines) or before[y] != self._lines[y]
        ]
        if changed:
            self.refresh(*changed)

    def on_resize(self) -> None:
        self._lines = []
        self.update_lines()
        self.refresh()

    def notify_style_update(self) -> None:
        """A theme was changed."""
        self._styles_by_role = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line as a strip; text is made harmless here, at the way out."""
        width = self.size.width
        base = self._style("")
        if y >= len(self._lines):
            return Strip.blank(width, base)
        segments = []
        for text, role in self._lines[y]:
            segments.append(Segment(harmless(text), self._style(role)))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, role: str) -> Style:
        """The style of a role, '' for the widget's own. Looked up once: Textual walks up the whole tree for it."""
        found = self._styles_by_role.get(role)
        if found is None and not role:
            found = self._styles_by_role[role] = self.rich_style
        if found is None:
            styles = self.get_component_styles(f"line--{role}")
            ground = self.background_colors[1]
            if styles.background.a:
                ground = ground + styles.background
            # A colour with transparency is mixed with what is behind it: terminals know no alpha.
            color = Style.from_color((ground + styles.color).rich_color, ground.rich_color)
            found = color + styles.text_style
            self._styles_by_role[role] = found
        return found
