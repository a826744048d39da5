"""Many patterns looked for at once, in one walk over the words.

The places that one beginning has reached are one state, and where a word leads from a state is worked out once and
remembered: a text walks the same states as the texts before it. Two beginnings in one state are one (the earlier), so
the work is bounded by words times states times places, whatever the patterns are.

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


_Key = tuple[tuple[str, ...], bool, bool]
"""All that matters of one word: the forms that patterns know, whether it is an edge, whether it may be skipped."""


class _State:
    """All places that one beginning has reached, and where the words met so far lead from them."""

    __slots__ = ("moves", "places")

    def __init__(self, places: frozenset[int]) -> None:
        self.places = places
        self.moves: dict[_Key, _Move] = {}


_Move = tuple[_State | None, tuple[int, ...]]
"""Where a word leads (None: nowhere), and the tags of the patterns that it ends."""
_MOST_STATES = 20_000
"""More are forgotten: a rule of the user's cannot fill the memory."""


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
        # Where the words of the texts so far have led; forgotten when a pattern is added.
        self._known: set[str] = set()
        self._states: dict[frozenset[int], _State] = {}
        self._beginning = _State(frozenset())
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
        reached: dict[_State, int] = {}
        known, begin = self._known, self._beginning
        for index, forms in enumerate(words.forms):
            key: _Key = (tuple([form for form in forms if form in known]), forms[0] == "^", words.soft[index])
            now: dict[_State, int] = {}
            told: set[int] = set()
            for state, since in reached.items():
                move = state.moves.get(key) or self._move(state, key)
                for tag in move[1]:
                    if tag not in told:
                        told.add(tag)
                        found.append((tag, since, index))
                if move[0] is not None and move[0] not in now:
                    now[move[0]] = since
            move = begin.moves.get(key) or self._move(begin, key)
            found += [(tag, index, index) for tag in move[1] if tag not in told]
            if move[0] is not None and move[0] not in now:
                now[move[0]] = index
            reached = now
        return found

    def _move(self, state: _State, key: _Key) -> _Move:
        """Where one word leads from ``state``, and the patterns that end with it; remembered there."""
        forms, is_edge, is_soft = key
        now: set[int] = set()
        if state is self._beginning:
            for form in forms:
                now.update(self._begin.get(form, ()))
            stay: frozenset[int] = frozenset()
        else:
            for place in state.places:
                step = self._steps[place] or self._step(place)
                for form in forms:
                    if form in step:
                        now.update(step[form])
                if ANY in step and not is_edge:
                    now.update(step[ANY])
            stay = state.places if is_soft else frozenset()
        tags = tuple({tag for q in now if (tag := self._ends[q]) is not None})
        places = stay.union(now)
        after = self._states.get(places) if places else None
        if places and after is None:
            after = self._states[places] = _State(places)
        state.moves[key] = move = (after, tags)
        return move

    def _wake(self, words: Words) -> None:
        """Compile what the text may need and no text has needed before."""
        waiting = self._waiting
        if len(self._states) > _MOST_STATES:
            self._forget()
        if not waiting:
            return
        woken = {form for forms in words.forms for form in forms if form in waiting}
        if woken:
            with self._growing:
                for form in woken:
                    self._grow([tag for tag in waiting.get(form, ()) if tag not in self._done])
                    waiting.pop(form, None)
                self._forget()

    def _forget(self) -> None:
        self._states = {}
        self._beginning = _State(frozenset())

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
        self._known.update(*places.words)
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
