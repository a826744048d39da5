"""A person's history as lines: when on the left, what on the right; pure, so that it is tested without a screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from callstation.dates.spoken import ago, clock_hour, short_day
from callstation.model.calls import Entry, EntryKind, Outcome, PromiseStatus, StepStatus
from callstation.rules.windows import zone_of
from callstation.text import clean_line
from callstation.widgets.card_layout import spaced
from callstation.widgets.spans import Line, fit, fit_line, width_of, wrap

WHEN = 23
"""Cells for the day and the hour; ``Thu 12 Nov 2024 14:05`` fits."""
MEASURE = 84
"""Notes and words are read from lines of at most this many cells."""
NARROW = 56
"""Below this width when stands above what."""
_OUTCOMES = {
    Outcome.NO_ANSWER: ("○", "muted"),
    Outcome.GATEKEEPER: ("○", "plain"),
    Outcome.VOICEMAIL: ("◐", "plain"),
    Outcome.WRONG_NUMBER: ("×", "warning"),
    Outcome.TALKED: ("●", "name"),
    Outcome.CALL_BACK: ("●", "name"),
    Outcome.NOT_NOW: ("●", "name"),
    Outcome.WON: ("★", "good"),
    Outcome.SAID_NO: ("■", "warning"),
    Outcome.DO_NOT_CALL: ("■", "warning"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What entries are laid out with: ``zone`` is used where an entry knows none; ``now`` is aware.

    ``reasons`` are words by id, ``times`` when other entries were written (by id), ``me`` is not named as a caller.
    """

    zone: str
    now: datetime
    reasons: Mapping[int, str] = field(default_factory=dict)
    times: Mapping[int, datetime] = field(default_factory=dict)
    me: str = ""


def history_lines(
    entries: Sequence[Entry],
    width: int,
    around: Around,
    *,
    unfolded: Collection[int] = (),
    after: Entry | None = None,
) -> list[list[Line]]:
    """The lines of each entry. ``unfolded`` (ids) show all the words that were on screen; ``after`` came before.

    What one call brought about (its promise, its next step) follows it without a day of its own.
    """
    blocks: list[list[Line]] = []
    for entry in entries:
        blocks.append(_block(entry, after, width, around, unfolded=entry.id in unfolded))
        after = entry
    return blocks


def belongs_to(entry: Entry, before: Entry | None) -> bool:
    """Whether an entry came out of the call before it."""
    return (
        before is not None
        and entry.kind in (EntryKind.PROMISE, EntryKind.STEP)
        and before.at == entry.at
        and before.kind in (EntryKind.CALL, EntryKind.PROMISE, EntryKind.STEP)
    )


def _block(entry: Entry, before: Entry | None, width: int, around: Around, *, unfolded: bool) -> list[Line]:
    narrow = width < NARROW
    indent = 2 if narrow else WHEN
    room = min(MEASURE, max(8, width - indent))
    what = _what(entry, room, around, unfolded=unfolded)
    attached = belongs_to(entry, before)
    when = [] if attached else _when(entry, around)
    lines: list[Line] = [[] for _ in range(before is not None and not attached)]
    if narrow:
        if when:
            lines.append(fit_line([*when[0], ("  ", ""), *(when[1] if len(when) > 1 else [])], width))
        return lines + [[(" " * indent, ""), *line] for line in what]
    for i in range(max(len(what), len(when))):
        left = when[i] if i < len(when) else []
        lines.append([*left, (" " * (indent - width_of(left)), ""), *(what[i] if i < len(what) else [])])
    return lines


def _when(entry: Entry, around: Around) -> list[Line]:
    local, today = _local(entry.at, entry.zone, around)
    return [
        [(f"{short_day(local.date(), today)} {clock_hour(local)}", "label")],
        [(ago(local.date(), today), "muted")],
    ]


def _local(at: datetime, zone: str, around: Around) -> tuple[datetime, date]:
    there = zone_of(zone or around.zone)
    return at.astimezone(there), around.now.astimezone(there).date()


# what happened ----------------------------------------------------------------------------------------
def _what(entry: Entry, room: int, around: Around, *, unfolded: bool) -> list[Line]:
    match entry.kind:
        case EntryKind.CALL:
            lines = _call(entry, room, around)
        case EntryKind.PROMISE:
            lines = _promise(entry, room, around)
        case EntryKind.STEP:
            lines = _step(entry, room, around)
        case EntryKind.IMPORT:
            lines = _import(entry, room)
        case EntryKind.EDIT:
            lines = _edit(entry, room, around)
        case EntryKind.EMAIL | EntryKind.DRIP:
            lines = _email(entry, room)
        case EntryKind.MERGE:
            lines = [[("+ ", "muted"), (fit("joined with another record of the same person", room - 2), "muted")]]
        case EntryKind.NOTE:
            lines = [[("✎ ", "muted"), ("note", "name")]]
    lines += [[(row, "plain")] for row in _wrapped(entry.note, room)]
    return lines + _words(entry, room, unfolded=unfolded)


def _call(entry: Entry, room: int, around: Around) -> list[Line]:
    mark, role = _OUTCOMES[entry.outcome] if entry.outcome else ("○", "plain")
    line: Line = [(f"{mark} ", role), (entry.outcome.words if entry.outcome else "call", role)]
    if entry.seconds is not None:
        line.append((f", {_took(entry.seconds)}", "muted"))
    if entry.data.get("inbound"):
        line.append((", they called", "muted"))
    elif entry.caller and entry.caller != around.me:
        line.append((f", {clean_line(entry.caller)} called", "muted"))
    lines = [fit_line(line, room)]
    reason = around.reasons.get(entry.reason_id or 0, "")
    if reason:
        lines.append([("reason  ", "label"), (fit(reason, room - 8), "muted")])
    return lines


