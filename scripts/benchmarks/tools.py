"""Programs to compare with, in an environment of their own under ``.bench``: never dependencies of the project."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

from asked import KEPT

HOME = KEPT / "tools"
WAIT = 400
"""Seconds for pip."""


class MissingToolError(Exception):
    """A program to compare with could not be had; its text says how to get it."""


def tool_python(*packages: str) -> Path:
    """The Python that has these packages; they are installed when first asked for. Raises MissingToolError."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True, clear=True)
    if not all(_there(python, package) for package in packages):
        words = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=WAIT, check=False)
            said = done.stderr.strip().splitlines()[-1:] if done.returncode else []
        except (OSError, subprocess.TimeoutExpired) as error:
            said = [str(error)]
        if said:
            names = " ".join(packages)
            raise MissingToolError(
                f"pip could not install {names} ({said[0][:80]}): .bench/tools/bin/pip install {names}"
            )
    return python


def _there(python: Path, package: str) -> bool:
    look = f"import importlib.metadata as m; m.version({package!r})"
    return subprocess.run([str(python), "-c", look], capture_output=True, check=False).returncode == 0
