"""A person's own record of answered calls, as one column of their row: written and taken back with all the others."""

from __future__ import annotations

import json
from functools import lru_cache

from callstation.model.answers import UNKNOWN, Count, HourCount, OwnRecord


@lru_cache(maxsize=4096)
def own_of(text: str) -> OwnRecord:
    """A person's own record from its column."""
    if not text:
        return UNKNOWN
    whole, hours = json.loads(text)
    return OwnRecord(Count(*whole), {int(b): HourCount(Count(*c[:3]), *c[3:]) for b, c in hours.items()})


def text_of(own: OwnRecord) -> str:
    """A person's own record for its column."""
    if not own.all.calls:
        return ""

    def numbers(count: Count) -> list[int | None]:
        return [count.calls, count.answered, count.expected]

    hours = {str(b): [*numbers(h.count), h.first, h.last] for b, h in sorted(own.hours.items())}
    return json.dumps([numbers(own.all), hours], separators=(",", ":"))
