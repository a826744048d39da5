"""Who should know whom (H2): pairs by what one seeks and the other offers, introduced with one key."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from callstation.desk.reasoning import Reasoning
from callstation.errors import CallstationError
from callstation.rules.introductions import Pair
from callstation.text import clean_line, count_of
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, fit_line, wrap

EMPTY = (
    "Nobody to introduce yet. Note on people's cards what they seek and what they offer (f on the call screen): where "
    "the one fits the other, the two stand here."
)


class IntroductionsScreen(Screen[int]):
    """Returns how many introductions were written."""

    DEFAULT_CSS = """
    IntroductionsScreen {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("enter,i", "introduce", "introduce", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("escape,q", "leave", "back", show=False),
    ]

    def __init__(self, reasoning: Reasoning) -> None:
        """Raises StoreError."""
        super().__init__()
        self.reasoning = reasoning
        self.pairs: list[Pair] = reasoning.pairs()
        self.written = 0
        self.notice, self._bad = "", False

    def compose(self) -> ComposeResult:
        yield LinePane(self._head)
        yield LineList()
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    @on(LineList.Resized)
    def lay_out(self) -> None:
        """Show the pairs; the marked place stays marked."""
        lines = self.query_one(LineList)
        lines.selectable = bool(self.pairs)
        blocks = [pair_block(pair, lines.room) for pair in self.pairs]
        empty: Block = [[(row, "plain")] for row in wrap(EMPTY, lines.room)]
        lines.show(blocks or [empty], selected=lines.selected)
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)

    def _head(self, width: int) -> list[Line]:
        count = count_of(len(self.pairs), "pair")
        return [[("Introductions", "title"), (f"   {count} who would gain from knowing each other", "muted")], []]

    def _foot(self, width: int) -> list[Line]:
        notice: list[Line] = [[(row, "warning" if self._bad else "good")] for row in wrap(self.notice, width) if row]
        keys = [("enter", "write a reason for either of them"), ("u", "undo"), ("up down", "move"), ("esc", "back")]
        return [*notice, *hints(keys, width)]

    def action_introduce(self) -> None:
        """Write the two reasons: each comes up with the one whom it is for."""
        at = self.query_one(LineList).selected
        if at >= len(self.pairs):
            return
        pair = self.pairs[at]
        try:
            self.reasoning.introduce(pair)
        except CallstationError as error:
            self._again(str(error), bad=True)
            return
        self.written += 1
        self._again(f"written for {pair.first.name} and for {pair.second.name}: used with one, it counts for both")

    def action_undo(self) -> None:
        """Take the last one back."""
        if not self.written:
            self._again("nothing is left to take back here")
            return
        try:
            self.reasoning.undo()
        except CallstationError as error:
            self._again(str(error), bad=True)
            return
        self.written -= 1
        self._again("taken back")

    def _again(self, notice: str, *, bad: bool = False) -> None:
        self.notice, self._bad = notice, bad
        self.pairs = self.reasoning.pairs()
        self.lay_out()

    def action_leave(self) -> None:
        """Back to the library."""
        self.dismiss(self.written)


def pair_block(pair: Pair, width: int) -> Block:
    """Two people: what the one seeks, and what the other has to give."""
    lines: list[Line] = []
    for who, verb, words in (
        (pair.first, "seeks", pair.first.seeks),
        (pair.second, "offers" if pair.second.offers else "is", pair.second.offers or pair.second.trade.lower()),
    ):
        company = f", {who.company}" if who.company else ""
        line: Line = [(fit(who.name, 28), "name"), (fit(company, 28), "plain"), (f"  {verb} ", "label")]
        lines.append(fit_line([*line, (clean_line(words), "plain")], width))
    both = "each has what the other seeks: " if pair.mutual else "by what they say: "
    lines.append([(fit(f"  {both}{', '.join(pair.words)}", width), "good" if pair.mutual else "muted")])
    return [*lines, []]
