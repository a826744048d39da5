"""The child process that opens a workbook: a hostile one may abort or starve it, and nobody else.

Run as ``python -m callstation.importers.sheet_child FILE``. It writes JSON lines to its standard output:
``{"sheet": name, "height": rows}``, then ``{"rows": [[text, ...], ...]}`` for each batch, at last ``{"end": true}``; or
``{"refused": why}``. JSON, since what comes out of such a process is not to be unpickled by its parent. Memory,
processor time and the sizes of open files are limited before the file is touched.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

MEMORY = 512 << 20
SECONDS = 120
PACKED = 64 << 20
UNPACKED = 256 << 20
RATIO = 200
ENTRIES = 2_000
EMPTY_ROWS = 1_000
WIDEST = 1_000
LONGEST_CELL = 32_767
BATCH = 500


def limit() -> None:
    """Limits this process where the platform can: memory, processor time, no core file, no written bytes."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: the parent's patience is the limit there.
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


def refusal(path: Path) -> str:
    """Why the workbook is not opened at all, '' where it may be."""
    if path.stat().st_size > PACKED:
        return f"it is larger than {PACKED >> 20} MB. Save it as CSV, which may be of any size."
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "it is damaged, or cut short. Open it in the program that wrote it and save it again."
    whole = sum(e.file_size for e in entries)
    most = max((e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > 1 << 20), default=0)
    if len(entries) > ENTRIES or whole > UNPACKED or most > RATIO:
        return f"it unpacks to {whole >> 20:,} MB, which is not what a list of people does. Save it as CSV."
    if any(e.flag_bits & 1 for e in entries):
        return "it is locked with a password. Save it without one."
    return ""


def text_of(cell: object) -> str:
    """A cell as text: whole numbers without ``.0`` (a telephone number is one), dates as ISO 8601."""
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.second == 0 else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def batches(path: Path) -> Iterator[dict[str, object]]:
    """What is written about a workbook, message by message: the visible sheets, one after the other."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_path(str(path)) as book:
        for sheet in book.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible or sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            cells_of = book.get_sheet_by_name(sheet.name)
            yield {"sheet": sheet.name[:200], "height": cells_of.total_height}
            rows: list[list[str]] = []
            empty = 0
            for row in cells_of.iter_rows():
                cells = [text_of(cell) for cell in row[: WIDEST + 1]]
                empty = 0 if any(cells) else empty + 1
                if empty > EMPTY_ROWS:
                    break
                rows.append(cells)
                if len(rows) == BATCH:
                    yield {"rows": rows}
                    rows = []
            yield {"rows": rows}
    yield {"end": True}


def main(arguments: list[str]) -> int:
    """Reads the workbook named in ``arguments``; 0, also where it is refused."""
    limit()
    path = Path(arguments[0])

    def say(message: dict[str, object]) -> None:
        sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
        sys.stdout.flush()

    why = refusal(path)
    if why:
        say({"refused": why})
        return 0
    try:
        import python_calamine  # noqa: F401 (whether it is there)
    except ImportError:
        say({"refused": "spreadsheets need python-calamine: pip install 'callstation[xlsx]', or save it as CSV."})
        return 0
    try:
        for message in batches(path):
            say(message)
    except MemoryError:
        say({"refused": "it is too large to be read safely. Save it as CSV."})
    except Exception as fault:  # whatever the parser says about a damaged file is for our words, not a traceback
        say({"refused": f"it is damaged ({type(fault).__name__}). Open it in a spreadsheet and save it again."})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
