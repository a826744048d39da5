"""The rows of a reason's form: what each is called, when it is there, and reading them all at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from callstation.desk.reason_fields import Fields
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import ReasonKind
from callstation.rules.library import ABOUT, STRONGEST
from callstation.widgets.choice_line import ChoiceLine, Option, ToggleLine
from callstation.widgets.form_scroll import FormScroll
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import LinePane
from callstation.widgets.spans import Line
from callstation.widgets.words_area import WordsArea

LABEL = 16
_K = ReasonKind
_LIFTING = (_K.POLICY, _K.CAPABILITY, _K.OFFER, _K.NEWS, _K.INVITATION)
_LISTS: tuple[Option, ...] = tuple((str(k), f"{k}s") for k in Kind)
_STANDINGS: tuple[Option, ...] = tuple((str(s), str(s)) for s in Standing if s.callable)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``kinds``: of which kinds it is there by itself (empty: of all); ``hint`` stands in an empty line."""

    name: str
    label: str
    hint: str = ""
    kinds: tuple[ReasonKind, ...] = ()
    below: str = ""
    """The heading under which it is the first."""


ROWS = (
    Row("kind", "kind"),
    Row("text", "the reason is"),
    Row("lead_in", "before it", "You ... (a sentence about them, if you like)"),
    Row("kinds", "lists", below="WHOM IT IS FOR   (an empty line lets everybody pass)"),
    Row("tags", "tags", "freight, warm"),
    Row("industries", "industry", "logistics, printing"),
    Row("places", "place", "Phoenix, AZ   or a state, or a country"),
    Row("standings", "standing"),
    Row("lifts", "takes away", "what was in their way: minimum order", kinds=_LIFTING),
    Row("answers", "answers", "what they complained of: late delivery", kinds=(_K.REGIME,)),
    Row("also_no", "a no", kinds=(_K.REGIME,)),
    Row("after_bad_call", "last call", kinds=(_K.NEW_YOU,)),
    Row("people", "only"),
    Row("client", "client", "whose story it is", kinds=(_K.STORY, _K.INTRODUCTION), below="WHAT GOES WITH IT"),
    Row("anonymous", "named", kinds=(_K.STORY,)),
    Row("until", "until", "the last day on which it holds: 12 december"),
    Row("link", "link", "https://..."),
    Row("attachment", "sends", "a file to send along"),
    Row("strength", "strength"),
    Row("gives", "gives or asks"),
)
FLAGS = frozenset(("anonymous", "gives", "also_no", "after_bad_call"))
_CHOICES: dict[str, tuple[Option, ...]] = {
    "kind": tuple((str(k), str(k)) for k in ABOUT),
    "anonymous": (("", "the client may be named"), ("yes", "anonymous: the client is named nowhere")),
    "strength": tuple((str(n), str(n)) for n in range(1, STRONGEST + 1)),
    "gives": (("yes", "it gives something"), ("", "it asks: only where a proposal is open")),
}
_TOGGLES: dict[str, tuple[Option, ...]] = {
    "kinds": _LISTS,
    "standings": _STANDINGS,
    "also_no": (("yes", "also those who said no: they are asked once more"),),
    "after_bad_call": (("yes", "only those whose last call went badly"),),
}


