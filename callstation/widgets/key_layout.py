"""The keys at the foot of the screen, each outcome with its consequence before it is pressed."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from callstation.model.calls import Outcome
from callstation.model.cards import Consequence
from callstation.widgets.spans import Line, fit, width_of

SHORT = (Outcome.SAID_NO, Outcome.WON, Outcome.WRONG_NUMBER, Outcome.DO_NOT_CALL)
"""Outcomes whose name says what follows: shown without it where room is short."""


def key_lines(
    outcomes: tuple[tuple[str, str, Outcome], ...],
    others: tuple[tuple[str, str], ...],
    consequences: Mapping[Outcome, Consequence],
    width: int,
    *,
    live: bool,
    proposed: frozenset[Outcome] = frozenset(),
) -> list[Line]:
    """Outcome keys in columns, then the other keys. ``outcomes``: (key, name, outcome); ``others``: (key, label).

    ``live`` is False where outcome keys mean nothing now; they are dimmed then. ``proposed`` stand out: the line on
    the card says why.
    """
    if width >= 104:
        rows = [outcomes[:4], outcomes[4:8], outcomes[8:]]
        columns = 4
    else:
        full = [o for o in outcomes if o[2] not in SHORT]
        rows = [tuple(full[:3]), tuple(full[3:])]
        columns = 3
    lines: list[Line] = []
    cell = (width - 2) // columns
    for row in rows:
        line: Line = [(" ", "")]
        for key, name, outcome in row:
            line += _outcome(key, name, consequences.get(outcome), cell, live=live, proposed=outcome in proposed)
        lines.append(line)
    if columns == 3:
        line = [(" ", "")]
        for key, name, outcome in outcomes:
            if outcome in SHORT:
                line += [*_named(key, name, live=live, proposed=outcome in proposed), ("   ", "")]
        lines.append(line)
    return [*lines, *_others(others, width, rows=2 if columns == 4 else 1)]


def _named(key: str, name: str, *, live: bool, proposed: bool) -> Line:
    if live and proposed:
        return [(f"{key} {name}", "proposed")]
    return [(f"{key} ", "key" if live else "muted"), (name, "plain" if live else "muted")]


def _outcome(
    key: str, name: str, consequence: Consequence | None, cell: int, *, live: bool, proposed: bool = False
) -> Line:
    text = consequence.text if consequence and live else ""
    line = _named(key, name, live=live, proposed=proposed)
    mark = " › " if width_of(line) + 3 + cell_len(text) < cell else " "
    room = cell - width_of(line) - len(mark) - 1
    if text and room > 3:
        line += [(mark, "muted"), (fit(text, room), "consequence")]
    return [*line, (" " * max(0, cell - width_of(line)), "")]


def _others(others: tuple[tuple[str, str], ...], width: int, rows: int) -> list[Line]:
    """As many of the other keys as there is room for; the last one (all keys) always."""
    last_key, last_label = others[-1]
    lines: list[Line] = [[(" ", "")]]
    room = width - 2
    for key, label in others[:-1]:
        last_row = len(lines) == rows
        needed = cell_len(f"{key} {label}  ") + (cell_len(f"{last_key} {last_label}") if last_row else 0)
        if needed > room:
            if last_row:
                break
            lines.append([(" ", "")])
            room = width - 2
        lines[-1] += [(f"{key} ", "key"), (f"{label}  ", "muted")]
        room -= cell_len(f"{key} {label}  ")
    lines[-1] += [(f"{last_key} ", "key"), (last_label, "muted")]
    return lines
