"""The first start: five short answers, asked once, and how to get a list in."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from callstation.desk import first_answers
from callstation.desk.first_answers import Answers
from callstation.desk.opening import Surroundings
from callstation.errors import CallstationError
from callstation.settings import Settings
from callstation.text import clean_line
from callstation.widgets.card_layout import spaced
from callstation.widgets.form_scroll import FormScroll
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import Layout, LinePane, hints
from callstation.widgets.spans import Line, fit, wrap

FIELDS = (
    ("name", "Your name", "as you say it on the phone"),
    ("business", "Your business", "what you say after your name; may stay empty"),
    ("number", "Call-back number", "what a voicemail says twice, slowly; may stay empty"),
    ("zone", "Time zone", "a zone, or a large town near you"),
    ("country", "Country", "where a number without a + belongs"),
)
"""(id, label, what it is for)."""
HELLO = (
    "Five short answers, and you will not be asked again; they are kept in a file of yours. Nobody is called by this, "
    "and nothing leaves your computer."
)
KEYS = (
    ("ctrl+o", "brings a list in: any spreadsheet or contact export"),
    ("a", "types a business card in, in seconds"),
)
LIST = (
    ("callstation import contacts.csv", "the same from another terminal"),
    ("callstation demo", "an hour with invented people, to try keys"),
)


class WelcomeScreen(Screen[Settings | None]):
    """Returns the settings as they were written; None where it was left without."""

    DEFAULT_CSS = """
    WelcomeScreen {
        align: center top;
        FormScroll { max-width: 92; padding: 0 2; scrollbar-size-vertical: 1; }
        Horizontal { height: 1; width: 1fr; }
        Horizontal > LinePane { width: 20; }
        LineInput { width: 1fr; }
        .says { padding: 0 0 0 21; }
        #foot { dock: bottom; background: $surface; padding: 0 2; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "settle", "start", show=False, priority=True),
        Binding("down", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
        Binding("escape", "leave", "leave", show=False),
    ]

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        me, region = around.settings.me, around.settings.region
        self._guesses = {
            "name": me.name,
            "business": me.business,
            "number": me.number,
            "zone": region.zone,
            "country": region.country,
        }
        self._fault = ""
        self._left: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with FormScroll():
            yield LinePane(_hello)
            for name, label, _ in FIELDS:
                with Horizontal():
                    yield LinePane(_labelled(label))
                    yield LineInput(value=self._guesses[name], id=name)
                yield LinePane(id=f"says-{name}", classes="says")
            yield LinePane(_list)
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        for name, _, _ in FIELDS:
            self._say(name, left=False)
        self.query_one("#name", Input).focus()

    # reading ------------------------------------------------------------------------------------------
    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _read(self, name: str) -> str:
        """What the field was understood as, in words; '' for nothing to say. Raises CallstationError."""
        text = self._value(name)
        match name:
            case "name":
                first_answers.check_name(text)
            case "number":
                phone = first_answers.check_number(text, self._country())
                if phone is not None:
                    odd = ", which looks odd for a number there" if phone.flag else ""
                    return f"read as {spaced(phone.number)}{odd}"
            case "zone":
                zone = first_answers.check_zone(text)
                named = "" if zone == clean_line(text) else f"{zone}; "
                return f"{named}it is {first_answers.hour_there(zone, self.around.clock.now())} there now"
            case "country":
                _, country = first_answers.check_country(text)
                return f"{country}, where a number without a + belongs"
        return ""

    def _country(self) -> str:
        try:
            return first_answers.check_country(self._value("country"))[0]
        except CallstationError:
            return self.around.settings.region.country

    def _say(self, name: str, *, left: bool) -> bool:
        """Say below a field how it is understood; faults only once it was left, while typing what it is for."""
        if left:
            self._left[name] = self._value(name)
        left = left or self._left.get(name) == self._value(name)
        purpose = next(what for field, _, what in FIELDS if field == name)
        try:
            text, role = self._read(name), "good"
        except CallstationError as error:
            text, role = (str(error), "warning") if left else (purpose, "muted")
        if not text:
            text, role = purpose, "muted"
        pane = self.query_one(f"#says-{name}", LinePane)
        pane.show(lambda width: [[(row, role)] for row in wrap(text, width)])
        return role != "warning"

    # typing -------------------------------------------------------------------------------------------
    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Read along."""
        self._fault = ""
        self._say(str(event.input.id), left=False)
        if event.input.id == "country":
            self._say("number", left=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that is left is checked."""
        if isinstance(event.widget, Input) and event.widget.id and self.is_attached:
            self._say(event.widget.id, left=True)

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """On to the next field; after the last, on to work. A zone nearly right is offered."""
        name = str(event.input.id)
        if self._say(name, left=True):
            if name == FIELDS[-1][0]:
                self.action_settle()
            else:
                self.focus_next()
        elif name == "zone" and (near := first_answers.near_zones(event.value)):
            event.input.value = near[0]

    def action_settle(self) -> None:
        """Write it down and begin; the first field that is wrong gets the cursor."""
        for name, _, _ in FIELDS:
            if not self._say(name, left=True):
                self.query_one(f"#{name}", Input).focus()
                return
        answers = Answers(**{name: self._value(name) for name, _, _ in FIELDS})
        try:
            settings = first_answers.settle(self.around, answers)
        except CallstationError as error:
            self._fault = str(error)
            self.query_one("#foot", LinePane).show(self._foot)
            return
        self.dismiss(settings)

    def action_leave(self) -> None:
        """Nothing is written; the next start asks."""
        self.dismiss(None)

    def _foot(self, width: int) -> list[Line]:
        keys = [("enter", "next"), ("up down", "between fields"), ("ctrl+s", "begin"), ("esc", "leave, nothing kept")]
        lines = hints(keys, width)
        return [*([(row, "warning")] for row in wrap(self._fault, width) if row), *lines]


# layout -----------------------------------------------------------------------------------------------
def _hello(width: int) -> list[Line]:
    return [[], [("Welcome to callstation", "title")], *([(row, "plain")] for row in wrap(HELLO, width)), []]


def _labelled(label: str) -> Layout:
    return lambda width: [[(fit(label, width), "label")]]


def _list(width: int) -> list[Line]:
    """How to get a list in."""
    lines: list[Line] = [[], [("Then, on the call screen", "label")]]
    for key, what in KEYS:
        lines.append([("  ", ""), (key.ljust(8), "key"), (fit(what, width - 10), "plain")])
    column = max(len(command) for command, _ in LIST) + 2
    for command, what in LIST:
        if column + len(what) + 2 <= width:
            lines.append([("  ", ""), (command.ljust(column), "number"), (what, "muted")])
        else:
            lines += [[("  ", ""), (command, "number")], [("    ", ""), (what, "muted")]]
    return lines
