"""Several callers at one book on the real PostgreSQL, each with a connection, a desk and a clock of the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from callstation.store.book import Book
from callstation.store.opening import open_book


@pytest.fixture
def team_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated, empty book on PostgreSQL."""
    url, empty = request.getfixturevalue("_shared")
    yield url
    empty()


@pytest.fixture
def team_book(team_url: str) -> Iterator[Book]:
    """A connection of the test's own to that book."""
    opened = open_book(team_url, Path())
    yield opened
    opened.close()


@pytest.fixture
def seat(team_url: str, desk_at: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """``seat("Ann Lee")``: another desk at the same book."""
    sat: list[Any] = []

    def sit(name: str, **more: Any) -> Any:
        sat.append(desk_at(open_book(team_url, Path()), name=name, **more))
        return sat[-1]

    yield sit
    for desk in sat:
        desk.close()
