"""A history of 2,000 entries opened, against one of 20: on the screen, and in the book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from asked import PYTHON, Asked, env
from books import FRAME, ME, NOW
from rows import Row, paired
from terminal import Terminal

from callstation.store.opening import open_book

LONG, SHORT = 2_000, 20
HOW = f"{SHORT} entries are 1; h on the call screen to the whole page, escape in between"
WHY = "a page of forty entries is read and laid out where the short one has twenty"


def rows(asked: Asked) -> Iterator[Row]:
    """Two people of a small book are given a history, and opened in turn, both by finding them."""
    with asked.copy(asked.small) as home:
        for person_id, entries in ((11, LONG), (12, SHORT)):
            _live(home, person_id, entries)
        program = Terminal([PYTHON, "-m", "callstation"], env(home))
        try:
            if program.wait(lambda text: "NEXT" in text, program.started) is None:
                raise RuntimeError(f"the workstation did not come up:\n{program.text}")
            program.rest(1.0)
            pairs = [
                (_opened(program, f"Brief Person{SHORT}", SHORT), _opened(program, f"Lengthy Person{LONG}", LONG))
                for _ in range(asked.rounds // 2)
            ]
        finally:
            program.close()
    yield paired(f"history of {LONG:,} entries opened", pairs[1:], 2, HOW, WHY)


def _live(home: Path, person_id: int, entries: int) -> None:
    name = f"{'Lengthy' if entries == LONG else 'Brief'} Person{entries}"
    book = open_book("", home / "callstation.db")
    with book.transaction():
        book.run("UPDATE person SET name = ? WHERE id = ?", name, person_id)
        book.run("UPDATE person_words SET name = ? WHERE rowid = ?", name, person_id)
        book.run("DELETE FROM entry WHERE person_id = ?", person_id)
        columns = ("person_id", "at", "kind", "zone", "outcome", "note", "words", "caller")
        book.insert_tuples(
            "entry",
            columns,
            [
                (
                    *(person_id, int((NOW - timedelta(hours=7 * (entries - n))).timestamp()), "call", FRAME.zone),
                    *("talked", f"asked for number {n}", "The reason I am calling is the city. " * 6, ME.name),
                )
                for n in range(entries)
            ],
        )
    book.close()


def _opened(program: Terminal, name: str, entries: int) -> float:
    """Seconds from the key to the history of one person, who is found and put on the card first."""
    program.press("/", lambda text: "Find anyone" in text)
    program.press(name, lambda text: "enter opens" in text.replace("  ", " ") and name in text)
    program.press("\r", lambda text: "Find anyone" not in text)
    program.rest(0.2)
    took = program.press("h", lambda text: f"of {entries:,} entries" in text)
    if took is None:
        raise RuntimeError(f"the history of {name} did not open:\n{program.text}")
    program.rest(0.1)
    program.press("\x1b", lambda text: f"of {entries:,} entries" not in text)
    program.rest(0.1)
    return took
