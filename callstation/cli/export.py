"""``callstation export``: calls, people, calendar, or all of it, for other programs."""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from callstation.cli.at_desk import at_desk
from callstation.cli.output import note
from callstation.desk.desk import Desk
from callstation.errors import CallstationError, ScriptError, UsageError
from callstation.exporters.activities import LAYOUTS
from callstation.model.people import Kind, Standing
from callstation.store import walking
from callstation.store.choosing import EVERYBODY, Chosen
from callstation.store.search import LOOKED_THROUGH, find
from callstation.text import count_of

EPILOG = """\
examples:
  callstation export prospects > people.csv
  callstation export prospects --format json --out people.jsonl
  callstation export prospects --format vcf --tag fair --out fair.vcf
  callstation export prospects --find "tag:fair place:denver bluebird"
  callstation export calls --layout hubspot --out calls.csv
  callstation export calendar --out calls.ics
  callstation export all --out everything.jsonl

json is one record a line. In CSV an apostrophe stands before what a spreadsheet would take for a formula;
importing the file takes it off again.
"""

FORMATS = {
    "calls": ("csv", "json"),
    "prospects": ("csv", "json", "vcf"),
    "calendar": ("ics",),
    "all": ("json",),
}
"""What there is, and in which forms; the first is taken where none is named."""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("what", metavar="WHAT", choices=list(FORMATS), help=", ".join(FORMATS))
    parser.add_argument("--format", choices=("csv", "json", "vcf", "ics"), help="csv, json (lines), vcf or ics")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    parser.add_argument("--layout", choices=LAYOUTS, help="calls in the columns that this program imports")
    for name, line in (
        ("tag", "with this tag"),
        ("company", "whose company's name has this in it"),
        ("place", "whose town, region or country has this in it"),
    ):
        parser.add_argument(f"--{name}", default="", metavar=name[0].upper(), help=f"only prospects {line}")
    parser.add_argument("--kind", choices=[str(k) for k in Kind], default="", help="only prospects of this list")
    parser.add_argument(
        "--standing", choices=[str(s) for s in Standing], default="", help="only prospects who stand so"
    )
    parser.add_argument("--find", default="", metavar="TEXT", help="only prospects whom 'callstation find TEXT' finds")
    parser.add_argument("--out", metavar="FILE", help="write to a file that only you can read, not to standard output")


def run(args: Namespace) -> int:
    """Write it out."""
    form = args.format or FORMATS[args.what][0]
    if form not in FORMATS[args.what]:
        raise UsageError(f"{args.what} can be exported as {' or '.join(FORMATS[args.what])}, not as {form}")
    chosen = Chosen(args.tag, args.kind, args.standing, args.company, args.place)
    if (chosen != EVERYBODY or args.find) and args.what != "prospects":
        raise UsageError("--tag, --kind, --standing, --company, --place and --find choose among prospects only")
    if args.layout and (args.what, form) != ("calls", "csv"):
        raise UsageError("--layout is for calls as csv")
    with at_desk() as desk, opened(args.out, form) as out:
        count = write(desk, args.what, form, out, layout=args.layout or "", chosen=chosen, found=args.find)
    if args.out:
        things = {"calls": "call", "prospects": "person", "calendar": "date", "all": "record"}[args.what]
        note(f"{count_of(count, things, 'people' if things == 'person' else '')} in {args.out}")
    return 0


def write(
    desk: Desk, what: str, form: str, out: TextIO, *, layout: str = "", chosen: Chosen = EVERYBODY, found: str = ""
) -> int:
    """Write ``what`` in a form it has; how many records. Calls may be in the ``layout`` of another program."""
    book = desk.tools.book
    ids = [f.id for f in find(book, found, LOOKED_THROUGH)] if found else None
    match what, form:
        case "calls", "csv" if layout:
            from callstation.exporters.activities import write_activities

            return write_activities(out, layout, walking.walk_calls(book), lambda i: walking.email_of(book, i))
        case "calls", "csv":
            from callstation.exporters.calls import write_calls_csv

            return write_calls_csv(out, walking.walk_calls(book))
        case "calls", _:
            from callstation.exporters.calls import write_calls_json

            return write_calls_json(out, walking.walk_calls(book))
        case "prospects", "csv":
            from callstation.exporters.people import write_people_csv

            return write_people_csv(out, walking.walk_people(book, chosen, ids), walking.custom_fields(book))
        case "prospects", "vcf":
            from callstation.exporters.vcards import write_people_vcards

            return write_people_vcards(out, walking.walk_people(book, chosen, ids))
        case "prospects", _:
            from callstation.exporters.people import write_people_json

            return write_people_json(out, walking.walk_people(book, chosen, ids))
        case "calendar", _:
            from callstation.exporters.calendar import write_calendar

            return write_calendar(out, walking.appointments(book), desk.now)
        case _:
            from callstation.exporters.everything import write_everything

            return write_everything(out, walking.walk_tables(book), own_scripts(desk), desk.now)


def own_scripts(desk: Desk) -> dict[str, str]:
    """The user's own copies of call scripts, by name; one that cannot be read is left where it is."""
    shelf = desk.tools.shelf
    found = {}
    for name in shelf.names():
        try:
            script = shelf.get(name)
        except ScriptError as error:
            note(f"callstation: left out: {error}")
            continue
        if script.origin == "own":
            found[name] = script.text
    return found


@contextmanager
def opened(out: str | None, form: str) -> Iterator[TextIO]:
    """Standard output, or a file that is there whole or not at all, readable by its owner only (0600)."""
    if out is None:
        with _plain_stdout() as stream:
            yield stream
        return
    target = Path(out)
    part = target.with_name(target.name + ".part")
    # Excel takes a file for UTF-8 only where it begins with a byte-order mark.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        os.fchmod(descriptor, 0o600)
        with os.fdopen(descriptor, "w", encoding=encoding, newline="", errors="replace") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CallstationError(f"{out} cannot be written: {error.strerror}") from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _plain_stdout() -> Iterator[TextIO]:
    """Standard output in UTF-8 with line ends as they are written, whatever the terminal's locale."""
    sys.stdout.flush()
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        yield sys.stdout
        return
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="", write_through=False)
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()
