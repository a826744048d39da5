"""Finding anyone while typing: somebody is calling back, and has to be on the screen before the second ring."""

from __future__ import annotations

import time
from collections.abc import Container
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.model.people import Standing
from callstation.screens.picking import Picking
from callstation.store.search import Found
from callstation.text import clean_line
from callstation.widgets.card_layout import spaced
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, fit_line, width_of, wrap

MOST = 20
"""People shown at once."""
QUICK = 0.03
"""Seconds within which the book has to answer, to be asked at every key."""
PAUSE = 0.05
"""Seconds without a key after which a slower one is asked (a server far away)."""
HINT = (
    "A name, a company, the last four digits of a number, a tag, a word from a note. "
    "tag:fair, kind:customer, standing:drip, company:blue and place:denver choose among them, or by themselves."
)


@dataclass(frozen=True, slots=True)
class FindResult:
    """Who was chosen; or None, and the text to ``add`` as a new person, or what was ``done`` to those marked."""

    person_id: int | None
    add: str = ""
    done: str = ""


class FindScreen(Picking[FindResult | None]):
    """Type, and press enter on the one who is meant. None where it was left with escape."""

    DEFAULT_CSS = """
    FindScreen {
        align: center top;
        background: $background 70%;
        #find {
            width: 94%;
            max-width: 96;
            height: 86%;
            max-height: 30;
            margin-top: 1;
            padding: 1 1 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LineInput { margin: 0 1 1 1; }
        LineList { background: $surface; }
        LinePane { padding: 0 2; }
    }
    """
    BINDINGS = [
        ("ctrl+n", "add", "add"),
        Binding("tab", "mark", "mark", priority=True),
        Binding("ctrl+a", "mark_all", "mark all", priority=True),
        Binding("ctrl+e", "change", "change the marked", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[Found] = []
        self._asked: str | None = None
        self._timer: Timer | None = None
        self._took = 0.0
        """Seconds of the last answer."""
        self._fault = ""
        self.marked: dict[int, None] = {}
        """Ids of those who were marked, whatever was typed since."""

    def compose(self) -> ComposeResult:
        with Vertical(id="find") as box:
            box.border_title = "Find anyone"
            yield LineInput(placeholder="start typing", select_on_focus=False)
            found = LineList()
            found.can_focus = False  # the letters go to the input, whatever was clicked
            yield found
            yield LinePane(self._foot)

    @property
    def typed(self) -> str:
        """What was typed, harmless and on one line."""
        return clean_line(self.query_one(LineInput).value)

    # looking ------------------------------------------------------------------------------------------
    def on_mount(self) -> None:
        # Not by the message: it comes after the letter is painted, and the next painting is a frame later.
        self.watch(self.query_one(LineInput), "value", self.ask, init=False)

    def ask(self) -> None:
        """Ask the book: at once, or where it takes its time, when the fingers rest."""
        if self._timer is not None:
            self._timer.stop()
        if self._took < QUICK:
            self.look()
        else:
            self._timer = self.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Show who answers to what is typed now."""
        typed = self.typed
        if typed == self._asked:
            return
        self._asked = typed
        self._fault = ""
        begun = time.monotonic()
        try:
            self.found = self.desk.find(typed, MOST) if typed else []
        except CallstationError as error:
            self.found, self._fault = [], str(error)
        self._took = time.monotonic() - begun
        self._paint()

    @on(LineList.Resized)
    def _paint(self) -> None:
        lines = self.query_one(LineList)
        if self.found:
            lines.show(find_blocks(self.found, lines.room, self.marked), selected=0)
        else:
            lines.show([self._nobody(lines.room)])
        lines.selectable = bool(self.found)
        lines.refresh()
        self.query_one(LinePane).show(self._foot)

    def _nobody(self, width: int) -> Block:
        if self._fault:
            return [[(row, "warning")] for row in wrap(self._fault, width)]
        if not self.typed:
            return [[(row, "muted")] for row in wrap(HINT, width)]
        said = f"Nobody in the book answers to “{fit(self.typed, 40)}”."
        more = "ctrl+n adds them as a new person; or try fewer letters, or the last digits of the number."
        return [[(said, "plain")], [], *[[(row, "muted")] for row in wrap(more, width)]]

    def _foot(self, width: int) -> list[Line]:
        keys: list[tuple[str, str]] = []
        if self.found:
            keys += [("up down", "choose"), ("enter", "opens")]
        if self.found:
            keys += [("tab", "marks"), ("ctrl+a", "all")]
        if self.marked:
            keys.append(("ctrl+e", f"changes the {len(self.marked):,} marked"))
        if self.typed:
            keys.append(("ctrl+n", f"adds “{fit(self.typed, 24)}” as a new person"))
        keys.append(("esc", "back"))
        lines = hints(keys, width)
        if len(self.found) >= MOST:
            lines.insert(0, [(f"the first {MOST}; a few more letters find the rest", "muted")])
        return [[], *lines]

    # choosing -----------------------------------------------------------------------------------------
    @on(Input.Submitted)
    @on(LineList.Clicked)
    def choose(self) -> None:
        """Open the one who is marked; enter never takes somebody found for letters typed before."""
        self.look()
        if self.found:
            self.dismiss(FindResult(self.found[self.query_one(LineList).selected].id))

    def action_mark(self) -> None:
        """Mark the one who is selected, or not any more; on to the next."""
        self.look()
        if self.found:
            at = self.query_one(LineList).selected
            one = self.found[at].id
            if one in self.marked:
                del self.marked[one]
            else:
                self.marked[one] = None
            self._remark(at + 1)

    def action_mark_all(self) -> None:
        """Mark everybody who answers to what is typed, shown or not; where all are marked, none."""
        from callstation.desk.several import MOST as MOST_AT_ONCE

        self.look()
        if not self.found:
            return
        try:
            everybody = dict.fromkeys(one.id for one in self.desk.find(self.typed, MOST_AT_ONCE))
        except CallstationError as error:
            self._fault = str(error)
            return
        if everybody.keys() <= self.marked.keys():
            self.marked = {i: None for i in self.marked if i not in everybody}
        else:
            self.marked |= everybody
        self._remark(self.query_one(LineList).selected)

    def _remark(self, at: int) -> None:
        lines = self.query_one(LineList)
        lines.show(find_blocks(self.found, lines.room, self.marked), selected=at)
        self.query_one(LinePane).show(self._foot)

    def action_change(self) -> None:
        """One change to everybody who is marked."""
        if self.marked:
            from callstation.screens.several import SeveralScreen

            self.app.push_screen(SeveralScreen(self.desk, list(self.marked)), self._changed)

    def _changed(self, done: str | None) -> None:
        if done is not None:
            self.dismiss(FindResult(None, done=done))

    def action_add(self) -> None:
        """Add what was typed as a new person."""
        if self.typed:
            self.dismiss(FindResult(None, self.typed))


# layout -----------------------------------------------------------------------------------------------
def find_blocks(found: list[Found], width: int, marked: Container[int] = ()) -> list[Block]:
    """Everybody found, in one line each, and one more where a note is why."""
    names = min(30, max([14, *(width_of([(clean_line(f.name), "")]) for f in found)]), width // 2)
    return [_block(one, width, names, "✓ " if one.id in marked else "") for one in found]


def _block(one: Found, width: int, names: int, mark: str) -> Block:
    name = fit(one.name, names - len(mark))
    line: Line = [(mark, "good"), (name, "name"), (" " * (names - width_of([(mark + name, "")]) + 2), "")]
    right: Line = []
    if one.by == "number" and one.shown:
        right.append((spaced(one.shown), "number"))
    if one.standing != Standing.ACTIVE:
        closed = not Standing(one.standing).callable
        right.append((f"  {one.standing}", "warning" if closed else "muted"))
    room = width - width_of(line) - width_of(right) - 1
    company = fit(one.company, max(0, room))
    line += [(company, "plain"), (" " * max(1, room - width_of([(company, "")]) + 1), ""), *right]
    lines = [fit_line(line, width)]
    if one.by == "note" and one.shown:
        lines.append([("  noted: ", "muted"), (fit(one.shown, width - 9), "muted")])
    return lines
