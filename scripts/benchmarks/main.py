"""What is measured, one function a row: medians of paired ratios to a floor timed in the same run.

``scripts/bench`` runs all, ``scripts/bench key start`` some; ``--people 1000,100000`` chooses the books,
``--rounds`` how often. The last results are kept in ``.bench/`` and shown beside the new ones.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from books import FRAME, NOW, make_book
from terminal import Terminal

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".bench"
PYTHON = sys.executable
Row = tuple[str, float, float, float, str]
"""(what, floor in ms, ours in ms, median of paired ratios, how to read it)"""


def env(home: Path) -> dict[str, str]:
    """Where a program that is measured finds its book and what time it is."""
    return {"CALLSTATION_HOME": str(home), "CALLSTATION_NOW": NOW.isoformat(), "CALLSTATION_DATABASE": ""}


def paired(what: str, floor: list[float], ours: list[float], how: str) -> Row:
    """A row out of pairs of seconds."""
    ratio = statistics.median(o / f for f, o in zip(floor, ours, strict=True))
    return (what, statistics.median(floor) * 1e3, statistics.median(ours) * 1e3, ratio, how)


def key(people: int, rounds: int, home: Path) -> Row:
    """Outcome key to the next card on the screen, stored durably, against static cards of the same shape."""
    ours = Terminal([PYTHON, "-m", "callstation"], env(home))
    floor = Terminal([PYTHON, str(ROOT / "scripts/benchmarks/floors.py"), str(home)], env(home))
    times: tuple[list[float], list[float]] = ([], [])
    try:
        floor.wait(lambda text: "CARD 0" in text, floor.started)
        if ours.wait(lambda text: "NEXT" in text, ours.started) is None:
            sys.exit(f"the workstation did not come up:\n{ours.text}")
        for number in range(1, rounds + 1):
            before = _current(ours.text)
            mine = ours.press("1", lambda text, b=before: _current(text) not in ("", b))
            theirs = floor.press("1", lambda text, n=number: f"CARD {n} " in text)
            if mine is None or theirs is None:
                sys.exit(f"no next card after key {number}:\n{ours.text}")
            times[0].append(theirs)
            times[1].append(mine)
            time.sleep(0.15)  # a finger is no machine gun: the screen ignores a double tap
    finally:
        ours.close()
        floor.close()
    return paired(f"key to next card, {people:,} people", *times, "stored durably, opener rendered; a static card is 1")


def _current(text: str) -> str:
    found = next((line for line in text.splitlines() if line.startswith(" ▸ ")), "")
    return found[3:20]


def start(people: int, rounds: int, home: Path) -> Row:
    """Start to the first card, against a bare Textual program's first frame."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(3, rounds // 6)):
        for argv, more, wanted, into in (
            ([PYTHON, str(ROOT / "scripts/benchmarks/floors.py")], {}, "CARD 0", times[0]),
            ([PYTHON, "-m", "callstation"], env(home), "NEXT", times[1]),
        ):
            program = Terminal(argv, more)
            took = program.wait(lambda text, w=wanted: w in text, program.started)
            program.close()
            if took is None:
                sys.exit(f"{argv} did not come up:\n{program.text}")
            into.append(took)
    return paired(f"start to first card, {people:,} people", *times, "a bare Textual program is 1")


def shell(people: int, rounds: int, home: Path) -> Row:
    """``callstation queue --limit 1`` as a whole process, against importing Peewee."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(5, rounds // 3)):
        times[0].append(_process([PYTHON, "-c", "import peewee"], {}))
        times[1].append(_process([PYTHON, "-m", "callstation", "queue", "--limit", "1"], env(home)))
    return paired(f"queue --limit 1, {people:,} people", *times, "python -c 'import peewee' is 1")


def _process(argv: list[str], more: dict[str, str]) -> float:
    import os

    since = time.perf_counter()
    subprocess.run(argv, env={**os.environ, **more}, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - since


def next_25(people: int, rounds: int, home: Path) -> Row:
    """The next 25 people, against one read by primary key."""
    from callstation.store import queue as next_up
    from callstation.store.opening import open_book

    book = open_book("", home / "callstation.db")
    times: tuple[list[float], list[float]] = ([], [])
    for i in range(rounds * 5):
        since = time.perf_counter()
        book.one("SELECT name FROM person WHERE id = ?", 1 + i * 37 % people)
        between = time.perf_counter()
        next_up.waiting(book, next_up.next_ids(book, FRAME, NOW, 25))
        times[0].append(between - since)
        times[1].append(time.perf_counter() - between)
    book.close()
    return paired(f"next 25, {people:,} people", *times, "one primary-key read is 1")


PARTS: dict[str, Callable[[int, int, Path], Row]] = {"key": key, "start": start, "shell": shell, "next": next_25}


def main() -> None:
    """Measure, print one table, keep the results."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    alone = "alone, each with a --help of its own: language, or queue, which compares orders in a made-up world"
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)} (all by default); {alone}")
    parser.add_argument("--people", default="1000,100000", help="sizes of books, with commas")
    parser.add_argument("--rounds", type=int, default=30)
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    kept = KEPT / "last.json"
    last = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for people in map(int, chosen.people.split(",")):
            home = Path(folder) / str(people)
            print(f"making a book of {people:,} people ...", file=sys.stderr)
            make_book(home, people)
            rows += [PARTS[part](people, chosen.rounds, home) for part in chosen.parts or PARTS]
    print(f"{'what':<40} {'floor ms':>9} {'ours ms':>9} {'ratio':>7} {'last':>7}  how to read it")
    for what, floor, ours, ratio, how in rows:
        before = f"{last[what]:7.2f}" if what in last else "      -"
        print(f"{what:<40} {floor:9.3f} {ours:9.3f} {ratio:7.2f} {before}  {how}")
    KEPT.mkdir(exist_ok=True)
    kept.write_text(json.dumps({**last, **{row[0]: row[3] for row in rows}}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
