"""A desk over a real book in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from screens_harness import a_desk

from callstation.desk.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty book, Friday 20 November 2026, 10:42 in New York."""
    found = a_desk(tmp_path)
    yield found
    found.close()
