"""One row of the table for each thing that is measured: what was found, what was wanted, how to read it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import Any

WIDTH = 150
"""Columns of the table and of the sentences below it."""


@dataclass(frozen=True, slots=True)
class Row:
    """``ratio`` is ours to the floor, None where it could not be measured (``how`` says why then)."""

    what: str
    floor: float | None
    ours: float | None
    unit: str
    ratio: float | None
    goal: float | None
    """The ratio wanted; None for a figure that is only told."""
    how: str
    """How to read it: what the floor is."""
    why: str = ""
    """Why the goal is not met, where it is not."""
    at_least: bool = False
    """Whether the ratio has to reach the goal; else it may not pass it."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none, or nothing was measured."""
        if self.ratio is None or self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def paired(
    what: str, pairs: Iterable[tuple[float, float]], goal: float | None, how: str, why: str = "", unit: str = "ms"
) -> Row:
    """A row out of (floor, ours) taken one right after the other: the median of their ratios. Seconds become ``ms``."""
    kept = list(pairs)
    scale = 1e3 if unit == "ms" else 1.0
    floor, ours = (statistics.median(p[side] for p in kept) * scale for side in (0, 1))
    return Row(what, floor, ours, unit, statistics.median(o / f for f, o in kept), goal, how, why)


def missing(what: str, goal: float | None, said: str) -> Row:
    """A row of something that could not be measured, and what to do about it."""
    return Row(what, None, None, "", None, goal, f"not measured: {said}")


def quantile(times: Sequence[float], share: float) -> float:
    """The value below which ``share`` of all are."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def as_json(row: Row) -> dict[str, Any]:
    """A row as it is passed between programs and kept; ``Row(**it)`` reads it."""
    return asdict(row)


def table(rows: Sequence[Row], last: Mapping[str, float]) -> list[str]:
    """The lines to print: a table, and below it the reasons why a goal is not met. ``last``: ratios by ``what``."""
    what = max([4, *(len(r.what) for r in rows)])
    head = (
        f"{'what':<{what}} {'floor':>11} {'ours':>11} {'ratio':>7} {'wanted':>8} {'met':<4} {'last':>7}  how to read it"
    )
    lines = [head, "-" * WIDTH]
    for row in rows:
        before = f"{last[row.what]:.2f}" if row.what in last else ""
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        wanted = "" if row.goal is None else f"{'≥' if row.at_least else '≤'} {row.goal:g}"
        met = {True: "yes", False: "NO", None: ""}[row.met]
        figures = f"{_figure(row.floor, row.unit):>11} {_figure(row.ours, row.unit):>11} {ratio:>7} {wanted:>8}"
        lines.append(f"{row.what:<{what}} {figures} {met:<4} {before:>7}  {row.how}")
    missed = [r for r in rows if r.met is False]
    if missed:
        lines += ["", "Not met, and why:"]
        for row in missed:
            lines += wrap(f"{row.what}: {row.why or 'nothing is known yet'}", WIDTH, subsequent_indent="  ")
    counted = [r for r in rows if r.met is not None]
    lines += ["", f"{len(counted) - len(missed)} of {len(counted)} goals met"]
    return lines


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f} {unit}".rstrip()
