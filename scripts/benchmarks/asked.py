"""What was asked for: which books to measure on, and how often."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from books import NOW

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".bench"
PYTHON = sys.executable
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Asked:
    """Sizes of books in people: ``small`` to compare with, ``middle`` where others take as many, ``large``."""

    small: int = 1_000
    middle: int = 100_000
    large: int = 1_000_000
    rounds: int = 30

    def home(self, people: int) -> Path:
        """The folder of the kept book of so many people: to read."""
        return KEPT / "books" / str(people)

    @contextmanager
    def copy(self, people: int) -> Iterator[Path]:
        """A copy of it, to write to."""
        KEPT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT, prefix="copy-") as folder:
            home = Path(folder) / str(people)
            shutil.copytree(self.home(people), home)
            yield home


QUICK = Asked(small=1_000, middle=5_000, large=20_000, rounds=10)


def env(home: Path) -> dict[str, str]:
    """Where a program that is measured finds its book and what time it is; compiled code is kept, as it is everywhere
    but in some sandboxes."""
    return {
        "CALLSTATION_HOME": str(home),
        "CALLSTATION_NOW": NOW.isoformat(),
        "CALLSTATION_DATABASE": "",
        "PYTHONDONTWRITEBYTECODE": "",
    }


def whole_env(more: Mapping[str, str]) -> dict[str, str]:
    """``more``, and all that a program finds around it."""
    return {**os.environ, **more}
