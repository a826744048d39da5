"""``callstation serve``: the workstation in a browser on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

from callstation.cli.output import say
from callstation.desk.opening import look_around
from callstation.desktop import opener
from callstation.errors import CallstationError, UsageError

EPILOG = """\
examples:
  callstation serve
  callstation serve --no-browser --port 8420

It listens on 127.0.0.1 only. The address that it prints lets one browser in, once; no other page, program or user
gets anything. Leaving the page ends the workstation behind it, ctrl+c here ends all. Another tab, or a terminal
beside it, gets a reading view of the same book.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--port", type=int, default=0, metavar="N", help="listen there (a free port)")
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def run(args: Namespace) -> int:
    """Serve until ctrl+c."""
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port}: a port is a number from 1 to 65535")
    around = look_around(os.environ)
    if around.first_time:
        raise CallstationError("there are no settings yet: open 'callstation' in a terminal once, then serve it")
    server = _server()
    place = server.bound(args.port)
    with place:
        gate = server.Gate(place.getsockname()[1])
        say("The workstation is in your browser, on this machine alone. This address lets one browser in, once:\n")
        say(f"  {gate.address}\n")
        say("Leaving the page ends its workstation; another tab gets a reading view. ctrl+c here ends all.")
        sys.stdout.flush()
        around.places.make()
        with _opened(gate.address, around.places.data, wanted=not args.no_browser):
            server.Serving(gate, [sys.executable, "-m", "callstation"], os.environ).run(place)
    say("\nEnded; everything is kept.")
    return 0


def _server() -> ModuleType:
    """The part that needs the extra. Raises CallstationError where that is not installed."""
    try:
        import textual_serve  # noqa: F401 - its page is read when a browser asks for it

        from callstation.serving import server
    except ImportError:
        raise CallstationError("a browser needs textual-serve: pip install 'callstation[serve]'") from None
    return server


@contextmanager
def _opened(address: str, folder: Path, *, wanted: bool) -> Iterator[None]:
    """Open the user's browser, where there is a desktop, by a file that leads to the address.

    On a command line every user of the machine could read the token, and be faster.
    """
    program = opener(sys.platform, os.environ) if wanted else None
    if program is None:
        yield
        return
    file = folder / "open-in-browser.html"
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(f'<!DOCTYPE html><meta http-equiv="refresh" content="0; url={address}">', encoding="utf-8")
    quiet = subprocess.DEVNULL
    try:
        with suppress(OSError):  # the address stands there
            subprocess.Popen([*program, str(file)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        yield
    finally:
        file.unlink(missing_ok=True)
