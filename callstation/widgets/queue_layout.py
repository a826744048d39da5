"""The queue beside the card: who comes next, each with a word of why."""

from __future__ import annotations

from datetime import datetime

from callstation.model.cards import QueueRow, Why, WhyNow
from callstation.rules.windows import RING_BEFORE
from callstation.widgets.card_view_model import StationView
from callstation.widgets.spans import Line, fit, width_of

NAME_SHARE = 0.46
MOST_OTHERS = 5
LEAST_ROWS = 6
"""People ahead that are shown before there is room for the team."""


def queue_lines(view: StationView, width: int, height: int) -> list[Line]:
    """The column of those who come next; the one on the card is marked."""
    lines: list[Line] = [[("NEXT", "label")]]
    if view.card is not None:
        lines.append(_row("▸ ", view.card.prospect.name, in_brief(view.card.why_now), width, "current"))
    for row in view.ahead.coming[:2]:
        lines.append(_row("◷ ", row.name, _why(row, view.now), width, "soon"))
    others = _others(view, width)
    room = height - len(lines) - 2
    if others and room - len(others) < LEAST_ROWS:
        others = []
    room -= len(others)
    for row in view.ahead.rows[: max(0, room)]:
        lines.append(_row("  ", row.name, _why(row, view.now), width, "plain"))
    more = view.ahead.left - len(view.ahead.rows[: max(0, room)]) - (1 if view.card is not None else 0)
    if more > 0:
        lines += [[], [(f"{_many(more)} more now", "muted")]]
    elif view.card is not None and not view.ahead.rows:
        lines += [[], [("the last one for now", "muted")]]
    return [*lines, *others][:height]


def _others(view: StationView, width: int) -> list[Line]:
    """Who is on a colleague's screen, longest first."""
    found = view.ahead.with_others[:MOST_OTHERS]
    if not found:
        return []
    return [[], [("THE TEAM", "label")], *(_row("☎ ", name, words, width, "muted") for name, words in found)]


def _row(mark: str, name: str, why: str, width: int, role: str) -> Line:
    names = max(8, int(width * NAME_SHARE))
    shown = fit(name, names - len(mark) - 1)
    line: Line = [(mark, role), (shown, role)]
    pad = names - width_of(line)
    return [*line, (" " * max(1, pad), ""), (fit(why, width - names), "muted" if role != "soon" else "soon")]


def next_line(view: StationView, width: int) -> Line:
    """The same in one line, where there is no room for a column."""
    line: Line = [(" then ", "label")]
    shown = 0
    for row in (*view.ahead.coming[:1], *view.ahead.rows):
        text = _short(row, view.now)
        if width_of(line) + len(text) + 14 > width:
            break
        line.append((f"{text}  ", "muted"))
        shown += 1
    more = view.ahead.left - shown - (1 if view.card is not None else 0)
    if more > 0:
        line.append((f"{_many(more)} more", "muted"))
    elif not shown:
        return [(" nobody else for now", "muted")]
    return line


def _short(row: QueueRow, now: datetime) -> str:
    words = row.name.split()
    return f"{fit(' '.join(words[:2]), 20)} ({fit(_why(row, now), 17)})"


def _why(row: QueueRow, now: datetime) -> str:
    """Why now, in a word or two; an hour agreed for today on the caller's own clock, which is the one to plan by."""
    if row.why_now.kind is Why.AGREED_HOUR:
        hour = (row.due + RING_BEFORE).astimezone(now.tzinfo)
        if hour.date() == now.date():
            return f"at {hour.hour}:{hour:%M}"
    return in_brief(row.why_now)


def in_brief(why: WhyNow) -> str:
    """``agreed Fri 20 Nov``, ``missed 3 days ago``: what the card says in full."""
    match why.kind:
        case Why.AGREED_HOUR:
            said = why.text.removesuffix(" their time")
            return said.rpartition(" ")[0] if said.count(" ") > 1 else said  # of another day the day is enough
        case Why.AGREED_STEP:
            return why.text.partition(": ")[0].replace("agreed for ", "agreed ", 1)
        case Why.BROKEN_PROMISE:
            return why.text.removeprefix("promise ")
        case _:
            return why.text


def _many(more: int) -> str:
    return f"{more}" if more < 480 else "hundreds"
