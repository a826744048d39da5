"""``callstation demo``: the workstation on an invented book, in a folder of its own (C1)."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from callstation import __version__
from callstation.cli.output import note
from callstation.cli.workstation import open_workstation
from callstation.desk.opening import Surroundings, look_around
from callstation.errors import BookInUseError, CallstationError
from callstation.rules.windows import zone_of

EPILOG = """\
examples:
  callstation demo
  callstation demo --reset               a fresh one, whatever was done in the old
  CALLSTATION_NOW=2026-11-24T09:30:00-05:00 callstation demo --keep
                                         the same book on another day: watch what comes of what you did

Nothing of yours is read or touched. The book is built anew on another day, so that its dates stay near.
Every other command works on it with CALLSTATION_HOME set to its folder.
"""

STAMP = "stamp.json"


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--reset", action="store_true", help="build the invented book anew")
    how.add_argument("--keep", action="store_true", help="go on with the book of an earlier day")


def run(args: Namespace) -> int:
    """Build the demo's book where it is needed, and open the workstation on it."""
    environ = demo_environ(os.environ)
    around = prepare(environ, anew=args.reset, keep=args.keep)
    try:
        return open_workstation(environ)
    except CallstationError as error:
        raise CallstationError(f"{error}; the demo's book is ready: CALLSTATION_HOME={around.places.data}") from None


def demo_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment with everything of the user's own put out of reach; the clock stays."""
    return {
        **{name: value for name, value in environ.items() if name != "CALLSTATION_DATABASE"},
        "CALLSTATION_HOME": str(demo_home(environ)),
    }


def demo_home(environ: Mapping[str, str]) -> Path:
    """The folder of the demo."""
    home = environ.get("CALLSTATION_HOME", "").strip()
    if home:
        return Path(home).expanduser().absolute() / "demo"
    from platformdirs import user_data_dir

    return Path(user_data_dir("callstation-demo", appauthor=False))


def prepare(environ: Mapping[str, str], *, anew: bool = False, keep: bool = False) -> Surroundings:
    """See that the demo's book of today is there (with ``keep``, of any day); the demo's surroundings.

    It is built beside the old one and put in its place when it is whole. Raises CallstationError.
    """
    from callstation.demo.book import demo_settings
    from callstation.settings import first_settings
    from callstation.store.lock import take

    home = Path(environ["CALLSTATION_HOME"])
    settings_file = home / "settings.toml"
    if anew or not settings_file.exists():
        hers = demo_settings()
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings_file.write_text(first_settings(hers.me, hers.region, hers.calling), encoding="utf-8")
    around = look_around(environ)
    around.places.make()
    today = around.clock.now().astimezone(zone_of(around.settings.region.zone)).date()
    if not anew and around.places.book_file.exists() and (keep or _built_on(home / STAMP) == today):
        return around
    lock = take(around.places.book_file)
    if lock is not None:
        note("Building the demo's book ...")
        try:
            _build(around)
        finally:
            lock.release()
        stamp = {"built_on": today.isoformat(), "version": __version__}
        (home / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    elif anew:
        raise BookInUseError("the demo is open in another window: leave it first")
    return around


def _build(around: Surroundings) -> None:
    from callstation.demo.book import build_demo
    from callstation.desk.tools import frame_of
    from callstation.store.opening import open_book

    file = around.places.book_file
    part = file.with_name(file.name + ".building")
    _clear(part)
    book = open_book("", part)
    try:
        build_demo(book, frame_of(around.settings), around.clock.now())
    finally:
        book.close()
    _clear(file)
    part.replace(file)
    part.with_name(part.name + ".lock").unlink(missing_ok=True)


def _clear(file: Path) -> None:
    """Take a database away with its logs; its lock stays with whoever holds it."""
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _built_on(stamp: Path) -> date | None:
    """The day on which the book was built by this version, None where that can't be told."""
    try:
        told = json.loads(stamp.read_text(encoding="utf-8"))
        return date.fromisoformat(told["built_on"]) if told["version"] == __version__ else None
    except (OSError, ValueError, TypeError, KeyError):
        return None
