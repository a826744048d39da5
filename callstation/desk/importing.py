"""Importing a file: its reader and the book brought together, as one whole or not at all."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from callstation.desk.tools import Tools
from callstation.errors import CallstationError, ImportRefusedError, NotFoundError
from callstation.importers.columns import ColumnGuess
from callstation.importers.files import Refusal, Source, open_source
from callstation.model.people import NewPerson
from callstation.rules.arriving import Arriving
from callstation.store import batches, import_undo
from callstation.store.import_undo import TakenBack
from callstation.store.importing import Brought, Importer
from callstation.store.rebuilding import rebuild

Progress = Callable[[int, int], None]
_UNNAMED = re.compile(r"column \d+")
MAPPINGS_TRIED = 20
"""How many remembered mappings are tried on a file that cannot be read without one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for: columns named by hand (column to field), tags and kind for everybody."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    kind: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file. ``error`` is the sentence where nothing of it was taken, else ''."""

    path: str
    format: str = ""
    encoding: str = ""
    rows: int = 0
    """Records with anything in them: people and refused ones."""
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    """Who stayed as they were; also rows that are somebody for the second time in one file."""
    probable_duplicates: int = 0
    """New people who may be somebody that was there already; see desk/merging.py."""
    refused: tuple[Refusal, ...] = ()
    columns: tuple[ColumnGuess, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    recalled: bool = False
    """Whether columns were named as the user named them for an earlier file of this shape."""
    warnings: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked at, ready to be imported, with the mapping that holds for it."""

    path: Path
    source: Source
    fingerprint: str
    mapping: Mapping[str, str]
    recalled: bool


class _OnlyLooking(Exception):  # noqa: N818 - not an error: takes a dry run's changes back
    pass


def open_file(tools: Tools, path: Path, wish: Wish) -> Opened:
    """Look at a file; what the user once said about the columns of such a file holds again.

    Raises ImportRefusedError with one sentence.
    """
    try:
        source = _source(tools, path, wish, wish.mapping)
    except ImportRefusedError as refusal:
        return _by_a_remembered_mapping(tools, path, wish, refusal)
    print_of = fingerprint(source)
    known = batches.recalled_mapping(tools.book, print_of) if print_of else {}
    mapping = {**known, **wish.mapping}
    if mapping != wish.mapping:
        source = _source(tools, path, wish, mapping)
    return Opened(path, source, print_of, mapping, recalled=bool(known.keys() - wish.mapping.keys()))


def _by_a_remembered_mapping(tools: Tools, path: Path, wish: Wish, refusal: ImportRefusedError) -> Opened:
    """A file that says nothing by itself: it may be of a shape that was explained before. Raises ``refusal``."""
    for known, mapping in batches.latest_mappings(tools.book, MAPPINGS_TRIED):
        try:
            source = _source(tools, path, wish, {**mapping, **wish.mapping})
        except ImportRefusedError:
            continue
        if fingerprint(source) == known:
            return Opened(path, source, known, {**mapping, **wish.mapping}, recalled=True)
    raise refusal


def _source(tools: Tools, path: Path, wish: Wish, mapping: Mapping[str, str]) -> Source:
    country = tools.settings.region.country
    return open_source(path, default_country=country, mapping=mapping, kind=wish.kind, tags=wish.tags)


def bring_in(
    tools: Tools,
    opened: Opened,
    wish: Wish,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Imported:
    """Import one file: the whole of it in one transaction, or nothing and a sentence in ``error``.

    A dry run does everything and takes it back: the preview. ``progress`` is told how much of how much is done;
    once ``stop`` (asked as often) says so, the import ends and nothing of it is kept. Both are called on the
    thread of the caller, which has to be the one that opened the book.
    """
    reading = opened.source.reading
    found = Imported(
        path=reading.path,
        format=reading.format,
        encoding=reading.encoding,
        columns=reading.columns,
        mapping=reading.mapping,
        recalled=opened.recalled,
    )
    told = _Told(opened.source, progress, stop)
    if opened.source.book is not None:
        return _whole_book(tools, opened, wish, found, told)
    shape = opened.fingerprint or shape_without_headers(opened.source)
    rows = _Rows(opened.source.arriving(shape, told.reading))
    told.rows = rows
    book, now = tools.book, tools.clock.now()
    try:
        with book.transaction():
            batch_id = batches.begin_batch(
                book,
                now,
                path=str(opened.path),
                file_format=reading.format,
                fingerprint=opened.fingerprint,
            )
            importer = Importer(
                book,
                tools.frame,
                source_name(opened.source),
                now,
                label=opened.path.name,
                shape=shape,
                batch_id=batch_id,
                pause=told.finishing,
            )
            with _uncollected():
                done = importer.bring(rows)
            taken = _with_counts(found, done, rows)
            counts = {"rows": rows.count, "new": done.new, "updated": done.updated, "refused": len(rows.refused)}
            batches.note_counts(book, batch_id, counts)
            if wish.mapping and opened.fingerprint:
                batches.remember_mapping(book, opened.fingerprint, opened.mapping)
            if wish.dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    except CallstationError as error:
        return replace(found, error=str(error))
    told.all_done()
    return replace(taken, warnings=opened.source.warnings)


def _whole_book(tools: Tools, opened: Opened, wish: Wish, found: Imported, told: _Told) -> Imported:
    """A file of ``export all``: everything that was in that book, and the user's own scripts."""
    rows = opened.source.book.rows(told.reading) if opened.source.book else iter(())
    count, scripts = 0, dict[str, str]()
    try:
        with tools.book.transaction():
            count, scripts = rebuild(tools.book, tools.frame, tools.clock.now(), found.path, rows)
            if wish.dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        scripts = {}
    except CallstationError as error:
        return replace(found, error=str(error))
    warnings = []
    for name, text in scripts.items():
        try:
            if tools.shelf.text_of(name)[1] != "own":
                tools.shelf.save(name, text)
            elif tools.shelf.text_of(name)[0] != text:
                warnings.append(f"your own script {name} stays as it is; the one in the file is another.")
        except NotFoundError:
            tools.shelf.save(name, text)
        except CallstationError as error:
            warnings.append(f"the script {name} was left out: {error}")
    told.all_done()
    return replace(found, rows=count, new=count, warnings=tuple(warnings))


def undo_import(tools: Tools) -> TakenBack:
    """Take the newest import back as a whole: who was new with it goes, who was changed is as before.

    Raises NotFoundError where there is none, RefusedError naming who of it was called or changed since.
    """
    return import_undo.undo_import(tools.book, tools.frame, tools.clock.now())


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: the rows of a list make none, and looking for them was 8% of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Told:
    """Tells how far it is: reading is most of it, what comes after counts for a quarter as much."""

    def __init__(self, source: Source, progress: Progress | None, stop: Callable[[], bool] | None) -> None:
        self.rows: _Rows | None = None
        self._source = source
        self._progress = progress
        self._stop = stop
        self._total = 0

    def reading(self, done: int, total: int) -> None:
        self._total = total
        self._tell(done)

    def finishing(self, fraction: float) -> None:
        self._tell(self._total + int(self._total / 4 * fraction))

    def all_done(self) -> None:
        if self._progress is not None and self._total:
            self._progress(self._total, self._total)

    def _tell(self, done: int) -> None:
        if self._stop is not None and self._stop():
            raise ImportRefusedError("the import was stopped; nothing of it was stored.")
        if self._progress is not None:
            self._source.so_far = self.rows.count if self.rows is not None else 0
            self._progress(done, self._total + self._total // 4)


def _with_counts(found: Imported, done: Brought, rows: _Rows) -> Imported:
    return replace(
        found,
        rows=rows.count,
        new=done.new,
        updated=done.updated,
        unchanged=done.unchanged,
        probable_duplicates=done.probable_duplicates,
        refused=tuple(rows.refused),
    )


class _Rows:
    """The people of a file; what was refused is set aside."""

    def __init__(self, found: Iterator[NewPerson | Arriving | Refusal]) -> None:
        self._found = found
        self.count = 0
        self.refused: list[Refusal] = []

    def __iter__(self) -> Iterator[NewPerson | Arriving]:
        for record in self._found:
            self.count += 1
            if isinstance(record, Refusal):
                self.refused.append(record)
            else:
                yield record


def fingerprint(source: Source) -> str:
    """What files of one shape have in common: their format and the headers of their columns.

    '' where no column has a header: nothing tells such files apart, so nothing is remembered of them.
    """
    if all(_UNNAMED.fullmatch(c.header) for c in source.reading.columns):
        return ""
    shape = "\x1f".join((source.reading.format, *(c.header for c in source.reading.columns)))
    return sha256(shape.encode("utf-8", "surrogatepass")).hexdigest()


def shape_without_headers(source: Source) -> str:
    """What tells files apart that have no columns with headers: the program that wrote them, as far as known."""
    return f"{source.reading.format}, {len(source.reading.columns)} columns, {source.program}"


def source_name(source: Source) -> str:
    """Where ids of a file's own come from: two programs both count from 1, so the column's header tells them apart."""
    ids = [c.header for c in source.reading.columns if c.field == "source_id"]
    return ids[0] if ids else source.reading.format
