"""Adding someone in seconds, in the middle of an hour: a name, a number, and a line of whatever else is known."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from callstation.dates.spoken import clock_hour
from callstation.desk import adding
from callstation.desk.adding import Known
from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.model.people import NewPerson
from callstation.rules.windows import zone_of
from callstation.text import clean_line
from callstation.widgets.card_layout import spaced
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import Layout, LinePane, hints
from callstation.widgets.spans import Line, wrap

FIELDS = (
    ("name", "Name", "first and last, as they say it"),
    ("number", "Number", "as it is written on the card; may come later"),
    ("rest", "And", "company, #tags, email, town, in any order"),
)
"""(id, label, what it is for)."""
LAST = FIELDS[-1][0]


class AddScreen(ModalScreen[int | None]):
    """Returns the id of whoever was added, or of the one who was in the book already; None where it was dropped."""

    DEFAULT_CSS = """
    AddScreen {
        align: center top;
        background: $background 70%;
        #add {
            width: 94%;
            max-width: 90;
            height: auto;
            margin-top: 2;
            padding: 1 2 0 2;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LinePane { background: $surface; }
        Horizontal { height: 1; width: 1fr; }
        Horizontal > LinePane { width: 10; }
        LineInput { width: 1fr; }
        .says { padding: 0 0 0 11; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "save", "add", show=False, priority=True),
        Binding("ctrl+n", "save_as_new", "another", show=False, priority=True),
        Binding("down", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
        Binding("escape", "drop", "drop", show=False),
    ]

    def __init__(self, desk: Desk, name: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._begun_with = clean_line(name)
        self._known: Known | None = None
        self._asked_for: tuple[str, ...] = ()
        self._fault = ""
        self._entered_number: str | None = None

    def compose(self) -> ComposeResult:
        # A number that was looked for and not found is the number of somebody new.
        begun = {"number" if _is_number(self._begun_with) else "name": self._begun_with}
        with Vertical(id="add") as box:
            box.border_title = "Add someone"
            for field, label, _ in FIELDS:
                with Horizontal():
                    yield LinePane(_labelled(label))
                    yield LineInput(value=begun.get(field, ""), id=field, select_on_focus=False)
                yield LinePane(id=f"says-{field}", classes="says")
            yield LinePane(self._notice, id="notice")
            yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.read()
        empty = [field for field, _, _ in FIELDS if not self._value(field)]
        self.query_one(f"#{empty[0]}", LineInput).focus()

    def _value(self, field: str) -> str:
        return self.query_one(f"#{field}", LineInput).value

    def _values(self) -> tuple[str, ...]:
        return tuple(self._value(field) for field, _, _ in FIELDS)

    @property
    def _asked(self) -> bool:
        """Whether it was asked who is meant, for just what stands there now."""
        return self._asked_for == self._values()

    # what was understood ------------------------------------------------------------------------------
    @on(Input.Changed)
    def typed(self) -> None:
        """Read along."""
        self._fault = ""
        self.read()

    def read(self) -> NewPerson | None:
        """Say below each field how it is understood; the person, or None while the number is none."""
        name, number, rest = self._values()
        fault = ""
        try:
            new = adding.read_typed(self.desk.tools, name, number, rest)
        except CallstationError as error:
            fault = str(error)
            new = adding.read_typed(self.desk.tools, name, "", rest)
        try:
            self._known = adding.find_known(self.desk.tools, new) if clean_line(name + number + rest) else None
            barred = adding.is_barred(self.desk.tools, new)
        except CallstationError as error:
            self._known, barred = None, False
            self._fault = str(error)
        self._say("name", f"the words will say {new.first_name}" if new.first_name and clean_line(name) else "")
        if fault:
            entered = self._entered_number == number
            self._say("number", fault if entered else "not a whole number yet", "warning" if entered else "muted")
        elif barred:
            self._say("number", "on the do-not-call list: they are kept, and never offered for a call", "warning")
        else:
            self._say("number", self._number_words(new) if clean_line(number) else "")
        self._say("rest", rest_words(new) if clean_line(rest) else "")
        self.query_one("#notice", LinePane).show(self._notice)
        self.query_one("#foot", LinePane).show(self._foot)
        return None if fault else new

    def _number_words(self, new: NewPerson) -> str:
        phone = next(phone for phone in new.phones if phone.number)
        text = spaced(phone.number) + (f" ext. {phone.extension}" if phone.extension else "")
        if phone.flag:
            text += ", which looks odd for a number there"
        if new.zone:
            text += f"; it is {clock_hour(self.desk.now.astimezone(zone_of(new.zone)))} there now"
        return text

    def _say(self, field: str, text: str, role: str = "good") -> None:
        if not text:
            text, role = next(what for name, _, what in FIELDS if name == field), "muted"
        self.query_one(f"#says-{field}", LinePane).show(lambda width: [[(row, role)] for row in wrap(text, width)])

    def _notice(self, width: int) -> list[Line]:
        if self._fault:
            return [[], *([(row, "warning")] for row in wrap(self._fault, width))]
        if self._known is None:
            return [[]]
        role = "accent" if self._asked or self._known.same else "muted"
        return [[], *([(row, role)] for row in wrap(known_words(self._known), width))]

    def _foot(self, width: int) -> list[Line]:
        if self._known is None:
            keys = [("enter", "next, then adds them"), ("ctrl+s", "adds them now"), ("esc", "drops it")]
        elif self._known.same:
            keys = [("enter", "next"), ("ctrl+s", "opens their card with what is new"), ("esc", "drops it")]
        else:
            enter = "opens their card" if self._asked else "next"
            keys = [("enter", enter), ("ctrl+n", "adds another person"), ("esc", "drops it")]
        return [[], *hints(keys, width)]

    # keys ---------------------------------------------------------------------------------------------
    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """On to the next field; after the last one, stored."""
        self._entered_number = self._value("number")
        if self._asked or event.input.id == LAST:
            self.action_save()
        elif self.read() is not None or event.input.id != "number":
            self.focus_next()

    def action_save(self) -> None:
        """Store them; somebody who may be known already is asked about first."""
        new = self._whole()
        if new is None:
            return
        if self._known is None or self._known.same:
            self._store(new, self._known)
        elif self._asked:
            self.dismiss(self._known.person.id)
        else:
            self._asked_for = self._values()
            self.read()

    def action_save_as_new(self) -> None:
        """Another person, of the same name or on the same telephone."""
        new = self._whole()
        if new is not None:
            self._store(new)

    def _whole(self) -> NewPerson | None:
        """What was typed, or None (and the cursor where it is wrong) while the number is none."""
        self._entered_number = self._value("number")
        new = self.read()
        if new is None:
            self.query_one("#number", LineInput).focus()
        return new

    def _store(self, new: NewPerson, known: Known | None = None) -> None:
        try:
            session = self.desk.session
            person_id = adding.add_person(
                self.desk.tools, new, self.desk.now, known, session_id=session.id if session else None
            )
        except CallstationError as error:
            self._fault = str(error)
            self.query_one("#notice", LinePane).show(self._notice)
            return
        self.dismiss(person_id)

    def action_drop(self) -> None:
        """Nothing is stored."""
        self.dismiss(None)


# words ------------------------------------------------------------------------------------------------
def known_words(known: Known) -> str:
    """``Maria Okafor, Bluebird Logistics is in the book already, with this number.``"""
    person = known.person
    who = ", ".join(clean_line(part) for part in (person.name, person.company) if part)
    standing = "" if person.standing.callable else f" ({person.standing})"
    if known.same:
        return f"{who}{standing} is in the book already: their card opens, with what is new here."
    return f"{who}{standing} is in the book already, with this {known.by}. Is that who you mean?"


def rest_words(new: NewPerson) -> str:
    """What the line was understood as, part by part."""
    parts = [
        ("company", new.company),
        ("title", new.title),
        ("tags", ", ".join(new.tags)),
        ("email", ", ".join(email.address for email in new.emails)),
        ("place", new.place),
        ("number", ", ".join(spaced(phone.number) for phone in new.phones[1:])),
    ]
    parts += sorted(new.custom.items())
    return "; ".join(f"{label} {clean_line(value)}" for label, value in parts if value)


def _is_number(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 5 and not any(c.isalpha() for c in text)


def _labelled(label: str) -> Layout:
    return lambda _width: [[(label, "label")]]
