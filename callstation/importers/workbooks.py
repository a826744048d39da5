"""XLSX workbooks: read by a child process (``sheet_child``), understood here like any other table.

All visible sheets that hold people are read, each with its own header; one that holds none is named in a warning.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from callstation.errors import ImportRefusedError
from callstation.importers.child import Child
from callstation.importers.columns import ColumnGuess
from callstation.importers.delimited import SAMPLE, Footers, header_row
from callstation.importers.headers import field_of
from callstation.importers.rows import Refusal, RowReader
from callstation.importers.table_files import table_columns
from callstation.model.people import NewPerson

if TYPE_CHECKING:
    from callstation.importers.files import Progress, Wishes

PATIENCE = 15.0
"""Seconds without a sign from the child, after which it is stopped."""
_LONGEST_MESSAGE = 64 << 20
Row = list[str]


def sheets_of(path: Path, name: str) -> Iterator[tuple[str, int, Iterator[Row]]]:
    """The visible sheets of a workbook: title, height and rows, as text, one sheet to be read after the other.

    Raises ImportRefusedError where the child refuses the file, dies of it, or stays silent too long.
    """
    try:
        child = Child(
            "callstation.importers.sheet_child",
            str(path.absolute()),
            read=lambda said: said.readline(_LONGEST_MESSAGE),
            ahead=4,
        )
    except OSError as fault:
        why = (fault.strerror or "no room").lower()
        raise ImportRefusedError(f"{name}: no process could be started to read it ({why}). Save it as CSV.") from None
    with child:
        messages = _messages(child, name)
        current = next(messages, None)
        while current is not None and "sheet" in current:
            following: list[dict[str, Any]] = []
            rows = _rows(messages, following)
            yield str(current["sheet"]), int(current["height"]), rows
            for _ in rows:
                pass
            current = following[0] if following else None


def _messages(child: Child, name: str) -> Iterator[dict[str, Any]]:
    while True:
        try:
            line = child.said(PATIENCE)
        except TimeoutError:
            raise ImportRefusedError(
                f"{name}: the workbook could not be read within {PATIENCE:.0f} seconds. Save it as CSV."
            ) from None
        try:
            message = json.loads(line) if line else {"died": True}
        except ValueError:
            message = {"died": True}
        if "died" in message:
            raise ImportRefusedError(
                f"{name}: the workbook is damaged or too large to be read safely. Open it in a spreadsheet and save it "
                "as CSV."
            )
        if "refused" in message:
            raise ImportRefusedError(f"{name}: {message['refused']}")
        if "end" in message:
            return
        yield message


def _rows(messages: Iterator[dict[str, Any]], following: list[dict[str, Any]]) -> Iterator[Row]:
    """The rows up to the next sheet, whose message goes to ``following``."""
    for message in messages:
        if "sheet" in message:
            following.append(message)
            return
        yield from message["rows"]


class _Sheet:
    """One sheet after a look at its first rows."""

    def __init__(self, title: str, height: int, rows: Iterator[Row], wishes: Wishes, name: str) -> None:
        self.title = title
        self.height = height
        self._wishes = wishes
        first = list(islice(rows, SAMPLE))
        self._rows = chain(first, rows)
        self.empty = not any(any(row) for row in first)
        at = header_row(first)
        while at is None and first and not any(first[0]):
            first = first[1:]
            next(self._rows)
        self.skip = 0 if at is None else at + 1
        self.known = 0 if at is None else sum(1 for h in first[at] if field_of(h))
        width = max((len(r) for r in first), default=0)
        headers = [""] * width if at is None else _trimmed(first[at], first[at + 1 :])
        self.sample = [row[: len(headers)] for row in first[self.skip :]]
        self._headers = headers
        self._name = name
        self.columns: tuple[ColumnGuess, ...] = ()

    def understand(self) -> None:
        """Names the columns. Raises ImportRefusedError where they hold nobody."""
        self.columns = table_columns(self._headers, self.sample, self._wishes.mapping, self._name)

    def people(self, progress: Progress | None, done: int) -> Iterator[NewPerson | Refusal]:
        """Everybody on this sheet; ``done`` rows were read before it."""
        wishes = self._wishes
        reader = RowReader(self.columns, wishes.default_country, wishes.kind, wishes.tags)
        footers = Footers()
        for number, row in enumerate(islice(self._rows, self.skip, None), 1):
            if len(self.columns) > 1 and footers.holds(row):
                continue
            person = reader.read(_cut(row, len(self.columns)), number, number + self.skip)
            if person is not None:
                yield person
            if progress and not number % 1_000:
                progress(done + number, done + self.height)


def _trimmed(headers: Row, below: list[Row]) -> Row:
    """The headers without the empty columns at the end, which a spreadsheet keeps for ever."""
    width = max((i + 1 for row in (headers, *below) for i, cell in enumerate(row) if cell.strip()), default=0)
    return (headers + [""] * width)[:width]


def _cut(row: Row, width: int) -> Row:
    """A row without empty cells beyond the last column."""
    return row if len(row) <= width or any(row[width:]) else row[:width]


class WorkbookLook:
    """A workbook after a look at its sheets."""

    encoding = "utf-8"

    def __init__(self, opener: Callable[[], BinaryIO], name: str, wishes: Wishes, path: Path | None) -> None:
        self.warnings: list[str] = []
        self.columns: tuple[ColumnGuess, ...] = ()
        self._opener = opener
        self._name = name
        self._wishes = wishes
        self._path = path
        self._look()

    def _look(self) -> None:
        """Finds the columns of the first sheet with people. Raises ImportRefusedError where none has any."""
        fault: ImportRefusedError | None = None
        for sheet in self._sheets():
            if sheet.empty:
                continue
            try:
                sheet.understand()
            except ImportRefusedError as refused:
                fault = fault or refused
                continue
            self.columns = sheet.columns
            if not any(any(row) for row in sheet.sample):
                fault = ImportRefusedError(f"{self._name}: it has a header and nobody below it.")
                continue
            return
        raise fault or ImportRefusedError(f"{self._name}: there is nothing on its visible sheets.")

    def _sheets(self) -> Iterator[_Sheet]:
        with tempfile.TemporaryDirectory(prefix="callstation-") as folder:
            path = self._path
            if path is None:  # a stream: the child reads by name, so it gets a file that only this user can read
                path = Path(folder) / "workbook.xlsx"
                with self._opener() as stream, path.open("wb") as kept:
                    shutil.copyfileobj(stream, kept)
            for title, height, rows in sheets_of(path, self._name):
                yield _Sheet(title, height, rows, self._wishes, self._name)

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the workbook, as ``Source.people``; ``progress`` is told rows, of the sheets begun so far."""
        self.warnings.clear()
        done = 0
        for sheet in self._sheets():
            if sheet.empty:
                continue
            try:
                sheet.understand()
                # Without a header, names could be anything: a second sheet has to say that it is a list.
                if not sheet.known and [c.field for c in sheet.columns] != [c.field for c in self.columns]:
                    raise ImportRefusedError("no header")
            except ImportRefusedError:
                self.warnings.append(f"{self._name}: the sheet {sheet.title!r} holds no people and was left out.")
                continue
            yield from sheet.people(progress, done)
            done += sheet.height
        if progress:
            progress(done, done)
