"""The note of the call: typed at any time, kept from its first letter on."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

QUIET = 0.1
"""Seconds after the last key until what was typed is kept."""
AT_LEAST = 0.25
"""Seconds after which it is kept even while the typing goes on."""


class NoteBox(TextArea):
    """A box for the note; ctrl+s (or escape) ends it. Emits :class:`Kept` as it is typed."""

    DEFAULT_CSS = """
    NoteBox {
        dock: bottom;
        height: 7;
        border: round $accent;
        border-title-color: $accent;
        background: $surface;
        padding: 0 1;
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "close", "done", show=False, priority=True),
        Binding("escape", "close", "done", show=False, priority=True),
    ]

    class Kept(Message):
        """The text as it stands: to be stored now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Closed(Message):
        """The note is done for now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.border_title = "note"
        self.border_subtitle = "ctrl+s done, every letter is kept"
        self._quiet: Timer | None = None
        self._longest: Timer | None = None

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)
        self.focus()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET, self._keep)
        if self._longest is None:
            self._longest = self.set_timer(AT_LEAST, self._keep)

    def _keep(self) -> None:
        for timer in (self._quiet, self._longest):
            if timer is not None:
                timer.stop()
        self._quiet = self._longest = None
        self.post_message(self.Kept(self.text))

    def action_close(self) -> None:
        """End the note."""
        self._keep()
        self.post_message(self.Closed(self.text))
