"""``callstation history WHO``: everything with one person, oldest first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import print_json, say, wrapped
from callstation.cli.shapes import entry_shape
from callstation.dates.spoken import clock_hour, short_day
from callstation.desk.whom import who
from callstation.model.calls import Entry, EntryKind
from callstation.rules.windows import zone_of

EPILOG = """\
examples:
  callstation history "Maria Okafor"
  callstation history 12 --json | jq '.[] | select(.kind == "call") | .note'
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_who(parser)
    with_json(parser)


def run(args: Namespace) -> int:
    """Print one person's history."""
    with at_desk() as desk:
        entries = desk.history(who(desk.tools, args.who))
        if args.json:
            print_json([entry_shape(e) for e in entries])
            return 0
        for entry in entries:
            say(_headline(entry, entry.zone or desk.tools.frame.zone, desk.now))
            if entry.note:
                say(wrapped(entry.note, indent="    "))
    return 0


def _headline(entry: Entry, zone: str, now: datetime) -> str:
    there = zone_of(zone)
    local = entry.at.astimezone(there)
    when = f"{short_day(local.date(), now.astimezone(there).date())} {clock_hour(local)}"
    return f"{when:<22} {describe(entry)}"


def describe(entry: Entry) -> str:
    """One entry in a few words."""
    data = entry.data
    match entry.kind:
        case EntryKind.CALL:
            took = f", {entry.seconds // 60}:{entry.seconds % 60:02d} min" if entry.seconds else ""
            return f"call: {entry.outcome.words if entry.outcome else ''}{took}"
        case EntryKind.PROMISE:
            return f"promised to call on {data.get('day')} ({data.get('status')})"
        case EntryKind.STEP:
            what = f": {data['what']}" if data.get("what") else ""
            return f"agreed on {data.get('day')}{what} ({data.get('status')})"
        case EntryKind.EMAIL:
            return f"email: {data.get('subject', '')} ({data.get('status', '')})"
        case EntryKind.IMPORT:
            return f"{'brought up to date' if data.get('after') else 'came'} from {data.get('file', '')}"
        case EntryKind.EDIT:
            after = data.get("after")
            fields = ", ".join(after) if isinstance(after, dict) else str(data.get("field", ""))
            return f"changed by hand: {fields}"
        case _:
            return str(entry.kind)
