"""One look through a file, or one import of it, in a thread of its own; it reports by messages."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from textual.message import Message
from textual.widget import Widget

from callstation.desk.importing import Imported, Wish, bring_in, open_file, undo_import
from callstation.desk.tools import Tools
from callstation.errors import CallstationError
from callstation.importers.columns import ColumnGuess, ColumnsUntoldError
from callstation.importers.files import Source
from callstation.store.beside import beside

OFTEN = 0.1
"""Seconds between two reports of progress."""


class TakenBack(Message):
    """The newest import was taken back (``done``), or the sentence why not."""

    def __init__(self, said: str, *, done: bool) -> None:
        super().__init__()
        self.said = said
        self.done = done


def take_back(screen: Widget, tools: Tools) -> None:
    """Take the newest import back as a whole, in a worker thread; posts one TakenBack to ``screen``."""
    said, done = "it was not taken back", False
    try:
        with beside(tools.book) as book:
            taken = undo_import(replace(tools, book=book))
        said, done = f"{taken.removed:,} removed, {taken.reverted:,} as they were before", True
    except CallstationError as error:
        said = str(error)
    finally:
        screen.post_message(TakenBack(said, done=done))


class ImportRun:
    """Reads ``path`` with its columns named as in ``mapping``; ``dry`` stores nothing.

    ``work`` runs in a worker thread and posts to ``screen``: at most one Looked, any number of Progressed, and
    at the end, whatever happens, one Ended.
    """

    class Looked(Message):
        """The file was opened: these are its columns."""

        def __init__(self, run: ImportRun, columns: tuple[ColumnGuess, ...], file_format: str, recalled: bool) -> None:
            super().__init__()
            self.run = run
            self.columns = columns
            self.file_format = file_format
            self.recalled = recalled

    class Progressed(Message):
        """``done`` of ``total`` (bytes or rows) after ``seconds``; ``records`` so far, 0 where nobody counts them."""

        def __init__(self, run: ImportRun, done: int, total: int, seconds: float, records: int) -> None:
            super().__init__()
            self.run = run
            self.done = done
            self.total = total
            self.seconds = seconds
            self.records = records

    class Ended(Message):
        """It is over. ``columns`` are those of a file whose columns have to be named first."""

        def __init__(self, run: ImportRun, imported: Imported, columns: tuple[ColumnGuess, ...] = ()) -> None:
            super().__init__()
            self.run = run
            self.imported = imported
            self.columns = columns

    def __init__(self, screen: Widget, tools: Tools, path: Path, mapping: Mapping[str, str], *, dry: bool) -> None:
        self.dry = dry
        self._screen = screen
        self._tools = tools
        self._path = path
        self._wish = Wish(mapping=dict(mapping), dry_run=dry)
        self._stopped = Event()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop; it may have been done before it heard of it."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End soon, and leave nothing behind; may be called from any thread."""
        self._stopped.set()

    def work(self) -> None:
        """Do it; to be called in a thread."""
        ended = Imported(str(self._path), error="the import ended early; nothing of it was stored.")
        columns: tuple[ColumnGuess, ...] = ()
        try:
            # The screen's own book belongs to the screen's thread.
            with beside(self._tools.book) as book:
                tools = replace(self._tools, book=book)
                opened = open_file(tools, self._path, self._wish)
                reading = opened.source.reading
                self._tell(self.Looked(self, reading.columns, reading.format, opened.recalled))
                ended = bring_in(tools, opened, self._wish, self._progressed(opened.source), lambda: self.stopped)
        except ColumnsUntoldError as untold:
            columns = untold.columns
            ended = replace(ended, error=str(untold))
        except CallstationError as error:
            ended = replace(ended, error=str(error))
        finally:
            self._tell(self.Ended(self, ended, columns))

    def _progressed(self, source: Source) -> Any:
        began = last = time.monotonic()

        def told(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= OFTEN:
                last = now
                self._tell(self.Progressed(self, done, total, now - began, source.so_far))

        return told

    def _tell(self, message: Message) -> None:
        self._screen.post_message(message)
