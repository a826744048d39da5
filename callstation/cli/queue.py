"""``callstation queue``: who is next, in order, with why now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from callstation.cli.at_desk import at_ledger, with_json
from callstation.cli.output import print_json, print_table, say, shown_number
from callstation.dates.spoken import clock_hour, relative_day
from callstation.dates.words import DAYS
from callstation.desk import listing
from callstation.desk.ledger import Ledger
from callstation.errors import UsageError
from callstation.model.cards import QueueRow
from callstation.rules.windows import zone_of
from callstation.store import sessions
from callstation.store.queue import left_today
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
MOST_COUNTED = 500
"""People are counted up to this many, so that a large book answers as fast as a small one."""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--limit", type=int, metavar="N", help=f"at most N people (text: {SHOWN}; JSON: everybody)")
    parser.add_argument("--all", action="store_true", help="everybody who is due, also outside their calling hours")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print the queue."""
    if args.limit is not None and args.limit < 1:
        raise UsageError("--limit is a number of people, 1 or more")
    with at_ledger() as ledger:
        limit = args.limit or (EVERYBODY if args.json else SHOWN)
        passed_over = skipped_now(ledger)
        rows = listing.next_rows(ledger, limit, without=passed_over, with_reasons=True, after_hours=args.all)
        if args.json:
            from callstation.cli.shapes import queue_shape

            print_json([queue_shape(row) for row in rows])
        elif rows:
            _print(rows)
            left = left_today(ledger.book, ledger.frame, ledger.clock.now(), MOST_COUNTED)
            if len(rows) == limit and left > limit and not args.all:
                more = left - limit
                say(f"and {more:,}{' or more' if left == MOST_COUNTED else ''} behind them: --limit shows more")
        else:
            say(_quiet(ledger, passed_over))
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


def skipped_now(ledger: Ledger) -> set[int]:
    """Who was passed over in the power hour that runs, so that the list is that of the screen; and in a team, who is
    on a screen or another caller's to call."""
    session = sessions.current(ledger.book, ledger.frame.caller, ledger.clock.now())
    skipped = sessions.skipped(ledger.book, session.id) if session else set()
    if ledger.book.sqlite:
        return skipped
    from callstation.desk.team import busy_elsewhere

    return skipped | busy_elsewhere(ledger, ledger.clock.now())


def _quiet(ledger: Ledger, passed_over: set[int]) -> str:
    """Why nobody is to be called, and what there is to do about it."""
    quiet = listing.quiet(ledger, passed_over)
    if quiet.book_empty:
        return "The book is empty: 'callstation import FILE' brings people in, 'callstation demo' shows around."
    if quiet.at is None:
        return "Nobody is waiting for a call, and nothing is agreed: everyone has been let rest. Import or add people."
    mine = zone_of(ledger.frame.zone)
    local, today = quiet.at.astimezone(mine), ledger.clock.now().astimezone(mine).date()
    day = relative_day(local.date(), today)
    closed = len(listing.next_rows(ledger, MOST_COUNTED, without=passed_over, after_hours=True))
    waiting = ""
    if closed:
        people = f"{count_of(closed, 'person', 'people')}{' or more' if closed == MOST_COUNTED else ''}"
        waiting = f" {people} due, but outside their calling hours (--all shows them)."
    return f"Nobody can be called right now.{waiting} Next: {day} at {clock_hour(local)} your time."