def _took(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{round(seconds / 60)} min"


def _words(entry: Entry, room: int, *, unfolded: bool) -> list[Line]:
    if not clean_line(entry.words):
        return []
    if not unfolded:
        if entry.kind is EntryKind.PROMISE:
            return []  # the words are those of its call, just above
        return [[("┃ ", "bar"), (fit(entry.words, room - 2), "muted")]]
    lines: list[Line] = [[("┃ ", "bar"), (row, "plain")] for row in _wrapped(entry.words, room - 2)]
    source = ", ".join(
        part
        for part in (
            f"script {clean_line(entry.script)} {clean_line(entry.revision)[:7]}".rstrip() if entry.script else "",
            f"on {spaced(clean_line(entry.number))}" if entry.number else "",
        )
        if part
    )
    return [*lines, [("┃ ", "bar"), (fit(source, room - 2), "muted")]] if source else lines


def _promise(entry: Entry, room: int, around: Around) -> list[Line]:
    status = str(entry.data.get("status", PromiseStatus.OPEN))
    role, became = {
        PromiseStatus.KEPT: ("good", "kept"),
        PromiseStatus.BROKEN: ("warning", "not kept"),
        PromiseStatus.SETTLED: ("plain", "settled before its day"),
    }.get(PromiseStatus(status), ("accent", "open"))
    day = _day(entry, around)
    return [fit_line([("→ ", role), (f"promised to call on {day}: ", "plain"), (became, role)], room)]


def _step(entry: Entry, room: int, around: Around) -> list[Line]:
    status = str(entry.data.get("status", StepStatus.OPEN))
    role, became = {StepStatus.DONE: ("good", "done"), StepStatus.REPLACED: ("muted", "replaced")}.get(
        StepStatus(status), ("accent", "open")
    )
    hour = ""
    at = entry.data.get("at")
    if isinstance(at, str) and at:
        hour = f" {clock_hour(_local(datetime.fromisoformat(at), entry.zone, around)[0])} their time"
    what = clean_line(str(entry.data.get("what", "") or ""))
    rows = wrap(what, max(8, room - 2)) if what else []
    head: Line = [("→ ", role), (f"agreed for {_day(entry, around)}{hour}, ", "plain"), (became, role)]
    return [fit_line(head, room), *([("  ", ""), (row, "plain")] for row in rows)]


def _day(entry: Entry, around: Around) -> str:
    day = entry.data.get("day")
    if not isinstance(day, str) or not day:
        return "a day"
    return short_day(date.fromisoformat(day), _local(entry.at, entry.zone, around)[1])


def _import(entry: Entry, room: int) -> list[Line]:
    file = clean_line(str(entry.data.get("file", "") or "")) or "a file"
    row = entry.data.get("row")
    where = file + (f", row {row}" if row else "")
    if "after" not in entry.data:
        said = "added by hand" if file == "typed in" else f"came in with {where}"
        return [[("+ ", "muted"), (fit(said, room - 2), "muted")]]
    return [[("+ ", "muted"), (fit(f"brought up to date by {where}", room - 2), "muted")], *_changes(entry, room)]


def _edit(entry: Entry, room: int, around: Around) -> list[Line]:
    if entry.data.get("field") != "note":
        return [[("✎ ", "muted"), ("changed by hand", "muted")], *_changes(entry, room)]
    which = entry.data.get("entry")
    at = around.times.get(which) if isinstance(which, int) else None
    of = ""
    if at is not None:
        local, today = _local(at, entry.zone, around)
        of = f" of {short_day(local.date(), today)} {clock_hour(local)}"
    before = str(entry.data.get("before", "") or "")
    if not before.strip():
        return [[("✎ ", "muted"), (fit(f"note{of} added afterwards", room - 2), "muted")]]
    rows = _wrapped(before, room - 10)
    lines: list[Line] = [[("✎ ", "muted"), (fit(f"note{of} corrected", room - 2), "muted")]]
    return lines + [[("  before  " if i == 0 else " " * 10, "label"), (row, "muted")] for i, row in enumerate(rows)]


def _changes(entry: Entry, room: int) -> list[Line]:
    """What was changed, field by field: ``company: Blue Bird → Bluebird Logistics``."""
    before, after = entry.data.get("before"), entry.data.get("after")
    if not isinstance(after, Mapping):
        return []
    old = before if isinstance(before, Mapping) else {}
    lines: list[Line] = []
    for name, value in after.items():
        was, became = clean_line(str(old.get(name) or "")), clean_line(str(value or ""))
        text = f"{was or 'nothing'} → {became or 'nothing'}"
        label = f"  {clean_line(str(name)).replace('_', ' ')}  "
        lines.append([(label, "label"), (fit(text, max(4, room - width_of([(label, "")]))), "muted")])
    return lines


def _email(entry: Entry, room: int) -> list[Line]:
    name = "something of value by email" if entry.kind is EntryKind.DRIP else "email"
    subject = clean_line(str(entry.data.get("subject", "") or ""))
    status = clean_line(str(entry.data.get("status", "") or ""))
    text = (f": {subject}" if subject else "") + (f" ({status})" if status else "")
    return [fit_line([("@ ", "plain"), (name, "name"), (text, "plain")], room)]


def _wrapped(text: str, room: int) -> list[str]:
    return wrap(text.strip("\n"), max(8, room)) if text.strip() else []
