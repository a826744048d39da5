"""The telephone on the call screen: dialling, hanging up, digits, and what comes back from the line."""

from __future__ import annotations

import time
from contextlib import suppress

from textual.message import Message

from callstation.errors import CallstationError, DialerError, RefusedError, UnsureError
from callstation.model.dialling import LineEvent
from callstation.rules.dialling import TONES
from callstation.screens import call_base
from callstation.screens.asking import Asking
from callstation.screens.call_base import says_why
from callstation.widgets.card_view_model import Phase


class LineMoved(Message):
    """Something happened on the line; posted from a dialler's thread."""

    def __init__(self, event: LineEvent) -> None:
        super().__init__()
        self.event = event


class Dialling(Asking):
    """One key dials and hangs up. Part of the call screen."""

    _sure: int = 0
    """The person whose number was said to be odd or dear: the next press means it."""

    _pressed: float = 0.0
    """When the key was last pressed, monotonic."""

    def on_mount(self) -> None:
        self.desk.telephone.listen(self._from_the_line)

    def on_unmount(self) -> None:
        self.desk.telephone.listen(lambda _: None)

    def _from_the_line(self, event: LineEvent) -> None:
        """Called from a dialler's thread; once the screen is gone there is nobody to tell."""
        with suppress(RuntimeError):
            self.post_message(LineMoved(event))

    def on_line_moved(self, message: LineMoved) -> None:
        """The line drives phase and clock."""
        message.stop()
        if self.desk.telephone.heard(message.event):
            self.paint()

    @says_why
    def action_dial(self) -> None:
        """Dial (or show the number large, and copy it); again: hang up."""
        if self.card is None or self.phase is Phase.CLOSING or self._held_down():
            return
        telephone = self.desk.telephone
        if telephone.line().stage.up:
            self.desk.hang_up()
            self.paint()
            return
        person_id = self.card.prospect.id
        try:
            self.desk.dial(self.card, sure=self._sure == person_id)
        except UnsureError as error:
            self._sure = person_id
            raise RefusedError(f"{error}; {self.app_keys()['dial']} again dials it all the same") from None
        self._sure = 0
        self.closing = " ".join(self.desk.closing_words(self.card).split())
        line = telephone.line()
        if line.by_hand:
            self.app.copy_to_clipboard(line.number)
        self.say("")
        self.paint()

    def _held_down(self) -> bool:
        """Whether the key repeats or bounces: nobody's telephone shall ring, stop and ring again by that."""
        before, self._pressed = self._pressed, time.monotonic()
        return self._pressed - before < 3 * call_base.DOUBLE_TAP

    @says_why
    def action_digits(self) -> None:
        """Send digits to a menu, or an extension, while somebody is on the line."""
        if self.phase is Phase.CLOSING:
            return
        if not self.desk.telephone.line().talking:
            raise DialerError("digits can be sent once somebody has answered a call that callstation made")

        def check(text: str) -> str:
            if not TONES.fullmatch(text.strip()):
                raise CallstationError("digits, * and #; a comma is a pause")
            return "enter sends them"

        def done(text: str) -> None:
            self.desk.telephone.send_digits(text.strip())
            self.say(f"sent: {text.strip()}")

        self.ask("Which digits shall be sent?", "1   3#   0,,27", check, done, opened_by=self.app_keys()["digits"])

    def put_line_aside(self) -> None:
        """A call that is over, or was dialled by hand, goes from the card; one that is up stays up."""
        telephone = self.desk.telephone
        if telephone.line().live:
            self.say(f"{self.app_keys()['dial']} hangs up")
        else:
            telephone.clear()
        self.paint()
