"""Work on the reason library: whom one reaches, what came of it, how it sounds; writing, retiring, taking back."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from callstation.desk.carding import situation_of
from callstation.desk.desk import Desk
from callstation.desk.tools import Tools
from callstation.model.cards import Finding, Spoken
from callstation.model.people import Kind, Standing
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.introductions import Pair, introduced, pairs, reasons_for_pair
from callstation.rules.playbook import BY_REASON
from callstation.rules.promises import promise_days
from callstation.rules.windows import zone_of
from callstation.scripting.render import Renderer
from callstation.store import introductions, library, reading, reason_reach, reasons
from callstation.store.library import Written
from callstation.store.reason_reach import Someone
from callstation.store.reason_uses import Uses, uses

if TYPE_CHECKING:
    from callstation.rules.anonymity import Secret

SLICE = 4_000
"""People looked at first; later parts are as large as the time allows."""
BUDGET = 0.010
"""Seconds of one step of counting: a key that comes in between is not kept waiting."""
NAMED = 300
"""People whose names are kept while they are counted."""
EVERYBODY = Reason(0, ReasonKind.NEWS, "for everybody", audience=Audience(kinds=tuple(str(k) for k in Kind)))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a reason reaches, as far as it was counted. ``told`` of them have heard it already (S3)."""

    people: int = 0
    told: int = 0
    whole: bool = False
    first: tuple[tuple[int, bool], ...] = ()
    """(id, told) of the first few hundred."""


class Counting:
    """Counts whom a reason reaches, a few milliseconds at a time, however many people there are."""

    def __init__(self, tools: Tools, reason: Reason) -> None:
        """Raises StoreError."""
        self._book = tools.book
        self._reason_id = reason.id
        self._asked = reason_reach.ask(tools.book, reason)
        self._after = 0
        self._size = SLICE
        self._people = self._told = 0
        self._first: list[tuple[int, bool]] = []

    @property
    def reach(self) -> Reach:
        """What is known so far."""
        return Reach(self._people, self._told, self._after >= self._asked.top, tuple(self._first))

    def step(self, budget: float = BUDGET) -> Reach:
        """Go on counting for about ``budget`` seconds. Raises StoreError."""
        end = time.perf_counter() + budget
        while self._after < self._asked.top:
            begun = time.perf_counter()
            found = reason_reach.part(self._book, self._asked, self._reason_id, self._after, self._after + self._size)
            self._after += self._size
            self._people += len(found)
            self._told += sum(told for _, told in found)
            self._first += found[: NAMED - len(self._first)]
            now = time.perf_counter()
            self._size = int(self._size * min(4.0, max(0.25, budget / 2 / max(now - begun, 1e-5)))) or 1
            if now >= end:
                break
        return self.reach

    def whole(self) -> Reach:
        """Count to the end. Raises StoreError."""
        while not self.reach.whole:
            self.step(1.0)
        return self.reach


@dataclass(frozen=True, slots=True)
class Heard:
    """How a reason sounds to one person, by the script of its kind."""

    name: str
    script: str
    spoken: Spoken
    findings: tuple[Finding, ...]
    seconds: float


class Reasoning:
    """One caller's work on the library; its changes can be taken back as long as this lives."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tools = desk.tools
        self._renderer = Renderer()  # of its own: every letter makes a text that nobody will need again
        self._done: list[tuple[tuple[int, ...], str]] = []

    # looking ------------------------------------------------------------------------------------------
    def library(self, *, retired: bool = False) -> list[Reason]:
        """All reasons, with the retired ones if wanted. Raises StoreError."""
        return reasons.library(self.tools.book, with_retired=retired)

    def uses(self, reason: Reason) -> Uses:
        """How often it was used, and what came of it. Raises StoreError."""
        return uses(self.tools.book, reason.id)

    def counting(self, reason: Reason) -> Counting:
        """Count whom it reaches. Raises StoreError."""
        return Counting(self.tools, reason)

    def names(self, reach: Reach) -> list[Someone]:
        """Who the first of those reached are, by name. Raises StoreError."""
        return reason_reach.names(self.tools.book, list(reach.first))

    def used_with(self, person_id: int) -> set[int]:
        """The reasons that one person has heard. Raises StoreError."""
        return set(reasons.used_with(self.tools.book, [person_id]).get(person_id, ()))

    def hear(self, reason: Reason, person_id: int) -> Heard:
        """How it sounds to somebody, stored or not: the opener of the script for its kind.

        Raises NotFoundError, ScriptError, StoreError.
        """
        from callstation.desk.editing import judged

        tools, now = self.tools, self.desk.now
        person = reading.person(tools.book, person_id)
        facts = reading.facts(tools.book, person_id, tools.frame)
        days = promise_days(
            now.astimezone(zone_of(facts.zone)).date(),
            facts.attempts,
            facts.hours,
            facts.zone,
            tools.frame,
        )
        situation = replace(
            situation_of(tools, person, facts, reason, days, now), silent_about=self._silent(reason), lifted=()
        )
        name = "referral-source" if person.kind is Kind.REFERRAL_SOURCE else BY_REASON[reason.kind]
        if not reason.gives and person.standing is Standing.PROPOSAL_OPEN:
            name = "proposal-open"
        script, _ = tools.shelf.usable(name)
        spoken = self._renderer.render(script, "opener", situation)
        return Heard(person.name, script.name, spoken, *judged(tools, spoken.text, "opener"))

    def _silent(self, reason: Reason) -> Secret | None:
        keeper = reasons.confidant(self.tools.book, reason.client_id) if reason.anonymous else None
        return keeper.secret if keeper else None

    # changing -----------------------------------------------------------------------------------------
    def write(self, reason: Reason) -> Written:
        """Write a new reason, or change one. Raises UsageError, StoreError."""
        written = library.write(self.tools.book, self.tools.frame, reason, self.desk.now)
        self._changed("changed" if reason.id else "written", written)
        return written

    def retire(self, reason: Reason) -> Written:
        """Take it out of use, or back into it. Raises StoreError."""
        book, frame = self.tools.book, self.tools.frame
        written = library.retire(book, frame, reason.id, self.desk.now, back=reason.retired)
        self._changed("brought back" if reason.retired else "retired", written)
        return written

    def undo(self) -> str:
        """Take the last change to the library back; what it was, '' where there is none.

        Raises RefusedError for a reason that was used since, StoreError.
        """
        if not self._done:
            return ""
        undo_ids, what = self._done[-1]
        with self.tools.book.transaction():
            for undo_id in reversed(undo_ids):
                library.take_back(self.tools.book, self.tools.frame, undo_id, self.desk.now)
        self._done.pop()
        self.tools.forget_library()
        return what

    def _changed(self, what: str, *written: Written) -> None:
        self._done.append((tuple(w.undo_id for w in written), f"{what}: {written[0].reason.text}"))
        self.tools.forget_library()

    # introductions ------------------------------------------------------------------------------------
    def pairs(self) -> list[Pair]:
        """Who would gain from knowing whom, without those who were introduced already. Raises StoreError."""
        book = self.tools.book
        return pairs(introductions.seekers(book), introduced(reasons.library(book, with_retired=True)))

    def introduce(self, pair: Pair) -> tuple[Reason, Reason]:
        """Write the two reasons, one for either of them. Raises UsageError, StoreError."""
        book, frame = self.tools.book, self.tools.frame
        with book.transaction():
            first, second = (library.write(book, frame, r, self.desk.now) for r in reasons_for_pair(pair))
        self._changed("introduced", first, second)
        return first.reason, second.reason
