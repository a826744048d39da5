"""Script texts being edited and not saved yet, kept beside the user's copies: ``.news.j2.draft``.

Whatever happens to the program, the next opening of the script offers the text again.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from callstation.errors import ScriptError
from callstation.scripting.parse import SOURCE_LIMIT
from callstation.scripting.shelf import SUFFIX


def keep_draft(folder: Path, name: str, text: str) -> None:
    """Store the unsaved ``text`` of a script, readable by the user only. Raises ScriptError where it cannot be.

    Not synced to the disk like a saved script: it is written several times a second.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".tmp")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
            Path(beside).replace(_path(folder, name))
        except BaseException:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
            raise
    except OSError as error:
        raise ScriptError(f"the unsaved text cannot be kept ({error.strerror}); save it soon", script=name) from None


def kept_draft(folder: Path, name: str) -> str | None:
    """The unsaved text of a script, None where there is none (or nothing that could be one)."""
    with contextlib.suppress(OSError):
        handle = os.open(_path(folder, name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                data = file.read(4 * SOURCE_LIMIT + 1)
                return data.decode("utf-8", "replace") if len(data) <= 4 * SOURCE_LIMIT else None
    return None


def drop_draft(folder: Path, name: str) -> None:
    """The text was saved, or is not wanted."""
    with contextlib.suppress(OSError):
        _path(folder, name).unlink()


def _path(folder: Path, name: str) -> Path:
    return folder / f".{name}{SUFFIX}.draft"
