"""Which hours reach whom, as ``callstation stats`` shows it."""

from __future__ import annotations

from collections.abc import Sequence

from callstation.cli.output import print_table, say
from callstation.cli.shapes import Shape
from callstation.model.answers import Learnt
from callstation.rules.hours_said import Taught, best_hour, of_bands, of_segments, of_weekdays, verdict

MOST = 5
"""Lines about people of one trade."""


def hours_shape(learnt: Learnt) -> Shape:
    """What was learnt, as ``--json`` prints it; ``best`` is null until there is evidence."""
    return {
        "calls": learnt.all.calls,
        "answered": learnt.all.answered,
        "parts_of_day": [_shape(t) for t in of_bands(learnt)],
        "weekdays": [_shape(t) for t in of_weekdays(learnt)],
        "segments": [_shape(t) for t in of_segments(learnt, MOST)],
        "best": best_hour(learnt) or None,
    }


def _shape(taught: Taught) -> Shape:
    return {
        "name": taught.name,
        "calls": taught.count.calls,
        "answered": taught.count.answered,
        "expected": round(taught.count.expected / 1000, 1),
        "factor": round(taught.factor, 2),
        "text": taught.words,
    }


def print_hours(learnt: Learnt) -> None:
    """Print what was learnt; nothing before the first call."""
    if not learnt.all.calls:
        return
    say("\nWho answers when, on their own clock (what the order of the queue makes of it is on the right):")
    lines: Sequence[Taught] = (*of_bands(learnt), *of_weekdays(learnt), *of_segments(learnt, MOST))
    print_table(
        ("", "calls", "", "chance"),
        [(t.name, str(t.count.calls), t.words, f"x {t.factor:.2f}") for t in lines],
        right=frozenset((1, 3)),
    )
    say(verdict(learnt))
