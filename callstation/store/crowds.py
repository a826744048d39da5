"""A number that many share: who of them may be somebody, without looking at all of them.

A switchboard's number stands in thousands of rows of a list, and each of these rows asks who has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from callstation.rules.arriving import last_of, may_agree, whole_of

CROWD = 32
"""People with one key; fewer are gone through one by one."""


class Crowd:
    """People with the same key, by the signs of their names (see rules/arriving.py)."""

    def __init__(self) -> None:
        self.ids: dict[int, None] = {}
        """All of them, in the order in which they came."""
        self._by_last: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._by_whole: defaultdict[int, dict[int, int]] = defaultdict(dict)

    def add(self, person_id: int, sign: int) -> None:
        """One more; or one of them who bears another name now, and is found by the old one, too."""
        self.ids.setdefault(person_id)
        self._by_last[last_of(sign)][person_id] = sign
        self._by_whole[whole_of(sign)][person_id] = sign

    def agreeing(self, sign: int) -> set[int]:
        """Who may be somebody whose name has this sign: all who are, and seldom somebody else."""
        last = last_of(sign)
        buckets: Iterable[dict[int, int]] = self._by_last.values()
        if last:
            buckets = (self._by_last.get(last, {}), self._by_last.get(0, {}), self._by_whole.get(whole_of(sign), {}))
        return {i for bucket in buckets for i, other in bucket.items() if may_agree(sign, other)}
