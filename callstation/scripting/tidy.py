"""The last touch to a rendered text: white space put in order, gaps made visible and named."""

from __future__ import annotations

import re

from callstation.model.cards import Spoken
from callstation.scripting.check import PARAGRAPH
from callstation.scripting.records import GAP_BEGINS, GAP_ENDS, shown_gap

_MARKED = re.compile(f"{GAP_BEGINS}([^{GAP_ENDS}]*){GAP_ENDS}")
_LOOSE = re.compile(r" ([,.;:!?])(?=[ \n,.;:!?)]|$)")
_SUSPICIOUS = re.compile(r"[ ,;:!?] ?[,.;:!?]")
_TWICE = re.compile(r"[,;:](?= ?[,.;:!?])|(?<=[!?])\.(?!\.)")


def tidy(raw: str, *, one_line: bool = False) -> Spoken:
    """``raw`` as it is spoken or sent, with the names of its gaps in the order of their first appearance.

    Runs of spaces become one; a line that rendered to nothing goes; empty lines remain where the author left
    them, one at a time; a space before a comma or a full stop, and a comma before another stop, go as well.
    """
    gaps: dict[str, None] = {}

    def visible(match: re.Match[str]) -> str:
        gaps[match[1]] = None
        return shown_gap(match[1])

    if GAP_BEGINS in raw:
        raw = _MARKED.sub(visible, raw)
    if one_line:
        text = " ".join(raw.replace(PARAGRAPH, " ").split())
    else:
        text = "\n\n".join(paragraph for part in raw.split(PARAGRAPH) if (paragraph := _lines(part)))
    if _SUSPICIOUS.search(text):
        text = _TWICE.sub("", _LOOSE.sub(r"\1", text))
    return Spoken(text, tuple(gaps))


def _lines(text: str) -> str:
    """The lines that are not empty, each trimmed and with single spaces."""
    return "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
