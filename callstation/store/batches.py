"""What was imported before: how the columns of a file were named by hand, and what came of each file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from callstation.store.book import Book, dumps, epoch


def remember_mapping(book: Book, fingerprint: str, mapping: Mapping[str, str]) -> None:
    """Keep what the columns of files with this fingerprint hold (column to field). Use inside a transaction."""
    book.run(
        "INSERT INTO import_mapping (fingerprint, mapping) VALUES (?, ?) "
        "ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping",
        fingerprint,
        dumps(dict(mapping)),
    )


def recalled_mapping(book: Book, fingerprint: str) -> dict[str, str]:
    """What was said about the columns of such a file, {} where nothing was."""
    return _read(book.value("SELECT mapping FROM import_mapping WHERE fingerprint = ?", fingerprint))


def latest_mappings(book: Book, limit: int) -> list[tuple[str, dict[str, str]]]:
    """(fingerprint, mapping) of the files that were mapped by hand, the newest first."""
    rows = book.rows("SELECT fingerprint, mapping FROM import_mapping ORDER BY id DESC LIMIT ?", limit)
    return [(str(row[0]), _read(row[1])) for row in rows]


def begin_batch(book: Book, now: datetime, *, path: str, file_format: str, fingerprint: str) -> int:
    """Note that a file is being imported; the batch's id. Use inside a transaction."""
    return book.insert(
        "import_batch", {"at": epoch(now), "path": path, "format": file_format, "fingerprint": fingerprint}
    )


def note_counts(book: Book, batch_id: int, counts: Mapping[str, int]) -> None:
    """Note what came of it. Use inside a transaction."""
    book.run("UPDATE import_batch SET counts = ? WHERE id = ?", dumps(dict(counts)), batch_id)


def _read(text: str | None) -> dict[str, str]:
    return {str(k): str(v) for k, v in json.loads(text).items()} if text else {}
