"""``callstation restore FILE``: a backup in the place of the book, which is kept."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from callstation.cli.at_desk import with_json
from callstation.cli.output import print_json, say
from callstation.desk.opening import look_around
from callstation.errors import StoreError
from callstation.store.opening import is_sqlite, sqlite_file

EPILOG = """\
examples:
  callstation restore ~/.local/share/callstation/backups/callstation-20261121T104200Z.db

The backup is checked first. The book that stood there is kept beside the backups: restore it to go back.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", metavar="FILE", help="the backup")
    with_json(parser)


def run(args: Namespace) -> int:
    """Restore."""
    from callstation.store.restoring import restore

    around = look_around(os.environ)
    if not is_sqlite(around.database_url):
        raise StoreError("a book on PostgreSQL is restored with pg_restore")
    around.places.make()
    book_file = sqlite_file(around.database_url, around.places.book_file)
    kept = restore(Path(args.file), book_file, around.places.backups, around.clock.now())
    if args.json:
        print_json({"restored": str(args.file), "book": str(book_file), "kept": str(kept) if kept else None})
    else:
        say(f"{args.file} is the book now, at {book_file}.")
        if kept:
            say(f"What stood there is kept at {kept}.")
    return 0
