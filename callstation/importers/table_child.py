"""The other process that reads a long delimited file, while the first one stores what it reads.

Run as ``python -m callstation.importers.table_child``; it is told on its standard input, in JSON, what to read
(see :func:`callstation.importers.table_elsewhere.read_elsewhere`). It writes messages to its standard output, each
with its length in four bytes before it: ``marshal`` of (bytes done, rows), where a row is an Arriving or a Refusal as
a plain tuple; at last of '' or of the sentence why the file cannot be read on. Marshal, since it is ten times as
quick as JSON, and what is read here was read in the first process as well: plain text, by the same code.
"""

from __future__ import annotations

import gc
import json
import marshal
import sys
from pathlib import Path
from typing import Any

from callstation.errors import ImportRefusedError
from callstation.importers.rows import Refusal
from callstation.importers.table_files import Plan, read_table
from callstation.rules.arriving import values_of

AT_ONCE = 4_000
"""Rows in a message: the next ones are read while these are stored."""
FORM = 2
"""Of marshal: the last one that does not look out for the same object twice, which takes longer than it saves."""


def main() -> int:
    """Reads the file; 0, also where it cannot be read."""
    told = json.load(sys.stdin.buffer)
    plan = Plan(**told["plan"])
    path, shape = Path(told["path"]), told["shape"]
    out = sys.stdout.buffer
    done = 0

    def say(message: Any) -> None:
        said = marshal.dumps(message, FORM)
        out.write(len(said).to_bytes(4, "big"))
        out.write(said)
        out.flush()

    def progress(so_far: int, _: int) -> None:
        nonlocal done
        done = so_far

    gc.disable()  # rows make no cycles
    rows: list[tuple[Any, ...]] = []
    try:
        for person in read_table(lambda: path.open("rb"), plan, progress):
            if isinstance(person, Refusal):
                rows.append((person.row, person.why, person.line))
            else:
                rows.append(values_of(person, shape))
            if len(rows) >= AT_ONCE:
                say((done, rows))
                rows = []
        say((plan.size, rows))
        say("")
    except ImportRefusedError as refused:
        say(str(refused))
    except OSError as fault:
        say(f"{plan.name}: cannot be read on ({(fault.strerror or 'no access').lower()}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
