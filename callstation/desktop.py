"""The desktop around the program, where there is one: what opens files and links as a double click would."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping

_WINDOWS = "import os, sys; os.startfile(sys.argv[1])"
"""Windows has a call for it and no program; a Python of its own keeps us from waiting, and has an exit status."""


def opener(platform: str, environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The program that opens files and links, and its arguments before what is to be opened; None without a desktop.
    ``platform`` is Python's word for the system.

    Without a desktop ``xdg-open`` may start a browser in this very terminal, so it is not asked at all.
    """
    if platform == "win32":
        return sys.executable, "-I", "-c", _WINDOWS
    name = "open" if platform == "darwin" else "xdg-open"
    desktop = platform == "darwin" or any(environ.get(v, "").strip() for v in ("DISPLAY", "WAYLAND_DISPLAY"))
    found = shutil.which(name, path=environ.get("PATH")) if desktop else None
    return (found,) if found else None
