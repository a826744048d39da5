"""Opening the full-screen workstation."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping

from callstation.errors import CallstationError


def open_workstation(environ: Mapping[str, str], *, demo: bool = False) -> int:
    """Open the screen on the book that ``environ`` names; its exit status.

    Raises CallstationError where there is no terminal to open it on.
    """
    need_terminal()
    from callstation.desk.opening import look_around

    around = look_around(environ)
    from callstation.screens.app import run_workstation

    # main() starts with collection off; what is loaded by now stays, and an hour of work makes garbage.
    gc.freeze()
    gc.enable()
    return run_workstation(around, first_time=around.first_time, demo=demo)


def need_terminal() -> None:
    """Raises CallstationError where keyboard or screen is missing."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CallstationError(
            "the workstation needs a terminal for keyboard and screen; in a pipe or a script use a command, "
            "like 'callstation queue' ('callstation --help' lists them)"
        )
