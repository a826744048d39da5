"""JSON lines: one record a line, so that a file of a million can be written and read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO


def write_lines(out: TextIO, records: Iterable[Mapping[str, object]]) -> int:
    """Write one JSON document a line, UTF-8 as it is; how many."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the answer
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count
