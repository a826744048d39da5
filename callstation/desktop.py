"""The desktop around the program, where there is one: what opens files and links as a double click would."""

from __future__ import annotations

import shutil
from collections.abc import Mapping


def opener(platform: str, environ: Mapping[str, str]) -> str | None:
    """The program that opens files and links, None without a desktop; ``platform`` is Python's word for the system.

    Without one ``xdg-open`` may start a browser in this very terminal, so it is not asked at all.
    """
    name = "open" if platform == "darwin" else "xdg-open"
    desktop = platform == "darwin" or any(environ.get(v, "").strip() for v in ("DISPLAY", "WAYLAND_DISPLAY"))
    return shutil.which(name, path=environ.get("PATH")) if desktop else None
