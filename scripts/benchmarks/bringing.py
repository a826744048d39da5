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


def rows(asked: Asked) -> Iterator[Row]:
    """The whole list against the sqlite3 shell once or twice; a shorter one against sqlite-utils."""
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="list-") as made:
        folder = Path(made)
        file = folder / "list.csv"
        imports.write_list(file, asked.large)
        pairs = [(imports.floor(file, folder), imports.ours(file, folder)[0]) for _ in range(2)]
        how = "sqlite3's .import into a table with two indexes is 1; ours normalises, finds duplicates, indexes words"
        why = (
            "each row becomes a person, a number, an address, tags, a place in the queue and indexed words, where the "
            "floor writes one row and two indexes"
        )
        yield paired(f"import of {asked.large:,} rows", pairs, 6, how, why, unit="s")
        count = min(UTILS, asked.large)
        what = f"import of {count:,} rows, against sqlite-utils"
        try:
            python = tool_python("sqlite-utils")
        except MissingToolError as fault:
            yield missing(what, 0.33, str(fault))
            return
        os.environ["PATH"] = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
        imports.write_list(file, count)
        pairs = [(imports.utils(file, folder) or 0.0, imports.ours(file, folder)[0]) for _ in range(2)]
        yield paired(what, pairs, 0.33, "sqlite-utils insert, without any index, is 1", unit="s")
