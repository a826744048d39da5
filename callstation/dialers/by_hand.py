"""Dialling by hand: the number stands large on the screen, the caller dials on whatever telephone there is."""

from __future__ import annotations

from callstation.dialers.protocol import Sink, fit_to_dial
from callstation.errors import DialerError
from callstation.model.dialling import End, LineEvent, Stage


class ByHand:
    """Tells only what the caller does: when dialling began, and when it was over."""

    hears = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._calls = 0

    def dial(self, number: str, extension: str, name: str) -> int:
        """The number is on the screen: the clock starts."""
        fit_to_dial(number, extension)
        self._calls += 1
        self._sink(LineEvent(self._calls, Stage.DIALLING))
        return self._calls

    def hang_up(self) -> None:
        """The caller says that it is over."""
        self._sink(LineEvent(self._calls, Stage.ENDED, End.OVER))

    def send_digits(self, digits: str) -> None:
        """Only the caller's own telephone can."""
        raise DialerError("digits are pressed on your telephone: callstation does not hold this call")

    def close(self) -> None:
        """Nothing was started."""

    def _say(self, call: int, words: str) -> None:
        """Something to know about a call that goes on by hand."""
        self._sink(LineEvent(call, Stage.DIALLING, words=words))
