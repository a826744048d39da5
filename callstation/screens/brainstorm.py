"""The brainstorm: a game against the clock with one sentence and one field (practice S10).

Names first, once; then "The reason I'm calling is ___", enter, next; at the bell the ideas wait to be looked through
(screens/brainstorm_keep.py). Every letter is in the book before the next one can be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from callstation.desk import brainstorming
from callstation.desk.brainstorming import Game, Judge, Look, findings_of
from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.rules.brainstorm import LENGTHS, USUAL, Asked, asked_at, read_players
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

PAUSE = 0.06
"""Seconds after a key until it is shown what the idea would do."""
KEEP = 0.2
"""Seconds after a letter until it is in the book, however fast the typing goes on."""


class Phase(Enum):
    """Where the game is."""

    NAMES = auto()
    PLAYING = auto()
    PAUSED = auto()
    LAST_SENTENCE = auto()
    """The bell has rung; what is being typed may be finished."""
    OVER = auto()


class BrainstormScreen(Screen[int]):
    """Returns how many ideas were kept as reasons."""

    DEFAULT_CSS = """
    BrainstormScreen {
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
    BINDINGS = [
        Binding("enter", "enter", "on"),
        Binding("tab", "pass_on", "next player", priority=True),
        Binding("down", "question(1)", "another question", priority=True),
        Binding("up", "question(-1)", "the question before", priority=True),
        Binding("escape", "pause", "pause", priority=True),
        Binding("ctrl+k", "keep_round", "look through", priority=True),
        Binding("ctrl+n", "new_round", "a new round", priority=True),
    ]

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
            yield LineInput(self._begun_with(), select_on_focus=False)
            yield LinePane(self._reads, id="reads")
        yield LineList(selectable=False, id="ideas")
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).can_focus = False  # the letters go into the field, whatever was clicked
        self.field.focus()
        self.field.cursor_position = len(self.field.value)
        self.set_class(self.size.height >= 30, "-tall")
        if self.game and self.game.over:
            self.phase = Phase.LAST_SENTENCE if self.game.typed else Phase.PAUSED
        self.set_interval(0.5, self._tick)
        self.look()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= 30, "-tall")

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept, and the time that was played."""
        if self.game is not None and self.game.clock.running:
            self._keep()
            self._try(self.game.stop)

    @property
    def field(self) -> LineInput:
        """The one field."""
        return self.query_one(LineInput)

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

    # the clock ----------------------------------------------------------------------------------------
    def _tick(self) -> None:
        if self.phase is Phase.PLAYING and self.game is not None and self.game.over:
            self._ring()
        self._paint("top")

    def _ring(self) -> None:
        """The bell: a sentence that was begun may be finished."""
        assert self.game is not None
        self.app.bell()
        if self.text:
            self.phase = Phase.LAST_SENTENCE
            self.say("That was the bell. Finish your sentence: enter still counts it.", "accent")
        else:
            self._finish()

    def _finish(self) -> None:
        if self.game is None or not self._try(self.game.end):
            return
        self.waiting = self._waiting()
        self.phase = Phase.OVER
        self._put("")
        self.say("")

    # while typing -------------------------------------------------------------------------------------
    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.typing:
            if self.phase is Phase.NAMES:
                self.paint()
            return
        if self._look_timer is None:
            self._look_timer = self.set_timer(PAUSE, self.look)
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP, self._keep)

    def look(self) -> None:
        """Show what the idea would do as it stands."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        self._look, self._said = None, ""
        if self.text and self.game is not None and self.phase is not Phase.NAMES:
            try:
                self._look = self.judge.look(self.asked.kind, self.text)
                self._said = self.game.said_before(self.text)
            except CallstationError as error:
                self.notice = (str(error), "warning")
        self.paint()

    def _keep(self) -> None:
        if self._keep_timer is not None:
            self._keep_timer.stop()
            self._keep_timer = None
        game = self.game
        if game is not None and self.typing:
            self._try(lambda: game.keep(self.asked.kind, self.text))

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
            intro = (
                "As many endings as you can think of for one sentence: “The reason I'm calling is …”. Quick ones, odd "
                "ones, half ones; with whoever is in the room. What is worth keeping is sorted out afterwards."
            )
            lines: list[Line] = [[(row, "plain")] for row in wrap(intro, min(width, 96))]
            return [*lines, [], [("Who is playing?", "opener")]]
        if self.game is not None and self.phase is Phase.OVER:
            return over_lines(self.game.ideas, self.game.scores, width)
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
        many = len(self.game.round.players)
        blocks: list[Block] = [
            idea_block(idea, why_points(idea, findings_of(idea.text) if idea.points < 2 else ()), lines.room, many)
            for idea in reversed(self.game.ideas[-60:])
        ]
        lines.show(blocks)

    # keys ---------------------------------------------------------------------------------------------
    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.phase is Phase.NAMES:
            self._begin()
        elif self.typing:
            self._add()

    def action_enter(self) -> None:
        """With the field put aside enter goes on, or on to the looking through."""
        if self.phase is Phase.PAUSED:
            self._go_on()
        elif self.phase is Phase.OVER:
            self.action_keep_round()

    def _begin(self) -> None:
        try:
            self.game = brainstorming.begin(self.desk, read_players(self.field.value), self.minutes)
        except CallstationError as error:
            self.say(str(error), "warning")
            return
        self.phase = Phase.PLAYING
        self._put("")
        self.say("")

    def _go_on(self) -> None:
        assert self.game is not None
        if self.game.over:
            self._finish()
            return
        self.game.start()
        self.phase = Phase.PLAYING
        self.say("")
        self.look()

    def _add(self) -> None:
        game = self.game
        assert game is not None
        self.look()
        if not self.text:
            if self.phase is Phase.LAST_SENTENCE:
                self._finish()
            return
        if self._said:
            self.say("Not counted twice. Change a word that matters, or take another question with down.", "muted")
            return
        if self._look is None or not self._try(self._store):
            return
        if self.phase is Phase.LAST_SENTENCE:
            self._finish()

    def _store(self) -> None:
        assert self.game is not None
        assert self._look is not None
        idea = self.game.add(self.asked.kind, self.text, self._look)
        why = why_points(idea, self._look.findings)
        if idea.points > 1:
            said = f"+2: {why} would hear it, and nothing is empty in it"
        elif self._look.findings:
            said = f"+1; without {why} it would be two"
        else:
            said = "+1; nobody in your book is in need of it yet"
        self._put("")
        self.say(said, "good" if idea.points > 1 else "muted")

    def _put(self, text: str) -> None:
        """Put something into the field; what was typed there is stored already."""
        for timer in (self._keep_timer, self._look_timer):
            if timer is not None:
                timer.stop()
        self._keep_timer = self._look_timer = None
        with self.prevent(Input.Changed):
            self.field.value = text
        self._look, self._said = None, ""

    def action_pass_on(self) -> None:
        """The keyboard goes to the next player."""
        if self.phase is Phase.PLAYING and self.game is not None:
            self.game.pass_on()
            self._keep()
            self.paint()

    def action_question(self, by: int) -> None:
        """Another question; before the round, another length."""
        if self.phase is Phase.NAMES:
            at = LENGTHS.index(self.minutes) - by
            self.minutes = LENGTHS[min(max(0, at), len(LENGTHS) - 1)]
            self.paint()
        elif self.phase is Phase.PLAYING and self.game is not None:
            self.game.turn = max(0, self.game.turn + by)
            self._keep()
            self.look()

    def action_pause(self) -> None:
        """Stop the clock; when it stands, leave."""
        game = self.game
        if self.phase is Phase.PLAYING and game is not None:
            self._keep()
            if self._try(game.stop):
                self.phase = Phase.PAUSED
                self.say("")
        elif self.phase is Phase.LAST_SENTENCE:
            self._keep()
            self._finish()
        else:
            self.dismiss(self.kept)

    def action_keep_round(self) -> None:
        """On to the looking through; a round that stands is ended by it."""
        if self.typing:
            return
        if self.phase is Phase.PAUSED:
            self._finish()
        if not self.waiting:
            self.say("There is nothing to look through yet.", "muted")
            return
        from callstation.screens.brainstorm_keep import KeepScreen

        self.app.push_screen(KeepScreen(self.desk), self._looked_through)

    def _looked_through(self, kept: int | None) -> None:
        self.kept += kept or 0
        self.waiting = self._waiting()
        self.judge.forget()
        if self.phase is Phase.OVER and not self.waiting:
            self.dismiss(self.kept)
            return
        self.paint()

    def action_new_round(self) -> None:
        """Another round; the ideas of this one wait."""
        if self.phase is Phase.OVER:
            self._players = brainstorming.usual_players(self.desk)
            self.game = None
            self.phase = Phase.NAMES
            self._put(", ".join(self._players))
            self.query_one(LineList).show([])
            self.say("")

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
