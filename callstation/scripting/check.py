"""Everything that is wrong with a script, each with its line, for the editor and before anything is compiled."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from callstation.errors import ScriptError
from callstation.scripting.parse import Section, is_blank, outline, split_email, without_comments

if TYPE_CHECKING:
    from jinja2 import nodes

PARAGRAPH = "\x1e"
"""Stands for an empty line that the author wrote, so that it can be told from a line that rendered to nothing."""


def problems(text: str, name: str = "") -> list[ScriptError]:
    """All faults of a script's text, in the order of their lines; empty where it can be used."""
    found = outline(text, name)
    faults = list(found.faults)
    for part, section in found.sections.items():
        for piece in pieces(part, section):
            if piece is None:
                faults.append(
                    ScriptError("the email begins with a line 'Subject: ...'", script=name, line=section.line)
                )
            else:
                faults += checked(piece, name)[1]
        if part == "answers":
            faults += _answers(section, name)
    return sorted(faults, key=lambda fault: fault.line)


def pieces(part: str, section: Section) -> tuple[Section | None, ...]:
    """What of a section is rendered by itself: subject and body of an email (None without), else the whole."""
    if part != "email" or is_blank(section.text):
        return (section,)
    return split_email(section) or (None,)


def checked(section: Section, name: str = "") -> tuple[nodes.Template | None, list[ScriptError]]:
    """The section's Jinja tree, None where it has faults, and the faults with their lines in the file."""
    tree, faults = _looked_at(section.text)
    return tree, [ScriptError(message, script=name, line=section.line + line - 1) for message, line in faults]


@lru_cache(maxsize=16)
def _looked_at(text: str) -> tuple[nodes.Template | None, tuple[tuple[str, int], ...]]:
    """The tree, and the faults with their lines in ``text``.

    Kept for a few texts: while one section is typed, the others stay as they are, and what was checked is
    compiled next.
    """
    from jinja2 import TemplateSyntaxError

    from callstation.scripting import braces
    from callstation.scripting.grammar import Grammar
    from callstation.scripting.sandbox import environment
    from callstation.scripting.tags import look, too_many

    faults: list[tuple[str, int]] = []

    def report(message: str, line: int) -> None:
        faults.append((message, line))

    if too_many(text, report) or braces.look(text, report):
        return None, tuple(faults)
    source = with_paragraphs(text)
    try:
        if look(environment().lex(source), report):
            tree = environment().parse(source)
            Grammar(report).look(tree)
            return (None if faults else tree), tuple(faults)
    except TemplateSyntaxError as error:
        report(braces.plainly(error.message or ""), error.lineno)
    except (RecursionError, ValueError, OverflowError):
        report("this is too deep or too long to be read; say it simpler", 1)
    return None, tuple(faults)


def with_paragraphs(text: str) -> str:
    """``text`` with its empty lines marked."""
    return "\n".join(line if line.strip() else PARAGRAPH for line in text.split("\n"))


def _answers(section: Section, name: str) -> list[ScriptError]:
    """Lines of the answers that name no objection."""
    return [
        ScriptError("an answer begins with the objection and a colon, like 'price: ...'", script=name, line=number)
        for number, line in enumerate(without_comments(section.text)[0].split("\n"), section.line)
        if (said := line.strip()) and not said.startswith("{%") and not _objection(said)
    ]


def _objection(line: str) -> bool:
    slug, colon, _ = line.partition(":")
    return bool(colon) and bool(slug) and slug.replace("-", "").isalnum()
