"""``callstation doctor``: looks whether everything is sound, and changes nothing unless it is told to."""

from __future__ import annotations

import os
import platform
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from callstation import __version__
from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, say
from callstation.cli.settings import places_shape
from callstation.cli.shapes import Shape
from callstation.desk.house_rules import HouseRules
from callstation.desk.opening import Surroundings, look_around
from callstation.desk.tools import frame_of
from callstation.errors import CallstationError
from callstation.scripting.shelf import Shelf
from callstation.store.backup import problems_of
from callstation.store.book import Book
from callstation.store.opening import is_sqlite, open_book, sqlite_file
from callstation.store.soundness import counts, misplaced, rebuild_places, sqlite_version
from callstation.text import count_of

EPILOG = """\
examples:
  callstation doctor
  callstation doctor --rebuild           work everybody's place in the queue out anew, and store it

Exit status: 0 everything is sound; 1 something is wrong, and what to do is said.
"""


@dataclass(slots=True)
class Findings:
    """What was looked at: ``checks`` are (name, '' or what is wrong), ``notes`` are worth knowing."""

    checks: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not any(wrong for _, wrong in self.checks)


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--rebuild", action="store_true", help="work everybody's place in the queue out anew first")
    with_json(parser)


def run(args: Namespace) -> int:
    """Look; 1 where something is wrong."""
    around = look_around(os.environ)
    if args.rebuild:
        with at_desk() as desk:
            rebuilt = rebuild_places(desk.tools.book, desk.tools.frame, desk.now)
        if not args.json:
            say(f"The places of {count_of(rebuilt, 'person', 'people')} were worked out anew.")
    found = examine(around)
    if args.json:
        print_json(_shape(around, found))
    else:
        _print(around, found)
    return 0 if found.sound else 1


def examine(around: Surroundings) -> Findings:
    """Everything that can be looked at, without changing any of it."""
    found = Findings()
    version, safe = sqlite_version()
    if not safe:
        found.notes.append(
            f"SQLite {version}: before 3.51.3 two programs that write to one book at the same moment could, very "
            "rarely, damage it. Backups are verified; one workstation at a time is safe"
        )
    _scripts(around, found)
    _dialler(around, found)
    _outside(around, found)
    found.checks.append(("language rules", HouseRules(around.places.language_file).fault))
    try:
        file = sqlite_file(around.database_url, around.places.book_file) if is_sqlite(around.database_url) else None
        if file is not None and not file.exists():
            found.notes.append("there is no book yet: 'callstation import FILE' begins one")
            return found
        book = open_book(around.database_url, around.places.book_file, read_only=True)
    except CallstationError as error:
        found.checks.append(("book", str(error)))
        _backups(around, found)
        return found
    found.checks.append(("book", ""))
    try:
        _book(around, book, found)
    except CallstationError as error:
        found.checks.append(("reading", str(error)))
    finally:
        book.close()
    if file is not None:
        _permissions(around, file, found)
        _backups(around, found)
    return found


def _book(around: Surroundings, book: Book, found: Findings) -> None:
    problems = problems_of(book)
    if problems:
        advice = "leave the file as it is and 'callstation restore' the latest backup"
        found.checks.append(("integrity", f"{'; '.join(problems[:5])}: {advice}"))
        return
    found.checks.append(("integrity", ""))
    found.counted = counts(book)
    wrong, looked_at = misplaced(book, frame_of(around.settings))
    found.checks.append(
        (
            "queue places",
            f"{len(wrong)} of {looked_at} people looked at do not stand where the rules put them "
            "(after a change of settings the next start mends it): 'callstation doctor --rebuild' does it now"
            if wrong
            else "",
        )
    )


def _scripts(around: Surroundings, found: Findings) -> None:
    shelf = Shelf(around.places.scripts)
    faults = [fault for name in shelf.names() if (fault := shelf.usable(name)[1])]
    found.checks.append(("scripts", "; ".join(faults)))


def _dialler(around: Surroundings, found: Findings) -> None:
    from callstation.dialers.readiness import what_is_missing

    wrong, worth_knowing = what_is_missing(around.settings.dialler)
    found.checks.append(("dialler", wrong))
    if worth_knowing:
        found.notes.append(worth_knowing)


def _outside(around: Surroundings, found: Findings) -> None:
    """The ways out for emails and dates, as far as can be told without a word to anybody."""
    from callstation.calendars.caldav import CalDav
    from callstation.mail.ways import sender_of, way_out
    from callstation.passwords import Secret

    if around.settings.mail.way:
        try:
            sender_of(around.settings)
            way_out(around.settings, around.places.data).close()
            found.checks.append(("emails", ""))
        except CallstationError as error:
            found.checks.append(("emails", str(error)))
    else:
        found.notes.append("emails are drafted and wait: how they leave is said in [mail] of the settings")
    hook = around.settings.hook
    if hook.command:
        missing = which(hook.command[0]) is None
        wrong = f"{hook.command[0]} cannot be started: look at [hook] in the settings" if missing else ""
        found.checks.append(("hook", wrong))
    if hook.wanted:
        whom = " and ".join(part for part in (hook.command[0] if hook.command else "", hook.where) if part)
        found.notes.append(f"{whom} is told of every outcome, {'with' if hook.notes else 'without'} its note")
    if around.settings.calendar.url:
        try:
            CalDav(around.settings.calendar, lambda: Secret(""))
            found.checks.append(("calendar", ""))
        except CallstationError as error:
            found.checks.append(("calendar", str(error)))


def _permissions(around: Surroundings, file: Path, found: Findings) -> None:
    """Files with people in them that others on this machine can read."""
    if os.name != "posix":
        return
    beside = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")]
    kept = around.places.backups.glob("*") if around.places.backups.is_dir() else ()
    open_to_all = [
        f for f in (*beside, *kept, around.places.log_file, around.places.hook_log) if _readable_by_others(f)
    ]
    wrong = f"others on this machine can read {', '.join(map(str, open_to_all))}: chmod 600 them" if open_to_all else ""
    found.checks.append(("permissions", wrong))


def _readable_by_others(file: Path) -> bool:
    try:
        return bool(file.stat().st_mode & 0o077)
    except OSError:
        return False


def _backups(around: Surroundings, found: Findings) -> None:
    newest = max(_good_backups(around.places.backups), key=lambda f: f.stat().st_mtime, default=None)
    if newest is None:
        found.notes.append("there is no backup yet: 'callstation backup' makes one")
    else:
        found.notes.append(f"the latest backup is {newest}")


def _good_backups(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (f for f in folder.glob("*.db") if not f.name.startswith("damaged-"))


def _shape(around: Surroundings, found: Findings) -> Shape:
    return {
        "sound": found.sound,
        "version": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite_version()[0],
        "places": places_shape(around),
        "checks": [{"name": name, "ok": not wrong, "text": wrong} for name, wrong in found.checks],
        "notes": found.notes,
        "counts": found.counted,
    }


def _print(around: Surroundings, found: Findings) -> None:
    say(f"callstation {__version__}, Python {platform.python_version()}, SQLite {sqlite_version()[0]}")
    for title, where in places_shape(around).items():
        say(f"  {title:<10}{where}")
    for name, wrong in found.checks:
        say(f"{'sound' if not wrong else 'WRONG':<7}{name}" + (f": {wrong}" if wrong else ""))
    if found.counted:
        say("  " + ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in found.counted.items() if n))
    for line in found.notes:
        say(f"note   {line}")
    say("Everything is sound." if found.sound else "Something is wrong; what to do is said above.")
