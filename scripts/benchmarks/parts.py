"""What can be measured, by the name that ``scripts/bench`` takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from asked import Asked
from rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """``module`` has ``function(asked)``, which gives rows; ``minutes`` after which it is ended."""

    module: str
    function: str
    minutes: float
    what: str
    books: tuple[str, ...] = ("small", "large")
    """The books of ``Asked`` that it needs."""

    def rows(self, asked: Asked) -> Iterator[Row]:
        """Measure. Raises whatever goes wrong."""
        measure: Callable[[Asked], Iterator[Row]] = getattr(import_module(self.module), self.function)
        return measure(asked)


PARTS = {
    "key": Part("pressing", "rows", 4, "an outcome's key to the next card"),
    "store": Part("storing", "rows", 4, "the store alone, against Anki's backend", ("middle",)),
    "next": Part("next_up", "rows", 3, "the next 25 people"),
    "start": Part("starting", "start", 4, "start to the first card", ("large",)),
    "shell": Part("starting", "shell", 2, "a whole command", ("large",)),
    "find": Part("finding", "rows", 5, "finding while typing", ("large",)),
    "import": Part("bringing", "rows", 8, "a long list brought in", ()),
    "history": Part("remembering", "rows", 3, "a long history opened", ("small",)),
    "memory": Part("weighing", "rows", 7, "memory", ("large",)),
    "stats": Part("counting", "rows", 2, "pages of statistics", ("middle", "large")),
    "team": Part("seats", "rows", 6, "seats of a team at one queue", ()),
}
