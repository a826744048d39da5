"""One line to type in, without a border; what is pasted is made harmless on its way in."""

from __future__ import annotations

from textual.widgets import Input

from callstation.text import clean

LONGEST = 2_000
"""Characters that a line may have: a pasted file is no line."""


class LineInput(Input):
    """An Input one cell high, in which no character acts on the terminal or hides."""

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        padding: 0 1;
        background: $panel;
        border: none;
        &:focus { border: none; background-tint: $foreground 10%; }
    }
    """

    def validate_value(self, value: str) -> str:
        """What is kept of a new value."""
        if value.isascii() and value.isprintable():
            return value[:LONGEST]
        return " ".join(clean(value).splitlines()).replace("\t", " ")[:LONGEST]
