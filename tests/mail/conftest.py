"""A desk whose emails go to a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from invented import THURSDAY
from mail_desk import with_people, with_server
from mail_server import Mailbox, mail_server

from callstation.store.book import Book


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Mailbox]:
    with mail_server(tmp_path) as mailbox:
        yield mailbox


@pytest.fixture
def at_desk(
    sqlite_book: Book, desk_at: Callable[..., Any], clock: Any, server: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> Any:
    clock.at = THURSDAY + timedelta(hours=4)
    return with_server(with_people(sqlite_book, desk_at(sqlite_book)), server, monkeypatch)
