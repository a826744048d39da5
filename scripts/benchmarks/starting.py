"""Start to the first card, with psycopg installed and without; and a whole command of the shell."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

from asked import HERE, PYTHON, Asked, env, whole_env
from rows import Row, paired
from terminal import Terminal

OPEN = "import sys; {}from callstation.cli.main import main; sys.exit(main())"
"""What the program's own starter does."""
HIDE = "sys.modules['psycopg'] = None; "
"""As if psycopg were not installed: importing it fails."""


def start(asked: Asked) -> Iterator[Row]:
    """A bare Textual program's first frame, and ours with psycopg and without, in turn."""
    more = env(asked.home(asked.large))
    times: list[tuple[float, float, float]] = []
    for n in range(asked.rounds // 3 + 1):
        floor = _up([PYTHON, str(HERE / "floors.py"), "bare"], {}, "CARD 0")
        ours = _up([PYTHON, "-c", OPEN.format("")], more, "NEXT")
        without = _up([PYTHON, "-c", OPEN.format(HIDE)], more, "NEXT")
        if n:  # the first brings the files into memory
            times.append((floor, ours, without))
    people = f"{asked.large:,} people"
    how = "a bare Textual program's first frame is 1; ours is written before Textual is imported"
    why = (
        "the rules, Jinja and the book are imported and a card is made: the first frame of ours comes before Textual's"
    )
    yield paired(f"start to first card, {people}, psycopg there", [t[:2] for t in times], 1.15, how, why)
    yield paired(f"start to first card, {people}, psycopg hidden", [(t[0], t[2]) for t in times], 1.15, how, why)


def _up(argv: list[str], more: dict[str, str], wanted: str) -> float:
    program = Terminal(argv, more)
    try:
        took = program.wait(lambda text: wanted in text, program.started)
    finally:
        program.close()
    if took is None:
        raise RuntimeError(f"{argv} did not come up:\n{program.text}")
    return took


def shell(asked: Asked) -> Iterator[Row]:
    """``callstation queue --limit 1`` as a whole process, against importing Peewee."""
    home = asked.home(asked.large)
    pairs = [
        (
            _process([PYTHON, "-c", "import peewee"], {}),
            _process([PYTHON, "-m", "callstation", "queue", "--limit", "1"], env(home)),
        )
        for _ in range(asked.rounds // 2)
    ]
    yield paired(f"queue --limit 1, {asked.large:,} people", pairs[1:], 2, "python -c 'import peewee' is 1")


def _process(argv: list[str], more: dict[str, str]) -> float:
    since = time.perf_counter()
    subprocess.run(argv, env=whole_env(more), stdout=subprocess.DEVNULL, check=True, timeout=60)
    return time.perf_counter() - since
