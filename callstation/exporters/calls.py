"""Calls, one a row: what was said, to whom, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callstation.exporters.cells import write_table
from callstation.exporters.json_lines import write_lines
from callstation.model.calls import Entry

Call = tuple[Entry, str, str, str]
"""The call, the person's name and company, the reason's words."""

FIELDS = (
    "id",
    "at",
    "local_time",
    "zone",
    "person_id",
    "name",
    "company",
    "number",
    "outcome",
    "note",
    "words",
    "seconds",
    "caller",
    "reason",
    "script",
    "revision",
    "session_id",
)


def call_record(call: Call) -> dict[str, object]:
    """One call: ``at`` in UTC, ``local_time`` on the person's clock; ``seconds`` is None where no clock ran."""
    entry, name, company, reason = call
    return {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
        "local_time": _local(entry),
        "zone": entry.zone,
        "person_id": entry.person_id,
        "name": name,
        "company": company,
        "number": entry.number,
        "outcome": str(entry.outcome) if entry.outcome else "",
        "note": entry.note,
        "words": entry.words,
        "seconds": entry.seconds,
        "caller": entry.caller,
        "reason": reason,
        "script": entry.script,
        "revision": entry.revision,
        "session_id": entry.session_id,
    }


def _local(entry: Entry) -> str:
    try:
        there = ZoneInfo(entry.zone) if entry.zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        there = UTC
    return entry.at.astimezone(there).isoformat(timespec="seconds")


def write_calls_json(out: TextIO, calls: Iterable[Call]) -> int:
    """One call a line; how many."""
    return write_lines(out, map(call_record, calls))


def write_calls_csv(out: TextIO, calls: Iterable[Call]) -> int:
    """A table of calls; how many."""
    return write_table(
        out, FIELDS, (["" if v is None else str(v) for v in call_record(call).values()] for call in calls)
    )
