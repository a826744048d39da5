"""Many patterns looked for at once, in one walk over the words.

A place that is reached remembers where its match began. One word is one step for every place that is reached,
so the work is at most words times places, whatever the patterns are.

A pattern is compiled when a text first holds a word that it cannot do without: most of a thousand patterns are
not needed for the first card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from callstation.language.pattern import ANY, Places, compile_pattern, needed_words
from callstation.language.words import Words

Match = tuple[int, int, int]
"""The tag of the pattern that was found, and its first and last word (indexes into :class:`Words`)."""


class Machine:
    """Looks for ``patterns``; a match says by its tag which one it is (its index). ``lists`` are what they name."""

    def __init__(self, patterns: Sequence[str], lists: Mapping[str, str]) -> None:
        self.patterns = patterns
        self._lists = lists
        self._words: list[frozenset[str]] = []
        self._follow: list[tuple[int, ...]] = []
        self._begin: dict[str, list[int]] = {}
        self._ends: list[int | None] = []
        # Where a place leads to, by word: made for a place when it is first reached.
        self._steps: list[dict[str, tuple[int, ...]] | None] = []
        # Patterns that begin with the same list stand on one copy of it: the places with which that ends.
        self._shared: dict[str, list[int]] = {}
        self._growing = Lock()
        self._done: set[int] = set()
        self._waiting: dict[str, list[int]] = {}
        for tag, source in enumerate(patterns):
            needed = needed_words(source)
            for word in needed:
                self._waiting.setdefault(word, []).append(tag)
            if not needed:
                self._grow([tag])

    def run(self, words: Words) -> list[Match]:
        """All matches, by their ends; of two that end in one place of one pattern, the longer."""
        self._wake(words)
        found: list[Match] = []
        reached: dict[int, int] = {}
        steps, ends, begin = self._steps, self._ends, self._begin
        nothing: list[int] = []
        for index, forms in enumerate(words.forms):
            now: dict[int, int] = {}
            for place, since in reached.items():
                step = steps[place]
                if step is None:
                    step = self._step(place)
                for form in forms:
                    for q in step.get(form, nothing):
                        if now.get(q, index) >= since:
                            now[q] = since
                if ANY in step and forms[0] != "^":
                    for q in step[ANY]:
                        if now.get(q, index) >= since:
                            now[q] = since
            for form in forms:
                for q in begin.get(form, nothing):
                    now.setdefault(q, index)
            for place, since in now.items():
                tag = ends[place]
                if tag is not None:
                    found.append((tag, since, index))
            if words.soft[index]:
                for place, since in reached.items():
                    if now.get(place, index) >= since:
                        now[place] = since
            reached = now
        return found

    def _wake(self, words: Words) -> None:
        """Compile what the text may need and no text has needed before."""
        waiting = self._waiting
        if not waiting:
            return
        woken = {form for forms in words.forms for form in forms if form in waiting}
        if woken:
            with self._growing:
                for form in woken:
                    self._grow([tag for tag in waiting.get(form, ()) if tag not in self._done])
                    waiting.pop(form, None)

    def _grow(self, tags: list[int]) -> None:
        for tag in tags:
            self._done.add(tag)
            places = compile_pattern(self.patterns[tag], self._lists)
            if places.after and places.after not in self._shared:
                shared = compile_pattern(self._lists[places.after], self._lists, share=False)
                base = self._add(shared, None)
                self._shared[places.after] = [base + p for p in shared.last]
                self._start(shared, base)
            base = self._add(places, tag)
            if places.after:
                heirs = tuple(base + p for p in places.first)
                for p in self._shared[places.after]:
                    self._follow[p] += heirs
                    self._steps[p] = None
            else:
                self._start(places, base)

    def _add(self, places: Places, tag: int | None) -> int:
        base = len(self._words)
        self._words += places.words
        self._follow += [tuple([base + q for q in follow]) for follow in places.follow]
        self._ends += [tag if p in places.last else None for p in range(len(places.words))]
        self._steps += [None] * len(places.words)
        return base

    def _start(self, places: Places, base: int) -> None:
        for p in places.first:
            for word in places.words[p]:
                self._begin.setdefault(word, []).append(base + p)

    def _step(self, place: int) -> dict[str, tuple[int, ...]]:
        table: dict[str, list[int]] = {}
        for q in self._follow[place]:
            for word in self._words[q]:
                table.setdefault(word, []).append(q)
        step = {word: tuple(qs) for word, qs in table.items()}
        self._steps[place] = step
        return step
