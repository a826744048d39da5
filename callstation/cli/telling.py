"""What the outside was not told yet when a command, or the workstation, is done."""

from __future__ import annotations

import sys

from callstation.cli.output import note
from callstation.desk.desk import Desk
from callstation.text import count_of


def finish_telling(desk: Desk) -> None:
    """Wait for it, at most the seconds of [hook] timeout, and say what could not be told; all of it is stored."""
    if desk.announcer.waiting and sys.stderr.isatty():
        seconds = desk.tools.settings.hook.timeout
        note(f"Telling your hook of {count_of(desk.announcer.waiting, 'outcome')}, {seconds} seconds at most ...")
    for fault in desk.announcer.finish():
        note(f"your hook: {fault}; everything is stored")
