"""A script and a situation in, words to say out (practice C3). Compiled once, rendered in microseconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from callstation.errors import ScriptError
from callstation.model.cards import Spoken
from callstation.scripting.check import checked
from callstation.scripting.context import INTERNAL, Situation, discreet, names_of
from callstation.scripting.parse import Script, Section, is_blank, split_email
from callstation.scripting.tidy import tidy

if TYPE_CHECKING:
    from jinja2 import Template

KEPT = 256
"""How many compiled pieces are kept; an editor's preview makes a new one with every letter."""


class Renderer:
    """Renders scripts, and keeps what it has compiled by the text it was compiled from."""

    def __init__(self) -> None:
        self._compiled: dict[str, Template] = {}
        self._last: tuple[Situation | None, dict[str, Any]] = (None, names_of(None))

    def render(self, script: Script, part: str, situation: Situation | None) -> Spoken:
        """One part of ``script`` (an email's body for 'email') for one person, and the names that had no value.

        Without a situation every name is a gap. Raises ScriptError where the part is missing or has a fault.
        """
        if part == "email":
            return self.email(script, situation)[1]
        return _discreet(tidy(self._raw(script, _section(script, part), self._names(situation))), situation)

    def email(self, script: Script, situation: Situation | None) -> tuple[Spoken, Spoken]:
        """Subject and body of the script's email. Raises ScriptError like :meth:`render`."""
        section = _section(script, "email")
        halves = split_email(section)
        if halves is None:
            raise ScriptError("the email begins with a line 'Subject: ...'", script=script.name, line=section.line)
        names = names_of(situation, without=INTERNAL)
        subject, body = (self._raw(script, half, names) for half in halves)
        return _discreet(tidy(subject, one_line=True), situation), _discreet(tidy(body), situation)

    def lines(self, script: Script, part: str, situation: Situation | None = None) -> tuple[str, ...]:
        """The lines of 'points', 'questions' or 'answers'; none where the script has no such section."""
        if part not in script.sections:
            return ()
        return tuple(line for line in self.render(script, part, situation).text.split("\n") if line)

    def answers(self, script: Script, situation: Situation | None = None) -> Mapping[str, str]:
        """What to say to which objection, by its slug."""
        pairs = (line.partition(":") for line in self.lines(script, "answers", situation))
        return {slug.strip(): words.strip() for slug, colon, words in pairs if colon}

    def _names(self, situation: Situation | None) -> dict[str, Any]:
        """The names for one situation, kept while the parts of one card are rendered."""
        if self._last[0] is not situation:
            self._last = (situation, names_of(situation))
        return self._last[1]

    def _raw(self, script: Script, section: Section, names: dict[str, Any]) -> str:
        from callstation.scripting.sandbox import rendered

        template = self._compiled.get(section.text) or self._compile(script, section)
        try:
            return rendered(template, names)
        except ScriptError as error:
            raise ScriptError(error.message, script=script.name, line=section.line) from None

    def _compile(self, script: Script, section: Section) -> Template:
        """Check and compile one section. Raises ScriptError with its first fault."""
        from callstation.scripting.sandbox import compiled

        tree, faults = checked(section, script.name)
        if tree is None:
            raise faults[0]
        if len(self._compiled) >= KEPT:
            del self._compiled[next(iter(self._compiled))]
        template = self._compiled[section.text] = compiled(tree)
        return template


def _discreet(spoken: Spoken, situation: Situation | None) -> Spoken:
    """What is said, without the client of an anonymous story, wherever a script may have the name from (H5)."""
    if situation is None or situation.silent_about is None:
        return spoken
    return Spoken(discreet(spoken.text, situation), spoken.gaps)


def _section(script: Script, part: str) -> Section:
    section = script.sections.get(part)
    if section is None or is_blank(section.text):
        raise ScriptError(f"there is no section '== {part} =='; add one", script=script.name)
    return section
