"""A few lines for one sentence: enter and the arrows lead on to the next field of a form."""

from __future__ import annotations

from textual import events

from callstation.text import clean
from callstation.widgets.script_area import CleanArea


class WordsArea(CleanArea):
    """Wraps what is said in one breath; a line break is a space."""

    DEFAULT_CSS = """
    WordsArea {
        height: 3;
        width: 1fr;
        padding: 0 1;
        border: none;
        background: $panel;
        &:focus { border: none; background-tint: $foreground 10%; }
    }
    """

    def __init__(self, text: str, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            clean(text),
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=placeholder,
            id=id,
        )

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.focus_next()
        else:
            await super()._on_key(event)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; from the first to the field before."""
        if not select and self._row == 0:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down; from the last to the field after."""
        if not select and self._row >= self.wrapped_document.height - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    @property
    def _row(self) -> int:
        """The row of the cursor, as the text is wrapped."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y
