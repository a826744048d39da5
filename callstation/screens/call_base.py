"""The call screen's state, and how it gets onto the screen. What its keys do is in call.py and its neighbours."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar, cast

from textual.screen import Screen
from textual.timer import Timer

from callstation.desk.answers import Answer
from callstation.desk.desk import Desk
from callstation.desk.talking import Talk
from callstation.errors import CallstationError
from callstation.model.calls import Outcome
from callstation.model.cards import Ahead, Card
from callstation.model.dialling import Stage
from callstation.rules.dialling import proposed
from callstation.screens import actions
from callstation.screens.first_look import QUEUE_ROWS
from callstation.screens.viewing import view_of
from callstation.widgets.card_view_model import Phase, Shown, StationView
from callstation.widgets.key_bar import KeyBar
from callstation.widgets.station import Station

DOUBLE_TAP = 0.12
"""Seconds after a new card was painted in which an outcome key is taken for a double tap of the last one."""
SIGN_OF_LIFE = 15.0
"""Seconds between looks whether a claim has to be renewed."""
IDLE = 2.0
"""Seconds without a key after which the book's log is tidied."""
_PHASES = {Stage.DIALLING: Phase.DIALLING, Stage.RINGING: Phase.RINGING, Stage.ANSWERED: Phase.ON_CALL}

Verb = TypeVar("Verb", bound=Callable[..., None])


def says_why(verb: Verb) -> Verb:
    """A verb of the screen that cannot be done says why in the line of notice, and nothing else happens."""

    @wraps(verb)
    def tried(self: CallBase, *args: Any) -> None:
        try:
            verb(self, *args)
        except CallstationError as error:
            self.say(str(error), bad=True)
            self.paint()

    return cast(Verb, tried)


