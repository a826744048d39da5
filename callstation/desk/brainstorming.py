"""A round of "The reason I'm calling is ___" (S10): who plays, how long, and what they thought of."""

from __future__ import annotations

from callstation.desk.desk import Desk
from callstation.desk.judging import Look
from callstation.errors import UsageError
from callstation.model.ideas import Idea, Round
from callstation.model.reasons import ReasonKind
from callstation.rules.brainstorm import Countdown, essence, next_player, same_idea, scores, turn_of
from callstation.rules.library import LONGEST_WORDS
from callstation.store import ideas, reasons
from callstation.text import clean_line


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
        self._theirs: list[Idea] = []
        self.poll()
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
        return scores(self.all_ideas, self.round.players)

    @property
    def all_ideas(self) -> list[Idea]:
        """The ideas of this keyboard, and of colleagues who play at the same time, in their order."""
        return sorted([*self.ideas, *self._theirs], key=lambda idea: idea.id) if self._theirs else self.ideas

    def poll(self) -> bool:
        """Look what colleagues thought of meanwhile; whether there is anything new. Raises StoreError."""
        book = self._desk.tools.book
        if book.sqlite:
            return False  # one workstation: everybody plays at this keyboard
        before = self._theirs
        self._theirs = ideas.of_colleagues(book, self._desk.tools.frame.caller, self.round.started_at)
        return self._theirs != before

    def pass_on(self) -> None:
        """The keyboard goes to the next player."""
        self.player = next_player(self.round.players, self.player)

    # ideas
    def keep(self, kind: ReasonKind, text: str) -> None:
        """Keep what is being typed. Raises StoreError."""
        tools = self._desk.tools
        with tools.book.transaction():
            ideas.keep_typed(tools.book, self.round.id, self.player, kind, one_line(text), tools.clock.now())
            self._keep_time()

    def said_before(self, text: str) -> str:
        """Where this very idea is already, in a few words; '' where it is new."""
        text = one_line(text)
        if found := same_idea(text, self.all_ideas):
            return "you had" if found.player == self.player else f"{found.player} had"
        if same_idea(text, self._elsewhere):
            return "an earlier round had"
        return "your library has" if text and essence(text) in self._library else ""

    def add(self, kind: ReasonKind, text: str, look: Look) -> Idea:
        """Store an idea, and on to the next turn. Raises UsageError for no words, StoreError."""
        text = one_line(text)
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


def one_line(text: str) -> str:
    """An idea as it is kept: harmless, on one line, no longer than can be said."""
    return clean_line(text)[:LONGEST_WORDS].strip()
