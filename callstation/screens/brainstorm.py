"""The brainstorm: a game against the clock with one sentence and one field (practice S10).

Names first, once; then "The reason I'm calling is ___", enter, next; at the bell the ideas wait to be looked through
(screens/brainstorm_keep.py). Every letter is in the book before the next one can be lost. How it looks is in
screens/brainstorm_base.py.
"""

from __future__ import annotations

from contextlib import suppress
from math import inf

from textual import on
from textual.binding import Binding
from textual.widgets import Input

from callstation.desk import brainstorming
from callstation.errors import CallstationError
from callstation.rules.brainstorm import LENGTHS, read_players
from callstation.screens.brainstorm_base import BrainstormBase, Phase
from callstation.widgets.brainstorm_layout import why_points
from callstation.widgets.line_list import LineList

PAUSE = 0.06
"""Seconds after a key until it is shown what the idea would do."""
COUNTING = 0.03
"""Seconds for which a look may count people before the next key is taken."""
KEEP = 0.2
"""Seconds after a letter until it is in the book, however fast the typing goes on."""


class BrainstormScreen(BrainstormBase):
    """Returns how many ideas were kept as reasons."""

    BINDINGS = [
        Binding("enter", "enter", "on"),
        Binding("tab", "pass_on", "next player", priority=True),
        Binding("down", "question(1)", "another question", priority=True),
        Binding("up", "question(-1)", "the question before", priority=True),
        Binding("escape", "pause", "pause", priority=True),
        Binding("ctrl+k", "keep_round", "look through", priority=True),
        Binding("ctrl+n", "new_round", "a new round", priority=True),
    ]

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
            with suppress(CallstationError):
                self.game.keep(self.asked.kind, self.text)
                self.game.stop()

    # the clock ----------------------------------------------------------------------------------------
    def _tick(self) -> None:
        if self.phase is Phase.PLAYING and self.game is not None and self.game.over:
            self._ring()
        self._colleagues()
        self._paint("top")

    def _colleagues(self) -> None:
        """What others at their own keyboards thought of shows up by itself."""
        with suppress(CallstationError):
            if self.game is not None and self.game.poll():
                self.paint()

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

    def look(self, within: float = COUNTING) -> None:
        """Show what the idea would do as it stands; where the book is large, the counting goes on by itself."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        self._look, self._said = None, ""
        if self.text and self.game is not None and self.phase is not Phase.NAMES:
            try:
                self._look = self.judge.look(self.asked.kind, self.text, within=within)
                if not self._look.whole:
                    self._look_timer = self.set_timer(PAUSE, self.look)
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
        self.look(within=inf)
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
            self.phase = Phase.PAUSED  # the clock stands, also where that could not be stored
            if self._try(game.stop):
                self.say("")
        elif self.phase is Phase.LAST_SENTENCE:
            self._keep()
            self._finish()
            if self.typing:  # it could not be stored: nobody is kept here by that
                self.phase = Phase.PAUSED
                self.paint()
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
