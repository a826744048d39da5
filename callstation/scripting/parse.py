"""A call script as text: sections between ``== name ==`` lines, comments in ``{# #}``, Jinja2 inside.

Nothing here knows Jinja: this module only says where each section begins and what is in it, so that a script
can be listed and edited even when its Jinja is broken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType

from callstation.errors import ScriptError
from callstation.text import clean

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "opener": "the first words, spoken",
        "voicemail": "what to say after the beep",
        "email": "a 'Subject:' line, an empty line, and the mail",
        "points": "talking points, one a line",
        "questions": "questions to ask, one a line",
        "answers": "an objection, a colon, and what to say to it; one a line",
    }
)
"""The sections of a script, and what goes in each."""

REQUIRED = ("opener", "voicemail", "email")
"""What a script must have to be used for a call."""

SOURCE_LIMIT = 65_536
"""The most characters a script may have."""

LINE_LIMIT = 2_000
"""The most lines a script may have."""

COMMENT_LIMIT = 200
"""The most comments a script may have."""

MOST_LISTED = 14
"""As many known words are listed where one is unknown; of more, only how they begin."""

_HEADER = re.compile(r"==+[ \t]*([^=\n]{0,60}?)[ \t]*==+[ \t]*")


@dataclass(frozen=True, slots=True)
class Section:
    """One section's text as written; ``line`` is the 1-based line of the file on which ``text`` begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Script:
    """A call script: the whole text, and its sections."""

    name: str
    text: str
    revision: str
    """The first 12 hex digits of the SHA-256 of ``text``."""
    sections: Mapping[str, Section]
    description: str
    """The comment before the first section, on one line; '' where there is none."""
    origin: str
    """'shipped', or 'own' for the user's copy."""


@dataclass(slots=True)
class Outline:
    """A text taken apart: what could be found, and everything that is wrong with it."""

    description: str = ""
    sections: dict[str, Section] = field(default_factory=dict)
    faults: list[ScriptError] = field(default_factory=list)


def revision_of(text: str) -> str:
    """The first 12 hex digits of the SHA-256 of ``text``."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def parse_script(name: str, text: str, origin: str = "own") -> Script:
    """The script in ``text``. Raises ScriptError, with the 1-based line, for the first fault of its outline.

    The Jinja inside the sections is not looked at: :func:`callstation.scripting.check.problems` does that.
    """
    found = outline(text, name)
    if found.faults:
        raise found.faults[0]
    return Script(name, text, revision_of(text), MappingProxyType(found.sections), found.description, origin)


def outline(text: str, name: str = "") -> Outline:
    """``text`` taken apart, with all faults of its outline in the order of their lines."""
    found = Outline()

    def fault(message: str, line: int) -> None:
        found.faults.append(ScriptError(message, script=name, line=line))

    if len(text) > SOURCE_LIMIT:
        fault(f"a script may have {SOURCE_LIMIT:,} characters and this one has {len(text):,}; make it shorter", 1)
        return found
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > LINE_LIMIT or text.count("{#") > COMMENT_LIMIT:
        fault(f"a script may have {LINE_LIMIT:,} lines and {COMMENT_LIMIT} comments; make it shorter", 1)
        return found
    bare, open_line = without_comments("\n".join(lines))
    if open_line:
        fault("a comment begins here and never ends; write #} where it ends", open_line)
        return found
    for number, line in enumerate(lines, 1):
        if clean(line) != line:
            odd = next(c for c in line if clean(c) != c)
            fault(f"there is a character that cannot be shown (U+{ord(odd):04X}); delete it", number)
    headers = [
        (index, header) for index, line in enumerate(bare.split("\n")) if (header := header_of(line)) is not None
    ]
    first = headers[0][0] if headers else len(lines)
    found.description = _description("\n".join(lines[:first]))
    for index, line in enumerate(bare.split("\n")[:first]):
        if line.strip():
            fault(
                "text before the first section belongs to none; put '== opener ==' above it, or make it a "
                "comment with {# and #}",
                index + 1,
            )
            break
    for place, (index, header) in enumerate(headers):
        end = headers[place + 1][0] if place + 1 < len(headers) else len(lines)
        if header not in SECTIONS:
            fault(unknown(f"'{header}'", "section", header, SECTIONS, "== {} =="), index + 1)
        elif header in found.sections:
            fault(f"the section '== {header} ==' is here a second time; make one of the two", index + 1)
        else:
            found.sections[header] = Section("\n".join(lines[index + 1 : end]), index + 2)
    if not headers and not found.faults:
        fault("there is no section; a script begins with a line '== opener =='", 1)
    found.faults.sort(key=lambda error: error.line)
    return found


def header_of(line: str) -> str | None:
    """The name in a line ``== name ==``, whether or not scripts know it; None for any other line."""
    match = _HEADER.fullmatch(line) if line.startswith("==") else None
    return match[1].lower() if match else None


def without_comments(text: str) -> tuple[str, int]:
    """``text`` with each comment made blank (its lines stay), and the line of a comment that never ends, or 0."""
    parts: list[str] = []
    at = 0
    while (start := text.find("{#", at)) >= 0:
        end = text.find("#}", start + 2)
        if end < 0:
            return "".join(parts) + text[at:start], text.count("\n", 0, start) + 1
        parts += (text[at:start], "\n" * text.count("\n", start, end))
        at = end + 2
    return "".join((*parts, text[at:])), 0


def is_blank(text: str) -> bool:
    """Whether there is nothing in ``text`` but comments and white space."""
    return not without_comments(text)[0].strip()


def split_email(section: Section) -> tuple[Section, Section] | None:
    """The subject (without the word) and the body of an email section, or None without a ``Subject:`` line."""
    lines = section.text.split("\n")
    for index, line in enumerate(without_comments(section.text)[0].split("\n")):
        if not line.strip():
            continue
        if not line.strip().lower().startswith("subject:"):
            return None
        subject = lines[index][lines[index].lower().index("subject:") + len("subject:") :]
        return (
            Section(subject, section.line + index),
            Section("\n".join(lines[index + 1 :]), section.line + index + 1),
        )
    return None


def unknown(shown: str, what: str, word: str, known: Mapping[str, object], form: str = "{}") -> str:
    """``'openr' is not a section ...; did you mean == opener ==?``: a sentence with the nearest known word."""
    from difflib import get_close_matches

    near = get_close_matches(word[:60], list(known), n=3, cutoff=0.6)
    near.sort(key=lambda match: -_alike(match, word))  # their.frst is meant for their.first_name, not their.offers
    if near:
        hint = f"did you mean {form.format(near[0])}?"
    elif len(known) <= MOST_LISTED:
        hint = "there are: " + ", ".join(known)
    else:
        hint = "they begin with " + ", ".join(dict.fromkeys(name.partition(".")[0] for name in known))
    return f"{shown} is not a {what} scripts know; {hint}"


def _alike(one: str, other: str) -> int:
    """With how many of the same characters two words begin."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _description(head: str) -> str:
    """The words of the comments in ``head``, on one line."""
    words: list[str] = []
    at = 0
    while (start := head.find("{#", at)) >= 0 and (end := head.find("#}", start + 2)) >= 0:
        words += head[start + 2 : end].strip("-").split()
        at = end + 2
    return " ".join(words)
