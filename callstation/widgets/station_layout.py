"""The working part of the call screen as lines: clock and tally, queue, card."""

from __future__ import annotations

from callstation.widgets.card_layout import card_lines
from callstation.widgets.card_view_model import StationView
from callstation.widgets.header_layout import header_line
from callstation.widgets.queue_layout import next_line, queue_lines
from callstation.widgets.spans import Line, fit, fit_line, width_of, wrap

WIDE = 104
"""From this width on the queue has a column of its own."""
QUEUE_WIDTH = 40


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
    """What just happened, in a line; what could not be done, and why, in two where it needs them."""
    role = "warning" if view.notice_bad else "good"
    rows = [fit(view.notice, width - 2)]
    if view.notice_bad and width_of([(view.notice, "")]) > width - 2:
        first, *rest = wrap(view.notice, width - 2)
        rows = [first, fit(" ".join(rest), width - 2)]
    return [[(" ", ""), (row, role)] for row in rows]
