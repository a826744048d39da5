"""A round of "The reason I'm calling is ___" (S10): who plays, what an idea would do, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from callstation.desk.desk import Desk
from callstation.errors import RefusedError, UsageError
from callstation.model.cards import Finding
from callstation.model.ideas import Idea, IdeaStatus, Round
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.brainstorm import Countdown, essence, next_player, points_of, same_idea, scores, turn_of
from callstation.rules.idea_audience import guessed_audience
from callstation.rules.library import LONGEST_WORDS
from callstation.store import ideas, library, reason_reach, reasons
from callstation.text import clean_line


@dataclass(frozen=True, slots=True)
class Look:
    """What an idea would do: whom it is for, how many people that is, and what the language check finds (H7)."""

    audience: Audience
    reached: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def points(self) -> int:
        """What it counts."""
        return points_of(self.reached, len(self.findings))


class Judge:
    """Looks at ideas as they are typed: the book is asked once for each audience, not for each letter."""

    def __init__(self, desk: Desk) -> None:
        """Raises StoreError."""
        self._tools = desk.tools
        self._vocabulary = ideas.vocabulary_of(desk.tools.book)
        self._reached: dict[Audience, int] = {}

    def look(self, kind: ReasonKind, text: str) -> Look:
        """An idea as it stands; whom it is for is guessed from its words. Raises StoreError."""
        audience = guessed_audience(kind, text, self._vocabulary)
        return Look(audience, self.reach(kind, audience), findings_of(text))

    def reach(self, kind: ReasonKind, audience: Audience) -> int:
        """How many people a reason for this audience would be for today. Raises StoreError."""
        if audience not in self._reached:
            tools = self._tools
            reason = Reason(0, kind, "x", audience=audience)
            self._reached[audience] = reason_reach.reach(tools.book, tools.frame, reason, tools.clock.now())
        return self._reached[audience]

    def forget(self) -> None:
        """Something was kept: whom other ideas reach may be others now."""
        self._reached.clear()


@lru_cache(maxsize=256)
def findings_of(text: str) -> tuple[Finding, ...]:
    """What the language check finds in an idea (H7)."""
    from callstation.language.check import TextKind, check

    return tuple(check(text, TextKind.LINE)) if text else ()


# the game -----------------------------------------------------------------------------------------------
class Game:
    """One round, from its beginning to the bell; everything in it is stored as it comes."""

    def __init__(self, desk: Desk, round_: Round) -> None:
        """Goes on with ``round_`` where it was left, its clock standing. Raises StoreError."""
        book = desk.tools.book
        self._desk = desk
        self.round = round_
        self.clock = Countdown(round_.seconds, round_.played)
        self.ideas: list[Idea] = ideas.of_round(book, round_.id)
        begun = ideas.typed(book, round_.id)
        self.typed = begun.text if begun else ""
        """What was being typed when the round was cut off."""
        self.turn = turn_of(len(self.ideas), begun.kind if begun else None)
        last = begun or (self.ideas[-1] if self.ideas else None)
        self.player = last.player if last and last.player in round_.players else round_.players[0]
        self._elsewhere = ideas.waiting(book)
        self._library = {essence(r.text): r.text for r in reasons.library(book)}

    # the clock
    @property
    def _at(self) -> float:
        return self._desk.tools.clock.monotonic()

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.clock.left(self._at)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.clock.over(self._at)

    def start(self) -> None:
        """Let the clock run."""
        self.clock = self.clock.start(self._at)

    def stop(self) -> None:
        """Let the clock stand, and note how far it came. Raises StoreError."""
        self.clock = self.clock.stop(self._at)
        self._keep_time()

    def _keep_time(self) -> None:
        ideas.keep_time(self._desk.tools.book, self.round.id, int(self.clock.spent(self._at)))

    # players and points
    @property
    def scores(self) -> dict[str, int]:
        """The points of every player."""
        return scores(self.ideas, self.round.players)

    def pass_on(self) -> None:
        """The keyboard goes to the next player."""
        self.player = next_player(self.round.players, self.player)

    # ideas
    def keep(self, kind: ReasonKind, text: str) -> None:
        """Keep what is being typed. Raises StoreError."""
        tools = self._desk.tools
        with tools.book.transaction():
            ideas.keep_typed(tools.book, self.round.id, self.player, kind, _one_line(text), tools.clock.now())
            self._keep_time()

    def said_before(self, text: str) -> str:
        """Where this very idea is already, in a few words; '' where it is new."""
        text = _one_line(text)
        if found := same_idea(text, self.ideas):
            return "you had" if found.player == self.player else f"{found.player} had"
        if same_idea(text, self._elsewhere):
            return "an earlier round had"
        return "your library has" if text and essence(text) in self._library else ""

    def add(self, kind: ReasonKind, text: str, look: Look) -> Idea:
        """Store an idea, and on to the next turn. Raises UsageError for no words, StoreError."""
        text = _one_line(text)
        if not text:
            raise UsageError("a few words are enough; nobody reads them but you")
        tools = self._desk.tools
        idea = ideas.add(
            tools.book,
            self.round.id,
            self.player,
            kind,
            text,
            tools.clock.now(),
            points=look.points,
            reached=look.reached,
        )
        self._keep_time()
        self.ideas.append(idea)
        self.turn += 1
        return idea

    def end(self) -> None:
        """The round is over; its ideas wait to be looked through. Raises StoreError."""
        self.stop()
        ideas.end(self._desk.tools.book, self.round.id, self._desk.now)
        self.ideas = ideas.of_round(self._desk.tools.book, self.round.id)


def open_round(desk: Desk) -> Round | None:
    """The caller's round that was cut off or left, None where the last one was ended. Raises StoreError."""
    found = ideas.last_round(desk.tools.book, desk.tools.frame.caller)
    return found if found is not None and found.ended_at is None else None


def usual_players(desk: Desk) -> tuple[str, ...]:
    """Who played last time; the caller where nobody has. Names are typed once."""
    found = ideas.last_round(desk.tools.book, desk.tools.frame.caller)
    return found.players if found else ((clean_line(desk.tools.frame.caller) or "me"),)


def begin(desk: Desk, players: tuple[str, ...], minutes: int) -> Game:
    """Begin a round; its clock runs. Raises StoreError."""
    game = Game(desk, ideas.begin(desk.tools.book, desk.tools.frame.caller, players, minutes * 60, desk.now))
    game.start()
    return game


def waiting_count(desk: Desk) -> int:
    """How many ideas wait to be looked through. Raises StoreError."""
    return ideas.waiting_count(desk.tools.book)


# afterwards ---------------------------------------------------------------------------------------------
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

    def keep(self, idea: Idea, audience: Audience) -> Kept:
        """Make it a reason for this audience. Raises UsageError where it cannot be one, RefusedError where
        somebody else was quicker, StoreError."""
        tools, now = self._desk.tools, self._desk.now
        with tools.book.transaction():
            self._check(idea)
            written = library.write(
                tools.book, tools.frame, Reason(0, idea.kind, idea.text, audience=audience), now
            )
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
            text = _one_line(text)
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


def _one_line(text: str) -> str:
    return clean_line(text)[:LONGEST_WORDS].strip()


def day_words(at: datetime, desk: Desk) -> str:
    """``today``, ``Thu 12 Mar``: the caller's day of a moment."""
    from callstation.dates.spoken import relative_day
    from callstation.rules.windows import zone_of

    zone = zone_of(desk.tools.frame.zone)
    return relative_day(at.astimezone(zone).date(), desk.now.astimezone(zone).date())
