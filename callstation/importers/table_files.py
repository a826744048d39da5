"""A CSV file (or a relative) as people: the layout is found, the columns are named, rows become people."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from callstation.errors import ImportRefusedError
from callstation.importers.columns import FIELDS, ColumnGuess, ColumnsUntoldError, guess_columns
from callstation.importers.decoding import Decoding, decoding_of
from callstation.importers.delimited import WIDEST, Footers, Layout, is_footer, layout_of, opened_text, records
from callstation.importers.headers import header_key
from callstation.importers.rows import Refusal, RowReader
from callstation.model.people import NewPerson
from callstation.rules.arriving import Arriving
from callstation.text import clean_line

if TYPE_CHECKING:
    from callstation.importers.files import Progress, Wishes

_REACHED = frozenset(("name", "first_name", "last_name", "company"))
_EVERY = 2_000
"""Rows between two reports of progress."""


def named_headers(headers: Sequence[str]) -> list[str]:
    """Headers as they are shown and mapped: cleaned, none of them twice (``Phone``, ``Phone (2)``), '' for none."""
    names: list[str] = []
    for header in map(clean_line, headers):
        name, count = header, 1
        while name and name in names:
            count += 1
            name = f"{header} ({count})"
        names.append(name)
    return names


def told_columns(mapping: Mapping[str, str], headers: Sequence[str], name: str) -> dict[str, str]:
    """The user's mapping by the headers of this file: found in any spelling, or by number (``column 3``).

    Raises ImportRefusedError where it names no column of the file, or no field.
    """
    told: dict[str, str] = {}
    for column, field in mapping.items():
        if field not in FIELDS:
            raise ImportRefusedError(
                f"--map {column}={field}: there is no field {field!r}. Fields: {', '.join(FIELDS)}."
            )
        fits = [h for h in headers if h == column] or [h for h in headers if h.casefold() == column.casefold()]
        fits = fits or [h for h in headers if h and header_key(h) == header_key(column)]
        if not fits:
            raise ImportRefusedError(
                f"{name}: --map names the column {column!r}, which is not there. {_listed(headers)}"
            )
        told[fits[0]] = field
    return told


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(h for h in headers[:30] if h)
    return f"Its columns: {shown}{', ...' if len(headers) > 30 else ''}."


def table_columns(
    headers: Sequence[str], sample: Sequence[Sequence[str]], mapping: Mapping[str, str], name: str
) -> tuple[ColumnGuess, ...]:
    """What the columns of a table hold, with names for those that have none.

    Raises ImportRefusedError where neither names nor numbers nor addresses are among them.
    """
    width = max((len(r) for r in sample), default=len(headers)) if not any(headers) else len(headers)
    if width > WIDEST:
        raise ImportRefusedError(f"{name}: {width:,} columns; {WIDEST:,} are read at most.")
    names = named_headers([*headers, *[""] * (width - len(headers))])
    shown = [n or f"column {i}" for i, n in enumerate(names, 1)]
    told = told_columns(mapping, shown, name)
    # A column without a header is told by its values alone, so its made-up name must not be looked at.
    asked = [s if s in told else n for s, n in zip(shown, names, strict=True)]
    guessed = guess_columns(asked, sample, told)
    columns = tuple(ColumnGuess(s, c.field, c.samples, c.why) for s, c in zip(shown, guessed, strict=True))
    fields = {c.field for c in columns}
    if not (fields & _REACHED or any(f.startswith(("phone", "email")) and f != "email_state" for f in fields)):
        if not any(names):
            raise ColumnsUntoldError(
                f"{name}: it has no header, and its columns cannot be told apart by what is in them. Say which is "
                'which, like --map "column 1=name" --map "column 2=phone".',
                columns,
            )
        raise ColumnsUntoldError(
            f"{name}: no column holds a name, a number or an email. {_listed(shown)} Say which is which, like "
            f'--map "{shown[0]}=name".',
            columns,
        )
    return columns


class Plan(NamedTuple):
    """How a table is read: plain values, so that another process can be told."""

    name: str
    """The file, for messages."""
    encoding: str
    size: int
    """Bytes."""
    separator: str
    skip: int
    """Records before the first person."""
    columns: Sequence[tuple[str, str]]
    """Header and field of each."""
    country: str
    kind: str
    tags: Sequence[str]


def read_table(opener: Callable[[], BinaryIO], plan: Plan, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
    """Everybody in the file, as ``Source.people``."""
    columns = [ColumnGuess(header, field) for header, field in plan.columns]
    reader = RowReader(columns, plan.country, plan.kind, tuple(plan.tags))
    several, footers = len(columns) > 1, Footers()
    with opener() as file, opened_text(file, plan.encoding) as text:
        table = records(text, plan.name, plan.separator)
        for number, (cells, line) in enumerate(islice(table, plan.skip, None), 1):
            if several and footers.holds(cells):
                continue
            person = reader.read(cells, number, line)
            if person is not None:
                yield person
            if progress and not number % _EVERY:
                progress(min(file.tell(), plan.size), plan.size)
    if progress:
        progress(plan.size, plan.size)


class DelimitedLook:
    """A delimited file after a look at it. ``on_disk`` is its path, None where it has none."""

    def __init__(
        self,
        opener: Callable[[], BinaryIO],
        on_disk: Path | None,
        name: str,
        wishes: Wishes,
        layout: Layout,
        decoding: Decoding,
    ) -> None:
        self.encoding = decoding.encoding
        self.separator = layout.separator
        self.warnings: list[str] = []
        self.columns = table_columns(layout.headers, layout.sample, wishes.mapping, name)
        self._opener = opener
        self._on_disk = on_disk
        self._plan = Plan(
            name,
            decoding.encoding,
            decoding.size,
            layout.separator,
            layout.skip,
            [(c.header, c.field) for c in self.columns],
            wishes.default_country,
            wishes.kind,
            wishes.tags,
        )

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the file, as ``Source.people``."""
        return read_table(self._opener, self._plan, progress)

    def arriving(self, shape: str, progress: Progress | None) -> Iterator[Arriving | NewPerson | Refusal]:
        """Everybody in the file, as ``Source.arriving``: a long one is read in another process."""
        from callstation.importers.table_elsewhere import rows_from, start, worth_it

        child = None
        if self._on_disk is not None and worth_it(self._plan.size):
            child = start(self._on_disk, self._plan, shape)
        return self.people(progress) if child is None else rows_from(child, self._plan, progress)


def look_at_delimited(
    opener: Callable[[], BinaryIO], name: str, wishes: Wishes, on_disk: Path | None = None
) -> DelimitedLook:
    """Encoding, separator, header and columns of a delimited file. Raises ImportRefusedError as ``open_source``."""
    with opener() as file:
        decoding = decoding_of(file, name)

    def text() -> io.TextIOWrapper:
        return opened_text(opener(), decoding.encoding)

    layout = layout_of(text, name)
    look = DelimitedLook(opener, on_disk, name, wishes, layout, decoding)
    if not any(any(cell.strip() for cell in row) and not is_footer(row) for row in layout.sample):
        raise ImportRefusedError(f"{name}: it has a header and nobody below it.")
    return look
