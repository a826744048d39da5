"""The mail server's password, out of a keyring, a command or the environment: never out of a file of ours.

It is asked for at the moment of sending, kept in no object that is printed, and stands in no error.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping

from callstation.mail.faults import NotReadyError
from callstation.settings import Mail

VARIABLE = "CALLSTATION_MAIL_PASSWORD"
SERVICE = "callstation mail"
"""What the keyring knows it as; the user name there is the one to log in with."""
PATIENCE = 60
"""Seconds that a command may take: it may ask its user something."""


class Secret:
    """A password that does not show in a trace, a log or a repr; :meth:`reveal` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The password itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(...)"


def password(mail: Mail, environ: Mapping[str, str] = os.environ) -> Secret:
    """The password to log in with. Raises NotReadyError, which says where it was looked for and nothing more."""
    match mail.password_from:
        case "environment":
            found = environ.get(VARIABLE, "")
            where = f"the environment has no {VARIABLE}"
        case "command":
            found, where = _from_command(mail.password_command)
        case "keyring":
            found, where = _from_keyring(mail.user or mail.address)
        case other:
            raise NotReadyError(f"[mail] password_from is {other!r}: write keyring, command or environment")
    if not found:
        raise NotReadyError(f"there is no password for the mail server: {where}")
    return Secret(found)


def _from_command(command: str) -> tuple[str, str]:
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise NotReadyError("[mail] password_command is empty or its quotes are not closed: write pass show mail")
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotReadyError(f"[mail] password_command took more than {PATIENCE} seconds") from None
    except (OSError, UnicodeDecodeError):
        raise NotReadyError(f"[mail] password_command could not be run: {words[0]}") from None
    if done.returncode:
        # What it printed is not shown: it may be the password.
        raise NotReadyError(f"[mail] password_command ended with status {done.returncode}: try it in a shell")
    lines = done.stdout.splitlines()
    return (lines[0] if lines else ""), "[mail] password_command printed nothing"


def _from_keyring(user: str) -> tuple[str, str]:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise NotReadyError(
            "the keyring needs callstation[keyring]; or set password_from to command or environment in [mail]"
        ) from None
    try:
        found = keyring.get_password(SERVICE, user)
    except keyring.errors.KeyringError as error:
        raise NotReadyError(
            f"the keyring does not open ({type(error).__name__}): set password_from to command or environment in [mail]"
        ) from None
    return found or "", f"put it into the keyring with: keyring set '{SERVICE}' {user}"
