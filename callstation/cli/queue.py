"""``callstation queue``: who is next, in order, with why now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, print_table, say, shown_number
from callstation.cli.shapes import queue_shape
from callstation.dates.spoken import clock_hour, relative_day
from callstation.dates.words import DAYS
from callstation.desk.desk import Desk
from callstation.errors import UsageError
from callstation.model.cards import QueueRow
from callstation.rules.windows import zone_of
from callstation.text import count_of

EPILOG = """\
examples:
  callstation queue --limit 5
  callstation queue --all                also those whose calling hours are closed now
  callstation queue --json | jq '.[0].why_now.text'
"""

SHOWN = 25
"""Lines of text where no limit is given; JSON then has everybody."""
EVERYBODY = 10**9


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--limit", type=int, metavar="N", help=f"at most N people (text: {SHOWN}; JSON: everybody)")
    parser.add_argument("--all", action="store_true", help="everybody who is due, also outside their calling hours")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print the queue."""
    if args.limit is not None and args.limit < 1:
        raise UsageError("--limit is a number of people, 1 or more")
    with at_desk() as desk:
        limit = args.limit or (EVERYBODY if args.json else SHOWN)
        rows = desk.rows(limit, with_reasons=True, after_hours=args.all)
        if args.json:
            print_json([queue_shape(row) for row in rows])
        elif rows:
            _print(rows)
            if len(rows) == limit and (left := desk.left()) > limit and not args.all:
                say(f"and {left - limit:,}{'' if left < 500 else ' or more'} others: --limit shows them")
        else:
            say(_quiet(desk))
    return 0


def _print(rows: Sequence[QueueRow]) -> None:
    print_table(
        ("", "id", "name", "company", "why now", "their time", "number", "reason"),
        (
            (
                str(place),
                str(row.id),
                row.name,
                row.company,
                row.why_now.text,
                f"{DAYS[row.local_time.weekday()][:3]} {clock_hour(row.local_time)}",
                shown_number(row.phone),
                str(row.reason.kind) if row.reason else "none yet",
            )
            for place, row in enumerate(rows, 1)
        ),
        right=frozenset((0, 1)),
    )


def _quiet(desk: Desk) -> str:
    """Why nobody is to be called, and what there is to do about it."""
    quiet = desk.quiet()
    if quiet.book_empty:
        return "The book is empty: 'callstation import FILE' brings people in, 'callstation demo' shows around."
    if quiet.at is None:
        return (
            "Nobody is waiting for a call, and nothing is agreed: everyone has been let rest. Import or add people."
        )
    mine = zone_of(desk.tools.frame.zone)
    local, today = quiet.at.astimezone(mine), desk.now.astimezone(mine).date()
    day = relative_day(local.date(), today)
    closed = len(desk.rows(500, after_hours=True))
    waiting = ""
    if closed:
        people = f"{count_of(closed, 'person', 'people')}{' or more' if closed == 500 else ''}"
        waiting = f" {people} due, but outside their calling hours (--all shows them)."
    return f"Nobody can be called right now.{waiting} Next: {day} at {clock_hour(local)} your time."
