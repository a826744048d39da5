"""One demo book for all tests that only read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from demo_books import TUESDAY, built

from callstation.store.book import Book


@pytest.fixture(scope="module")
def tuesday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The demo on a Tuesday morning. To be read only."""
    book = built(tmp_path_factory.mktemp("demo") / "book.db", TUESDAY)
    yield book
    book.close()
