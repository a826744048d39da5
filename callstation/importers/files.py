"""Files of people, opened, looked at, and read one person at a time.

``open_source`` tells format, encoding and columns without reading the whole file into memory; ``Source.people``
then gives person after person, and a Refusal for each record that is nobody.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from callstation.errors import ImportRefusedError
from callstation.importers.columns import ColumnGuess
from callstation.importers.rows import Refusal
from callstation.importers.sniffing import format_of
from callstation.model.people import NewPerson

if TYPE_CHECKING:
    from callstation.importers.book_lines import BookLook
    from callstation.rules.arriving import Arriving

__all__ = ["Reading", "Refusal", "Source", "collect", "open_source"]

_SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".vcf", ".vcard", ".jsonl", ".ndjson", ".psv"))
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read. ``format``: 'csv', 'tsv', 'xlsx', 'vcard', 'json lines' or 'callstation book'.

    ``mapping`` is what each column was taken for: a name of ``columns.FIELDS``, or '' for a field of the file's own.
    """

    path: str
    format: str
    encoding: str
    columns: tuple[ColumnGuess, ...]
    mapping: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants of an import, whatever the file's format."""

    default_country: str
    mapping: Mapping[str, str]
    kind: str
    tags: tuple[str, ...]


class Look(Protocol):
    """What a reader of one format makes of a file after a look at it."""

    encoding: str
    columns: tuple[ColumnGuess, ...]
    warnings: list[str]

    def people(self, progress: Progress | None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the file, from the start."""
        ...


class Source:
    """An opened file, already looked at."""

    def __init__(self, path: str, kind: str, look: Look, program: str = "", book: BookLook | None = None) -> None:
        self._look = look
        self.book = book
        """The rows of a whole book, where the file is one; else None."""
        self.so_far = 0
        """Records of it that were taken in by the import that goes on."""
        self.program = program
        """Which program wrote it, where no columns tell it; else ''."""
        self.reading = Reading(path, kind, look.encoding, look.columns, {c.header: c.field for c in look.columns})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know although nothing was refused (a sheet that was left out); complete at the end."""
        return tuple(self._look.warnings)

    def people(self, progress: Progress | None = None) -> Iterator[NewPerson | Refusal]:
        """Everybody in the file, one at a time; may be asked for again.

        ``progress`` is told from time to time how much of how much is done (bytes, or rows of a spreadsheet).
        Raises ImportRefusedError where the file cannot be read on: nothing of it should then be kept.
        """
        return self._look.people(progress)

    def arriving(self, shape: str, progress: Progress | None = None) -> Iterator[Arriving | NewPerson | Refusal]:
        """Everybody as :meth:`people`, those of a long list worked out further for a book that knows its ``shape``."""
        from callstation.importers.table_files import DelimitedLook

        if isinstance(self._look, DelimitedLook):
            return self._look.arriving(shape, progress)
        return self._look.people(progress)


def open_source(
    path: Path | BinaryIO,
    *,
    default_country: str,
    mapping: Mapping[str, str] | None = None,
    kind: str = "",
    tags: tuple[str, ...] = (),
) -> Source:
    """Opens a file (or a stream, or ``Path("-")`` for standard input) and looks at it.

    ``default_country`` is the ISO 3166 code whose numbers need no country code; ``mapping`` (column to field, see
    ``columns.FIELDS``) overrules what the columns look like; ``kind`` and ``tags`` are given to everybody.
    Raises ImportRefusedError with one sentence that says what is wrong, where, and what to do.
    """
    wishes = Wishes(default_country, mapping or {}, kind, tags)
    name, opener = _opener(path)
    on_disk = path if isinstance(path, Path) and str(path) != "-" else None
    found = format_of(opener, name)
    look: Look
    if found == "delimited":
        from callstation.importers.table_files import look_at_delimited

        look = look_at_delimited(opener, name, wishes, on_disk)
        return Source(name, "tsv" if look.separator == "\t" else "csv", look)
    if found == "xlsx":
        from callstation.importers.workbooks import WorkbookLook

        return Source(name, "xlsx", WorkbookLook(opener, name, wishes, on_disk))
    if found == "vcard":
        from callstation.importers.vcard_program import program_of
        from callstation.importers.vcards import VcardLook

        return Source(name, "vcard", VcardLook(opener, name, wishes), program_of(opener))
    if _is_book(opener):
        from callstation.importers.book_lines import BookLook

        book = BookLook(opener, name, wishes)
        return Source(name, "callstation book", book, book=book)
    from callstation.importers.json_lines import JsonLinesLook

    return Source(name, "json lines", JsonLinesLook(opener, name, wishes))


def _is_book(opener: Callable[[], BinaryIO]) -> bool:
    """Whether the first line says that a whole book follows."""
    with opener() as file:
        head = file.read(200).removeprefix(b"\xef\xbb\xbf").replace(b" ", b"")
    return head.startswith(b'{"type":"callstation"')


def _opener(path: Path | BinaryIO) -> tuple[str, Callable[[], BinaryIO]]:
    """The name for messages, and a function that opens the bytes from the start, as often as needed."""
    if not isinstance(path, Path):
        return _spooled(path, str(getattr(path, "name", "") or "standard input"))
    if str(path) == "-":
        return _spooled(sys.stdin.buffer, "standard input")
    name = str(path)
    if path.is_dir():
        raise ImportRefusedError(f"{name}: this is a folder without a list in it; name a file.")
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise ImportRefusedError(f"{name}: the file is empty.")
    except OSError as fault:
        raise ImportRefusedError(f"{name}: cannot be read ({(fault.strerror or 'no access').lower()}).") from None
    return name, lambda: path.open("rb")


def _spooled(stream: BinaryIO, name: str) -> tuple[str, Callable[[], BinaryIO]]:
    """A stream has to be read twice, so it is kept: in a file of its own that nobody else can read."""
    kept = tempfile.TemporaryFile(prefix="callstation-")  # noqa: SIM115 (open as long as the source is)
    shutil.copyfileobj(stream, kept)
    kept.flush()
    if not kept.tell():
        raise ImportRefusedError(f"{name}: there is nothing in it.")

    def again() -> BinaryIO:
        kept.seek(0)
        # A second view of the same bytes: closing it leaves the kept file open.
        return open(kept.fileno(), "rb", closefd=False)

    return name, again


def collect(paths: Iterable[Path | str]) -> list[Path]:
    """The files to import: those named, and the lists in the folders named, sorted; ``-`` is standard input.

    Raises ImportRefusedError for a path that is not there, and for a folder that holds no list.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if str(path) == "-":
            found.append(path)
        elif path.is_dir():
            try:
                lists = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file())
            except OSError as fault:
                raise ImportRefusedError(f"{path}: cannot be read ({(fault.strerror or '').lower()}).") from None
            if not lists:
                raise ImportRefusedError(f"{path}: no list in this folder (csv, tsv, txt, xlsx, vcf or jsonl).")
            found += lists
        elif not path.exists():
            raise ImportRefusedError(f"{path}: there is no such file.")
        else:
            found.append(path)
    return list(dict.fromkeys(found))
