"""Looking at an idea while it is typed (S10): whom it is for, how many people that is, what is empty in it (H7)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import inf

from callstation.desk.desk import Desk
from callstation.model.cards import Finding
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.brainstorm import points_of
from callstation.rules.idea_audience import guessed_audience
from callstation.store import ideas, reason_reach

PART = 5_000
"""People looked at between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an idea would do: whom it is for, how many people that is, and what the language check finds (H7)."""

    audience: Audience
    reached: int = 0
    findings: tuple[Finding, ...] = ()
    whole: bool = True
    """Whether everybody was counted who is reached."""

    @property
    def points(self) -> int:
        """What it counts."""
        return points_of(self.reached, len(self.findings))


@dataclass(slots=True)
class _Count:
    """How many an audience reaches, as far as the book was looked through."""

    asked: reason_reach.Asked
    after: int = 0
    reached: int = 0

    @property
    def whole(self) -> bool:
        return self.after >= self.asked.top


class Judge:
    """Looks at ideas as they are typed: the book is asked once for each audience, not for each letter."""

    def __init__(self, desk: Desk) -> None:
        """Raises StoreError."""
        self._tools = desk.tools
        self._vocabulary = ideas.vocabulary_of(desk.tools.book)
        self._counts: dict[Audience, _Count] = {}

    def look(self, kind: ReasonKind, text: str, *, within: float = inf) -> Look:
        """An idea as it stands; whom it is for is guessed from its words.

        ``within`` seconds the counting is left off where the book is large; the next look goes on with it. Raises
        StoreError.
        """
        audience = guessed_audience(kind, text, self._vocabulary)
        reached, whole = self.reach(kind, audience, within=within)
        return Look(audience, reached, self.findings(text), whole)

    def reach(self, kind: ReasonKind, audience: Audience, *, within: float = inf) -> tuple[int, bool]:
        """How many people a reason for this audience would be for today, and whether that is all of them; counting
        is left off after ``within`` seconds. Raises StoreError."""
        book, clock = self._tools.book, time.monotonic
        count = self._counts.get(audience)
        if count is None:
            asked = reason_reach.ask(book, Reason(0, kind, "", audience=audience))
            count = self._counts[audience] = _Count(asked)
        until = clock() + within
        while not count.whole:
            upto = count.after + PART
            count.reached += len(reason_reach.part(book, count.asked, 0, count.after, upto))
            count.after = upto
            if clock() > until:
                break
        return count.reached, count.whole

    def findings(self, text: str) -> tuple[Finding, ...]:
        """What the language check finds in an idea (H7)."""
        return self._tools.found(text, "line") if text else ()

    def forget(self) -> None:
        """Something was kept: whom other ideas reach may be others now."""
        self._counts.clear()
