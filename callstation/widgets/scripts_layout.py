"""How scripts and what came of them look: a line for each text, how sure it is drawn as a bar, and the words below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from callstation.dates.spoken import short_day
from callstation.desk.script_results import Reading, better_than_now
from callstation.rules.intervals import Share
from callstation.rules.windows import zone_of
from callstation.widgets.spans import Line, fit, fit_line, justify, width_of, wrap

WIDE = 108
"""Cells from which the intervals are drawn as well."""
BAR = 16
_USED = 6


def _when_width(width: int) -> int:
    return 27 if width >= WIDE - 4 else 24


def _share_width(width: int) -> int:
    return 24 if width >= WIDE - 4 else 18


def head_lines(width: int) -> list[Line]:
    """What the columns are."""
    title: Line = [("Scripts, and what came of them", "title")]
    told = "ranges: where the true share lies, 19 times of 20"
    share = _share_width(width)
    columns: Line = [
        (" " * (_when_width(width) + 1), ""),
        ("used".rjust(_USED), "label"),
        ("  ", ""),
        ("talked".ljust(share), "label"),
        ("step agreed".ljust(share), "label"),
        ("no", "label"),
    ]
    return [
        justify(title, [(fit(told, max(0, width - 34)), "muted")] if width >= WIDE else [], width),
        fit_line(columns, width),
        [("─" * width, "rule")],
    ]


def reading_blocks(readings: Sequence[Reading], width: int, zone: str, now: datetime) -> list[list[Line]]:
    """A block for each text; the first of a script has the script's name above it."""
    today = now.astimezone(zone_of(zone)).date()
    blocks: list[list[Line]] = []
    script = ""
    for reading in readings:
        block: list[Line] = []
        if reading.script != script:
            block = [*([[]] if script else []), [(fit(reading.script, width), "name")]]
            script = reading.script
        blocks.append([*block, reading_line(reading, list(readings), width, zone, today)])
    return blocks


def reading_line(reading: Reading, all_of: list[Reading], width: int, zone: str, today: date) -> Line:
    """One text: when it was used, how often, and what came of it."""
    room = _when_width(width)
    when = fit(when_words(reading, zone, today), room).ljust(room)
    line: Line = [(when, "current" if reading.current else "plain")]
    if not reading.used:
        return fit_line([*line, ("  not used in a call yet", "muted")], width)
    line += [(f"{reading.used:,}".rjust(_USED), "number"), ("  ", "")]
    for share in (reading.conversations, reading.steps):
        line += share_spans(share, _share_width(width))
    line.append((f"{reading.noes:,}", "muted"))
    if better_than_now(reading, all_of):
        line.append(("   did better", "good"))
    elif width >= WIDE + BAR and reading.talked:
        line += [("   ", ""), *interval_bar(reading.steps)]
    return fit_line(line, width)


def share_spans(share: Share, width: int) -> Line:
    """``4 of 10  17 to 69%``, or ``4/10  17–69%`` where room is short; the range is muted."""
    if not share.tries:
        return [("–".ljust(width), "muted")]
    low, high = round(share.low * 100), round(share.high * 100)
    seen, sure = f"{share.hits:,} of {share.tries:,}", f"{low} to {high}%"
    if len(seen) + len(sure) + 4 > width:
        seen, sure = f"{share.hits:,}/{share.tries:,}", f"{low}–{high}%"
    return [(seen, "plain"), (f"  {sure}".ljust(max(2, width - len(seen))), "muted")]


def interval_bar(share: Share) -> Line:
    """The interval from nothing to all, with what was seen in it."""
    low, high = int(share.low * (BAR - 1)), int(share.high * (BAR - 1))
    seen = round((share.rate or 0) * (BAR - 1))
    spans: Line = []
    for i in range(BAR):
        inside = low <= i <= high
        mark, role = ("●", "accent") if i == seen else ("━", "number") if inside else ("·", "rule")
        spans.append((mark, role))
    return spans


def when_words(reading: Reading, zone: str, today: date) -> str:
    """``now, since 3 Nov``; ``3 Feb to 11 Mar``; what came with the program says so."""

    def day(at: datetime) -> str:
        return short_day(at.astimezone(zone_of(zone)).date(), today).partition(" ")[2]

    came = ", as it came" if reading.shipped else ""
    if reading.current:
        return f"now{came}" if reading.since is None or came else f"now, since {day(reading.since)}"
    if reading.last is not None and reading.since is not None and day(reading.since) != day(reading.last):
        return f"{day(reading.since)} to {day(reading.last)}{came}"
    at = reading.last or reading.since
    return f"{day(at)}{came}" if at else came.lstrip(", ") or "once"


def text_blocks(text: str, width: int) -> list[list[Line]]:
    """A script's text."""
    return [
        [[(row, "label" if line.startswith("==") else "plain")] for row in wrap(line, width)]
        for line in text.split("\n")
    ]


def difference_blocks(lines: Sequence[str], width: int) -> list[list[Line]]:
    """A unified diff: what went, what came."""
    blocks: list[list[Line]] = []
    for line in lines:
        role = {"-": "warning", "+": "good", "@": "rule"}.get(line[:1], "muted")
        text = "⋯" if role == "rule" else line
        rows = wrap(text[1:] if role != "rule" else text, max(8, width - 2))
        mark = text[:1] if role in ("warning", "good") else " "
        blocks.append([[(f"{mark if i == 0 else ' '} ", role), (row, role)] for i, row in enumerate(rows)])
    return blocks


def pane_head(reading: Reading | None, *, compared: bool, width: int) -> list[Line]:
    """What the lower half shows."""
    if reading is None:
        return [[]]
    if compared and not reading.current:
        left: Line = [("from this text to the one of today", "title")]
        right: Line = [("- this one", "warning"), ("  + today", "good")]
    else:
        left = [("what it says now" if reading.current else "what it said", "title")]
        right = [(reading.revision, "muted")]
    return [justify(left, right, width)] if width > width_of(right) else [left]
