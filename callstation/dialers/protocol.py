"""What every way to a telephone line can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from callstation.errors import DialerError
from callstation.model.dialling import LineEvent
from callstation.rules.dialling import EXTENSION, NUMBER, is_emergency

Sink = Callable[[LineEvent], None]
"""Where a dialer's events go; it is called from whatever thread they happen in."""


class Dialer(Protocol):
    """One telephone line. Nothing here blocks: what takes time happens in a thread, and comes back as events."""

    hears: bool
    """Whether it hears of ringing, answer and end; where not, the caller's own clock is all there is."""

    def dial(self, number: str, extension: str, name: str) -> int:
        """Ring ``number`` (E.164); the running number of the call, which its events carry.

        ``extension`` is sent as digits after the answer where that is possible. Raises DialerError where it is
        known at once that nothing can be done; what fails later ends the call, with words.
        """
        ...

    def hang_up(self) -> None:
        """End the call, if there is one."""
        ...

    def send_digits(self, digits: str) -> None:
        """Send ``digits`` (0-9, ``*``, ``#``; a comma is a pause) to who has answered. Raises DialerError."""
        ...

    def close(self) -> None:
        """Hang up and let go of everything that was started."""
        ...


def fit_to_dial(number: str, extension: str) -> None:
    """The last gate before anything leaves the machine, whatever was checked before. Raises DialerError."""
    if is_emergency(number) or not NUMBER.fullmatch(number) or (extension and not EXTENSION.fullmatch(extension)):
        raise DialerError("that is not a number that can be dialled")
