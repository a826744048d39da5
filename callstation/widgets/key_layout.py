"""The keys at the foot of the screen, each outcome with its consequence before it is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len

from callstation.model.calls import Outcome
from callstation.model.cards import Consequence
from callstation.widgets.spans import Line, fit, width_of

NARROW = (25, 29, 25)
"""Cells of the three columns at 80 cells, after one that is empty: the second has room for ``promise Mon 30``."""
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
    page: int = 0,
) -> list[Line]:
    """Outcome keys in columns, then the other keys. ``outcomes``: (key, name, outcome); ``others``: (key, label).

    ``live`` is False where outcome keys mean nothing now; they are dimmed then. ``proposed`` stand out: the line on
    the card says why. ``page``: which of the pages of other keys, round and round, where one has no room for all.
    """
    if width >= 104:
        rows = [outcomes[:4], outcomes[4:8], outcomes[8:]]
        columns = 4
    else:
        full = [o for o in outcomes if o[2] not in SHORT]
        rows = [tuple(full[:3]), tuple(full[3:])]
        columns = 3
    lines: list[Line] = []
    cells = _cells(width, columns)
    for row in rows:
        line: Line = [(" ", "")]
        for (key, name, outcome), cell in zip(row, cells, strict=False):
            line += _outcome(key, name, consequences.get(outcome), cell, live=live, proposed=outcome in proposed)
        lines.append(line)
    if columns == 3:
        line = [(" ", "")]
        for key, name, outcome in outcomes:
            if outcome in SHORT:
                line += [*_named(key, name, live=live, proposed=outcome in proposed), ("   ", "")]
        lines.append(line)
    pages = _pages(others, width, rows=2 if columns == 4 else 1)
    return [*lines, *pages[page % len(pages)]]


def _cells(width: int, columns: int) -> list[int]:
    """The columns' widths: the same for every card, so that no key moves."""
    spare = (width - 1 - sum(NARROW)) // columns
    if columns == 4 or spare < 0:
        return [(width - 2) // columns] * columns
    return [cell + spare for cell in NARROW]


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


@lru_cache(maxsize=32)
def _pages(others: tuple[tuple[str, str], ...], width: int, rows: int) -> list[list[Line]]:
    """The other keys in pages of ``rows`` lines. The last key (all keys) is on each, and where one page has no room
    for all, the one before it, which turns the page."""
    *keys, more, last = others
    room = width - 2
    whole, left = _filled(keys, room, rows, [last])
    if not left:
        return [whole]
    pages = []
    while keys:
        page, left = _filled(keys, room, rows, [more, last])
        pages.append(page)
        keys = left if len(left) < len(keys) else []
    return pages


def _filled(
    keys: list[tuple[str, str]], room: int, rows: int, ends: list[tuple[str, str]]
) -> tuple[list[Line], list[tuple[str, str]]]:
    """As many keys as have room in ``rows`` lines, ``ends`` after them; and those that have none."""
    lines: list[Line] = []
    left = list(keys)
    for row in range(rows):
        line: Line = [(" ", "")]
        free = room - (sum(_size(end) for end in ends) if row == rows - 1 else 0)
        while left and _size(left[0]) <= free:
            free -= _size(left[0])
            line += _key(left.pop(0))
        lines.append(line)
    for end in ends:
        lines[-1] += _key(end)
    return lines, left


def _key(key: tuple[str, str]) -> Line:
    return [(f"{key[0]} ", "key"), (f"{key[1]}  ", "muted")]


def _size(key: tuple[str, str]) -> int:
    return cell_len(f"{key[0]} {key[1]}  ")
