"""``callstation import FILE...``: people from spreadsheets, contact exports and vCards (T1)."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import note, print_json, say
from callstation.cli.shapes import Shape
from callstation.desk.importing import Imported, Opened, Wish, bring_in, open_file, undo_import
from callstation.desk.tools import Tools
from callstation.errors import ImportRefusedError, UsageError
from callstation.importers.columns import FIELDS
from callstation.importers.files import collect
from callstation.model.people import Kind
from callstation.text import clean_line, count_of

EPILOG = f"""\
examples:
  callstation import contacts.csv
  callstation import --dry-run list.xlsx            look first: nothing is stored
  callstation import list.csv --map "Tel 2=phone_mobile" --map "Betreuer=ignore" --tag fair-2026
  pbpaste | callstation import -
  callstation import --undo                         take the newest import back, as a whole

Fields for --map: {", ".join(FIELDS)}.
What --map says is remembered for every later file with the same columns.
A file read again changes what changed in it since, never what you typed here, a no, or do-not-call.
"""

SLOW = 0.5
"""Seconds after which a progress bar is worth looking at."""
REFUSED_SHOWN = 10


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders of files, - for standard input")
    parser.add_argument("--undo", action="store_true", help="take the newest import back, as a whole")
    parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and store nothing")
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help="what a column holds")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="a tag for everybody in the files")
    parser.add_argument("--kind", choices=[str(k) for k in Kind], default="", help="the list for those without one")
    with_json(parser)


def run(args: Namespace) -> int:
    """Import; 1 where a file could not be."""
    if args.undo:
        return _undo(args)
    if not args.files:
        raise UsageError("name a file to import (or --undo to take the newest import back)")
    tags = tuple(dict.fromkeys(t for tag in args.tag if (t := clean_line(tag))))
    wish = Wish(mapping_of(args.map), tags, args.kind, args.dry_run)
    with at_desk() as desk:
        # All files are looked at before the first is stored: a slip of the pen shows at once.
        looked: list[Opened | Imported] = []
        for path in _paths(args.files):
            if isinstance(path, Imported):
                looked.append(path)
                continue
            try:
                looked.append(open_file(desk.tools, path, wish))
            except ImportRefusedError as error:
                looked.append(Imported(str(path), error=str(error)))
        done = [file if isinstance(file, Imported) else _bring_in(desk.tools, file, wish) for file in looked]
    if args.json:
        print_json(import_shape(done, dry_run=args.dry_run))
    for file in done:
        if file.error:
            note(f"callstation: {file.error}")
        elif not args.json:
            _print(file, dry_run=args.dry_run)
    return 1 if any(file.error for file in done) else 0


def _bring_in(tools: Tools, file: Opened, wish: Wish) -> Imported:
    bar = Bar(file.path.name)
    try:
        return bring_in(tools, file, wish, bar.update)
    finally:
        bar.clear()


def _undo(args: Namespace) -> int:
    if args.files or args.map or args.tag or args.kind or args.dry_run:
        raise UsageError("--undo takes the newest import back and goes with --json only")
    with at_desk() as desk:
        taken = undo_import(desk.tools)
    if args.json:
        print_json(
            {
                "undone": {
                    "path": taken.path,
                    "at": taken.at.isoformat(timespec="seconds"),
                    "removed": taken.removed,
                    "reverted": taken.reverted,
                }
            }
        )
    else:
        gone = f"{count_of(taken.removed, 'person', 'people')} removed"
        say(f"{taken.path} taken back: {gone}, {taken.reverted:,} as they were before")
    return 0


def mapping_of(pairs: Sequence[str]) -> Mapping[str, str]:
    """``COLUMN=FIELD`` pairs as a mapping. Raises UsageError naming the one that is none."""
    mapping = {}
    for pair in pairs:
        column, equals, name = pair.rpartition("=")
        if not equals or not column.strip() or name.strip() not in FIELDS:
            raise UsageError(f"--map {pair!r}: write COLUMN=FIELD, where FIELD is one of {', '.join(FIELDS)}")
        mapping[column.strip()] = name.strip()
    return mapping


def _paths(files: Sequence[str]) -> list[Path | Imported]:
    found: list[Path | Imported] = []
    for file in files:
        try:
            found += [p for p in collect([file]) if p not in found]
        except ImportRefusedError as error:
            found.append(Imported(file, error=str(error)))
    return found


def import_shape(done: Sequence[Imported], *, dry_run: bool) -> Shape:
    """What ``--json`` prints of an import."""
    return {
        "dry_run": dry_run,
        "files": [
            {
                "path": file.path,
                "format": file.format,
                "encoding": file.encoding,
                "rows": file.rows,
                "new": file.new,
                "updated": file.updated,
                "unchanged": file.unchanged,
                "probable_duplicates": file.probable_duplicates,
                "refused": [{"row": r.row, "line": r.line, "why": r.why} for r in file.refused],
                "mapping": {column: field or "custom" for column, field in file.mapping.items()},
                "recalled": file.recalled,
                "warnings": list(file.warnings),
                "error": file.error or None,
            }
            for file in done
        ],
    }


def _print(file: Imported, *, dry_run: bool) -> None:
    would = "would come of it" if dry_run else "done"
    counts = f"{file.new:,} new, {file.updated:,} updated, {file.unchanged:,} unchanged"
    say(f"{file.path} ({file.format}): {count_of(file.rows, 'record')}, {counts}; {would}")
    if dry_run or file.recalled:
        said = " (as you said last time)" if file.recalled else ""
        named = [f"{c.header} > {c.field}" for c in file.columns if c.field]
        kept = len(file.columns) - len(named)
        if named:
            say(f"  columns{said}: {', '.join(named)}" + (f"; {kept} more under their own names" if kept else ""))
    if file.probable_duplicates:
        say(f"  {file.probable_duplicates:,} may be in the book already: 'callstation duplicates' shows them")
    for warning in file.warnings:
        say(f"  {warning}")
    for refusal in file.refused[:REFUSED_SHOWN]:
        line = f" (line {refusal.line})" if refusal.line else ""
        say(f"  left out: record {refusal.row}{line}: {refusal.why}")
    if len(file.refused) > REFUSED_SHOWN:
        say(f"  and {len(file.refused) - REFUSED_SHOWN:,} more were left out: --json lists them all")


class Bar:
    """How far an import is, on a terminal, once it takes long enough to be asked about."""

    def __init__(self, name: str) -> None:
        self._name = clean_line(name)[:30]
        self._started = time.monotonic()
        self._shown = -1

    def update(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` was read."""
        if not sys.stderr.isatty() or total <= 0 or time.monotonic() - self._started < SLOW:
            return
        percent = min(100, 100 * done // total)
        if percent != self._shown:
            self._shown = percent
            filled = percent * 30 // 100
            sys.stderr.write(f"\r{self._name} [{'=' * filled}{' ' * (30 - filled)}] {percent}%")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take it away again."""
        if self._shown >= 0:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
