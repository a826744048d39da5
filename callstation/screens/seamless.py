"""The terminal as the workstation writes to it: taken over with a card on it, and gone without holding us up."""

from __future__ import annotations

import os
from typing import Any

from textual.driver import Driver


class Outlet:
    """A file to write to that takes nothing any more when its terminal is gone.

    Textual's thread that writes would end with the first error; what is painted after it would fill its queue, and
    the program wait for room there for ever, with the book locked.
    """

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write it, if anybody is there."""
        try:
            self._file.write(text)
        except OSError:
            self._gone()

    def flush(self) -> None:
        """The same."""
        try:
            self._file.flush()
        except OSError:
            self._gone()

    def _gone(self) -> None:
        """From now on it goes nowhere: what is left in a buffer would else be an error of Python's own at the end."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._file.fileno())
        os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lasting(found: type[Driver], *, shown: bool = False) -> type[Driver]:
    """Textual's driver for POSIX terminals, such that a terminal that is gone does not hold it up; others as they are.

    With ``shown``, without the sequence that enters the alternate screen: it is entered already, and most terminals
    would wipe the card by entering it again.
    """
    if found.__module__ != "textual.drivers.linux_driver":
        return found

    class Lasting(found):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._file: Any = Outlet(self._file)

        def write(self, data: str) -> None:
            if not shown or data != "\x1b[?1049h":
                super().write(data)

    return Lasting
