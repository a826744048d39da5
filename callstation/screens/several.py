"""One change to everybody who was marked: a key says what, a line says how; one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.desk.several import WAYS, Way, change_several, read_shared
from callstation.errors import CallstationError
from callstation.text import count_of
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, wrap


class SeveralScreen(ModalScreen[str | None]):
    """Returns what was done, as a sentence; None where nothing was."""

    DEFAULT_CSS = """
    SeveralScreen {
        align: center middle;
        background: $background 70%;
        #several {
            width: 94%;
            max-width: 80;
            height: auto;
            padding: 1 2 0 2;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LinePane { background: $surface; }
    }
    """
    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape", "leave", "back", show=False)]

    def __init__(self, desk: Desk, ids: Sequence[int]) -> None:
        super().__init__()
        self.desk = desk
        self.ids = tuple(ids)
        self.way: Way | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="several") as box:
            box.border_title = count_of(len(self.ids), "person", "people")
            yield LinePane(self._asks, id="asks")
            field = LineInput(select_on_focus=False)
            field.display = False
            yield field
            yield LinePane(id="says")
            yield LinePane(self._foot, id="foot")

    def on_key(self, event: events.Key) -> None:
        """The key that says what is to be changed."""
        if self.way is None:
            self.way = next((way for way in WAYS if way.key == event.key), None)
            if self.way is not None:
                event.stop()
                event.prevent_default()
                field = self.query_one(LineInput)
                field.display = True
                field.focus()
                self._paint("", "muted")

    @on(Input.Changed)
    def read(self) -> None:
        """Read back while it is typed."""
        typed = self.query_one(LineInput).value
        if self.way is None or not typed.strip():
            self._paint("", "muted")
            return
        try:
            _, said = read_shared(self.desk, self.way.name, typed)
        except CallstationError as error:
            self._paint(str(error), "muted")
            return
        self._paint(said, "good")

    @on(Input.Submitted)
    def do(self) -> None:
        """Change them, as one."""
        if self.way is None:
            return
        try:
            change, said = read_shared(self.desk, self.way.name, self.query_one(LineInput).value)
            changed = change_several(self.desk, self.ids, change)
        except CallstationError as error:
            self._paint(str(error), "warning")
            return
        self.dismiss(f"{count_of(changed, 'person', 'people')}, {said}")

    def action_leave(self) -> None:
        """Back, nothing changed."""
        self.dismiss(None)

    # painting -----------------------------------------------------------------------------------------
    def _paint(self, said: str, role: str) -> None:
        self.query_one("#asks", LinePane).show(self._asks)
        self.query_one("#says", LinePane).show(lambda width: [[(row, role)] for row in wrap(said, width)])
        self.query_one("#foot", LinePane).show(self._foot)

    def _asks(self, width: int) -> list[Line]:
        if self.way is None:
            return [[("What shall change for all of them?", "plain")], []]
        return [[(self.way.label, "label")], *([(row, "muted")] for row in wrap(self.way.hint, width)), []]

    def _foot(self, width: int) -> list[Line]:
        keys = [(way.key, way.label) for way in WAYS]
        if self.way is not None:
            keys = [("enter", f"changes {count_of(len(self.ids), 'person', 'people')}")]
        return [[], *hints([*keys, ("esc", "back")], width)]
