"""Memory that the workstation holds: at the first card of a large book, and after many calls."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from asked import HERE, PYTHON, Asked, env
from pressing import current
from rows import Row
from terminal import Terminal

CALLS = 1_000
REST = 2.0
"""Seconds after the first card, in which what is loaded late is loaded."""
WHY = (
    "a card needs two hundred modules of the program's own, Jinja, SQLite and the digests of OpenSSL beside all that "
    "the bare program has: they take as much as half of Textual. It does not grow with the book"
)


def rows(asked: Asked) -> Iterator[Row]:
    """The bare program and ours on a copy of the large book; then ours works."""
    calls = CALLS if asked.rounds >= 30 else CALLS // 10
    with ExitStack() as stack:
        home = stack.enter_context(asked.copy(asked.large))
        floor = Terminal([PYTHON, str(HERE / "floors.py"), "bare"], {})
        stack.callback(floor.close)
        ours = Terminal([PYTHON, "-m", "callstation"], env(home))
        stack.callback(ours.close)
        floor.wait(lambda text: "CARD 0" in text, floor.started)
        if ours.wait(lambda text: "NEXT" in text, ours.started) is None:
            raise RuntimeError(f"the workstation did not come up:\n{ours.text}")
        floor.rest(REST)
        ours.rest(REST)
        bare, first = floor.resident(), ours.resident()
        what = f"memory at the first card, {asked.large:,} people"
        yield Row(what, bare, first, "MiB", first / bare, 1.3, "a bare Textual program is 1", WHY)
        for n in range(calls):
            time.sleep(0.06)  # a finger is no machine gun: the screen ignores a double tap
            before = current(ours.text)
            if ours.press("1", lambda text, b=before: current(text) not in ("", b)) is None:  # type: ignore[misc]
                raise RuntimeError(f"no next card after call {n + 1}:\n{ours.text}")
        after = ours.resident()
    later = f"memory after {calls:,} calls"
    yield Row(later, bare, after, "MiB", after / bare, 1.3, "a bare Textual program is 1", WHY)
    yield Row(
        *(f"{later}, against the first card", first, after, "MiB", after / first, 1.1),
        "flat is 1: what ours held at the first card",
        "caches (the book's pages, up to 4 MB, words and styles of the screen) fill within some hundred calls: of two "
        "hundred after two hundred the first took 4.8 MiB, the third 0.7",
    )
