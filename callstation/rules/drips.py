"""Something of value by email, month by month (practice F4): for whom, when, and which item.

For people who cannot be reached and for those who said *not now*: their standing is drip. Whatever brings them back
into a conversation, and a no, ends it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from callstation.dates.rhythms import read_rhythm
from callstation.model.reasons import Reason, ReasonKind

FOR_A_CALL = frozenset((ReasonKind.INTRODUCTION, ReasonKind.NEW_YOU))
"""An introduction is given to two people at once; a second beginning is made with a question (S9)."""
EVERY = "1m"
"""How often, where the settings say nothing else."""


def next_drip(after: date, every: str) -> date:
    """The day of the next item, where ``after`` saw the last one (or the call that began it).

    Raises DateNotUnderstoodError for an ``every`` that is no rhythm.
    """
    return read_rhythm(every or EVERY).after(after)


def item_for(fitting: Sequence[Reason], dripped: Collection[int]) -> Reason | None:
    """The reason to send, None where none is left: the best of those that fit and were never used with this person.

    Only one that gives (H1), and none whose id is in ``dripped``: those were in an email of theirs before. What
    wants a voice is left to a call.
    """
    return next((r for r in fitting if r.gives and r.kind not in FOR_A_CALL and r.id not in dripped), None)
