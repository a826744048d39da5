"""The telephone line on the card: the number large where it is dialled by hand, and where the call is."""

from __future__ import annotations

from callstation.model.dialling import End, Stage
from callstation.rules.dialling import proposed
from callstation.widgets.big_digits import big_lines
from callstation.widgets.card_view_model import StationView
from callstation.widgets.header_layout import minutes
from callstation.widgets.spans import Line, fit


def line_rows(view: StationView, number: str, width: int) -> list[Line]:
    """Where the call is, in a few rows; none where nobody was dialled. ``number`` is as one reads it."""
    line = view.line
    if line.stage is Stage.IDLE:
        return []
    dial = view.keys.get("dial", "d")
    took = minutes(line.seconds or 0)
    rows: list[Line] = []
    if line.stage.up and line.by_hand:
        extension = f" ext. {line.extension}" if line.extension else ""
        rows += [[("  ", ""), (row, "number")] for row in big_lines(number + extension)]
        status: Line = [(f"on the call {took}", "good"), (f"   copied, {dial} when it is over, or an outcome", "muted")]
    elif line.stage is Stage.ANSWERED:
        then = f"   ext. {line.extension} is sent for you" if line.extension else ""
        status = [(f"on the call {took}", "good"), (f"   {dial} hangs up, and so does an outcome{then}", "muted")]
    elif line.stage.up:
        status = [(f"{line.stage} … {minutes(line.waited)}", "accent"), (f"   {dial} hangs up", "muted")]
    else:
        status = _ended(view, dial)
    rows.append([("  ", ""), *status])
    if line.words and line.stage.up:
        rows.append([("  ", ""), (fit(line.words, width - 4), "warning")])
    return [*rows, []]


def _ended(view: StationView, dial: str) -> Line:
    line = view.line
    suggested = proposed(line.end)
    keys = [f"{view.keys.get(o.replace('-', '_'), '')} {o.words}".strip() for o in suggested]
    code = f" ({line.code})" if line.code else ""
    if line.end in (End.OVER, None):
        return [(f"the call took {minutes(line.seconds or 0)}", "good"), ("   say what came of it", "muted")]
    if suggested:
        return [(f"{line.end}{code}", "accent"), (f"   {', or '.join(keys)}? You decide. {dial} tries again", "muted")]
    said = f": {line.words}" if line.words else ""
    return [(f"{line.end}{code}{said}", "warning"), (f"   {dial} tries again", "muted")]
