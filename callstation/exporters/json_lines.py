"""JSON lines: one record a line, so that a file of a million can be written and read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO


def write_lines(out: TextIO, records: Iterable[Mapping[str, object]]) -> int:
    """Write one JSON document a line, UTF-8 as it is; how many."""
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count
