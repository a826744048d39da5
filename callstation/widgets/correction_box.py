"""A box in which the note of an old call is corrected; nothing typed is dropped by one slip of a key."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from callstation.text import clean


class CorrectionBox(TextArea):
    """ctrl+s keeps, escape drops; where something was changed, escape asks once."""

    DEFAULT_CSS = """
    CorrectionBox {
        height: 8;
        border: round $accent;
        border-title-color: $accent;
        border-subtitle-color: $accent;
        background: $surface;
        padding: 0 1;
        &:focus { border: round $accent; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "keep", "keep", show=False, priority=True),
        Binding("escape", "drop", "drop", show=False, priority=True),
    ]

    class Kept(Message):
        """The note is to be stored as it stands."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Dropped(Message):
        """The old note stays."""

    def __init__(self, note: str, title: str) -> None:
        super().__init__(clean(note), soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.border_title = title
        self._before = self.text
        self._asked = False

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)
        self.focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._asked = False
        self.border_subtitle = ""

    def action_keep(self) -> None:
        """Store it."""
        self.post_message(self.Kept(self.text))

    def action_drop(self) -> None:
        """Leave the note as it was; words typed since are asked about once."""
        if self.text != self._before and not self._asked:
            self._asked = True
            self.border_subtitle = "esc again drops what you typed, ctrl+s keeps it"
            return
        self.post_message(self.Dropped())
