"""A silence on the card: what may explain it with the key for each (D0 to D14), and the trail of tries (F2)."""

from __future__ import annotations

from itertools import groupby

from callstation.dates.spoken import clock_hour
from callstation.dates.words import DAYS
from callstation.model.cards import Card
from callstation.model.silence import Try
from callstation.widgets.card_view_model import StationView
from callstation.widgets.spans import Line, width_of

Row = tuple[str, Line]
"""The label, and what stands behind it."""

BRIEF, ACTION = 26, 22
"""Cells that the words of an explanation and of its action may take, so that both fit beside the label at 80."""
_NOT_A_NO = "not a no: "
_DROPPED = "… "


def silence_rows(card: Card, view: StationView, *, most: int) -> list[Row]:
    """At most ``most`` explanations, one a line: the words, then the user's own key and what it is for."""
    return [
        (
            "silence" if i == 0 else "",
            [
                (_NOT_A_NO if i == 0 else " " * len(_NOT_A_NO), "good"),
                (e.brief.ljust(BRIEF + 1), "plain"),
                (f"{view.keys.get(e.verb, e.key)} ", "accent"),
                (e.action, "muted"),
            ],
        )
        for i, e in enumerate(card.silence[:most])
    ]


def last_try(card: Card, view: StationView) -> Line:
    """The last of the tries: what to think of first, with its key, before they are let rest (F2)."""
    others = sum(1 for p in card.prospect.phones if p.dialable) > 1
    first = [
        ("reason", "r", "another reason"),
        ("snooze", "z", "another hour"),
        ("person", "f", "another number" if others else "find another number"),
    ]
    line: Line = [(f"{card.last_of} of {card.last_of}, then rest. First: ", "warning")]
    for i, (verb, key, words) in enumerate(first):
        line += [(f"{view.keys.get(verb, key)} ", "accent"), (words + (", " if i < len(first) - 1 else ""), "muted")]
    return line


def trail_rows(card: Card, width: int) -> list[Row]:
    """The tries by weekday and hour, oldest first, and the part of the day not yet tried: on their line where there
    is room. Where they do not all fit in ``width`` cells, the oldest give way. One try is no trail yet: the last
    touches tell it."""
    if len(card.tries) < 2:
        return []
    shown = len(card.tries)
    line = _trail(card.tries)
    while width_of(line) > width and shown > 1:
        shown -= 1
        line = [(_DROPPED, "muted"), *_trail(card.tries[:shown])]
    if not card.untried:
        return [("tried", line)]
    left: Line = [(" or ".join(card.untried), "accent")]
    beside: Line = [*line, ("   not yet: ", "muted"), *left]
    if width_of(beside) <= width:
        return [("tried", beside)]
    return [("tried", line), ("not yet tried", left)]


def _trail(tries: tuple[Try, ...]) -> Line:
    """``Tue 9:10, Wed 9:40 no answer · Thu 17:20 voicemail``: what came of several in a row is said once."""
    parts: list[str] = []
    for outcome, group in groupby(reversed(tries), key=lambda t: t.outcome):
        hours = ", ".join(f"{DAYS[t.at.weekday()][:3]} {clock_hour(t.at)}" for t in group)
        parts.append(f"{hours} {outcome.words}")
    return [(" · ".join(parts), "plain")]
