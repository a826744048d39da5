"""Going through the ideas of a brainstorm afterwards (S10): each becomes a reason, is dropped, or waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callstation.desk.brainstorming import one_line
from callstation.desk.desk import Desk
from callstation.errors import RefusedError, UsageError
from callstation.model.ideas import Idea, IdeaStatus
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.store import ideas, library


@dataclass(frozen=True, slots=True)
class Kept:
    """What one decision did; ``undo_id`` takes back what it wrote into the library, 0 where that was nothing."""

    idea: Idea
    status: IdeaStatus
    undo_id: int = 0
    brought: int = 0


class Keeping:
    """Going through the ideas that wait, one by one: kept, dropped, or left for another day."""

    def __init__(self, desk: Desk) -> None:
        """Raises StoreError."""
        self._desk = desk
        self.waiting: list[Idea] = ideas.waiting(desk.tools.book)
        self.done: list[Kept] = []

    def keep(self, idea: Idea, audience: Audience, *, client_id: int | None = None, anonymous: bool = False) -> Kept:
        """Make it a reason for this audience; ``client_id`` is whose story it is (who may be ``anonymous``, H5), or
        whom an introduction leads to. Raises UsageError where it cannot be one, RefusedError where somebody else
        was quicker, StoreError."""
        tools, now = self._desk.tools, self._desk.now
        reason = Reason(0, idea.kind, idea.text, audience=audience, client_id=client_id, anonymous=anonymous)
        with tools.book.transaction():
            self._check(idea)
            written = library.write(tools.book, tools.frame, reason, now)
            ideas.settle(tools.book, idea.id, IdeaStatus.KEPT, reason_id=written.reason.id)
        tools.forget_library()
        return self._settled(Kept(idea, IdeaStatus.KEPT, written.undo_id, written.brought))

    def drop(self, idea: Idea) -> Kept:
        """Let it go. Raises RefusedError where somebody else was quicker, StoreError."""
        with self._desk.tools.book.transaction():
            self._check(idea)
            ideas.settle(self._desk.tools.book, idea.id, IdeaStatus.DROPPED)
        return self._settled(Kept(idea, IdeaStatus.DROPPED))

    def _check(self, idea: Idea) -> None:
        """A team looks through the same ideas: what a colleague has settled is not settled twice."""
        if ideas.read(self._desk.tools.book, idea.id).status is not IdeaStatus.WAITING:
            raise RefusedError("somebody else has looked at this one in the meantime: l goes on to the next")

    def _settled(self, kept: Kept) -> Kept:
        self.waiting.remove(kept.idea)
        self.done.append(kept)
        return kept

    def change(self, idea: Idea, *, text: str | None = None, kind: ReasonKind | None = None) -> Idea:
        """Other words or another kind. Raises UsageError for no words, StoreError."""
        if text is not None:
            text = one_line(text)
            if not text:
                raise UsageError("an idea needs words; d drops it")
        changed = ideas.change(self._desk.tools.book, idea.id, text=text, kind=kind)
        self.waiting[self.waiting.index(idea)] = changed
        return changed

    def undo(self) -> Kept | None:
        """Take the last decision back: the idea waits again, in front. None where there is none.

        Raises RefusedError where the reason was used with somebody since.
        """
        if not self.done:
            return None
        tools, now = self._desk.tools, self._desk.now
        last = self.done[-1]
        with tools.book.transaction():
            ideas.settle(tools.book, last.idea.id, IdeaStatus.WAITING)
            if last.undo_id:
                library.take_back(tools.book, tools.frame, last.undo_id, now)
        if last.undo_id:
            tools.forget_library()
        self.done.pop()
        self.waiting.insert(0, replace(last.idea, status=IdeaStatus.WAITING))
        return last

    def count(self, status: IdeaStatus) -> int:
        """How many were kept, or dropped, so far."""
        return sum(kept.status is status for kept in self.done)


def day_words(at: datetime, desk: Desk) -> str:
    """``today``, ``Thu 12 Mar``: the caller's day of a moment."""
    from callstation.dates.spoken import relative_day
    from callstation.rules.windows import zone_of

    zone = zone_of(desk.tools.frame.zone)
    return relative_day(at.astimezone(zone).date(), desk.now.astimezone(zone).date())
