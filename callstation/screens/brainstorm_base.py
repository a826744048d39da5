"""The brainstorm's screen as it looks in each of its phases; what its keys do is in brainstorm.py."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from callstation.desk import brainstorming
from callstation.desk.brainstorming import Game
from callstation.desk.desk import Desk
from callstation.desk.judging import Judge, Look
from callstation.errors import CallstationError
from callstation.rules.brainstorm import USUAL, Asked, asked_at
from callstation.text import clean_line, count_of
from callstation.widgets.brainstorm_layout import (
    asked_lines,
    idea_block,
    look_lines,
    over_lines,
    player_lines,
    top_lines,
    why_points,
)
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, wrap

NEWEST = 60
"""Ideas listed."""
INTRO = (
    "As many endings as you can think of for one sentence: “The reason I'm calling is …”. Quick ones, odd ones, half "
    "ones; with whoever is in the room. What is worth keeping is sorted out afterwards."
)


class Phase(Enum):
    """Where the game is."""

    NAMES = auto()
    PLAYING = auto()
    PAUSED = auto()
    LAST_SENTENCE = auto()
    """The bell has rung; what is being typed may be finished."""
    OVER = auto()


class BrainstormBase(Screen[int]):
    """One game, one phase, one field."""

    DEFAULT_CSS = """
    BrainstormBase {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        #ask { height: auto; padding: 1 2 0 2; }
        #ask LineInput { width: 100%; max-width: 104; margin: 0 1; height: 1; }
        #ideas { margin: 1 1 0 1; }
        &.-tall #ask { padding: 2 4 1 4; }
        &.-tall #ideas { margin: 1 4 0 4; }
        &.-tall #players { padding: 0 5; margin-top: 1; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        """Raises StoreError."""
        super().__init__()
        self.desk = desk
        self.judge = Judge(desk)
        self.minutes = USUAL
        self.kept = 0
        self.notice: tuple[str, str] = ("", "")
        self.waiting = brainstorming.waiting_count(desk)
        self._players = brainstorming.usual_players(desk)
        self._look: Look | None = None
        self._said = ""
        self._field: LineInput | None = None
        self._look_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        left = brainstorming.open_round(desk)
        self.game: Game | None = Game(desk, left) if left else None
        self.phase = Phase.PAUSED if self.game else Phase.NAMES

    def compose(self) -> ComposeResult:
        yield LinePane(self._top, id="top")
        yield LinePane(self._scores, id="players")
        with Vertical(id="ask"):
            yield LinePane(self._asked, id="asked")
            self._field = LineInput(self._begun_with(), select_on_focus=False)
            yield self._field
            yield LinePane(self._reads, id="reads")
        yield LineList(selectable=False, id="ideas")
        yield LinePane(self._foot, id="foot")

    @property
    def field(self) -> LineInput:
        """The one field; there from the composing on, also while the screen is taken down."""
        assert self._field is not None
        return self._field

    @property
    def text(self) -> str:
        """What is in it, harmless."""
        return clean_line(self.field.value)

    @property
    def asked(self) -> Asked:
        """What is asked now."""
        return asked_at(self.game.turn if self.game else 0)

    @property
    def typing(self) -> bool:
        """Whether what is in the field is an idea."""
        return self.phase in (Phase.PLAYING, Phase.LAST_SENTENCE)

    def _begun_with(self) -> str:
        return self.game.typed if self.game else ", ".join(self._players)

    # painting -----------------------------------------------------------------------------------------
    def say(self, text: str, role: str = "good") -> None:
        """One line about what just happened."""
        self.notice = (text, role)
        self.paint()

    def paint(self) -> None:
        """Show the present moment."""
        self.field.disabled = self.phase in (Phase.PAUSED, Phase.OVER)
        self.field.display = not self.field.disabled or bool(self.text)
        self.field.placeholder = "names, with commas between" if self.phase is Phase.NAMES else "that …"
        if not self.field.disabled and self.focused is not self.field:
            self.field.focus()
        for pane in self.query(LinePane):
            self._paint(pane.id or "")
        self._list()

    def _paint(self, name: str) -> None:
        pane = self.query_one(f"#{name}", LinePane)
        pane.update_lines()
        if name != "top":
            pane.refresh(layout=True)

    def _top(self, width: int) -> list[Line]:
        if self.game is None:
            return top_lines(self.minutes * 60, self.minutes * 60, 0, width, running=False, state="")
        state = {Phase.PAUSED: "paused", Phase.OVER: "over"}.get(self.phase, "")
        left, length = self.game.left, self.game.round.seconds
        return top_lines(left, length, len(self.game.ideas), width, running=self.game.clock.running, state=state)

    def _scores(self, width: int) -> list[Line]:
        if self.game is None:
            return [[]]
        return player_lines(self.game.scores, self.game.player if self.typing else "", width)

    def _asked(self, width: int) -> list[Line]:
        if self.phase is Phase.NAMES:
            lines: list[Line] = [[(row, "plain")] for row in wrap(INTRO, min(width, 96))]
            return [*lines, [], [("Who is playing?", "opener")]]
        if self.game is not None and self.phase is Phase.OVER:
            return over_lines(self.game.all_ideas, self.game.scores, width)
        if self.phase is Phase.PAUSED:
            words = "The clock stands, and all you typed is kept. Have some water."
            return [[("PAUSED", "label")], [(fit(words, width), "opener")], []]
        return asked_lines(self.asked, width)

    def _reads(self, width: int) -> list[Line]:
        width = min(width, 104)
        text, role = self.notice
        if self.phase is Phase.NAMES:
            lines: list[Line] = [[(f"{self.minutes} minutes", "name"), ("   up and down change it", "muted")]]
            if self.waiting:
                waits = "1 idea waits" if self.waiting == 1 else f"{self.waiting} ideas wait"
                lines += [[], [(fit(f"{waits} from before to be looked through: ctrl+k", width), "accent")]]
        elif self.typing:
            lines = look_lines(self.text, self._look, self._said, width)
        elif self.phase is Phase.OVER and self.waiting:
            lines = [[], [(fit(f"{count_of(self.waiting, 'idea')} to look through, one by one.", width), "muted")]]
        else:
            lines = [[]]
        return [*lines, [(fit(text, width), role)]]

    def _foot(self, width: int) -> list[Line]:
        keys = {
            Phase.NAMES: [("enter", "starts the clock"), ("up down", "how long"), ("esc", "back")],
            Phase.PLAYING: [("enter", "counts it"), ("down", "another question"), ("esc", "pauses")],
            Phase.LAST_SENTENCE: [("enter", "counts it"), ("esc", "leaves it half")],
            Phase.PAUSED: [
                ("enter", "goes on"),
                ("ctrl+k", "ends it, and looks through"),
                ("esc", "leaves, it keeps"),
            ],
            Phase.OVER: [("enter", "looks through them"), ("ctrl+n", "another round"), ("esc", "later")],
        }[self.phase]
        if self.phase is Phase.PLAYING and self.game is not None and len(self.game.round.players) > 1:
            keys.insert(1, ("tab", "next player"))
        if self.phase is Phase.NAMES and self.waiting:
            keys.insert(2, ("ctrl+k", "looks through those that wait"))
        return hints(keys, width)

    @on(LineList.Resized)
    def _list(self) -> None:
        lines = self.query_one(LineList)
        if self.game is None or not lines.size.width:
            return
        many, findings = len(self.game.scores), self.judge.findings
        blocks: list[Block] = [
            idea_block(idea, why_points(idea, findings(idea.text) if idea.points < 2 else ()), lines.room, many)
            for idea in reversed(self.game.all_ideas[-NEWEST:])
        ]
        lines.show(blocks)

    # what its keys need -------------------------------------------------------------------------------
    def _put(self, text: str) -> None:
        """Put something into the field; what was typed there is stored already."""
        for timer in (self._keep_timer, self._look_timer):
            if timer is not None:
                timer.stop()
        self._keep_timer = self._look_timer = None
        with self.prevent(Input.Changed):
            self.field.value = text
        self._look, self._said = None, ""

    def _waiting(self) -> int:
        try:
            return brainstorming.waiting_count(self.desk)
        except CallstationError:
            return self.waiting

    def _try(self, verb: Callable[[], None]) -> bool:
        try:
            verb()
        except CallstationError as error:
            self.say(f"{error} (what you typed is still here)", "warning")
            return False
        return True
