"""Text that came from people, made harmless: at the way in and, again, at the way out.

Names, notes and imported cells can carry terminal escapes, C1 controls, right-to-left marks and zero-width
characters; a terminal obeys the first, and a reader is fooled by the others.
"""

from __future__ import annotations

import re

# C0 but tab and newline, DEL, C1; bidirectional marks, embeddings, overrides and isolates; zero-width
# characters but ZWJ/ZWNJ (which names in Indic scripts and emoji need); BOM; line and paragraph separators;
# lone surrogates; tag characters; interlinear marks.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# A whole escape sequence goes, not only its ESC: "[31m" left behind would be noise in a name.
_ESCAPES = re.compile(
    "\x1b\\][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\\\|\x9c)?"  # OSC
    "|\x1b[PX^_][^\x1b\x9c]{0,4096}(?:\x1b\\\\|\x9c)?"  # DCS, SOS, PM, APC
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x1b[@-Z\\\\-_]?"
)
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u3000]+")


def clean(text: str) -> str:
    """``text`` without anything that acts on a terminal or deceives the eye; newlines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x1b" in text or "\x9b" in text:
        text = _ESCAPES.sub("", text)
    return _HARMFUL.sub("", text)


def clean_line(text: str) -> str:
    """``text`` cleaned, on one line, with runs of white space made one space, and trimmed."""
    return _SPACES.sub(" ", clean(text)).strip()


def count_of(number: int, one: str, many: str = "") -> str:
    """``1 call``, ``2 calls``: the number with the word that fits it."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
