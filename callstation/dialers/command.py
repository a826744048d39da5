"""A program of the user's that dials: a list of arguments from the settings, filled in without a shell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callstation.dialers.by_hand import ByHand
from callstation.dialers.protocol import Sink
from callstation.dialers.running import run_aside
from callstation.errors import DialerError
from callstation.text import clean_line

_PLACES = re.compile(r"\{(number|digits|extension|name)\}")


class Command(ByHand):
    """The program dials; the caller's clock runs until an outcome, or until dialling is pressed again."""

    def __init__(self, sink: Sink, command: Sequence[str], hang_up: Sequence[str] = ()) -> None:
        super().__init__(sink)
        self._command = tuple(command)
        self._hanging_up = tuple(hang_up)
        self._last: dict[str, str] | None = None

    def dial(self, number: str, extension: str, name: str) -> int:
        """Start the program. Raises DialerError where it cannot be started."""
        call = super().dial(number, extension, name)
        self._last = values_of(number, extension, name)
        run_aside(filled_in(self._command, self._last), lambda why: self._say(call, f"{why} (dial by hand)"))
        return call

    def hang_up(self) -> None:
        """Start the program that hangs up, where the settings name one; the clock stops."""
        super().hang_up()
        if self._hanging_up and self._last is not None:
            call, values, self._last = self._calls, self._last, None
            try:
                run_aside(filled_in(self._hanging_up, values), lambda why: self._say(call, why))
            except DialerError as error:
                self._say(call, str(error))

    def close(self) -> None:
        """Hang up a call that was still up; a program without a way to hang up is left alone."""
        if self._hanging_up and self._last is not None:
            self.hang_up()


def values_of(number: str, extension: str, name: str) -> dict[str, str]:
    """What the places stand for. A name cannot pass for an option, nor end an argument."""
    return {
        "number": number,
        "digits": number.lstrip("+"),
        "extension": extension,
        "name": clean_line(name).replace("\0", "").lstrip("-"),
    }


def filled_in(words: Sequence[str], values: dict[str, str]) -> list[str]:
    """Each argument with its places filled in, once: what a name contains is never read again."""
    return [_PLACES.sub(lambda place: values[place[1]], word) for word in words]
