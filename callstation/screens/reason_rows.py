"""The rows of a reason's form: what each is called, when it is there, and reading them all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from callstation.desk.reason_fields import Fields
from callstation.model.people import Kind, Prospect, Standing
from callstation.model.reasons import ReasonKind
from callstation.rules.library import ABOUT, STRONGEST
from callstation.widgets.choice_line import ChoiceLine, Option, ToggleLine
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import Layout, LinePane
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


def compose_rows(fields: Fields, only: Prospect | None) -> ComposeResult:
    """All rows, filled with ``fields``; ``only`` is the one person for whom it may be meant."""
    for row in ROWS:
        if row.name == "people" and only is None:
            continue
        if row.below:
            yield LinePane(_heading(row.below), classes=f"heading for-{row.name}")
        with Horizontal(id=f"row-{row.name}"):
            yield LinePane(labelled(row.label))
            yield _widget(row, fields, only)


def _widget(row: Row, fields: Fields, only: Prospect | None) -> Widget:
    name, value = row.name, getattr(fields, row.name)
    widget_id = f"in-{name}"
    match name:
        case "kind":
            about = {str(k): a.line for k, a in ABOUT.items()}
            return ChoiceLine(_CHOICES[name], str(value), about=about, id=widget_id)
        case "text" | "lead_in":
            hint = f"{ABOUT[fields.kind].begins} ..." if name == "text" else row.hint
            return WordsArea(value, placeholder=hint, id=widget_id)
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


def read_rows(form: Widget, before: Fields) -> Fields:
    """What stands in the rows that are there; the others are as nothing was said."""
    values: dict[str, object] = {}
    for name, widget in _shown(form):
        if isinstance(widget, WordsArea):
            values[name] = widget.text
        elif isinstance(widget, LineInput):
            values[name] = widget.value
        elif isinstance(widget, ToggleLine):
            chosen = widget.values
            values[name] = bool(chosen) if name in ("also_no", "after_bad_call") else chosen
        elif isinstance(widget, ChoiceLine):
            values[name] = bool(widget.value) if name in ("anonymous", "gives") else widget.value
    values["kind"] = ReasonKind(str(values["kind"]))
    if "people" in values:
        values["people"] = tuple(int(i) for i in values["people"])  # type: ignore[attr-defined]
    else:
        values["people"] = before.people
    return Fields(**values)  # type: ignore[arg-type]


def _shown(form: Widget) -> Iterator[tuple[str, Widget]]:
    for row in ROWS:
        for widget in form.query(f"#in-{row.name}"):
            if form.query_one(f"#row-{row.name}").display:
                yield row.name, widget


def show_rows_for(form: Widget, kind: ReasonKind, faults: Collection[str] = ()) -> None:
    """Show the rows that this kind has use for, and those in which something stands already; mark the ``faults``."""
    leads = kind is _K.INTRODUCTION
    for row in ROWS:
        for line in form.query(f"#row-{row.name}"):
            line.display = not row.kinds or kind in row.kinds or (row.name != "also_no" and _filled(form, row.name))
            label = "leads to" if leads and row.name == "client" else row.label
            role = "warning" if row.name in faults else "label"
            line.query_one(LinePane).show(labelled(label, role))
    form.query_one("#in-client", LineInput).placeholder = "the other of the two" if leads else "whose story it is"
    form.query_one("#in-text", WordsArea).placeholder = f"{ABOUT[kind].begins} ..."


def _filled(form: Widget, name: str) -> bool:
    widget = form.query_one(f"#in-{name}")
    if isinstance(widget, LineInput):
        return bool(widget.value.strip())
    if isinstance(widget, ToggleLine):
        return bool(widget.values)
    return isinstance(widget, ChoiceLine) and name == "anonymous" and bool(widget.value)


def labelled(label: str, role: str = "label") -> Layout:
    """A row's label as a layout."""

    def lines(width: int) -> list[Line]:
        return [[(label[:width], role)]]

    return lines


def _heading(text: str) -> Layout:
    return labelled(text, "title")
