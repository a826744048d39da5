"""Pages of statistics, of a large book against a small one: they read running tallies, not all calls."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from asked import Asked, env
from books import NOW
from rows import Row, paired

from callstation.desk.board import board_of
from callstation.desk.desk import Desk
from callstation.desk.opening import look_around, open_station
from callstation.desk.script_results import readings
from callstation.desk.wrapup import wrap_up
from callstation.store.answers import learnt, segments
from callstation.store.stats import by_day


def _stats(desk: Desk) -> object:
    book, today = desk.tools.book, NOW.date()
    return by_day(book, today - timedelta(days=27), today), learnt(book, segments(book))


WHY = "the board counts people who may be called, up to 10,000 of them: books below that are quicker"
PAGES = {
    "stats": _stats,
    "board": lambda desk: board_of(desk.tools),
    "wrap-up": lambda desk: wrap_up(desk.tools, desk.session, NOW),
    "results of scripts": lambda desk: readings(desk.tools),
}


def rows(asked: Asked) -> Iterator[Row]:
    """Each page of both books in turn."""
    small, large = _desk(asked.home(asked.middle)), _desk(asked.home(asked.large))
    try:
        for name, page in PAGES.items():
            pairs = []
            for _ in range(asked.rounds):
                begun = time.perf_counter()
                page(small)
                between = time.perf_counter()
                page(large)
                pairs.append((between - begun, time.perf_counter() - between))
                if pairs[-1][1] > 5:
                    break
            what = f"{name}, {asked.large:,} against {asked.middle:,}"
            how = f"{asked.middle:,} people are 1; counting all their calls would be {asked.large // asked.middle}"
            yield paired(what, pairs, 1.5, how, WHY)
    finally:
        small.close()
        large.close()


def _desk(home: Path) -> Desk:
    return open_station(look_around(env(home)))
