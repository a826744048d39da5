"""Lines of text with roles instead of colours: what layouts return and widgets paint.

A layout is a pure function from data to lines, tested without a screen. Text from people is made harmless here,
at the way out, whatever was done at the way in.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from callstation.text import clean, clean_line

Span = tuple[str, str]
"""(text, role): the role names a style of the widget that paints it."""
Line = list[Span]


def width_of(line: Line) -> int:
    """Cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def harmless(text: str) -> str:
    """A span's text on one line without anything that acts on a terminal; spaces at its ends are layout and stay."""
    if text.isascii() and text.isprintable():
        return text
    body = text.strip(" ")
    if not body:
        return text
    start = len(text) - len(text.lstrip(" "))
    end = len(text) - len(text.rstrip(" "))
    return " " * start + clean(body).replace("\n", " ").replace("\t", " ") + " " * end


def fit(text: str, width: int) -> str:
    """``text`` on one line in at most ``width`` cells, with an ellipsis where something was cut."""
    text = clean_line(text)
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + "…"


def fit_line(line: Line, width: int) -> Line:
    """A line cut to ``width`` cells."""
    fitted: Line = []
    left = width
    for text, role in line:
        size = cell_len(text)
        if size > left:
            if left > 0:
                fitted.append((set_cell_size(text, left - 1) + "…", role))
            return fitted
        fitted.append((text, role))
        left -= size
    return fitted


def justify(left: Line, right: Line, width: int) -> Line:
    """``left`` and ``right`` at the two ends of ``width`` cells; the left gives way."""
    right = fit_line(right, width)
    room = width - width_of(right)
    left = fit_line(left, max(0, room - 2))
    return [*left, (" " * (room - width_of(left)), ""), *right]


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken at spaces; its own line breaks and indents stay."""
    lines: list[str] = []
    for paragraph in clean(text).expandtabs(4).split("\n"):
        body = paragraph.lstrip(" ")
        current = " " * min(len(paragraph) - len(body), max(0, width - 8))
        for word in body.split(" "):
            candidate = f"{current} {word}" if current.strip() else current + word
            if cell_len(candidate) <= width:
                current = candidate
                continue
            if current.strip():
                lines.append(current)
            while cell_len(word) > width:
                head = set_cell_size(word, width).rstrip()
                cut = max(1, len(head))
                lines.append(word[:cut])
                word = word[cut:]
            current = word
        lines.append(current)
    return lines
