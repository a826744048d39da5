"""CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\x00")
"""What a spreadsheet obeys at the start of a cell (OWASP, CSV injection)."""


def defused(cell: str) -> str:
    """``cell`` with an apostrophe before what would be a formula; our own import takes it off again."""
    return "'" + cell if cell.startswith(DANGEROUS) else cell


def write_table(out: TextIO, head: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write rows under ``head`` as CSV (RFC 4180, with the line ends that ``out`` makes); how many."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
        count += 1
    return count
