"""How long ``callstation import`` takes, as ratios to what SQLite's own programs need for the same file.

``scripts/bench import [--rows 1000000] [--rounds 1]``. The floor is the sqlite3 shell's ``.import`` into a table with
an index on number and address (Python's csv and executemany, where there is no shell); ``sqlite-utils insert`` is
measured too where it is installed. Each round runs them one after the other, so that a busy machine slows all alike.
The issue's measure is a million rows: at most 6 times the shell, at most a third of sqlite-utils.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from books import ME, NOW

from callstation.settings import Region, first_settings, write_first

HEADER = (
    "First Name",
    "Last Name",
    "Company",
    "Job Title",
    "Phone",
    "Mobile",
    "Email",
    "City",
    "State",
    "Tags",
    "Notes",
)
PLACES = (("Phoenix", "AZ", 602), ("Denver", "CO", 303), ("Seattle", "WA", 206), ("Boston", "MA", 617))
TABLE = "CREATE TABLE people (" + ", ".join(f'"{h}" TEXT' for h in HEADER) + ")"
INDEXES = ('CREATE INDEX p ON people ("Phone")', 'CREATE INDEX e ON people ("Email")')
TOOLS = Path(__file__).parents[2] / ".bench" / "tools"
"""Programs that are measured against: an environment of their own (see tools.py)."""
_BIN = "Scripts" if sys.platform == "win32" else "bin"
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def write_list(file: Path, rows: int) -> None:
    """A list of so many rows, one in twenty of them somebody who came shortly before."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for i in range(rows):
            n = i if i % 20 else max(0, i - 7)
            city, state, area = PLACES[n % len(PLACES)]
            writer.writerow(
                (
                    "F" + str(n % 997).translate(_LETTERS),
                    "L" + str(n).translate(_LETTERS),
                    f"Firm {n % 5003}",
                    "Owner",
                    f"({area}) {200 + n % 799}-{n // 799 % 10000:04d}",
                    "" if n % 3 else f"{area}-{201 + n % 700}-{n * 7 % 10000:04d}",
                    f"p{n}@example.com",
                    city,
                    state,
                    "freight" if n % 3 else "warm, fair",
                    "met at the fair" if n % 4 == 0 else "",
                )
            )


def timed(argv: list[str], more: dict[str, str], words: str = "") -> tuple[float, float]:
    """(seconds, MiB at most) of a program to which ``words`` are said. Ends here where it failed."""
    since = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as out:
        said.write(words)
        said.seek(0)
        process = subprocess.Popen(argv, env={**os.environ, **more}, stdin=said, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            out.seek(0)
            sys.exit(f"{argv[0]} failed:\n{out.read()[-2000:]}")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return time.perf_counter() - since, used.ru_maxrss / scale


def floor(file: Path, folder: Path) -> float:
    """Seconds of the sqlite3 shell, or of Python's csv and executemany."""
    book = folder / "floor.db"
    book.unlink(missing_ok=True)
    shell = shutil.which("sqlite3")
    if shell:
        words = ";\n".join((TABLE, *INDEXES)) + f";\n.import --csv --skip 1 '{file}' people\n"
        return timed([shell, str(book)], {}, words)[0]
    plain = (
        "import csv, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1])\n"
        "for sql in sys.argv[3:]: c.execute(sql)\n"
        "rows = csv.reader(open(sys.argv[2], encoding='utf-8', newline='')); next(rows)\n"
        f"c.executemany('INSERT INTO people VALUES ({', '.join('?' * len(HEADER))})', rows)\n"
        "c.commit()\n"
    )
    return timed([sys.executable, "-c", plain, str(book), str(file), TABLE, *INDEXES], {})[0]


def utils(file: Path, folder: Path) -> float | None:
    """Seconds of ``sqlite-utils insert``, from the path or from ``.bench/tools``; None where it is in neither."""
    program = shutil.which("sqlite-utils") or shutil.which("sqlite-utils", path=TOOLS / _BIN)
    if program is None:
        return None
    book = folder / "utils.db"
    book.unlink(missing_ok=True)
    return timed([program, "insert", str(book), "people", str(file), "--csv"], {})[0]


def ours(file: Path, folder: Path) -> tuple[float, float]:
    """(seconds, MiB) of ``callstation import`` into an empty book."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    write_first(home / "settings.toml", first_settings(ME, Region("America/New_York", "US")))
    more = {"CALLSTATION_HOME": str(home), "CALLSTATION_NOW": NOW.isoformat(), "CALLSTATION_DATABASE": ""}
    return timed([sys.executable, "-m", "callstation", "import", str(file)], more)


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of some rounds, in seconds; ``against_*`` are the medians of the rounds' ratios."""

    floor: float
    ours: float
    sqlite_utils: float | None
    """None where it is not installed."""
    mib: float
    """The most that the importing process took."""
    against_floor: float
    against_utils: float | None


def rows(rows: int, rounds: int) -> Measured:
    """A list of so many rows, brought in by each program in each round."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        file = folder / "list.csv"
        write_list(file, rows)
        found = [(floor(file, folder), ours(file, folder), utils(file, folder)) for _ in range(rounds)]
    others = [(mine, other) for _, (mine, _), other in found if other is not None]
    return Measured(
        floor=statistics.median(bare for bare, _, _ in found),
        ours=statistics.median(mine for _, (mine, _), _ in found),
        sqlite_utils=statistics.median(other for _, other in others) if others else None,
        mib=max(used for _, (_, used), _ in found),
        against_floor=statistics.median(mine / bare for bare, (mine, _), _ in found),
        against_utils=statistics.median(mine / other for mine, other in others) if others else None,
    )


def main() -> None:
    """Measure, and print one line each."""
    parser = argparse.ArgumentParser(prog="scripts/bench import", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(f"{asked.rows:,} rows, {asked.rounds} rounds", file=sys.stderr)
    found = rows(asked.rows, asked.rounds)
    per_row = found.ours / asked.rows * 1e6
    print(f"callstation import       {found.ours:8.1f} s  {per_row:6.1f} us a row  {found.mib:5.0f} MiB at most")
    print(f"sqlite3 .import, indexed {found.floor:8.1f} s  ours is {found.against_floor:.1f} times as long (at most 6)")
    if found.sqlite_utils is not None and found.against_utils is not None:
        share = f"{found.against_utils:.2f} of it (at most 0.33)"
        print(f"sqlite-utils insert      {found.sqlite_utils:8.1f} s  ours is {share}")
    else:
        print("sqlite-utils insert      is not installed: pip install sqlite-utils, and it is measured, too")


if __name__ == "__main__":
    main()
