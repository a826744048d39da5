"""People who may be in the book twice, side by side: one key makes them one, one says that they are two."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from callstation.desk import merging
from callstation.desk.desk import Desk
from callstation.desk.merging import Pair
from callstation.errors import CallstationError
from callstation.model.people import Prospect
from callstation.store.beside import beside
from callstation.store.duplicates import probable_duplicates
from callstation.text import count_of
from callstation.widgets.duplicates_layout import pair_blocks
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, justify, wrap

MOST = 200
"""Pairs shown at once; once they are through, the next ones are looked for."""
NOBODY = "Nobody seems to be in your book twice."
THROUGH = "You are through with them."


class DuplicatesScreen(Screen[int]):
    """Returns how many were made one."""

    DEFAULT_CSS = """
    DuplicatesScreen {
        LinePane { padding: 0 1; }
        #says { padding: 0 2; min-height: 2; }
        #foot { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("m", "merge", "make them one", show=False),
        Binding("b", "both", "they are two", show=False),
        Binding("s", "swap", "the other one stays", show=False),
        Binding("u", "undo", "take the last decision back", show=False),
        Binding("left", "turn(-1)", "the pair before", show=False),
        Binding("right", "turn(1)", "the next pair", show=False),
        Binding("escape", "leave", "back", show=False),
    ]

    class Found(Message):
        """The book was looked through; ``fault`` is the sentence where it could not be."""

        def __init__(self, pairs: list[Pair], fault: str = "") -> None:
            super().__init__()
            self.pairs = pairs
            self.fault = fault

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pairs: list[Pair] | None = None
        self.at = 0
        self._swapped = False
        self._steps: list[tuple[list[Pair], int, int]] = []
        """What was shown before each decision, the newest last, and the step of a "they are two", 0 for a merge."""
        self._notice = ""
        self._bad = False

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LinePane(self._says, id="says")
        yield LineList(selectable=False)
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        # In a thread, on a connection of its own: in a large book it takes seconds.
        found, fault = [], ""
        try:
            with beside(self.desk.tools.book) as book:
                found = probable_duplicates(book, MOST)
        except CallstationError as error:
            fault = str(error)
        self.post_message(self.Found(found, fault))

    def on_duplicates_screen_found(self, message: Found) -> None:
        """The pairs are known."""
        self.pairs = message.pairs
        self._say(message.fault, bad=True)

    @property
    def pair(self) -> tuple[Prospect, Prospect] | None:
        """(who would stay, who would become part of them); None where no pair is left."""
        if not self.pairs or self.at >= len(self.pairs):
            return None
        pair = self.pairs[self.at]
        return (pair.second, pair.first) if self._swapped else (pair.first, pair.second)

    # keys ---------------------------------------------------------------------------------------------
    def action_merge(self) -> None:
        """Make the two one; nothing that either record knows is lost."""
        pair, pairs = self.pair, self.pairs
        if pair is None or pairs is None:
            return
        stays, goes = pair
        try:
            kept = merging.merge(self.desk, stays.id, goes.id)
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        self._steps.append((pairs, self.at, 0))
        before = self.at
        self.pairs = [_with(p, kept) for p in pairs if goes.id not in (p.first.id, p.second.id)]
        # The pair itself is gone, and with it any other of whoever became part of the one.
        self.at = sum(1 for p in pairs[:before] if goes.id not in (p.first.id, p.second.id))
        self._swapped = False
        self._say(f"{kept.name}: one record now; u makes them two again")

    def action_both(self) -> None:
        """They are two people, for good: on to the next pair."""
        pair, pairs = self.pair, self.pairs
        if pair is None or pairs is None:
            return
        try:
            step = merging.keep_both(self.desk, pair[0].id, pair[1].id)
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        self._steps.append((pairs, self.at, step))
        self.pairs = [*pairs[: self.at], *pairs[self.at + 1 :]]
        self._swapped = False
        self._say(f"{pair[0].name} and {pair[1].name} stay two; they are not shown as one again")

    def action_swap(self) -> None:
        """The other record is the one that stays."""
        if self.pair is not None:
            self._swapped = not self._swapped
            self._say("")

    def action_undo(self) -> None:
        """Take the last decision back."""
        if not self._steps:
            self._say("nothing was decided here that could be taken back")
            return
        pairs, at, step = self._steps[-1]
        try:
            if step:
                merging.propose_again(self.desk, step)
                said = "you may decide on them again"
            else:
                kept, back = merging.undo_merge(self.desk)
                pairs = [_with(_with(p, kept), back) for p in pairs]
                said = f"{kept.name} and {back.name} are two again"
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        self._steps.pop()
        self.pairs, self.at = pairs, at
        self._swapped = False
        self._say(said)

    def action_turn(self, by: int) -> None:
        """Look at the pair before or after; nothing is decided by it."""
        if self.pairs:
            self.at = min(max(0, self.at + by), len(self.pairs) - 1)
            self._swapped = False
            self._say("")

    def action_leave(self) -> None:
        """Back; pairs that were not decided are shown again next time."""
        self.dismiss(self._made_one)

    @property
    def _made_one(self) -> int:
        return sum(1 for _, _, step in self._steps if not step)

    # painting -----------------------------------------------------------------------------------------
    def _say(self, text: str, *, bad: bool = False) -> None:
        self._notice, self._bad = text, bad
        for name in ("head", "says", "foot"):
            pane = self.query_one(f"#{name}", LinePane)
            pane.update_lines()
            pane.refresh(layout=True)
        self._lay_out()

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        lines = self.query_one(LineList)
        if self.pair is not None:
            lines.show(pair_blocks(*self.pair, lines.room, self.desk.now))
            return
        text = THROUGH if self.pairs or self._steps else NOBODY
        if self.pairs is None:
            text = "Looking through your book…"
        lines.show([[[(row, "muted")] for row in wrap(text, lines.room)]])

    def _head(self, width: int) -> list[Line]:
        count = len(self.pairs or ())
        right = count_of(self._made_one, "merge") if self._made_one else ""
        if self.pair is not None:
            right = f"pair {self.at + 1} of {count}"
        return [justify([("Perhaps the same person", "title")], [(right, "muted")], width), [("─" * width, "rule")]]

    def _says(self, width: int) -> list[Line]:
        lines: list[Line] = []
        if self.pair is not None and self.pairs is not None:
            lines += [[(row, "accent")] for row in wrap(f"They have {self.pairs[self.at].why}.", width)]
        role = "warning" if self._bad else "good"
        return [*lines, *([(row, role)] for row in wrap(self._notice, width) if row)]

    def _foot(self, width: int) -> list[Line]:
        keys: list[tuple[str, str]] = []
        if self.pair is not None:
            keys += [("m", "makes them one"), ("b", "they are two"), ("s", "the other one stays")]
        if self._steps:
            keys.append(("u", "takes it back"))
        if self.pairs and len(self.pairs) > 1:
            keys.append(("left right", "other pairs"))
        return hints([*keys, ("esc", "back")], width)


def _with(pair: Pair, person: Prospect) -> Pair:
    """The pair with ``person`` as they are now."""
    if pair.first.id == person.id:
        return replace(pair, first=person)
    return replace(pair, second=person) if pair.second.id == person.id else pair
