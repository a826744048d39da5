"""A long delimited file read in another process, so that reading and storing go on side by side."""

from __future__ import annotations

import json
import marshal
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from callstation.errors import ImportRefusedError
from callstation.importers.child import Child
from callstation.importers.rows import Refusal
from callstation.importers.table_files import Plan
from callstation.rules.arriving import Arriving

if TYPE_CHECKING:
    from callstation.importers.files import Progress

LONG = 4 << 20
"""Bytes of a file that is worth another process: it takes a fifth of a second to start."""


def worth_it(size: int) -> bool:
    """Whether a file of so many bytes is to be read in another process."""
    return size >= LONG and (os.cpu_count() or 1) > 1


def start(path: Path, plan: Plan, shape: str) -> Child | None:
    """The other process; None where none can be started."""
    told = json.dumps({"path": str(path.absolute()), "plan": plan._asdict(), "shape": shape}).encode()
    try:
        return Child("callstation.importers.table_child", read=_message, told=told)
    except OSError:
        return None


def rows_from(child: Child, plan: Plan, progress: Progress | None) -> Iterator[Arriving | Refusal]:
    """Everybody whom it reads. Raises ImportRefusedError where the file cannot be read on."""
    with child:
        while True:
            said = child.said()
            if not said:
                raise ImportRefusedError(f"{plan.name}: reading it was cut short from outside. Import it again.")
            message = marshal.loads(said)  # noqa: S302 - from our own code, over a pipe of ours
            if isinstance(message, str):
                if message:
                    raise ImportRefusedError(message)
                return
            done, rows = message
            for row in rows:
                yield Arriving._make(row) if len(row) > len(_REFUSAL) else Refusal(*row)
            if progress:
                progress(done, plan.size)


_REFUSAL = ("row", "why", "line")


def _message(said: IO[bytes]) -> bytes:
    """One message, b"" where the other process has ended, wherever in it that was."""
    length = int.from_bytes(said.read(4), "big")
    message = said.read(length)
    return message if len(message) == length else b""
