"""Which part of a script's text is what, for an editor's colours. Takes any text, however broken.

Our own and not tree-sitter-jinja (which TextArea could register): that grammar knows Jinja, and not scripts. It
cannot tell a name that scripts have from one that they have not, a filter or a tag that is refused, or a section's
heading; it takes a compiled parser for each system, and where there is none there would be no colours at all. These
are the same everywhere, and cost a few milliseconds for a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from callstation.scripting.context import BY_NAME, CUSTOM, ROOTS
from callstation.scripting.filters import FILTERS
from callstation.scripting.grammar import LOOP_KINDS, TESTS
from callstation.scripting.parse import SECTIONS, header_of
from callstation.scripting.tags import TAGS

Mark = tuple[int, int, str]
"""From and to (characters in a line, the end not included), and a role."""

ROLES = ("comment", "header", "brace", "keyword", "name", "filter", "string", "unknown")

LONGEST_NAME = 80
"""How many characters before the cursor can be the beginning of a name."""

_WORDS = frozenset((*TAGS, "in", "is", "not", "and", "or", "true", "false", "none", *TESTS))
_TOKEN = re.compile(r"'[^'\n]*'?|\"[^\"\n]*\"?|[A-Za-z_][\w.]*|\|[ \t]*[A-Za-z_]*")
_OWN = re.compile(r"\{%-?[ \t]*(?:set|for)[ \t]+([A-Za-z_]\w*)")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}


def highlighted(text: str) -> list[list[Mark]]:
    """The marks of every line of ``text``, from left to right."""
    lines = text.split("\n")
    marks: list[list[Mark]] = [[] for _ in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    own = set(_OWN.findall(text))
    row = 0
    for begin, end, role in _absolute(text, own):
        while starts[row + 1] <= begin:
            row += 1
        at = row
        while at < len(lines) and starts[at] < end:
            left, right = max(begin, starts[at]) - starts[at], min(end, starts[at + 1] - 1) - starts[at]
            if right > left:
                marks[at].append((left, right, role))
            at += 1
    for number, line in enumerate(lines):
        header = header_of(line)
        if header is not None and not marks[number]:
            marks[number].append((0, len(line), "header" if header in SECTIONS else "unknown"))
    return marks


def expression_before(text: str) -> tuple[bool, str]:
    """Whether the end of ``text`` stands within braces, and the name (or ``|filter``) begun there."""
    opened = max(text.rfind("{{"), text.rfind("{%"))
    if opened < 0 or max(text.rfind("}}"), text.rfind("%}")) > opened:
        return False, ""
    begun = re.search(r"\|?[\w.]*\Z", text[max(opened + 2, len(text) - LONGEST_NAME) :])
    return True, begun[0] if begun else ""


def section_at(lines: list[str], row: int) -> str:
    """The section in which line ``row`` (0-based) stands; the opener above the first."""
    for line in reversed(lines[: row + 1]):
        header = header_of(line)
        if header and header in SECTIONS:
            return header
    return "opener"


def _absolute(text: str, own: set[str]) -> Iterator[Mark]:
    """Marks by their place in the whole text, in order."""
    at = 0
    while (at := text.find("{", at)) >= 0:
        closer = _CLOSERS.get(text[at : at + 2])
        if closer is None:
            at += 1
            continue
        end = text.find(closer, at + 2)
        if closer == "#}":
            stop = end + 2 if end >= 0 else len(text)
            yield at, stop, "comment"
            at = stop
            continue
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        if end < 0 or "{{" in text[at + 2 : end] or "{%" in text[at + 2 : end]:
            yield at, at + 2, "unknown"  # it never ends, or something begins before it does
            yield from _inside(text, at + 2, line_end, own)
            at = line_end
            continue
        yield at, at + 2, "brace"
        yield from _inside(text, at + 2, end, own)
        yield end, end + 2, "brace"
        at = end + 2


def _inside(text: str, begin: int, end: int, own: set[str]) -> Iterator[Mark]:
    """The words between two braces."""
    for match in _TOKEN.finditer(text, begin, end):
        yield match.start(), match.end(), _role(match[0], own)


def _role(word: str, own: set[str]) -> str:
    if word[0] in "'\"":
        return "string"
    if word[0] == "|":
        return "filter" if word[1:].strip() in FILTERS else "unknown"
    if word in _WORDS:
        return "keyword"
    root, _, field = word.partition(".")
    known = word in BY_NAME or word in own or (root == "loop" and field in LOOP_KINDS)
    custom = word.startswith(CUSTOM + ".") and word.count(".") == 2
    return "name" if known or (custom and root in ROOTS) else "unknown"
