"""The language check by the rules of the house: the shipped ones, and what the user's ``language.toml`` says (H7)."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from callstation.errors import CallstationError, SettingsError
from callstation.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from callstation.language.ruleset import Ruleset
    from callstation.model.cards import Finding

    Found = Callable[[str, str, str], tuple[Finding, ...]]

LONGEST = 256_000
"""Bytes of the file that are read at most."""
KEPT = 256
"""Texts whose findings are kept: a screen is painted more often than its words change."""
_Stamp = tuple[int, int] | None


class HouseRules:
    """The rules in force, read again when the user's file has changed.

    A file with a fault is set aside as a whole: the shipped rules apply, and :attr:`fault` says what to mend.
    """

    def __init__(self, file: Path | None = None) -> None:
        """``file`` is the user's own, which need not be there; without one there are the shipped rules alone."""
        self.file = file
        self._stamp: _Stamp = None
        self._fault = ""
        self._ruleset: Ruleset | None = None
        self._found: Found | None = None

    def check(self, text: str, kind: str = "line", *, my_number: str = "") -> tuple[Finding, ...]:
        """What is found in ``text``; ``kind`` and ``my_number`` as in :func:`callstation.language.check.check`."""
        self._read()
        if self._found is None:
            from callstation.language.check import TextKind, check

            def found(text: str, kind: str, my_number: str) -> tuple[Finding, ...]:
                return tuple(check(text, TextKind(kind), my_number=my_number, rules=self._ruleset))

            self._found = lru_cache(maxsize=KEPT)(found)
        return self._found(text, kind, my_number)

    @property
    def ruleset(self) -> Ruleset:
        """The rules in force."""
        self._read()
        if self._ruleset is None:
            from callstation.language.ruleset import Ruleset

            self._ruleset = Ruleset.default()
        return self._ruleset

    @property
    def fault(self) -> str:
        """What is wrong with the user's file, in a line that names it, the rule, and what to do; '' for nothing."""
        self._read()
        return self._fault

    def text(self) -> str:
        """The user's file as it stands, '' where there is none. Raises SettingsError where it cannot be read."""
        if self.file is None:
            return ""
        try:
            with self.file.open("rb") as handle:
                data = handle.read(LONGEST + 1)
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise SettingsError(f"cannot be read: {error.strerror}") from None
        if len(data) > LONGEST:
            raise SettingsError(f"is longer than {LONGEST:,} bytes")
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise SettingsError(f"line {line} is not written in UTF-8: save it as UTF-8") from None

    def save(self, text: str) -> None:
        """Store the user's file, whole or not at all. Raises SettingsError for a fault in it, and nothing is stored
        then."""
        from callstation.scripting.shelf import write_whole

        if self.file is None:
            raise SettingsError("there is no folder for rules of your own here")
        ruleset_of(text)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self.file, text)
        except OSError as error:
            raise SettingsError(f"{self.file} cannot be written: {error.strerror}") from None

    def silence(self, rule_id: str, *, back: bool = False) -> None:
        """Silence a rule, or listen to it again (``back``): the list at the head of the user's file is changed, and
        nothing else. Raises SettingsError."""
        from callstation.language.user_rules import silenced_in, with_silenced

        text = self.text()
        names = [name for name in silenced_in(text) if name != rule_id]
        self.save(with_silenced(text, names if back else [*names, rule_id]))

    def _read(self) -> None:
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp, self._ruleset, self._found, self._fault = stamp, None, None, ""
        if stamp is None:
            return
        try:
            self._ruleset = ruleset_of(self.text())
        except CallstationError as error:
            self._fault = (
                f"{self.file}: {clean_line(str(error))}. Mend it there; until then the shipped rules alone apply"
            )

    def _stamp_now(self) -> _Stamp:
        """When the file was changed (ns) and how long it is (bytes), None where there is none."""
        if self.file is None:
            return None
        try:
            found = os.stat(self.file)  # noqa: PTH116 - on the way to every card: half the time of Path.stat
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def ruleset_of(text: str) -> Ruleset:
    """The shipped rules with what ``text`` adds, changes and silences.

    Raises SettingsError that names line and rule.
    """
    from callstation.language.ruleset import Ruleset
    from callstation.language.user_rules import RuleError

    try:
        return Ruleset.default().with_user(text)
    except RuleError as error:
        line = line_of(text, error.rule_id)
        raise SettingsError(f"line {line}: {error}" if line else str(error)) from None


def line_of(text: str, rule_id: str) -> int:
    """The line (1-based) on which the table of a rule begins, 0 where it is written in another way."""
    found = re.search(rf"^[ \t]*\[[ \t]*rules[ \t]*\.[ \t]*['\"]?{re.escape(rule_id)}['\"]?[ \t]*\]", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 0
