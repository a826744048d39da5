"""Who came earlier in a long list, by what identifies them: millions of keys in little memory.

A bit for each key says at once that it is new, as nearly all are; the others are looked up in sorted runs.
A key may be mistaken for another (some ten in a million lists' rows): whoever asks compares the people themselves.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

MOST = 1 << 24
"""How many people there is room for."""
_BITS = 1 << 28
_LOW = _BITS - 1
_RUN = 1 << 18
_LONGEST = 1 << 19


class Seen:
    """Keys (see :func:`callstation.rules.arriving.hashed`) and the people for whom they stand."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)
        self._recent: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}
        """Who else stands for a key of ``_recent``."""
        self._runs: list[array[int]] = []

    def add(self, hashes: Iterable[int], person_id: int) -> None:
        """Note that these keys stand for somebody. Their id is less than :data:`MOST`."""
        bits, recent = self._bits, self._recent
        for h in hashes:
            bits[(h & _LOW) >> 3] |= 1 << (h & 7)
            if recent.setdefault(h, person_id) != person_id:
                more = self._more.setdefault(h, [])
                if not more or more[-1] != person_id:
                    more.append(person_id)
        if len(recent) >= _RUN:
            self._store()

    def add_unmet(self, hashes: Iterable[int], person_id: int) -> None:
        """The same for keys of which :meth:`met` has just said that none was there."""
        bits = self._bits
        for h in hashes:
            bits[(h & _LOW) >> 3] |= 1 << (h & 7)
        self._recent.update(dict.fromkeys(hashes, person_id))
        if len(self._recent) >= _RUN:
            self._store()

    def met(self, hashes: Sequence[int]) -> list[int]:
        """Those of ``hashes`` that may have been there."""
        bits = self._bits
        return [h for h in hashes if bits[(h & _LOW) >> 3] >> (h & 7) & 1]

    def people(self, h: int) -> list[int]:
        """Everybody for whom a key may stand, each once, in the order of their ids."""
        found = {self._recent[h], *self._more.get(h, ())} if h in self._recent else set()
        low = h << 24
        for run in self._runs:
            i = bisect_left(run, low)
            while i < len(run) and run[i] >> 24 == h:
                found.add(run[i] & (MOST - 1))
                i += 1
        return sorted(found)

    def _store(self) -> None:
        keys = [h << 24 | person_id for h, person_id in self._recent.items()]
        keys += [h << 24 | person_id for h, more in self._more.items() for person_id in more]
        keys.sort()
        run = array("q", keys)
        self._recent, self._more = {}, {}
        # Few long runs are quicker to look through than many short ones; merging two sorted ones is cheap.
        while self._runs and len(run) >= len(self._runs[-1]) and len(run) < _LONGEST:
            run = array("q", sorted(self._runs.pop() + run))
        self._runs.append(run)
