"""The box in which a call script is edited: coloured by what each part is, faults marked beside their lines."""

from __future__ import annotations

from collections.abc import Collection

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from callstation.scripting.highlight import ROLES, Mark, expression_before, highlighted, section_at
from callstation.scripting.parse import SOURCE_LIMIT, header_of
from callstation.text import clean


class CleanArea(TextArea):
    """A TextArea into which nothing gets that would act on a terminal, wherever it was copied from."""

    def edit(self, edit: Edit) -> EditResult:
        """The one way in for keys, pastes and the clipboard. Of what no script can hold, only the beginning is
        taken: laying out a pasted book would stop the screen, and what is there already is told to be too long."""
        edit.text = clean(edit.text[: SOURCE_LIMIT + 1])
        return super().edit(edit)


class ScriptArea(CleanArea):
    """Knows call scripts."""

    COMPONENT_CLASSES = {f"script-area--{role}" for role in (*ROLES, "fault")}
    DEFAULT_CSS = """
    ScriptArea {
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; }
        & .text-area--gutter { color: $foreground 62%; }
        & > .script-area--comment { color: $foreground 68%; text-style: italic; }
        & > .script-area--header { color: $accent; text-style: bold; }
        & > .script-area--brace { color: $foreground 68%; }
        & > .script-area--keyword { color: $secondary; }
        & > .script-area--name { color: $primary; text-style: bold; }
        & > .script-area--filter { color: $primary; }
        & > .script-area--string { color: $success; }
        & > .script-area--unknown { color: $error; text-style: underline; }
        & > .script-area--fault { color: $background; background: $error; text-style: bold; }
    }
    """

    def __init__(self, text: str, *, id: str | None = None) -> None:
        self._role_styles: dict[str, Style] = {}
        self._marks: list[list[Mark]] | None = None
        self._faulty: frozenset[int] = frozenset()
        super().__init__(clean(text), soft_wrap=True, show_line_numbers=True, tab_behavior="focus", id=id)
        self.indent_width = 2

    # what is in it ------------------------------------------------------------------------------------
    @property
    def section(self) -> str:
        """The section in which the cursor stands."""
        return section_at(list(self.document.lines), self.cursor_location[0])

    def to_section(self, name: str) -> None:
        """Put the cursor on the first line of a section, if there is one, and as much of it in sight as can be."""
        for row, line in enumerate(self.document.lines):
            if header_of(line) == name:
                self.move_cursor((min(row + 1, self.document.line_count - 1), 0))
                self.call_after_refresh(self._show_from, row)
                return

    def to_difference(self, other: str) -> None:
        """Put the cursor on the first line that is not as in ``other``."""
        lines = other.split("\n")
        for row, line in enumerate(self.document.lines):
            if row >= len(lines) or line != lines[row]:
                self.move_cursor((row, len(line)))
                return

    def _show_from(self, row: int) -> None:
        """Scroll so that line ``row`` is the first in sight."""
        self.scroll_to(y=self.wrapped_document.location_to_offset((row, 0)).y, animate=False, force=True)

    def put(self, text: str) -> None:
        """Put another text in the place of the whole; undo brings the old one back."""
        row, column = self.cursor_location
        self.history.checkpoint()
        self.replace(clean(text), self.document.start, self.document.end)
        self.history.checkpoint()
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))

    def begun(self) -> tuple[bool, str]:
        """Whether the cursor stands within braces, and the name (or ``|filter``) begun before it."""
        return expression_before(self.get_text_range(self.document.start, self.cursor_location))

    def put_name(self, name: str) -> None:
        """Put a name (or a ``|filter``) in at the cursor, with braces where there are none around it."""
        inside, begun = self.begun()
        row, column = self.cursor_location
        start = (row, column - len(begun)) if inside else (row, column)
        self.replace(name if inside else f"{{{{ {name} }}}}", start, (row, column), maintain_selection_offset=False)

    def mark_faults(self, lines: Collection[int]) -> None:
        """Mark these lines (1-based) in the gutter, and no others."""
        faulty = frozenset(lines)
        if faulty != self._faulty:
            self._faulty = faulty
            self._line_cache.clear()
            self.refresh()

    # colours ------------------------------------------------------------------------------------------
    def _build_highlight_map(self) -> None:
        """Called by TextArea whenever its document has changed."""
        super()._build_highlight_map()
        self._marks = None
        self.refresh()  # an opened comment changes lines below it

    def get_line(self, line_index: int) -> Text:
        """One line in its colours."""
        if self._marks is None:
            self._marks = highlighted("\n".join(self.document.lines))
        line = super().get_line(line_index)
        for begin, end, role in self._marks[line_index] if line_index < len(self._marks) else ():
            line.stylize(self._role_style(role), begin, end)
        return line

    def _role_style(self, role: str) -> Style:
        """The colour of a role, without a background: the cursor's line shows through."""
        style = self._role_styles.get(role)
        if style is None:
            styles = self.get_component_styles(f"script-area--{role}")
            color = self.background_colors[1] + styles.color  # terminals know no transparency
            style = self._role_styles[role] = Style(color=color.rich_color) + styles.text_style
        return style

    def notify_style_update(self) -> None:
        """A theme was changed."""
        self._role_styles = {}
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line; a line with a fault has a mark beside its number, not only a colour."""
        strip = super().render_line(y)
        if not self._faulty or not self.show_line_numbers:
            return strip
        row = y + self.scroll_offset.y
        if row >= self.wrapped_document.height:
            return strip
        index, column = self.wrapped_document.offset_to_location(Offset(0, row))
        if index + 1 not in self._faulty or column:
            return strip
        width = self.gutter_width
        style = self.get_component_rich_style("script-area--fault")
        return Strip.join([Strip([Segment(f"{f'{index + 1}!':>{width - 1}} ", style)], width), strip.crop(width)])
