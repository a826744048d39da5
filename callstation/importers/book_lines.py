"""A whole book in JSON lines, as ``export all`` writes it: rows of tables, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from callstation.errors import ImportRefusedError
from callstation.importers.columns import ColumnGuess
from callstation.importers.json_lines import objects
from callstation.importers.rows import Refusal
from callstation.model.people import NewPerson

if TYPE_CHECKING:
    from callstation.importers.files import Progress, Wishes

FORMAT = 1
"""The newest form of the file that is understood; see exporters/everything.py."""
MARK = "callstation"
"""The ``type`` of the first line."""


class BookLook:
    """A file with a whole book in it."""

    encoding = "utf-8"
    columns: tuple[ColumnGuess, ...] = ()

    def __init__(self, opener: Callable[[], BinaryIO], name: str, wishes: Wishes) -> None:
        if wishes.mapping or wishes.kind or wishes.tags:
            raise ImportRefusedError(f"{name}: a whole book comes in as it is, without --map, --tag or --kind.")
        self.warnings: list[str] = []
        self._opener = opener
        self._name = name
        with opener() as file:
            self._size = file.seek(0, 2)
        _, first = next(objects(opener, name, []), (0, {}))
        newest = first.get("format") if isinstance(first, dict) else None
        if not isinstance(newest, int) or newest > FORMAT:
            raise ImportRefusedError(f"{name}: this book was written by a newer callstation. Upgrade this one first.")

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Nobody by themselves: a book comes in as a whole, by :meth:`rows`."""
        return iter(())

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        """Every row: (line of the file, table, values by column).

        Raises ImportRefusedError, naming the line, where the file is damaged.
        """
        read: list[int] = []
        for number, found in objects(self._opener, self._name, read):
            table = found.get("type") if isinstance(found, dict) else None
            if not isinstance(found, dict) or not isinstance(table, str):
                raise ImportRefusedError(
                    f"{self._name}: line {number} is damaged, so nothing of this book was read. Export it again."
                )
            if table != MARK:
                yield number, table, {k: v for k, v in found.items() if k != "type"}
            if progress and not number % 1_000:
                progress(sum(read), self._size)
                read[:] = [sum(read)]
        if progress:
            progress(self._size, self._size)
