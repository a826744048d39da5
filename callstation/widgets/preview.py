"""What a script says, as it will be read: for the person on the card, and for others in the queue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from callstation.desk.editing import Look, NeighbourLook
from callstation.model.cards import Finding, Spoken
from callstation.scripting.records import shown_gap
from callstation.text import clean, count_of
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.spans import Line, fit, wrap

Marked = tuple[int, int, str]
"""From, to (characters of the text, the end not included), role."""


class Preview(LineList):
    """A preview that scrolls; the keys stay with the editor."""

    DEFAULT_CSS = """
    Preview { background: $surface; padding: 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(selectable=False, id=id)
        self.can_focus = False


def words_lines(spoken: Spoken, findings: Sequence[Finding], width: int, *, stale: bool = False) -> list[Line]:
    """The words as they are said, with gaps and findings marked; all of it dimmed where it is ``stale``."""
    text = clean(spoken.text).expandtabs(4)
    marks = [] if stale else sorted([*_gaps(text, spoken.gaps), *_found(text, findings)])
    lines: list[Line] = []
    at = 0
    for row in wrap(text, width - 2):
        at = max(at, text.find(row, at))
        lines.append([("┃ ", "rule" if stale else "bar"), *_cut(text, at, at + len(row), marks, stale=stale)])
        at += len(row)
    return lines


def look_lines(look: Look, spoken: Spoken, width: int, *, stale: bool, who: str) -> list[Line]:
    """One section for the person on the card, what is missing for them, and what to say instead."""
    if not spoken.text:
        return _wrapped("There is nothing here yet.", width, "muted")
    lines = words_lines(spoken, look.findings, width, stale=stale)
    if stale:
        return lines
    lines.append([])
    if spoken.gaps:
        names = ", ".join(dict.fromkeys(spoken.gaps))
        lines += _wrapped(f"no value for {fit(who, 24)}: {names}", width, "warning")
        lines += [*_wrapped("{% if ... %} leaves such words out for those who have none", width, "muted"), []]
    for finding in look.findings:
        lines += finding_lines(finding, width)
    if not spoken.gaps and not look.findings:
        lines += _wrapped("nothing to change here: it reads well", width, "good")
    return lines


def finding_lines(finding: Finding, width: int) -> list[Line]:
    """What was found, why, and what to say instead."""
    lines = _wrapped(_found_words(finding), width, "warning")
    if finding.instead:
        lines += _wrapped(finding.instead, width, "plain")
    return [*lines, []]


def told(finding: Finding) -> str:
    """The same in one sentence."""
    return f"{_found_words(finding)} {finding.instead}".rstrip()


def _found_words(finding: Finding) -> str:
    said = f"“{clean(finding.text)}”: " if finding.text else ""
    return f"{said}{finding.message or 'say it another way'}"


def neighbour_blocks(looks: Sequence[NeighbourLook], name: str, width: int) -> list[Block]:
    """The section for each of the others, one under the other."""
    blocks: list[Block] = []
    for look in looks:
        who = look.neighbour
        by_itself = "" if who.script == name else f" (gets {who.script} by itself)"
        name_shown = fit(who.name, 28)
        why = fit(f"{who.why}{by_itself}", max(0, width - cell_len(name_shown) - 2))
        lines: list[Line] = [[(name_shown, "name"), ("  ", ""), (why, "muted")]]
        if look.spoken is None:
            lines += _wrapped(look.fault, width, "warning")
        else:
            lines += words_lines(look.spoken, look.findings, width)
            notes = [count_of(len(set(look.spoken.gaps)), "gap")] if look.spoken.gaps else []
            notes += [f"“{clean(f.text)}”" if f.text else f.message for f in look.findings]
            if notes:
                lines += _wrapped("; ".join(notes), width, "warning")
        blocks.append([*lines, []])
    if not blocks:
        blocks.append(_wrapped("There is nobody else in the queue to try it on.", width, "muted"))
    return blocks


def _wrapped(text: str, width: int, role: str) -> list[Line]:
    return [[(row, role)] for row in wrap(text, width)]


def _gaps(text: str, gaps: Sequence[str]) -> list[Marked]:
    if not gaps:
        return []
    shown = "|".join(re.escape(shown_gap(gap)) for gap in dict.fromkeys(gaps))
    return [(match.start(), match.end(), "gap") for match in re.finditer(shown, text)]


def _found(text: str, findings: Sequence[Finding]) -> list[Marked]:
    """The words that the language check found; lines and columns of a finding are 1-based."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    marks = []
    for finding in findings:
        if finding.length and finding.line < len(starts):
            begin = starts[finding.line - 1] + finding.column - 1
            marks.append((begin, begin + finding.length, "warning"))
    return marks


def _cut(text: str, begin: int, end: int, marks: Sequence[Marked], *, stale: bool) -> Line:
    """The part of ``text`` between ``begin`` and ``end`` with its marks; the first of two that overlap counts."""
    base = "muted" if stale else "opener"
    line: Line = []
    at = begin
    for left, right, role in marks:
        left, right = max(left, at), min(right, end)
        if left >= right:
            continue
        line += [(text[at:left], base), (text[left:right], role)]
        at = right
    return [span for span in [*line, (text[at:end], base)] if span[0]]
