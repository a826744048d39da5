"""Everything that is known of one person, as lines to edit."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.desk.persons import FIELDS, check_value, edit_person, values_of
from callstation.errors import CallstationError
from callstation.model.people import Prospect
from callstation.screens import actions
from callstation.widgets.form_scroll import FormScroll
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import Layout, LinePane, hints
from callstation.widgets.spans import Line, wrap

KEYS = [("up down", "move"), ("ctrl+s", "keeps it"), ("esc", "drops it"), ("ctrl+g", "erases them")]
IN_A_TEAM = [
    *(("ctrl+s", "keeps it"), ("esc", "drops it"), ("ctrl+t", "hands over"), ("ctrl+g", "erases")),
    ("up down", "move"),
]


class PersonScreen(ModalScreen[bool | str]):
    """Returns True where something was stored, and a sentence where they were erased or handed over."""

    DEFAULT_CSS = """
    PersonScreen {
        align: center middle;
        background: $background 70%;
        #person {
            width: 94%;
            max-width: 100;
            height: 94%;
            max-height: 30;
            padding: 0 2;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        FormScroll { height: 1fr; }
        LinePane { background: $surface; }
        Horizontal { height: 1; width: 1fr; }
        Horizontal > LinePane { width: 13; }
        LineInput { width: 1fr; }
        #says { height: 3; }
        #foot { height: 1; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "save", "keep", show=False, priority=True),
        Binding("down,enter", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
        Binding("ctrl+g", "erase", "erase", show=False, priority=True),
        Binding("ctrl+t", "hand_over", "hand over", show=False, priority=True),
        Binding("escape", "drop", "drop", show=False),
    ]

    def __init__(self, desk: Desk, who: Prospect) -> None:
        super().__init__()
        self.desk = desk
        self.who = who
        self._before = values_of(who)
        self._asked = False

    def compose(self) -> ComposeResult:
        with Vertical(id="person") as box:
            box.border_title = "what you know of them"
            with FormScroll():
                for field in FIELDS:
                    with Horizontal():
                        yield LinePane(_labelled(field.label))
                        yield LineInput(value=self._before[field.name], id=f"f-{field.name}", select_on_focus=False)
            yield LinePane(id="says")
            yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one("#f-name", LineInput).focus()

    def _foot(self, width: int) -> list[Line]:
        return hints(KEYS if self.desk.team is None else IN_A_TEAM, width)

    def _values(self) -> dict[str, str]:
        return {f.name: self.query_one(f"#f-{f.name}", LineInput).value for f in FIELDS}

    def on_descendant_focus(self) -> None:
        """Say what may stand in the field."""
        self._read()

    @on(Input.Changed)
    def typed(self) -> None:
        """Check while it is typed."""
        self._asked = False
        self._read()

    @on(Input.Submitted)
    def entered(self) -> None:
        """On to the next line."""
        self.focus_next()

    def _read(self) -> None:
        focused = self.focused
        field = next((f for f in FIELDS if focused is not None and focused.id == f"f-{f.name}"), None)
        if field is None:
            return
        value = self.query_one(f"#f-{field.name}", LineInput).value
        if value != self._before[field.name]:
            try:
                check_value(self.desk.tools, field.name, value.strip())
            except CallstationError as error:
                self._say(str(error), "warning")
                return
        self._say(field.hint, "muted")

    def _say(self, text: str, role: str) -> None:
        self.query_one("#says", LinePane).show(lambda width: [[], *([(row, role)] for row in wrap(text, width))])

    def action_save(self) -> None:
        """Store what differs; a value that cannot be is named, and everything typed stays."""
        try:
            session = self.desk.begin()
            edit_person(self.desk.tools, self.who.id, self._values(), session.id)
        except CallstationError as error:
            self._say(str(error), "warning")
            return
        self.dismiss(True)

    def action_erase(self) -> None:
        """Take them out of the book for good; it is asked twice."""
        from callstation.desk.erasing import traces
        from callstation.screens.erase import EraseScreen

        def asked(erased: bool | None) -> None:
            if erased:
                self.dismiss(f"{self.who.name} is erased, for good")

        try:
            self.app.push_screen(EraseScreen(self.desk, traces(self.desk.tools, self.who.id)), asked)
        except CallstationError as error:
            self._say(str(error), "warning")

    def action_hand_over(self) -> None:
        """In a team: what was promised to them and agreed with them becomes a colleague's to keep."""
        if self.desk.team is None:
            return
        if self._values() != self._before:
            self._say("keep what you changed first (ctrl+s), or drop it: then hand them over", "warning")
            return
        from callstation.desk.handing import hand_over
        from callstation.screens.colleague import ColleagueScreen

        def chosen(name: str | None) -> None:
            if name is None:
                return
            try:
                self.desk.begin()  # a step of the hour, so that undo takes it back
                hand_over(self.desk, self.who.id, name)
            except CallstationError as error:
                self._say(str(error), "warning")
                return
            undo = actions.printed(self.desk.tools.settings.keys)["undo"]
            self.dismiss(f"{self.who.name} is handed over: your word is {name}'s to keep · {undo} takes it back")

        try:
            screen = ColleagueScreen(self.desk, self.who)
        except CallstationError as error:
            self._say(str(error), "warning")
            return
        if not screen.found:
            self._say("nobody else has worked on this book so far", "warning")
            return
        self.app.push_screen(screen, chosen)

    def action_drop(self) -> None:
        """Leave; changes are asked about once."""
        if self._values() != self._before and not self._asked:
            self._asked = True
            self._say("drop what you changed? esc again drops it, ctrl+s keeps it", "accent")
            return
        self.dismiss(False)


def _labelled(label: str) -> Layout:
    def lines(_: int) -> list[Line]:
        return [[(label, "label")]]

    return lines
