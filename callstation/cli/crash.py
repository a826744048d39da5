"""When the program itself is at fault: types and lines into a private file, one kind sentence for the user.

No message of an exception and no local variable is written down: both hold people's names and notes.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from callstation import __version__
from callstation.errors import CallstationError
from callstation.paths import places_from

LARGEST = 200_000
"""Bytes after which the log begins anew."""


def report(error: BaseException, environ: Mapping[str, str]) -> str:
    """Write down where ``error`` happened; the sentence for the user, without anything private in it."""
    name = type(error).__name__
    file = places_from(environ).log_file
    try:
        _append(file, "\n".join(_lines(error)))
    except (OSError, CallstationError):
        return f"something is wrong in the program itself ({name}); what you had stored is safe: please report it"
    return (
        f"something is wrong in the program itself ({name}); what you had stored is safe. "
        f"Where it happened is in {file}, without anything personal: please report it"
    )


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} callstation {__version__} Python {platform.python_version()}"
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"{type(link).__module__}.{type(link).__name__}"
        for frame, line in traceback.walk_tb(link.__traceback__):
            code = frame.f_code
            yield f"  {'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}"
        link = link.__cause__ or link.__context__
    yield ""


def _append(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = os.O_TRUNC if file.exists() and file.stat().st_size > LARGEST else os.O_APPEND
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | fresh, 0o600), "w", encoding="utf-8") as log:
        os.fchmod(log.fileno(), 0o600)
        log.write(text + "\n")
