"""The terminal as the workstation writes to it: taken over with a card on it, and gone without holding us up."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.driver import Driver

LAST_KEYS = 0.3
"""Seconds for which the last keys typed in a page may be on their way to the note when the page is gone."""


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


def lasting(found: type[Driver], gone: Callable[[], None], *, shown: bool = False) -> type[Driver]:
    """Textual's driver such that a terminal that is gone does not hold it up, nor a browser; others as they are.

    ``gone`` is called in the loop when the browser leaves or its server dies (a lost terminal is told by a signal).

    With ``shown``, without the sequence that enters the alternate screen: it is entered already, and most terminals
    would wipe the card by entering it again.
    """
    if found.__module__ == "textual.drivers.web_driver":
        return _served(found, gone)
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


def _served(found: type[Driver], gone: Callable[[], None]) -> type[Driver]:
    """Textual's driver for browsers, such that no workstation outlives its page or its server."""

    class Served(found):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._write: Any = self._write_what_is_wanted

        def _write_what_is_wanted(self, data: bytes) -> None:
            with suppress(OSError):  # nobody reads any more; the end of the input says so too
                while data:
                    data = data[os.write(self.fileno, data) :]

        def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
            if packet_type in ("quit", "exit"):
                self._leave()
            else:
                super().on_meta(packet_type, payload)

        def run_input_thread(self) -> None:
            super().run_input_thread()
            self._leave()

        def _leave(self) -> None:
            if not self.exit_event.is_set():
                with suppress(RuntimeError):  # the loop has ended meanwhile
                    self._loop.call_soon_threadsafe(self._loop.call_later, LAST_KEYS, gone)

    return Served
