"""Ways out through the user's own mail program: an ``.eml`` file that opens as a draft, or a ``mailto:`` link.

What becomes of the email then is known to that program alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from callstation.desktop import opener
from callstation.mail.faults import LetterError, NotReadyError

HANDED_OVER = "opened in your mail program"
LONGEST_LINK = 1800
"""Characters of a mailto: link that every system passes on whole."""
KEPT = 7 * 24 * 3600
"""Seconds for which an opened draft's file is kept: its program may read it late."""
_SECONDS = 20

Opener = Callable[[str], None]


class EmlWay:
    """Writes each email into ``folder`` and opens it, to be looked at and sent there."""

    def __init__(self, folder: Path, opens: Opener | None = None) -> None:
        self._folder = folder
        self._open = opens or open_with_desktop

    def send(self, message: EmailMessage, to: str) -> str:
        """Hand one message over. Raises NotReadyError where it cannot be."""
        del message["Message-ID"]  # whoever really sends it names it
        message["X-Unsent"] = "1"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidy()
            file = self._folder / f"email-{time.time_ns()}.eml"
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(message.as_bytes())
        except OSError as error:
            raise NotReadyError(f"the draft cannot be written into {self._folder}: {error.strerror}") from None
        try:
            self._open(str(file))
        except NotReadyError:
            file.unlink(missing_ok=True)
            raise
        return HANDED_OVER

    def close(self) -> None:
        """Nothing is open."""

    def _tidy(self) -> None:
        for file in self._folder.glob("email-*.eml"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > KEPT:
                    file.unlink()


class MailtoWay:
    """Opens short emails by a link (RFC 6068)."""

    def __init__(self, opens: Opener | None = None) -> None:
        self._open = opens or open_with_desktop

    def send(self, message: EmailMessage, to: str) -> str:
        """Hand one message over. Raises LetterError for one that a link cannot carry, NotReadyError."""
        if message.is_multipart():
            raise LetterError("a mailto: link carries no attachment: set way to eml or smtp in [mail]")
        text = str(message.get_content()).strip().replace("\n", "\r\n")
        link = f"mailto:{quote(to, safe='@')}?subject={quote(str(message['Subject']))}&body={quote(text)}"
        if len(link) > LONGEST_LINK:
            raise LetterError("this email is too long for a mailto: link: set way to eml or smtp in [mail]")
        self._open(link)
        return HANDED_OVER

    def close(self) -> None:
        """Nothing is open."""


def open_with_desktop(target: str, environ: Mapping[str, str] = os.environ) -> None:
    """Open a file or link as a double click would. Raises NotReadyError where there is no desktop to do it."""
    program = opener(sys.platform, environ)
    if program is None:
        raise NotReadyError("there is no desktop here to open a mail program on: set way to smtp in [mail]")
    quiet = subprocess.DEVNULL
    try:
        words = [*program, target]
        done = subprocess.run(words, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return  # some handlers stay: the program is open
    except OSError as error:
        raise NotReadyError(f"{program[0]} cannot be started: {error.strerror}") from None
    if done.returncode:
        raise NotReadyError(f"{program[0]} found no program for emails (status {done.returncode})")
