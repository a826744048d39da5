"""``callstation erase WHO``: a person out of the book for good."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import print_json, say
from callstation.desk.erasing import backups_in, erase, stays, traces, would_go
from callstation.desk.opening import look_around
from callstation.desk.whom import who
from callstation.errors import RefusedError, UsageError
from callstation.text import clean_line

EPILOG = """\
examples:
  callstation erase 12 --dry-run         what would go, and what would stay
  callstation erase 12                   asks once more; then it is done for good
  callstation erase 12 --yes --json      asks nothing: for programs

Everything of them goes: name, numbers, calls, notes, promises, emails, the copies kept for undo, the words that find
them, and the freed space in the file. It cannot be undone. Numbers on the do-not-call list stay there, and backups
are not touched: the command says which there are.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_who(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would go, and erase nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask once more")
    with_json(parser)


def run(args: Namespace) -> int:
    """Erase, once it was said twice."""
    asks = not (args.yes or args.dry_run)
    if asks and (args.json or not sys.stdin.isatty()):
        raise UsageError("erase cannot be undone: say --yes, too (or --dry-run to look first)")
    backups = backups_in(look_around(os.environ).places.backups)
    with at_desk() as desk:
        found = traces(desk.tools, who(desk.tools, args.who))
        if not args.json:
            say(f"{found.person.name} ({found.person.id}): {would_go(found)}")
        if asks:
            _ask(found.person.name)
        erased = None if args.dry_run else erase(desk.tools, found.person.id)
    if args.json:
        print_json(
            {
                "id": found.person.id,
                "dry_run": args.dry_run,
                "erased": dict(found.counts),
                "stories_kept_anonymous": found.stories,
                "do_not_call": list(found.listed),
                "named_elsewhere": found.named,
                "backups": [str(b) for b in backups],
                "swept": erased.swept if erased else False,
            }
        )
        return 0
    say("Nothing was erased." if erased is None else "Erased.")
    for sentence in stays(found):
        say(sentence)
    if erased is not None and not erased.swept:
        say("The space they took in the file is written over later: another program has the book open.")
    if backups:
        say(f"Backups are as they were, and hold them ({len(backups):,}): {backups[0].parent}")
    return 0


def _ask(name: str) -> None:
    """Asked a second time, by name. Raises RefusedError for any other answer."""
    print(f"This cannot be undone. Type {clean_line(name)!r} to erase them, or press enter: ", end="", flush=True)
    if clean_line(sys.stdin.readline()) != clean_line(name):
        raise RefusedError("nothing was erased")
