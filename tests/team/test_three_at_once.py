"""Three programs that start at once on an empty database: one makes the book, and the others find it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

from callstation.errors import CallstationError
from callstation.store import opening
from callstation.store.opening import open_book


def _start(url: str, together: Any, told: Any) -> None:
    together.wait()
    try:
        book = open_book(url, Path())
        told.put(book.value("SELECT count(*) FROM schema_migration"))
        book.close()
    except CallstationError as error:
        told.put(str(error))


def test_three_programs_on_an_empty_database(postgres_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    together, told = context.Barrier(3), context.Queue()
    programs = [context.Process(target=_start, args=(postgres_url, together, told)) for _ in range(3)]
    for program in programs:
        program.start()
    found = [told.get(timeout=60) for _ in programs]
    for program in programs:
        program.join()
    assert found == [len(opening.KNOWN)] * 3
