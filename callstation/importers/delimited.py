"""CSV and its relatives, read in pieces: what separates the cells, where the header is, where the list ends.

Read in this process, not in a child: all memory is bounded by what is counted here. A line is read up to a limit
(1 MiB), a record up to the same limit however many quoted lines it has, a cell up to the csv module's 128 KiB, and a
row up to 1,000 columns; decoding and splitting are plain Python and a parser of the standard library that has no
structure to nest. Nothing but one record and the first 200 is ever held.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from callstation.errors import ImportRefusedError
from callstation.importers.columns import looks_email, looks_phone
from callstation.importers.headers import field_of

LONGEST = 1 << 20
"""Characters in a line, and in a record of several lines."""
WIDEST = 1_000
"""Columns in a row."""
SAMPLE = 200
"""Records that are looked at to find the header and what the columns hold."""
_SEPARATORS = ",;\t|"


@dataclass(slots=True)
class _Held:
    """The lines of the record being read, their length, how many lines were read, and whether there are no more."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    number: int = 0
    ended: bool = False


def _lines(text: io.TextIOBase, held: _Held, name: str) -> Iterator[str]:
    """The lines of a text, without NUL. Raises ImportRefusedError for a line, or a record, beyond the limit."""
    read, lines = text.readline, held.lines
    while line := read(LONGEST):
        held.number += 1
        held.length += len(line)
        if held.length >= LONGEST:
            if len(lines) > 2:
                raise unclosed(name, lines, held.number - len(lines), ",")
            raise ImportRefusedError(
                f"{name}: line {held.number} is longer than {LONGEST:,} characters. This is no list of people, or its "
                "lines have lost their ends: export it again."
            )
        if "\0" in line:
            line = line.replace("\0", "")
        lines.append(line)
        yield line
    held.ended = True


def unclosed(name: str, lines: list[str], first: int, separator: str) -> ImportRefusedError:
    """The refusal of a quotation mark that never closes, naming the line on which it opens.

    ``lines`` are those of the record, the first of which is line ``first`` of the file.
    """
    opened, quoted, fresh = 0, False, True
    for number, line in enumerate(lines, first):
        for sign in line:
            if sign == '"':
                if quoted:
                    quoted = False
                elif fresh:
                    quoted, opened = True, number
            fresh = sign == separator or sign in "\r\n" or (sign == '"' and not quoted)
    if not opened:
        return ImportRefusedError(
            f"{name}: line {first} has a cell of more than {csv.field_size_limit():,} characters."
        )
    return ImportRefusedError(
        f'{name}: the quotation mark (") that opens a cell on line {opened} is never closed. Close it or take it out, '
        "and import the file again."
    )


def records(text: io.TextIOBase, name: str, separator: str) -> Iterator[tuple[list[str], int]]:
    """The cells of one record after the other, each with the line of the file on which it begins (1-based).

    Raises ImportRefusedError for a line or record that is too long, a row that is too wide, an unclosed quote.
    """
    held = _Held()
    first = 1
    try:
        for cells in csv.reader(_lines(text, held, name), delimiter=separator):
            if held.ended:
                # The reader asked for one more line to end this record, and there was none.
                raise unclosed(name, held.lines, first, separator)
            if len(cells) > WIDEST:
                raise ImportRefusedError(
                    f"{name}: line {first} has {len(cells):,} columns; {WIDEST:,} are read at most. Leave out those "
                    "that are not about the person."
                )
            yield cells, first
            held.lines.clear()
            held.length = 0
            first = held.number + 1
    except csv.Error:
        raise unclosed(name, held.lines, first, separator) from None