class Rows(FormScroll):
    """The rows: the arrows lead from one to the next."""

    def __init__(self, fields: Fields, only: Prospect | None, *, id: str | None = None) -> None:
        """Filled with ``fields``; ``only`` is the one person for whom it may be meant alone."""
        super().__init__(id=id)
        self._before = fields
        self.inputs: dict[str, Widget] = {}
        self._lines: dict[str, Horizontal] = {}
        self._labels: dict[str, Label] = {}
        for row in ROWS:
            if row.name != "people" or only is not None:
                self.inputs[row.name] = _widget(row, fields, only)
                self._labels[row.name] = Label(row.label)
                self._lines[row.name] = Horizontal(self._labels[row.name], self.inputs[row.name])
        self._shown = frozenset(self._lines)

    def compose(self) -> ComposeResult:
        for row in ROWS:
            if row.below:
                yield Label(row.below, "title", classes="heading")
            if row.name in self._lines:
                yield self._lines[row.name]

    def there(self, name: str) -> bool:
        """Whether a row is shown."""
        return name in self._shown

    def read(self) -> Fields:
        """What stands in the rows that are there; the others are as if nothing was said."""
        values: dict[str, Any] = {}
        for name, widget in self.inputs.items():
            if not self.there(name):
                continue
            if isinstance(widget, WordsArea):
                values[name] = widget.text
            elif isinstance(widget, LineInput):
                values[name] = widget.value
            elif isinstance(widget, ToggleLine):
                values[name] = bool(widget.values) if name in FLAGS else widget.values
            elif isinstance(widget, ChoiceLine):
                values[name] = bool(widget.value) if name in FLAGS else widget.value
        values["kind"] = ReasonKind(values["kind"])
        values["people"] = tuple(int(i) for i in values.get("people", self._before.people))
        return Fields(**values)

    def show_for(self, kind: ReasonKind, faults: Collection[str] = ()) -> None:
        """Show the rows that this kind has use for, and those in which something stands already; mark the faults."""
        leads = kind is _K.INTRODUCTION
        rows = [row for row in ROWS if row.name in self._lines]
        needed = frozenset(r.name for r in rows if not r.kinds or kind in r.kinds or self._filled(r.name))
        for row in rows:
            if (row.name in needed) != (row.name in self._shown):
                self._lines[row.name].display = row.name in needed
            label = "leads to" if leads and row.name == "client" else row.label
            self._labels[row.name].say(label, "warning" if row.name in faults else "label")
        self._shown = needed
        client, words = self.inputs["client"], self.inputs["text"]
        assert isinstance(client, LineInput)
        assert isinstance(words, WordsArea)
        client.placeholder = "the other of the two" if leads else "whose story it is"
        words.placeholder = f"{ABOUT[kind].begins} ..."

    def _filled(self, name: str) -> bool:
        """Whether something stands in a row that its kind has no use for; that a no is asked again goes with it."""
        if name == "also_no":
            return False
        widget = self.inputs[name]
        if isinstance(widget, LineInput):
            return bool(widget.value.strip())
        if isinstance(widget, ToggleLine):
            return bool(widget.values)
        return isinstance(widget, ChoiceLine) and name == "anonymous" and bool(widget.value)


def _widget(row: Row, fields: Fields, only: Prospect | None) -> Widget:
    name, value = row.name, getattr(fields, row.name)
    widget_id = f"in-{name}"
    match name:
        case "kind":
            about = {str(k): a.line for k, a in ABOUT.items()}
            return ChoiceLine(_CHOICES[name], str(value), about=about, id=widget_id)
        case "text" | "lead_in":
            return WordsArea(value, placeholder=row.hint, id=widget_id)
        case "strength":
            return ChoiceLine(_CHOICES[name], value, about={"9": "goes first"}, id=widget_id)
        case "anonymous" | "gives":
            return ChoiceLine(_CHOICES[name], "yes" if value else "", id=widget_id)
        case "kinds" | "standings":
            return ToggleLine(_TOGGLES[name], value, id=widget_id)
        case "also_no" | "after_bad_call":
            return ToggleLine(_TOGGLES[name], ("yes",) if value else (), id=widget_id)
        case "people":
            assert only is not None
            option = (str(only.id), f"{only.name}, and nobody else")
            return ToggleLine((option,), tuple(str(i) for i in value), id=widget_id)
        case _:
            return LineInput(value=value, placeholder=row.hint, select_on_focus=False, id=widget_id)


class Label(LinePane):
    """What a row is called; in the colour of a warning where something is wrong with it."""

    def __init__(self, label: str, role: str = "label", *, classes: str = "") -> None:
        self._said = (label, role)
        super().__init__(self._row, classes=classes)

    def say(self, label: str, role: str) -> None:
        """Call it otherwise."""
        if self._said != (label, role):
            self._said = (label, role)
            self.update_lines()

    def _row(self, width: int) -> list[Line]:
        label, role = self._said
        return [[(label[:width], role)]]


def repaint(pane: LinePane) -> None:
    """Paint a pane anew; all is laid out anew only where it needs another height."""
    pane.update_lines()
    if pane.get_content_height(None, None, pane.size.width) != pane.size.height:
        pane.refresh(layout=True)