class CallBase(Screen[None]):
    """One card, one phase, one line of notice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.card: Card | None = None
        self._asks = False
        self._going: tuple[str, int] = ("", 0)
        self.shown = Shown.OPENER
        self.closing = ""
        self.notice = ""
        self.notice_bad = False
        self.note = ""
        self.note_open = False
        self.scroll_at = 0
        self.talk: Talk | None = None
        self.ahead = Ahead()
        self._painted_at = 0.0
        self._idle: Timer | None = None
        self._ticks = 0

    def app_keys(self) -> dict[str, str]:
        """The key of every action as it is printed, with the user's own settings."""
        return actions.printed(self.desk.tools.settings.keys)

    # the team -----------------------------------------------------------------------------------------
    def on_mount(self) -> None:
        """In a team the claim on the card is renewed as long as the program runs, whatever is open over the card."""
        if self.desk.team is not None:
            self.set_interval(SIGN_OF_LIFE, self._sign_of_life)

    @says_why
    def _sign_of_life(self) -> None:
        team = self.desk.team
        words = team.tick(self.desk.now) if team is not None else ""
        if team is not None and self.card is not None and self.card.with_whom:
            team.on_screen(self.card, self.desk.now)  # the colleague may have let go by now
            self.refresh_card()
        elif words and self.card is not None:
            self.card = replace(self.card, with_whom=words)
            self.say(f"{self.card.prospect.name} is {words}: this machine was silent for too long", bad=True)
            self.paint()

    # the line -----------------------------------------------------------------------------------------
    @property
    def phase(self) -> Phase:
        """Where this call is: closing while a question is open, else where the line is."""
        if self._asks:
            return Phase.CLOSING
        line = self.desk.telephone.line()
        if line.stage.up and line.by_hand:
            return Phase.ON_CALL
        return _PHASES.get(line.stage, Phase.READY)

    @phase.setter
    def phase(self, phase: Phase) -> None:
        self._asks = phase is Phase.CLOSING

    def may_go(self, then: str) -> bool:
        """Whether the card may be left by the action ``then``: while somebody is talking the first press asks."""
        line = self.desk.telephone.line()
        if not line.talking or self._going == (then, line.person_id):
            self._going = ("", 0)
            return True
        self._going = (then, line.person_id)
        keys = self.app_keys()
        name = self.card.prospect.name if self.card else "somebody"
        words = f"you are on the line with {name}: {keys[then]} again hangs up and goes on"
        self.say(words, bad=True)
        self.paint()
        if self.app.screen is not self:
            self.app.notify(words, markup=False)
        return False

    def _let_go(self, card: Card | None) -> None:
        """Another card comes: a call with the person of the last one is over."""
        telephone = self.desk.telephone
        line = telephone.line()
        if not (line.live and card is not None and card.prospect.id == line.person_id):
            telephone.clear()

    # what is on the screen ----------------------------------------------------------------------------
    def show_card(self, card: Card | None) -> None:
        """Put a card on the screen; whatever was open for the last one is closed."""
        self._let_go(card)
        if self.desk.team is not None:
            card = self.desk.team.on_screen(card, self.desk.now)
        self.card = card
        self.phase = Phase.READY
        self.shown = Shown.OPENER
        self.scroll_at = 0
        self.note = card.draft_note if card else ""
        self._painted_at = 0.0
        self.paint(ahead=self.ahead.after(card.prospect.id) if card and self.ahead.rows else None)
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        """The card is on the screen: what the caller reads after it follows, the queue and the language check."""
        if self._painted_at == 0.0:
            self._painted_at = time.monotonic()
        if self.card is not None:
            self.card = self.desk.checked(self.card)
        self.paint()
        self.lay_ready()
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(IDLE, self._tidy)

    @says_why
    def lay_ready(self) -> None:
        """Whoever comes next is looked up while this call goes on, so that they are there with the key."""
        if self.card is not None and self.ahead.rows:
            self.desk.lay_ready(self.ahead.rows[0].id)

    def show_next(self) -> None:
        """The next person. What was done before is stored, also where the book cannot be read just now: the
        card is gone then, so that no key can store it twice, and the next look comes within a second."""
        card: Card | None = None
        try:
            card = self.desk.next_card()
        except CallstationError as error:
            self.say(str(error), bad=True)
        self.show_card(card)

    def paint(self, *, ahead: Ahead | None = None) -> None:
        """Show the present moment; where the book cannot be read, the last one, and why.

        ``ahead`` is what lies ahead where it is known well enough for a first look; else the book is asked.
        """
        station = self.query_one(Station)
        try:
            self.ahead = ahead or self.desk.ahead(QUEUE_ROWS, without=self.card.prospect.id if self.card else 0)
            view = view_of(self)
        except CallstationError as error:
            last = station.view or StationView(now=self.desk.now)
            view = replace(last, card=self.card, notice=str(error), notice_bad=True, empty=str(error))
        station.show(view)
        self.query_one(KeyBar).show(
            self.card.consequences if self.card else {},
            live=self.card is not None and self.phase is not Phase.CLOSING,
            proposed=frozenset(proposed(self.desk.telephone.line().end)),
        )

    @says_why
    def _tidy(self) -> None:
        self.desk.idle()

    def say(self, text: str, *, bad: bool = False) -> None:
        """One line about what just happened."""
        self.notice, self.notice_bad = text, bad

    def refresh_card(self, *, reason_id: int | None = None) -> None:
        """The same person's card, built anew (the script, a reason or the person changed)."""
        if self.card is None:
            return
        keep = reason_id if reason_id is not None else (self.card.reason.id if self.card.reason else None)
        fresh = self.desk.card(self.card.prospect.id, reason_id=keep, inbound=self.card.inbound)
        self.card = self.desk.checked(fresh)
        self.paint()

    def outcome_keys(self) -> list[tuple[str, Outcome]]:
        """The printed key of every outcome."""
        keys = self.app_keys()
        return [(keys[a.id], a.outcome) for a in actions.OUTCOMES if a.outcome]

    def allow_keys(self) -> None:
        """Outcome keys mean this card from now on."""
        self._painted_at = time.monotonic() - DOUBLE_TAP

    def double_tap(self) -> bool:
        """Whether an outcome key came before the eye can have seen the new card."""
        return self._painted_at == 0.0 or time.monotonic() - self._painted_at < DOUBLE_TAP

    def record(self, outcome: Outcome, answer: Answer | None) -> None:
        """Store an outcome and go on; see call.py."""
        raise NotImplementedError