def opened_text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The text of a file with every kind of line end made one, its mark and its ``sep=`` line left in."""
    # Bytes that were not in the sample of an old encoding may have no letter in it: they show as a sign, nothing stops.
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None)


class Layout(NamedTuple):
    """How the table lies in the file: what separates cells, and how many records come before the first person."""

    separator: str
    headers: list[str]
    skip: int
    sample: list[list[str]]


def layout_of(open_text: Callable[[], io.TextIOBase], name: str) -> Layout:
    """Looks at the first records under each separator; the one under which most headers are known is it."""
    with open_text() as text:
        first = text.readline(64).strip().strip('"')
    if first.lower().startswith("sep=") and len(first) <= 6:
        separator = {"\\t": "\t", "": "\t"}.get(first[4:], first[4:5])
        return _layout(separator, _first_records(open_text, name, separator), 1)
    looked = []
    fault: ImportRefusedError | None = None
    for order, separator in enumerate(_SEPARATORS):
        try:
            layout = _layout(separator, _first_records(open_text, name, separator), 0)
        except ImportRefusedError as refused:
            fault = fault or refused
            continue
        known = sum(1 for h in layout.headers if field_of(h))
        looked.append(((known, _evenness(layout), -order), layout))
    if not looked:
        raise fault or ImportRefusedError(f"{name}: cannot be read as a table.")
    best = max(looked, key=lambda scored: scored[0])
    # A comma is what is tried first: where it fails on a quote and nothing else makes a table, that is the fault.
    if fault and best[0][0] < 2:
        raise fault
    return best[1]


def _first_records(open_text: Callable[[], io.TextIOBase], name: str, separator: str) -> list[list[str]]:
    with open_text() as text:
        found: list[list[str]] = []
        size = 0
        for cells, _ in records(text, name, separator):
            found.append(cells)
            size += sum(map(len, cells))
            if len(found) >= SAMPLE or size > LONGEST:
                break
        return found


def _evenness(layout: Layout) -> float:
    """How table-like the rows are: the share of those that have the header's width, if that is more than one."""
    width = len(layout.headers)
    rows = [r for r in layout.sample if any(r)]
    return sum(len(r) == width for r in rows) / len(rows) if width > 1 and rows else 0.0


def _layout(separator: str, rows: list[list[str]], skip: int) -> Layout:
    at = header_row(rows[skip:])
    if at is None:
        body = rows[skip:]
        while body and not any(cell.strip() for cell in body[0]):
            body, skip = body[1:], skip + 1
        width = max((len(r) for r in body), default=0)
        return Layout(separator, [""] * width, skip, body)
    return Layout(separator, rows[skip + at], skip + at + 1, rows[skip + at + 1 :])


def header_row(rows: list[list[str]]) -> int | None:
    """Which of the first 40 rows is the header, or None where there is none.

    It is the row with most known headers, the first of them; a row that holds an address or a number is a person.
    """
    best, most = None, 0
    for at, row in enumerate(rows[:40]):
        filled = [cell for cell in row if cell.strip()]
        known = sum(1 for cell in filled if len(cell) <= 60 and field_of(cell))
        if any(looks_email(c) or (looks_phone(c) and not field_of(c)) for c in filled):
            known = 0
        if known > most and (known >= 2 or known * 2 >= len(filled)):
            best, most = at, known
    return best if best is not None else _row_unlike_others(rows)


def _row_unlike_others(rows: list[list[str]]) -> int | None:
    """The first row, if it is words above columns of numbers and addresses: a header in words that nobody knows."""
    at = next((i for i, row in enumerate(rows) if any(cell.strip() for cell in row)), len(rows))
    head, body = rows[at : at + 1], rows[at + 1 : at + 40]
    if not head or not body or any(_is_value(cell) for cell in head[0]):
        return None
    for column, cell in enumerate(head[0]):
        below = [row[column] for row in body if column < len(row) and row[column].strip()]
        if cell.strip() and below and sum(map(_is_value, below)) >= 0.8 * len(below):
            return at
    return None


def _is_value(cell: str) -> bool:
    return "@" in cell or sum(c.isdigit() for c in cell) >= 3


# A line below the list, in the words of the programs that write one: counts, rights, confidentiality.
_FOOTER = re.compile(
    r"(?:grand |sub)?totals?(?::| \(|$)|total general|\d[\d,.]* (?:records?|rows|contacts|datensätze)$|count: ?\d|"
    r"(?:gesamt|anzahl|summe): ?\d|nombre total|confidential|vertraulich|confidentiel|copyright|\(c\) |©|"
    r"all rights reserved|generated (?:by|on|at)|exported (?:by|on|from|at)|report (?:generated|run)|"
    r"end of (?:report|file|list)|page \d+ of|filtered by|as of \d|do not distribute",
    re.IGNORECASE,
)


class Footers:
    """Tells the lines below a list from people, one after the other: once one has come, a lone first cell is another
    (reports end with the name of whoever made them)."""

    def __init__(self) -> None:
        self._below = False

    def holds(self, cells: list[str]) -> bool:
        """Whether this record is such a line."""
        if is_footer(cells):
            self._below = True
            return True
        if self._below and any(cells[1:]):
            self._below = False
        return self._below and any(cells)


def is_footer(cells: list[str]) -> bool:
    """Whether a record is a line below the list: one filled cell, the first, with the words of a footer."""
    if not cells or not cells[0] or any(cells[1:]):
        return False
    return bool(_FOOTER.match(cells[0].strip()))
