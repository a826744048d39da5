"""``callstation scripts``: every text that a script has or had, and what came of it in calls."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, print_table, say
from callstation.cli.shapes import Shape, utc
from callstation.desk.script_results import Reading, better_than_now, readings
from callstation.rules.intervals import Share, share_words

EPILOG = """\
examples:
  callstation scripts                    those that were used in calls
  callstation scripts --all --json

'step agreed' counts conversations that ended with a next step. The percentages are where the true share lies, 19 times
of 20 (Wilson's interval): of a few calls they are far apart, and say so.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--all", action="store_true", help="with those that were not used in a call yet")
    with_json(parser)


def run(args: Namespace) -> int:
    """List the texts."""
    with at_desk() as desk:
        every = readings(desk.tools)
    shown = [r for r in every if r.used or args.all]
    if args.json:
        print_json([reading_shape(r, every) for r in shown])
    elif shown:
        print_table(
            ("script", "text", "used", "talked", "step agreed", "no"),
            (
                (
                    r.script,
                    _which(r, every),
                    f"{r.used:,}",
                    share_words(r.conversations),
                    share_words(r.steps),
                    f"{r.noes:,}",
                )
                for r in shown
            ),
            right=frozenset((2, 5)),
        )
    else:
        say("No script was used in a call yet. 'callstation scripts --all' lists those that are there.")
    return 0


def reading_shape(reading: Reading, every: list[Reading]) -> Shape:
    """One text as ``--json`` prints it. Shares are 0 to 1, null where nothing was tried."""
    return {
        "script": reading.script,
        "revision": reading.revision,
        "current": reading.current,
        "shipped": reading.shipped,
        "since": utc(reading.since),
        "last_used_at": utc(reading.last),
        "used": reading.used,
        "talked": share_shape(reading.conversations),
        "step_agreed": share_shape(reading.steps),
        "noes": reading.noes,
        "better_than_now": better_than_now(reading, every),
    }


def share_shape(share: Share) -> Shape:
    """A share with its interval."""
    return {
        "hits": share.hits,
        "tries": share.tries,
        "rate": None if share.rate is None else round(share.rate, 4),
        "low": round(share.low, 4),
        "high": round(share.high, 4),
    }


def _which(reading: Reading, every: list[Reading]) -> str:
    words = reading.revision
    if reading.current:
        words += " now"
    if reading.shipped:
        words += " as it came"
    return words + (" did better" if better_than_now(reading, every) else "")
