"""Everybody's place follows the settings: where these have changed, all are placed anew at the next opening.

Calling hours, zone, tries and gaps are part of what a place in the queue is worked out from. The book remembers by
which of them it was placed, and by which version of our tables.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import datetime

from callstation import __version__
from callstation.errors import StoreError
from callstation.rules.frame import Frame
from callstation.rules.laws import fingerprint
from callstation.store.book import Book
from callstation.store.placing import replace_place
from callstation.store.remembered import recall, remember
from callstation.store.windows import regroup_all

Told = Callable[[int, int], None]
"""Is told how far it is: people done, people in all."""
_NOT_PLACED_BY = ("caller", "calendar", "sessions", "_windows")
"""Of the frame: what no place follows from."""
_STEP = 1_000


def settle(book: Book, frame: Frame, now: datetime, told: Told | None = None) -> bool:
    """Place everybody anew where the settings (or our tables) are not those of the last time; whether they were.

    All of it is stored as one, or, where the book takes nothing just now, nothing: then the next opening does it. Of a
    team each caller's change counts once, since one book can follow only the newest of several.
    """
    if book.read_only:
        return False
    mark = _mark(frame)
    name = "frame" if book.sqlite else f"frame of {frame.caller}"
    known = recall(book, name)
    if known == mark:
        return False
    with suppress(StoreError), book.transaction():
        others = book.value("SELECT 1 FROM remembered WHERE name LIKE 'frame%' LIMIT 1")
        changed = known is not None or others is None
        if changed:
            _place_all(book, frame, now, told or (lambda _done, _all: None))
        remember(book, name, mark)
        return changed
    return False


def _mark(frame: Frame) -> str:
    said = {f.name: getattr(frame, f.name) for f in fields(frame) if f.name not in _NOT_PLACED_BY}
    # Sets in an order of their own.
    words = (f"{n}={sorted(v) if isinstance(v, frozenset) else v!r}" for n, v in said.items())
    return f"{__version__} laws={fingerprint()} {' '.join(words)}"


def _place_all(book: Book, frame: Frame, now: datetime, told: Told) -> None:
    people = int(book.value("SELECT count(*) FROM person"))
    # Who was never called and with whom nothing is agreed is due since they came, whatever the settings say.
    placed = [
        r[0] for r in book.rows("SELECT id FROM person WHERE due_at IS NOT NULL AND why <> 'first call' ORDER BY id")
    ]
    regroup_all(book, lambda done: told(done, people + len(placed)))
    for n, person_id in enumerate(placed, 1):
        replace_place(book, person_id, frame, now)
        if n % _STEP == 0:
            told(people + n, people + len(placed))
    told(people + len(placed), people + len(placed))
