"""What a command prints: text made harmless, tables that line up, one JSON document."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from callstation.text import clean, clean_line

# What json.dumps leaves as it is and a terminal or a reader's eye would obey: DEL and C1, bidirectional marks,
# zero width, separators, lone surrogates. Written as \uXXXX they are the same text and harmless.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]")
NARROWEST = 8
"""Columns of the terminal below which no column of a table is cut."""
_NORTH_AMERICAN = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")


def prepare_streams() -> None:
    """Let nothing that is printed fail for want of a character: what the terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


LONG = 2_000
"""People from which on it takes long enough to say how far it is."""


def placing(done: int, people: int) -> None:
    """How far it is where everybody is placed anew: one line on a terminal, nothing for a short book."""
    if people < LONG or not sys.stderr.isatty():
        return
    text = f"\rYour settings or the legal calling hours have changed: placing everybody anew, {done:,} of {people:,} "
    print(text, end="\n" if done == people else "", file=sys.stderr, flush=True)


def json_text(value: object, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """``value`` as JSON, on one line where ``indent`` is None; nothing in it acts on a terminal."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return text if text.isascii() else _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def print_json(value: object) -> None:
    """Print one JSON document; laid out for the eye on a terminal, on one line into a pipe."""
    print(json_text(value, ascii_only=not speaks_unicode(sys.stdout), indent=2 if sys.stdout.isatty() else None))


def speaks_unicode(stream: TextIO) -> bool:
    """Whether the stream takes every character."""
    return (stream.encoding or "utf-8").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32")


def say(text: str = "") -> None:
    """Print text for a reader, whoever wrote it."""
    print(clean(text))


def note(text: str) -> None:
    """Say something beside the result, on standard error."""
    print(clean_line(text), file=sys.stderr)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows under their headings; columns are as wide as they need to be, those in ``right`` end together.

    On a terminal the widest columns give way until a row fits; into a file or a pipe nothing is cut.
    """
    cells = [[clean_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    if sys.stdout.isatty():
        from shutil import get_terminal_size

        room = get_terminal_size().columns - 2 * (len(widths) - 1)
        while sum(widths) > room and max(widths) > NARROWEST:
            widths[widths.index(max(widths))] -= 1
    for row in cells:
        line = "  ".join(_fitted(c, w, i in right) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        print(line.rstrip())


def _fitted(cell: str, width: int, right: bool) -> str:
    while width_of(cell) > width:
        cell = cell.removesuffix("…")[:-1].rstrip() + "…"
    room = " " * (width - width_of(cell))
    return room + cell if right else cell + room


def width_of(text: str) -> int:
    """How many columns of a terminal ``text`` takes: two for wide letters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, *, indent: str = "  ", width: int = 78) -> str:
    """Text of several paragraphs, wrapped and set in."""
    from textwrap import fill

    return "\n".join(
        fill(line, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False) if line else ""
        for line in clean(text).split("\n")
    )


def shown_number(number: str) -> str:
    """An E.164 number grouped for the eye where we know how: ``+1 602 555 0134``."""
    return _NORTH_AMERICAN.sub(r"+1 \1 \2 \3", number)
