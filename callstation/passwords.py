"""A password, out of a keyring, a command or the environment: never out of a file of ours.

It is asked for at the moment it is needed, kept in no object that is printed, and stands in no error.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from callstation.errors import CallstationError

PATIENCE = 60
"""Seconds that a command may take: it may ask its user something."""


class NoPasswordError(CallstationError):
    """There is no password; the text says where it was looked for and nothing more."""


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


@dataclass(frozen=True, slots=True)
class Source:
    """Where a password comes from: ``kind`` is keyring, command or environment, as ``[section]`` of the settings says.

    ``service`` is what the keyring knows it as, ``variable`` its name in the environment.
    """

    section: str
    kind: str
    command: str
    user: str
    service: str
    variable: str
    name: str = "password"
    """What the settings call it, as in ``password_from``."""


def password(source: Source, environ: Mapping[str, str] = os.environ) -> Secret:
    """The password. Raises NoPasswordError."""
    match source.kind:
        case "environment":
            found = environ.get(source.variable, "")
            where = f"the environment has no {source.variable}"
        case "command":
            found = _from_command(source)
            where = f"[{source.section}] {source.name}_command printed nothing"
        case "keyring":
            found = _from_keyring(source)
            where = f"put it into the keyring with: keyring set '{source.service}' {source.user}"
        case other:
            raise NoPasswordError(
                f"[{source.section}] {source.name}_from is {other!r}: write keyring, command or environment"
            )
    if not found:
        raise NoPasswordError(f"there is no {source.name} for [{source.section}]: {where}")
    return Secret(found)


def _from_command(source: Source) -> str:
    setting = f"[{source.section}] {source.name}_command"
    try:
        words = shlex.split(source.command)
    except ValueError:
        words = []
    if not words:
        raise NoPasswordError(f"{setting} is empty or its quotes are not closed: write pass show mail")
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoPasswordError(f"{setting} took more than {PATIENCE} seconds") from None
    except (OSError, ValueError):
        raise NoPasswordError(f"{setting} could not be run: {words[0]}") from None
    if done.returncode:
        # What it printed is not shown: it may be the password.
        raise NoPasswordError(f"{setting} ended with status {done.returncode}: try it in a shell")
    lines = done.stdout.splitlines()
    return lines[0] if lines else ""


def _from_keyring(source: Source) -> str:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise NoPasswordError(
            f"the keyring needs callstation[keyring]; or set {source.name}_from to command or environment in "
            f"[{source.section}]"
        ) from None
    try:
        found = keyring.get_password(source.service, source.user)
    except keyring.errors.KeyringError as error:
        raise NoPasswordError(
            f"the keyring does not open ({type(error).__name__}): set {source.name}_from to command or environment "
            f"in [{source.section}]"
        ) from None
    return found or ""
