"""Many patterns looked for at once, in one walk over the words.

A place that is reached remembers where its match began. One word is one step for every place that is reached,
so the work is at most words times places, whatever the patterns are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from callstation.language.pattern import ANY, Places, compile_pattern
from callstation.language.words import Words


class Match(NamedTuple):
    """``tag`` of the pattern that was found, and its first and last word (indexes into :class:`Words`)."""

    tag: int
    first: int
    last: int


class Machine:
    """Compiled patterns, each with a number (its tag) that comes back with its matches."""

    def __init__(self, patterns: Iterable[tuple[int, Places]], lists: Mapping[str, str]) -> None:
        self._words: list[frozenset[str]] = []
        self._follow: list[tuple[int, ...]] = []
        self._begin: dict[str, list[int]] = {}
        self._ends: list[int | None] = []
        # Patterns that begin with the same list stand on one copy of it.
        shared: dict[str, list[int]] = {}
        for tag, places in patterns:
            base = self._add(places, tag)
            if places.after:
                shared.setdefault(places.after, []).extend(base + p for p in places.first)
            else:
                self._start(places, base)
        for name, heirs in shared.items():
            places = compile_pattern(lists[name], lists, share=False)
            base = self._add(places, None)
            self._start(places, base)
            for p in places.last:
                self._follow[base + p] += tuple(heirs)
        # Where a place leads to, by word: made for a place when it is first reached.
        self._steps: list[dict[str, tuple[int, ...]] | None] = [None] * len(self._words)

    def _add(self, places: Places, tag: int | None) -> int:
        base = len(self._words)
        self._words += places.words
        self._follow += [tuple(base + q for q in follow) for follow in places.follow]
        self._ends += [tag if p in places.last else None for p in range(len(places.words))]
        return base

    def _start(self, places: Places, base: int) -> None:
        for p in places.first:
            for word in places.words[p]:
                self._begin.setdefault(word, []).append(base + p)

    def run(self, words: Words) -> list[Match]:
        """All matches, by their ends; of two that end in one place of one pattern, the longer."""
        found: list[Match] = []
        reached: dict[int, int] = {}
        steps, ends, begin = self._steps, self._ends, self._begin
        for index, forms in enumerate(words.forms):
            boundary = forms[0] == "^"
            now: dict[int, int] = {}
            for place, since in reached.items():
                step = steps[place]
                if step is None:
                    step = self._step(place)
                for form in forms:
                    for q in step.get(form, ()):
                        if now.get(q, index) >= since:
                            now[q] = since
                if not boundary:
                    for q in step.get(ANY, ()):
                        if now.get(q, index) >= since:
                            now[q] = since
            for form in forms:
                for q in begin.get(form, ()):
                    now.setdefault(q, index)
            for place, since in now.items():
                tag = ends[place]
                if tag is not None:
                    found.append(Match(tag, since, index))
            if words.soft[index]:
                for place, since in reached.items():
                    if now.get(place, index) >= since:
                        now[place] = since
            reached = now
        return found

    def _step(self, place: int) -> dict[str, tuple[int, ...]]:
        table: dict[str, list[int]] = {}
        for q in self._follow[place]:
            for word in self._words[q]:
                table.setdefault(word, []).append(q)
        step = {word: tuple(qs) for word, qs in table.items()}
        self._steps[place] = step
        return step
