"""``callstation stats``: what came of it, day by day, from running tallies."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from callstation.cli.at_desk import at_ledger, with_json
from callstation.cli.hours import hours_shape, print_hours
from callstation.cli.output import print_json, print_table, say
from callstation.cli.shapes import Shape
from callstation.dates.spoken import short_day
from callstation.errors import UsageError
from callstation.model.calls import Outcome
from callstation.model.cards import Tally
from callstation.rules.tallies import kept_percent, sum_of
from callstation.rules.windows import zone_of
from callstation.store.answers import learnt, segments
from callstation.store.placing import sweep
from callstation.store.stats import by_day, standings
from callstation.text import count_of

EPILOG = """\
examples:
  callstation stats                      the last four weeks
  callstation stats --days 7 --json
"""

DAYS = 28
LONGEST = 36_600
"""A hundred years."""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"today and the days before it ({DAYS})")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print the tallies."""
    if not 1 <= args.days <= LONGEST:
        raise UsageError(f"--days is a number of days from 1 to {LONGEST:,}")
    with at_ledger() as ledger:
        book, frame, now = ledger.book, ledger.frame, ledger.clock.now()
        sweep(book, frame, now)  # a promise that was missed since yesterday counts today
        today = now.astimezone(zone_of(frame.zone)).date()
        start = today - timedelta(days=args.days - 1)
        days = by_day(book, start, today)
        people = standings(book)
        known = learnt(book, segments(book))
    total = sum_of(days.values())
    if args.json:
        print_json(
            {
                "from": start.isoformat(),
                "to": today.isoformat(),
                "days": [{"date": day.isoformat(), **tally_shape(tally)} for day, tally in days.items()],
                "total": tally_shape(total),
                "people": people,
                "hours": hours_shape(known),
            }
        )
    else:
        _print(days, total, today, args.days)
        print_hours(known)
    return 0


def tally_shape(tally: Tally) -> Shape:
    """A tally as ``--json`` prints it; every outcome is there, also those that did not happen."""
    return {
        "calls": tally.calls,
        "talked": tally.talked,
        "outcomes": {str(o): tally.outcomes.get(o, 0) for o in Outcome},
        "promises": {
            "made": tally.promises_made,
            "kept": tally.promises_kept,
            "broken": tally.promises_broken,
            "kept_percent": kept_percent(tally),
        },
        "steps_agreed": tally.steps_agreed,
        "emails": tally.emails,
        "notes": tally.notes,
    }


def _print(days: dict[date, Tally], total: Tally, today: date, asked: int) -> None:
    if not days:
        say(f"No calls in the last {count_of(asked, 'day')}. The first one is the hardest; the rest come easier.")
        return
    rows = [(short_day(day, today), *_cells(tally)) for day, tally in days.items()]
    rows.append(("together", *_cells(total)))
    print_table(
        ("day", "calls", "talked", "steps agreed", "promised", "kept", "missed"), rows, right=frozenset(range(1, 7))
    )
    percent = kept_percent(total)
    if percent is not None:
        say(f"\n{percent}% of the promises that fell due were kept.")
    came = ", ".join(f"{n} {o.words}" for o in Outcome if (n := total.outcomes.get(o, 0)))
    if came:
        say(f"What the calls came to: {came}.")


def _cells(tally: Tally) -> tuple[str, ...]:
    return tuple(
        str(n)
        for n in (
            tally.calls,
            tally.talked,
            tally.steps_agreed,
            tally.promises_made,
            tally.promises_kept,
            tally.promises_broken,
        )
    )
