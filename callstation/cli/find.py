"""``callstation find TEXT``: people by name, company, number, tag or words in a note."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from callstation.cli.at_desk import at_ledger, with_json
from callstation.cli.output import print_json, print_table, say
from callstation.errors import UsageError
from callstation.store.search import find

EPILOG = """\
examples:
  callstation find bluebird
  callstation find 0134                  someone is calling back from ...0134
  callstation find "minimum order"
  callstation find tag:fair kind:customer place:denver
  callstation find bluebird standing:active    also company:...; "standing:said no" in quotes

'callstation export prospects --find "tag:fair bluebird"' writes out whom the same words find.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="what to look for; the last word may be begun")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most N people (20)")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print who answers to it."""
    if args.limit < 1:
        raise UsageError("--limit is a number of people, 1 or more")
    with at_ledger() as ledger:
        found = find(ledger.book, " ".join(args.text), args.limit)
    if args.json:
        print_json([asdict(f) for f in found])
    elif found:
        rows = [(str(f.id), f.name, f.company, f.standing, f"{f.by}: {f.shown}" if f.shown else f.by) for f in found]
        print_table(("id", "name", "company", "standing", "found by"), rows, right=frozenset((0,)))
    else:
        say("Nobody answers to that.")
    return 0
