"""All of a book in one file of JSON lines: what belongs to the user, readable without this program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TextIO

from callstation import __version__
from callstation.exporters.json_lines import write_lines

FORMAT = 1
"""Counted up when a line's meaning changes; new fields do not change it."""


def write_everything(
    out: TextIO, rows: Iterable[Mapping[str, object]], scripts: Mapping[str, str], now: datetime
) -> int:
    """A first line that says what this is, a line for every row (``type`` is its table), then the user's own
    ``scripts`` (name to text); how many lines."""
    return write_lines(out, _records(rows, scripts, now))


def _records(
    rows: Iterable[Mapping[str, object]], scripts: Mapping[str, str], now: datetime
) -> Iterator[Mapping[str, object]]:
    yield {
        "type": "callstation",
        "format": FORMAT,
        "version": __version__,
        "exported_at": now.isoformat(timespec="seconds"),
    }
    yield from rows
    for name, text in scripts.items():
        yield {"type": "script", "name": name, "text": text}
