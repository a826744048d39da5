"""The number so large that it can be read while dialling on another telephone."""

from __future__ import annotations

_GLYPHS = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    "+": ("   ", "╺╋╸", "   "),
    " ": (" ", " ", " "),
}


def big_lines(number: str) -> list[str]:
    """Three lines of large digits; what follows a number (an extension) stays small behind it."""
    head, _, tail = number.partition(" ext. ")
    rows = ["", "", ""]
    for char in head:
        glyph = _GLYPHS.get(char)
        if glyph is None:
            continue
        for i in range(3):
            rows[i] += glyph[i]
    rows = [row.rstrip() for row in rows]
    if tail:
        width = max(len(row) for row in rows)
        rows[1] = rows[1].ljust(width) + f"  ext. {tail}"
    return rows
