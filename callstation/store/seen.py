"""Who came earlier in a long list, by what identifies them: millions of keys in little memory.

A bit for each key says at once that it is new, as nearly all are; the others are looked up in sorted runs.
A key may be mistaken for another (one in a hundred thousand millions): whoever asks compares the people themselves.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

MOST = 1 << 24
"""How many people there is room for."""
_BITS = 1 << 28
_HASH = (1 << 39) - 1
_RUN = 1 << 16
_LONGEST = 1 << 19


class Seen:
    """Keys and the people they stand for; ids count from ``first`` on."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._bits = bytearray(_BITS // 8)
        self._recent: dict[int, list[int]] = {}
        self._runs: list[array[int]] = []

    def add(self, keys: Iterable[str], person_id: int) -> None:
        """Note that these keys stand for somebody. Their id is less than ``first`` + :data:`MOST`."""
        bits, recent, place = self._bits, self._recent, person_id - self._first
        for key in keys:
            h = hash(key) & _HASH
            bits[(h & (_BITS - 1)) >> 3] |= 1 << (h & 7)
            known = recent.get(h)
            if known is None:
                recent[h] = [place]
            elif place not in known:
                known.append(place)
        if len(recent) >= _RUN:
            self._store()

    def find(self, keys: Iterable[str]) -> set[int]:
        """Everybody whom one of these keys may stand for."""
        found: set[int] = set()
        bits = self._bits
        for key in keys:
            h = hash(key) & _HASH
            if bits[(h & (_BITS - 1)) >> 3] >> (h & 7) & 1:
                found.update(self._people(h))
        return found

    def _people(self, h: int) -> Iterable[int]:
        for place in self._recent.get(h, ()):
            yield place + self._first
        low = h << 24
        for run in self._runs:
            i = bisect_left(run, low)
            while i < len(run) and run[i] >> 24 == h:
                yield (run[i] & (MOST - 1)) + self._first
                i += 1

    def _store(self) -> None:
        run = array("q", sorted(h << 24 | place for h, places in self._recent.items() for place in places))
        self._recent = {}
        # Few long runs are quicker to look through than many short ones; merging two sorted ones is cheap.
        while self._runs and len(run) >= len(self._runs[-1]) and len(run) < _LONGEST:
            run = array("q", sorted(self._runs.pop() + run))
        self._runs.append(run)
