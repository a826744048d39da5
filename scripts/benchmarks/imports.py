"""How long ``callstation import`` takes, as ratios to what SQLite's own programs need for the same file.

``scripts/bench import [--rows 1000000] [--rounds 1]``. The floor is the sqlite3 shell's ``.import`` into a table with
an index on number and address (Python's csv and executemany, where there is no shell); ``sqlite-utils insert`` is
measured too where it is installed. Each round runs them one after the other, so that a busy machine slows all alike.
The issue's measure is a million rows: at most 10 times the shell, at most a third of sqlite-utils.
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
    """Seconds of ``sqlite-utils insert``, None where it is not there."""
    program = shutil.which("sqlite-utils")
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


def main() -> None:
    """Measure, and print one line each."""
    parser = argparse.ArgumentParser(prog="scripts/bench import", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        file = folder / "list.csv"
        write_list(file, asked.rows)
        size = file.stat().st_size >> 20
        print(f"{asked.rows:,} rows, {size} MB, {asked.rounds} rounds", file=sys.stderr)
        floors, mine, others, peak = [], [], [], 0.0
        for _ in range(asked.rounds):
            floors.append(floor(file, folder))
            seconds, used = ours(file, folder)
            mine.append(seconds)
            peak = max(peak, used)
            if (other := utils(file, folder)) is not None:
                others.append(other)
    ratio = statistics.median(m / f for m, f in zip(mine, floors, strict=True))
    per_row = statistics.median(mine) / asked.rows * 1e6
    print(
        f"callstation import       {statistics.median(mine):8.1f} s  {per_row:6.1f} us a row  {peak:5.0f} MiB at most"
    )
    print(
        f"sqlite3 .import, indexed {statistics.median(floors):8.1f} s  ours is {ratio:.1f} times as long (at most 10)"
    )
    if others:
        share = statistics.median(m / o for m, o in zip(mine, others, strict=True))
        print(f"sqlite-utils insert      {statistics.median(others):8.1f} s  ours is {share:.2f} of it (at most 0.33)")
    else:
        print("sqlite-utils insert      is not installed: pip install sqlite-utils, and it is measured, too")


if __name__ == "__main__":
    main()
