"""The working part of the call screen as lines: clock and tally, queue, card."""

from __future__ import annotations

from rich.cells import cell_len

from callstation.widgets.card_layout import card_lines
from callstation.widgets.card_view_model import StationView
from callstation.widgets.header_layout import header_line
from callstation.widgets.queue_layout import next_line, queue_lines
from callstation.widgets.spans import Line, fit, fit_line, width_of, wrap

WIDE = 104
"""From this width on the queue has a column of its own."""
QUEUE_WIDTH = 40
BACK = "takes it back"
"""How the part of a notice ends that names the key for undoing."""


def station_lines(view: StationView, width: int, height: int) -> list[Line]:
    """The whole station in at most ``height`` lines of ``width`` cells.

    Header, rule, then the queue beside the card, or above it where it is narrow; a notice last.
    """
    lines: list[Line] = [header_line(view, width), [("─" * width, "rule")]]
    notice = _notice(view, width)
    height -= len(notice)
    room = height - 2
    if width >= WIDE:
        left = queue_lines(view, QUEUE_WIDTH - 3, room)
        right = card_lines(view, width - QUEUE_WIDTH - 2, room)
        for i in range(max(0, room)):
            one = fit_line(left[i], QUEUE_WIDTH - 3) if i < len(left) else []
            pad = QUEUE_WIDTH - 2 - width_of(one)
            two = right[i] if i < len(right) else []
            lines.append([(" ", ""), *one, (" " * pad, ""), ("│ ", "rule"), *two])
    else:
        lines.append(next_line(view, width))
        lines += [[(" ", ""), *line] for line in card_lines(view, width - 2, room - 1)]
        lines = lines[:height]
    while len(lines) < height:
        lines.append([])
    return [*lines, *notice]


def _notice(view: StationView, width: int) -> list[Line]:
    """What just happened, in a line, and words that may be wanted at once below it; what could not be done, and why,
    in two where it needs them."""
    room = width - 2
    if view.notice_bad:
        rows = _wrapped(view.notice, room, 2)
    else:
        said, _, below = view.notice.partition("\n")
        rows = [short_notice(said, room), *(_wrapped(below, room, 3) if below else [])]
    role = "warning" if view.notice_bad else "good"
    return [[(" ", ""), (row, role)] for row in rows]


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """In a line, in up to ``most`` where it needs them."""
    if cell_len(text) <= width:
        return [fit(text, width)]
    rows = wrap(text, width)
    return [*rows[: most - 1], fit(" ".join(rows[most - 1 :]), width)]


def short_notice(text: str, width: int) -> str:
    """``Maria Okafor: talked, Thu 26 Nov 7:30 … · u takes it back`` in at most ``width`` cells.

    How to take it back is always there: what merely follows it goes first, then the end of what was understood, and
    of a long name all but its beginning.
    """
    if cell_len(text) <= width or BACK not in text:
        return fit(text, width)
    parts = text.split(" · ")
    last = next(i for i, part in enumerate(parts) if part.endswith(BACK))
    head, ends = parts[0], parts[1 : last + 1]
    tail = "".join(f" · {end}" for end in ends)
    if cell_len(tail) > width // 2:
        tail = f" · {ends[-1]}"
    room = width - cell_len(tail)
    if cell_len(head) > room:
        name, colon, rest = head.partition(": ")
        head = f"{fit(name, max(12, room // 3))}{colon}{rest}"
    return fit(head, room) + tail
