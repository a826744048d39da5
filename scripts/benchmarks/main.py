"""Everything that is measured, in one table: ``scripts/bench``, or some parts of it: ``scripts/bench key find``.

Every figure is a median of ratios to a floor that was timed right beside it, so that a busy machine slows both.
Books of a thousand, a hundred thousand and a million people are made once (some five minutes) and kept in .bench,
as are the last ratios. Each part runs in a process of its own, with a time after which it is ended.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from asked import KEPT, PYTHON, QUICK, Asked
from books import make_book
from parts import PARTS
from rows import Row, as_json, missing, table

LAST = KEPT / "last.json"
TIDY = 20.0
"""Seconds for a part to tidy up in, once its time is over."""


def main(argv: Sequence[str]) -> int:
    """Measure what was asked for, print the table; 0, also where a goal is not met."""
    told = "\n".join(f"  {name:<9} {part.what}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"parts:\n{told}\n\nand by themselves, each with a --help of its own: queue, language",
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure (everything)")
    parser.add_argument("--quick", action="store_true", help="small books and few rounds, to see whether it works")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often, more or less (30)")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(argv)
    if unknown := [p for p in chosen.parts if p not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    asked = QUICK if chosen.quick else Asked()
    asked = replace(asked, rounds=max(6, chosen.rounds)) if chosen.rounds else asked
    if chosen.inside:
        return _inside(chosen.parts[0], asked)
    names = chosen.parts or list(PARTS)
    _make_books(asked, names)
    rows: list[Row] = []
    for n, name in enumerate(names, start=1):
        print(f"[{n}/{len(names)}] {PARTS[name].what} ...", end=" ", file=sys.stderr, flush=True)
        since = time.monotonic()
        rows += _apart(name, argv)
        print(f"{time.monotonic() - since:.0f} s", file=sys.stderr)
    last = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    print("\n".join(table(rows, last)))
    LAST.write_text(json.dumps(last | {r.what: r.ratio for r in rows if r.ratio is not None}, indent=1), "utf-8")
    return 0


def _make_books(asked: Asked, names: Sequence[str]) -> None:
    for people in sorted({getattr(asked, book) for name in names for book in PARTS[name].books}):
        make_book(asked.home(people), people)


def _inside(name: str, asked: Asked) -> int:
    for row in PARTS[name].rows(asked):
        print(json.dumps(as_json(row)), flush=True)
    return 0


def _apart(name: str, argv: Sequence[str]) -> list[Row]:
    """The rows of one part, measured in a process of its own. Those that came before it failed are kept."""
    options = [word for word in argv if word not in PARTS]
    part = subprocess.Popen(
        [PYTHON, __file__, "--inside", name, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    minutes = PARTS[name].minutes
    late = threading.Event()

    def end(number: int) -> None:
        late.set()
        with suppress(ProcessLookupError):
            os.killpg(part.pid, number)

    # First as by ctrl+c, so that it tidies up: servers, copies of books.
    timers = [
        threading.Timer(minutes * 60, end, [signal.SIGINT]),
        threading.Timer(minutes * 60 + TIDY, end, [signal.SIGKILL]),
    ]
    for timer in timers:
        timer.start()
    try:
        out, said = part.communicate()
    except KeyboardInterrupt:
        end(signal.SIGINT)
        raise
    finally:
        for timer in timers:
            timer.cancel()
    rows = [Row(**json.loads(line)) for line in out.splitlines() if line.startswith("{")]
    if late.is_set() or part.returncode:
        lines = said.strip().splitlines() or ["it ended without a word"]
        why = f"it took longer than {minutes:g} minutes" if late.is_set() else lines[-1]
        print("\n".join(("failed:", *lines[-12:])), file=sys.stderr)
        rows.append(missing(f"{name} (the rest of it)" if rows else name, None, why[:90]))
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
