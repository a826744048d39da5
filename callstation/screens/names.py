"""The names that a script can use, with what they say for this person: type to narrow down, enter puts one in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from callstation.screens.picking import Picking
from callstation.text import clean_line
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, fit_line, width_of

WIDE = 80
"""Cells from which there is room in a row for what a name means."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be put in: a name, or a ``|filter``."""

    name: str
    value: str
    """What it says for the person on the card; '' for nothing."""
    description: str


class NamesScreen(Picking[str | None]):
    """Returns what to put in, None where nothing was chosen."""

    DEFAULT_CSS = """
    NamesScreen {
        align: center top;
        background: $background 60%;
        #names {
            width: 96%;
            max-width: 110;
            height: 90%;
            max-height: 32;
            margin-top: 1;
            padding: 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        Input {
            height: 1;
            padding: 0 1;
            margin: 0 1 1 1;
            background: $panel;
            border: none;
            &:focus { border: none; background-tint: $foreground 0%; }
        }
        LineList { background: $surface; }
        LinePane { padding: 0 2; background: $surface; }
    }
    """
    BINDINGS = [
        ("f2,ctrl+n", "leave", "back"),
    ]

    def __init__(self, entries: Sequence[Entry], begun: str = "") -> None:
        super().__init__()
        self._entries = entries
        self._begun = begun
        self._shown: list[Entry] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="names") as box:
            box.border_title = "Names that a script can use"
            yield Input(value=self._begun, placeholder="type a part of a name, or what it means", select_on_focus=False)
            entries = LineList()
            entries.can_focus = False
            yield entries
            keys = [("up down", "choose"), ("enter", "puts it in"), ("esc", "back")]
            yield LinePane(lambda width: [*self._about(width), [], *hints(keys, width)])

    @on(Input.Changed)
    @on(LineList.Resized)
    def paint(self) -> None:
        """Show those that what is typed fits."""
        typed = clean_line(self.query_one(Input).value).lower()
        self._shown = fitting(self._entries, typed)
        lines = self.query_one(LineList)
        lines.selectable = bool(self._shown)
        if self._shown:
            lines.show([[_row(entry, lines.room)] for entry in self._shown])
        else:
            lines.show([[[("No name has that in it; fewer letters find more.", "muted")]]])
        self._tell()

    @on(LineList.Moved)
    def _tell(self) -> None:
        self.query_one(LinePane).update_lines()

    def _about(self, width: int) -> list[Line]:
        """What the marked name means, where there is no room for it in its row."""
        if width >= WIDE:
            return []
        what = self._shown[self.query_one(LineList).selected].description if self._shown else ""
        return [[(fit(what, width), "label")]]

    @on(Input.Submitted)
    @on(LineList.Clicked)
    def choose(self) -> None:
        """Put in the one that is marked."""
        self.paint_if_behind()
        if self._shown:
            self.dismiss(self._shown[self.query_one(LineList).selected].name)

    def paint_if_behind(self) -> None:
        """Enter never takes a name that was found for letters typed before."""
        typed = clean_line(self.query_one(Input).value).lower()
        if self._shown != fitting(self._entries, typed):
            self.paint()


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries with ``typed`` in their name, those that begin with it first, then those that mean it."""
    words = typed.lstrip("|")
    named = [e for e in entries if words in e.name]
    named.sort(key=lambda e: not e.name.lstrip("|").startswith(words))
    meant = [e for e in entries if words not in e.name and words in f"{e.description} {e.value}".lower()]
    return named + meant


def _row(entry: Entry, width: int) -> Line:
    name = 24 if width < WIDE else 26
    value = max(10, width - name - 2) if width < WIDE else 30
    shown = fit(entry.value, value) or ("" if entry.name.startswith("|") else "(nothing)")
    return fit_line(
        [
            (fit(entry.name, name).ljust(name), "number"),
            ("  ", ""),
            (shown + " " * max(0, value - width_of([(shown, "")])), "plain" if entry.value else "muted"),
            ("  ", ""),
            (entry.description if width >= WIDE else "", "muted"),
        ],
        width,
    )
