"""Choosing from a list by words: a line for them below it; the list keeps what has them all."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import LinePane
from callstation.widgets.spans import Line, fit


class FilterBar(Horizontal):
    """What is typed chooses at once; enter goes on to the list, escape shows all again."""

    DEFAULT_CSS = """
    FilterBar {
        height: 1;
        width: 1fr;
        background: $panel;
        LinePane { background: $panel; padding: 0 1; }
        #filter-label { width: 7; }
        #filter-count { width: 30; }
        LineInput { width: 1fr; }
    }
    """
    BINDINGS = [
        Binding("escape", "close", "show all", show=False),
        Binding("down", "done", "to the list", show=False),
    ]

    class Changed(Message):
        """Other words are looked for; ``words`` is '' where all is to be shown."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Done(Message):
        """The keys are for the list again; ``close``: and all of it is shown."""

        def __init__(self, *, close: bool) -> None:
            super().__init__()
            self.close = close

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self._found = ("", "muted")

    def compose(self) -> ComposeResult:
        yield LinePane(lambda _width: [[("find", "label")]], id="filter-label")
        yield LineInput(placeholder=self._hint, select_on_focus=True)
        yield LinePane(self._count, id="filter-count")

    def on_mount(self) -> None:
        self.focus_words()

    def focus_words(self) -> None:
        """The keys are for the words."""
        self.query_one(LineInput).focus()

    def tell(self, found: int, of: int) -> None:
        """How many have all the words."""
        self._found = (
            (f"{found} of {of}, enter: to the list", "muted") if found else ("none has these words", "warning")
        )
        self.query_one("#filter-count", LinePane).update_lines()

    def _count(self, width: int) -> list[Line]:
        text, role = self._found
        return [[(fit(text, width), role)]]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """On to the list."""
        self.post_message(self.Done(close=False))

    def action_close(self) -> None:
        """Show all again."""
        self.post_message(self.Done(close=True))
