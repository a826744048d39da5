"""Outcome key to the next card on the screen, stored durably, against static cards of the same shape."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from asked import HERE, PYTHON, Asked, env
from rows import Row, paired
from terminal import Terminal

HOW = "a key that shows the next of some static cards laid out before, in Textual, is 1"
WHY = (
    "the floor paints what was laid out before; a key of ours stores the call (a commit waits for the disk), finds "
    "the next, renders their words, and lays out and paints all lines that differ ('scripts/bench store' has the part "
    "that is no screen)"
)


def rows(asked: Asked) -> Iterator[Row]:
    """A workstation on a small book, one on a large book and the static cards, all open at once, key by key in turn."""
    with ExitStack() as stack:
        homes = [stack.enter_context(asked.copy(n)) for n in (asked.small, asked.large)]
        programs = [Terminal([PYTHON, "-m", "callstation"], env(home)) for home in homes]
        floor = Terminal(
            [PYTHON, str(HERE / "floors.py"), "cards", str(asked.home(asked.small))], env(asked.home(asked.small))
        )
        for program in (*programs, floor):
            stack.callback(program.close)
        _up(floor, lambda text: "CARD 0" in text)
        for program in programs:
            _up(program, lambda text: "NEXT" in text)
        times: list[tuple[float, ...]] = []
        for number in range(1, asked.rounds * 2 + 6):
            took = [floor.press("1", lambda text, n=number: f"CARD {n} " in text)]  # type: ignore[misc]
            for program in programs:
                before = current(program.text)
                took.append(program.press("1", lambda text, b=before: current(text) not in ("", b)))  # type: ignore[misc]
            if None in took:
                raise RuntimeError(f"no next card after key {number}:\n{programs[took.index(None) - 1].text}")
            if number > 5:  # the first keys load what later ones find loaded
                times.append(tuple(t for t in took if t is not None))
            time.sleep(0.15)  # a finger is no machine gun: the screen ignores a double tap
    for n, people in enumerate((asked.small, asked.large), start=1):
        yield paired(f"key to next card, {people:,} people", [(t[0], t[n]) for t in times], 1.2, HOW, WHY)
    yield paired(
        f"key to next card, {asked.large:,} against {asked.small:,}",
        [(t[1], t[2]) for t in times],
        1.1,
        f"{asked.small:,} people are 1",
        "the indexes of a large book are deeper by a level or two, and fewer of their pages are at hand",
    )


def _up(program: Terminal, there: Callable[[str], bool]) -> None:
    if program.wait(there, program.started) is None:
        raise RuntimeError(f"a program did not come up:\n{program.text}")


def current(text: str) -> str:
    """The name marked in the list of who is next."""
    found = next((line for line in text.splitlines() if line.startswith(" ▸ ")), "")
    return found[3:20]
