"""``callstation move-to URL``: the whole book to PostgreSQL, or back to a file."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, say
from callstation.desk.opening import look_around
from callstation.errors import UsageError
from callstation.store.opening import is_sqlite, open_book, shown_url

EPILOG = """\
examples:
  callstation move-to postgresql://dana@db.example.com/calls     a file to a team's database
  CALLSTATION_DATABASE=postgresql://dana@db.example.com/calls callstation move-to book.db

Every row is copied in one transaction and looked at again; the book that it comes from stays as it is. Leave the
workstation first. Needs callstation[team].
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("url", metavar="URL", help="postgresql://user@host/name, or a file for a book on SQLite")
    with_json(parser)


def run(args: Namespace) -> int:
    """Move the book."""
    from callstation.store.moving import move_book

    environ = os.environ
    around = look_around(environ)
    to_file = is_sqlite(args.url) and not args.url.startswith("sqlite:")
    if to_file and "://" in args.url:
        raise UsageError(f"{shown_url(args.url)} is no address of a book: write postgresql://user@host/name or a file")
    with at_desk() as desk:
        target = open_book("" if to_file else args.url, Path(args.url))
        try:
            counts = move_book(desk.tools.book, target, _told)
        finally:
            target.close()
    if args.json:
        print_json({"moved_to": shown_url(args.url), "rows": counts})
        return 0
    address = f"sqlite:///{Path(args.url).absolute()}" if to_file else shown_url(args.url)
    say(f"{counts['person']:,} people and {counts['entry']:,} entries of history are at {shown_url(args.url)} too.")
    say(f"From now on work there: CALLSTATION_DATABASE={address}")
    if is_sqlite(around.database_url):
        say("The old book stays as it was: what is logged there from now on is not in the new one.")
    return 0


def _told(table: str, rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{table}: {rows:,} rows ", end="", file=sys.stderr, flush=True)
