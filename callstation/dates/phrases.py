"""Dates in plain words, read strictly: every word is understood, or the phrase is refused and the word named.

The grammar never guesses. It refuses what is vague (soon), what contradicts itself (monday the 17th, where that is
a Tuesday), what has two days or two hours, and what is past. Its conventions are few: those for bare hours are in
``hours``, for weekdays in ``weekdays``, for months and quarters in ``periods``, for yearless dates in
``calendar_dates``.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from callstation.dates.combining import combined
from callstation.dates.cursor import Cursor
from callstation.dates.grammar import read_items
from callstation.dates.moments import Moment, When, resolve, zone_named
from callstation.dates.refusals import EXAMPLES, refuse
from callstation.dates.tokens import tokens
from callstation.dates.words import MINE
from callstation.text import clean_line

__all__ = ["LONGEST_PHRASE", "Moment", "When", "read_moment", "read_when"]

LONGEST_PHRASE = 100
"""Characters; a date needs no more."""


def read_when(text: str, now: datetime, *, day_first: bool = False) -> When:
    """What ``text`` means at ``now`` (aware, in the zone in which the phrase is meant).

    ``day_first`` reads 4/3 as the 4th of March. The result is never past, and never more than ten years ahead; its
    hour is None where none was named. Raises DateNotUnderstoodError with the word that was not understood.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if len(text) > LONGEST_PHRASE:
        raise refuse(f"That is long for a date: say it in fewer words, {EXAMPLES}", text[:20])
    try:
        cursor = Cursor(clean_line(text), now, day_first)
        found = read_items(cursor)
        if not found:
            raise refuse(f"No date was given: say one, {EXAMPLES}")
        return combined(found, now)
    except (OverflowError, ValueError):
        raise refuse(f"That is beyond the calendar: say a nearer day, {EXAMPLES}", text.strip()) from None


def read_moment(text: str, now_utc: datetime, *, zone: str, day_first: bool = False, my_zone: str = "") -> Moment:
    """What ``text`` means for somebody in ``zone``, at ``now_utc`` (aware), as a moment in ``zone``.

    "9am my time" is read in ``my_zone``, the caller's (IANA), and given in ``zone``. Raises
    DateNotUnderstoodError as ``read_when`` and ``resolve`` do, and where my time is named but ``my_zone`` is ''.
    """
    if not (my_zone and _says_mine(text)):
        when = read_when(text, now_utc.astimezone(zone_named(zone)), day_first=day_first)
        if when.whose == "mine":
            raise refuse('"my time" cannot be used here: say the hour in their time', "my time")
        return resolve(when, zone)
    # Not by what is understood in their zone: an hour to come here may have passed there.
    mine = resolve(read_when(text, now_utc.astimezone(zone_named(my_zone)), day_first=day_first), my_zone)
    if mine.at is None:
        return Moment(mine.day, None, zone)
    return Moment(mine.at.astimezone(zone_named(zone)).date(), mine.at, zone)


def _says_mine(text: str) -> bool:
    """Whether the phrase says that it is in the caller's own time."""
    found = [token.norm for token in tokens(clean_line(text[:LONGEST_PHRASE]))]
    return any(word in MINE for word in found) or ("for", "me") in pairwise(found)
