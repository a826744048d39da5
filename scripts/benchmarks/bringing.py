"""A long list brought in (imports.py), as rows of the table."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import imports
from asked import KEPT, Asked
from rows import Row, missing, paired
from tools import MissingToolError, tool_python

UTILS = 100_000
"""Rows for sqlite-utils: a million take it minutes."""
PATIENCE = 90
"""Seconds after which the long list is not brought in once more."""


def rows(asked: Asked) -> Iterator[Row]:
    """A shorter list against sqlite-utils, the whole one against the sqlite3 shell, each twice."""
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="list-") as made:
        folder = Path(made)
        file = folder / "list.csv"
        yield _against_utils(file, folder, min(UTILS, asked.large))
        imports.write_list(file, asked.large)
        pairs: list[tuple[float, float]] = []
        while not pairs or (len(pairs) < 2 and sum(pairs[0]) < PATIENCE):
            pairs.append((imports.floor(file, folder), imports.ours(file, folder)[0]))
        how = "sqlite3's .import into a table with two indexes is 1; ours normalises, finds duplicates, indexes words"
        why = (
            "each row becomes a person, a number, an address, tags, a place in the queue and indexed words, where the "
            "floor writes one row and two indexes"
        )
        yield paired(f"import of {asked.large:,} rows", pairs, 6, how, why, unit="s")


def _against_utils(file: Path, folder: Path, count: int) -> Row:
    what = f"import of {count:,} rows, against sqlite-utils"
    try:
        python = tool_python("sqlite-utils")
    except MissingToolError as fault:
        return missing(what, 0.33, str(fault))
    os.environ["PATH"] = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    imports.write_list(file, count)
    pairs = [(imports.utils(file, folder) or 0.0, imports.ours(file, folder)[0]) for _ in range(2)]
    why = "sqlite-utils writes each row as it is, without an index, and looks for nobody who is there already"
    return paired(what, pairs, 0.33, "sqlite-utils insert, without any index, is 1", why, unit="s")
