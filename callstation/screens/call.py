"""The call screen: one person at a time, why now, what to say, and one key for what came of it.

What is on it is a :class:`StationView`, painted by widgets/station.py; what its keys do is here and in
screens/asking.py (outcomes that need a word more); the rules behind them are in rules/.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from callstation.desk.answers import Answer
from callstation.errors import CallstationError
from callstation.model.calls import Outcome
from callstation.model.dialling import Stage
from callstation.screens import actions
from callstation.screens.calendar_sync import CalendarSync
from callstation.screens.call_base import says_why
from callstation.screens.dialling import Dialling
from callstation.screens.first_card import first_card
from callstation.screens.hook_faults import HookFaults
from callstation.screens.library_keys import LibraryKeys
from callstation.screens.looking import Looking
from callstation.screens.mail_keys import MailKeys
from callstation.screens.session_keys import SessionKeys
from callstation.screens.taken_back import taken_back
from callstation.widgets.card_view_model import Phase, Shown
from callstation.widgets.key_bar import KeyBar
from callstation.widgets.note_box import NoteBox
from callstation.widgets.station import Station

TEAM_LOOKS = 5
"""Seconds between two looks at what the colleagues do: the light poll of a team."""


class CallScreen(SessionKeys, Dialling, Looking, LibraryKeys, MailKeys, CalendarSync, HookFaults):
    """Where a power hour is worked."""

    class Ready(Message):
        """The first card is there: keys mean it from now on."""

    BINDINGS = [
        *(
            Binding(
                a.key, f"outcome('{a.outcome}')" if a.outcome else a.id, a.label, id=a.id, tooltip=a.help, show=False
            )
            for a in actions.ALL
            if a.id != "quit"
        ),
        Binding("pagedown", "scroll_words(4)", "scroll the words", show=False),
        Binding("pageup", "scroll_words(-4)", "scroll the words", show=False),
        Binding("escape", "back_to_card", "back to the card", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Station(id="station")
        yield KeyBar(*actions.foot(self.app_keys()), id="keys")

    def on_mount(self) -> None:
        first = first_card(self.desk)
        self.say(first.notice, bad=first.notice_bad)
        self.show_card(first.card)
        self.allow_keys()  # nothing was tapped before the first card
        self.set_interval(1.0, self._tick)
        self.post_message(self.Ready())

    @says_why
    def _tick(self) -> None:
        if self.app.screen is not self:
            return
        if self.card is None and (card := self.desk.next_card()) is not None:
            self.say("somebody can be called now")
            self.show_card(card)
            return
        self._ticks += 1
        # A team's seats share one server: what lies ahead is looked at every few seconds, after one's own keys at once.
        seldom = self.desk.team is not None and self._ticks % TEAM_LOOKS != 0
        self.paint(ahead=self.ahead if seldom else None)
        self.lay_ready()
        self.ring()

    # outcomes -----------------------------------------------------------------------------------------
    def action_outcome(self, value: str) -> None:
        """What the call came to: one key, or one key and a line."""
        outcome = Outcome(value)
        if self.phase is Phase.CLOSING or self.double_tap():
            return
        if self.card is None:
            self.say("nobody is on the screen: / finds anyone, a adds someone", bad=True)
            self.paint()
            return
        if self.card.consequences[outcome].asks:
            self.ask_outcome(outcome)
        else:
            self.record(outcome, None)

    def record(self, outcome: Outcome, answer: Answer | None) -> None:
        """Store the outcome, and only then show the next person."""
        card = self.card
        if card is None:
            return
        try:
            self.desk.record(card, outcome, note=self.note, answer=answer)
        except CallstationError as error:
            self.say(f"{error} (nothing was stored; the note is kept)", bad=True)
            self.phase = Phase.READY
            self.paint()
            return
        what = answer.read_back if answer and answer.read_back else card.consequences[outcome].text
        undo = self.app_keys()["undo"]
        if outcome is Outcome.SAID_NO:
            # They may still be on the line: the words for it stay in sight.
            words = " ".join(self.desk.closing_words(card).split())
            self.say(f"{card.prospect.name}: let go, a clean end · {undo} takes it back\nsay: {words}")
        else:
            keys = self.app_keys()
            drafted = f" · email drafted ({keys['outbox']})" if self.desk.drafted else ""
            invites = ""
            if self.desk.drafted and self.desk.agreed_with is not None and self.desk.tools.settings.mail.address:
                invites, drafted = f" · {keys['invite']} invites them", ""
            self.say(f"{card.prospect.name}: {outcome.words}, {what}{invites} · {undo} takes it back{drafted}")
        self.show_next()

    @says_why
    def action_undo(self) -> None:
        """Take the last step back as a whole; its person is on the screen again."""
        if self.phase is Phase.CLOSING or not self.may_go("undo"):
            return
        undone = self.desk.undo()
        if undone is None:
            self.say("nothing is left to take back in this session")
            self.paint()
            return
        if undone.gone:
            self.say(taken_back(undone))
            self.show_next()
            return
        card = self.desk.card(undone.person_id)
        keys = self.app_keys()
        told = f" · an email that tells their calendar is drafted ({keys['outbox']})" if self.desk.drafted else ""
        self.say(taken_back(undone, card.prospect.name) + told)
        self.show_card(card)

    # the note -----------------------------------------------------------------------------------------
    def action_note(self) -> None:
        """Type a note; the queue never moves on meanwhile."""
        if self.card is None or self.phase is Phase.CLOSING or self.note_open:
            return
        self.note_open = True
        box = NoteBox(self.note)
        box.styles.height = 5 if self.size.height < 30 else 7
        self.mount(box)
        self.paint()

    def on_note_box_kept(self, message: NoteBox.Kept) -> None:
        """Every letter is kept, whatever happens next."""
        message.stop()
        if self.card is None:
            return
        self.note = message.text
        try:
            self.desk.keep_note(self.card.prospect.id, message.text)
        except CallstationError as error:
            self.say(f"{error} (the note is still here)", bad=True)
            self.paint()

    def on_note_box_closed(self, message: NoteBox.Closed) -> None:
        """The note is done for now; the keys are outcome keys again."""
        message.stop()
        self.note = message.text
        self.note_open = False
        self.query(NoteBox).remove()
        self.set_focus(None)
        self.paint()

    # the words ----------------------------------------------------------------------------------------
    def action_voicemail_script(self) -> None:
        """What to say to the machine, and back."""
        self._toggle(Shown.VOICEMAIL)

    def action_answers(self) -> None:
        """Points to make, questions to ask, answers to what is in the way; and back."""
        if self.card is not None:
            from callstation.desk.talking import talk_of

            self.talk = talk_of(self.desk.tools, self.card, self.desk.now)
            self._toggle(Shown.TALK)

    def _toggle(self, shown: Shown) -> None:
        self.shown = Shown.OPENER if self.shown is shown else shown
        self.scroll_at = 0
        self.paint()

    def action_scroll_words(self, lines: int) -> None:
        """Scroll words that are too long for their room."""
        self.scroll_at = max(0, self.scroll_at + lines)
        self.paint()

    def action_back_to_card(self) -> None:
        """Whatever was opened is closed; a person looked up gives way to the queue."""
        if self.phase is Phase.CLOSING or self.note_open:
            return
        if self.shown is not Shown.OPENER:
            self._toggle(self.shown)
        elif self.desk.telephone.line().stage is not Stage.IDLE:
            self.put_line_aside()
        elif self.card is not None and self.looked_up:
            self.looked_up = False
            self.say("back to the queue")
            self.show_next()
