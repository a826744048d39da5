"""Two records that may be one person, side by side: what differs stands out, what is the same steps back."""

from __future__ import annotations

from datetime import datetime

from callstation.model.people import Prospect
from callstation.text import clean_line
from callstation.widgets.card_layout import spaced
from callstation.widgets.line_list import Block
from callstation.widgets.spans import Line, fit, width_of, wrap

LABELS = 11
GAP = "  "


def pair_blocks(stays: Prospect, goes: Prospect, width: int, now: datetime) -> list[Block]:
    """The two as a table of as many lines as they need; ``stays`` is on the left."""
    cells = max(8, (width - LABELS - len(GAP)) // 2)
    blocks: list[Block] = [
        [_row("", [("stays", "good")], [("becomes part of it", "muted")], cells), []],
    ]
    for (label, left), (_, right) in zip(_facts(stays, now), _facts(goes, now), strict=True):
        if left or right:
            blocks.append(_fact(label, left, right, cells))
    return blocks


def _facts(person: Prospect, now: datetime) -> list[tuple[str, str]]:
    """(label, text) of everything that tells two people apart."""
    return [
        ("name", person.name),
        ("title", person.title),
        ("company", person.company),
        ("kind", str(person.kind)),
        ("standing", str(person.standing)),
        ("numbers", "\n".join(spaced(p.number) if p.number else p.raw for p in person.phones)),
        ("emails", "\n".join(e.address for e in person.emails)),
        ("place", person.place),
        ("tags", ", ".join(person.tags)),
        ("rhythm", person.rhythm),
        ("last talked", _ago(person.last_talk_at, now)),
        ("last called", _ago(person.last_call_at, now)),
        ("since", _ago(person.created_at, now)),
        ("from", person.source),
        ("notes", person.notes),
    ]


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    days = (now - moment).days
    return "today" if days <= 0 else ("yesterday" if days == 1 else f"{days:,} days ago")


def _fact(label: str, left: str, right: str, cells: int) -> Block:
    same = clean_line(left).casefold() == clean_line(right).casefold()
    one, other = wrap(left, cells) if left else [], wrap(right, cells) if right else []
    lines: list[Line] = []
    for i in range(max(len(one), len(other))):
        role = "muted" if same else "name"
        lines.append(
            _row(
                label if i == 0 else "",
                [(one[i] if i < len(one) else "", role)],
                [(other[i] if i < len(other) else "", role)],
                cells,
            )
        )
    return lines


def _row(label: str, left: Line, right: Line, cells: int) -> Line:
    shown = fit(label, LABELS - 1)
    pad = " " * max(0, cells - width_of(left))
    return [(shown + " " * (LABELS - len(shown)), "label"), *left, (pad + GAP, ""), *right]
