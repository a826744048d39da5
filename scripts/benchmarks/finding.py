"""Finding while typing, among people with notes: what is seen, and what is asked of the book."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack

from asked import HERE, PYTHON, Asked, env
from rows import Row, paired, quantile
from terminal import Terminal

from callstation.store.book import Book
from callstation.store.opening import open_book
from callstation.store.search import find

ALLOWED = 0.010
"""Seconds within which 99 of 100 searches have to be done."""


def rows(asked: Asked) -> Iterator[Row]:
    """On the large book."""
    book = open_book("", asked.home(asked.large) / "callstation.db", read_only=True)
    try:
        typed = words_to_type(book, asked.rounds)
    finally:
        book.close()
    yield _seen(asked, typed[: max(3, asked.rounds // 5)])
    yield _asked_of_the_book(asked, typed)


def words_to_type(book: Book, people: int) -> list[str]:
    """What somebody types who looks for people of the book, drawn at random, but the same in every run."""
    drawn = random.Random(11)
    last = int(book.value("SELECT max(id) FROM person"))
    found: list[str] = []
    for _ in range(people):
        row = book.one("SELECT id, name, company FROM person WHERE id >= ? LIMIT 1", drawn.randrange(1, last))
        if row is None:
            continue
        person_id, name, company = row
        number = str(book.value("SELECT number FROM phone WHERE person_id = ? LIMIT 1", person_id))
        note = str(book.value("SELECT note FROM entry WHERE person_id = ? AND note <> '' LIMIT 1", person_id) or "")
        found += [name, company, name.split()[-1], number[-4:], " ".join(drawn.sample(note.split() or ["none"], k=1))]
    return found


def _seen(asked: Asked, typed: list[str]) -> Row:
    with ExitStack() as stack:
        ours = Terminal([PYTHON, "-m", "callstation"], env(asked.home(asked.large)))
        stack.callback(ours.close)
        floor = Terminal([PYTHON, str(HERE / "floors.py"), "input"], {})
        stack.callback(floor.close)
        if ours.wait(lambda text: "NEXT" in text, ours.started) is None:
            raise RuntimeError(f"the workstation did not come up:\n{ours.text}")
        floor.wait(lambda text: "start typing" in text, floor.started)
        ours.rest(1.0)
        if ours.press("/", lambda text: "Find anyone" in text) is None:
            raise RuntimeError(f"find did not open:\n{ours.text}")
        pairs: list[tuple[float, float]] = []
        for n, word in enumerate(typed):
            for letter in word:
                theirs, mine = floor.settled(letter), ours.settled(letter)
                if n and theirs is not None and mine is not None:
                    pairs.append((theirs, mine))
            for program in (floor, ours):
                program.settled("\x15")  # ctrl+u: an empty line again
    how = f"key to the last change of the screen, {len(pairs)} letters; the echo of a bare Textual Input is 1"
    why = (
        "a key asks the book and paints twenty people, where the floor paints one letter: the search is a seventh of it"
    )
    return paired(f"find while typing, {asked.large:,} people: settled", pairs, 3, how, why)


def _asked_of_the_book(asked: Asked, typed: list[str]) -> Row:
    book = open_book("", asked.home(asked.large) / "callstation.db")
    try:
        times = []
        for word in typed:
            for end in range(1, len(word) + 1):
                since = time.perf_counter()
                find(book, word[:end])
                times.append(time.perf_counter() - since)
    finally:
        book.close()
    p99 = quantile(times, 0.99)
    return Row(
        *(f"find, {asked.large:,} people: p99 of the book", ALLOWED * 1e3, p99 * 1e3, "ms", p99 / ALLOWED, 1.0),
        f"{len(times):,} searches, letter by letter; half take under {quantile(times, 0.5) * 1e3:.1f} ms; 10 ms are 1",
        "words that a large part of all people have are walked through; the first look at a page of the book reads it",
    )
