"""What can go wrong, each with a sentence for the user and an exit status.

Every error that a user may meet is a :class:`CallstationError`: its text is one line that says what happened
and what to do, and the command line ends with its ``exit_code`` (1: it could not be done; 2: wrong use).
"""

from __future__ import annotations


class CallstationError(Exception):
    """Something could not be done; ``str()`` of it is one line for the user."""

    exit_code = 1


class UsageError(CallstationError):
    """The command or its arguments make no sense."""

    exit_code = 2


class SettingsError(CallstationError):
    """The settings file cannot be used; the text names file, line or field."""


class NotFoundError(CallstationError):
    """Nobody (or nothing) answers to what was asked for."""


class AmbiguousError(CallstationError):
    """More than one answers to what was asked for; the text lists some."""


class RefusedError(CallstationError):
    """A rule forbids it (hours, do not call, said no); the text names the rule and what would be possible."""


class UnsureError(RefusedError):
    """A second look is wanted before it is done; the text says why, and whoever means it says so once more."""


class DialerError(CallstationError):
    """A dialler could not do its part; the text says what is missing, and the number can be dialled by hand."""


class StoreError(CallstationError):
    """The book could not be read or written; nothing of the attempted change is stored."""


class NewerBookError(StoreError):
    """The book was written by a newer callstation; it was not touched."""


class BookInUseError(StoreError):
    """Another callstation has the book open for writing."""


class ImportRefusedError(CallstationError):
    """A file could not be imported; nothing of it was."""


class ScriptError(CallstationError):
    """A call script cannot be used.

    ``line`` is 1-based in the script's file, 0 where no line can be named.
    """

    def __init__(self, message: str, *, script: str = "", line: int = 0) -> None:
        self.message = message
        self.script = script
        self.line = line
        where = f"{script or 'script'} line {line}: " if line else (f"{script}: " if script else "")
        super().__init__(where + message)


class DateNotUnderstoodError(CallstationError):
    """A date in plain words was refused; ``word`` is the part that was not understood ('' if the whole).

    ``stray``: the word is none that dates are made of, nor near to one.
    """

    def __init__(self, message: str, *, word: str = "", stray: bool = False) -> None:
        self.word = word
        self.stray = stray
        super().__init__(message)
