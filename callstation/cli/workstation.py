"""Opening the full-screen workstation."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from contextlib import nullcontext

from callstation.errors import CallstationError
from callstation.serving import in_browser


def open_workstation(environ: Mapping[str, str]) -> int:
    """Open the screen on the book that ``environ`` names; its exit status.

    Behind ``callstation serve`` the screen is a page, and standard output a pipe of packets: no terminal is asked for,
    and nothing but Textual writes there. Raises CallstationError where there is no terminal to open it on, or before
    the screen is taken over.
    """
    served = in_browser(environ)
    if not served:
        need_terminal()
    from callstation.desk.opening import look_around, open_station

    around = look_around(environ)
    if around.first_time:
        if served:
            raise CallstationError("the settings are gone: open 'callstation' in a terminal once")
        from callstation.screens.first_time import ask_first

        asked = ask_first(around)
        if asked is None:
            return 0
        around = asked
    from callstation.cli.output import placing

    desk = open_station(around, placing)
    try:
        from callstation.desk.tidings import tidings_of

        desk.tidings = tidings_of(desk.tools, environ)
        from callstation.screens.first_look import first_look

        with nullcontext(False) if served else first_look(desk, environ) as shown:
            from callstation.screens.app import run_workstation

            # main() starts with collection off; what is loaded by now stays, and an hour of work makes garbage.
            gc.freeze()
            gc.enable()
            return run_workstation(desk, shown=shown)
    finally:
        try:
            desk.close()
        finally:
            from callstation.cli.telling import finish_telling

            finish_telling(desk)


def need_terminal() -> None:
    """Raises CallstationError where keyboard or screen is missing."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CallstationError(
            "the workstation needs a terminal for keyboard and screen; in a pipe or a script use a command, "
            "like 'callstation queue' ('callstation --help' lists them)"
        )
