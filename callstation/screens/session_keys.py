"""The power hour's keys on the call screen: goal, pause, skip, wrap-up, help; and the bell of an agreed hour."""

from __future__ import annotations

from datetime import timedelta

from callstation.desk.desk import Desk
from callstation.model.cards import Why
from callstation.rules.sessions import goal_words, read_goal
from callstation.rules.windows import RING_BEFORE
from callstation.screens.asking import Asking
from callstation.screens.call_base import says_why
from callstation.widgets.card_view_model import Phase
from callstation.widgets.key_bar import KeyBar
from callstation.widgets.station import Station

JUST_STRUCK = timedelta(minutes=10)
"""How long after its hour somebody is still rung for; later they are in the queue like others."""


class SessionKeys(Asking):
    """Starting, pausing and ending a session. Part of the call screen."""

    _rung: frozenset[int] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._board_steps: list[int] = []
        """What was done on the board and can be taken back there."""

    def action_goal(self) -> None:
        """Set what the power hour is measured by."""
        if self.phase is Phase.CLOSING:
            return

        def check(text: str) -> str:
            return goal_words(*read_goal(text))

        def done(text: str) -> None:
            session = self.desk.set_goal(text)
            self.say(f"the goal: {goal_words(session.goal, session.target)}")

        self.ask("How long, or how many calls?", "60 minutes   20 calls", check, done, opened_by="g")

    @says_why
    def action_pause(self) -> None:
        """Stop the clock, or let it run again."""
        session = self.desk.session
        if session is None or session.paused:
            self.desk.begin()
            self.say("the clock runs")
        else:
            self.desk.pause()
            self.say("paused: have some water")
        self.paint()

    @says_why
    def action_skip(self) -> None:
        """Pass over for this session."""
        if self.card is None or self.phase is Phase.CLOSING or self.double_tap() or not self.may_go("skip"):
            return
        name = self.card.prospect.name
        self.desk.skip(self.card.prospect.id)
        self.say(f"{name}: passed over for this hour · {self.app_keys()['undo']} takes it back")
        self.show_next()

    def action_wrap_up(self) -> None:
        """End the power hour and see what came of it."""
        if self.phase is Phase.CLOSING:
            return
        if self.desk.session is None:
            self.say("no power hour is running: it starts with your first call")
            self.paint()
            return
        if not self.may_go("wrap_up"):
            return
        from callstation.screens.wrapup import WrapUpScreen

        def wrapped(ended: bool | None) -> None:
            if ended:
                self.say("the hour is stored; the next call starts another, ctrl+q leaves")
                self.show_next()
            self.paint()

        self.app.push_screen(WrapUpScreen(self.desk), wrapped)

    @says_why
    def action_board(self) -> None:
        """What was done, what is left of today, how long the list is (T4, H6)."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.board import BoardScreen

        def back(_: None) -> None:
            self.desk.forget_counts()
            self.paint()

        self.app.push_screen(BoardScreen(self.desk, self._board_steps), back)

    def action_more_keys(self) -> None:
        """The next keys in the bar."""
        self.query_one(KeyBar).turn()

    def action_help(self) -> None:
        """All keys."""
        from callstation.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.app_keys()))

    def ring(self) -> None:
        """Ring the terminal once for an agreed hour that has come near; how to take back what was just done stays."""
        view = self.query_one(Station).view
        if view is None:
            return
        for row in view.ahead.rows[:3]:
            near = row.why_now.kind is Why.AGREED_HOUR and view.now - row.due < RING_BEFORE + JUST_STRUCK
            if near and row.id not in self._rung:
                self._rung = self._rung | {row.id}
                self.app.bell()
                said = f"{row.name}: {row.why_now.text}. They are next."
                self.say(f"{self.notice}\n{said}" if self.notice and not self.notice_bad else said)
                self.paint()
