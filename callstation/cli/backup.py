"""``callstation backup [FILE]``: a verified copy of the book."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, say

EPILOG = """\
examples:
  callstation backup                     into the folder of backups, named after the moment
  callstation backup /media/stick/calls.db
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="where to put it")
    with_json(parser)


def run(args: Namespace) -> int:
    """Make a backup."""
    from callstation.desk.opening import look_around
    from callstation.store.backup import back_up

    with at_desk() as desk:
        folder = look_around(os.environ).places.backups
        target = Path(args.file) if args.file else folder / f"callstation-{desk.now:%Y%m%dT%H%M%SZ}.db"
        made = back_up(desk.tools.book, target)
    size = made.stat().st_size
    if args.json:
        print_json({"path": str(made), "bytes": size})
    else:
        say(f"A verified copy of the book is at {made} ({size:,} bytes).")
    return 0
