"""The brainstorm (practice S10): who plays, how long, what is asked next, and what an idea counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from callstation.errors import UsageError
from callstation.model.ideas import Idea, IdeaStatus
from callstation.model.reasons import ReasonKind
from callstation.rules.prompts import PROMPTS
from callstation.text import clean_line

ENOUGH = 20
GOAL = 30
"""From 20 ideas on the goal is reached; 30 are the whole of it (S10)."""
LENGTHS = (5, 10, 15, 20)
"""Minutes that a round may last."""
USUAL = 10
MOST_PLAYERS = 8
LONGEST_NAME = 24
_LITTLE = frozenset(
    (
        "a",
        "an",
        "the",
        "that",
        "this",
        "these",
        "those",
        "to",
        "of",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "be",
        "been",
        "it",
        "its",
        "we",
        "i",
        "you",
        "your",
        "our",
        "us",
        "my",
        "me",
        "they",
        "their",
        "now",
        "can",
        "have",
        "has",
        "will",
    )
)


# the clock ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock that runs backwards and can be stopped. Moments are seconds on a monotonic clock."""

    seconds: float
    played: float = 0.0
    since: float | None = None
    """When it was last started, None while it stands."""

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.since is not None

    def spent(self, at: float) -> float:
        """Seconds played up to ``at``; never more than there are."""
        run = max(0.0, at - self.since) if self.since is not None else 0.0
        return min(self.seconds, self.played + run)

    def left(self, at: float) -> float:
        """Seconds left at ``at``."""
        return self.seconds - self.spent(at)

    def over(self, at: float) -> bool:
        """Whether the time is up."""
        return self.left(at) <= 0

    def start(self, at: float) -> Countdown:
        """Let it run; one that runs already goes on."""
        return self if self.running else replace(self, since=at)

    def stop(self, at: float) -> Countdown:
        """Let it stand."""
        return replace(self, played=self.spent(at), since=None)


# who plays ----------------------------------------------------------------------------------------------
def read_players(typed: str) -> tuple[str, ...]:
    """The players in ``typed``: names with commas between. Raises UsageError for none, or too many."""
    names: dict[str, str] = {}
    for part in typed.replace(";", ",").replace(" & ", ",").replace(" and ", ",").split(","):
        name = clean_line(part)[:LONGEST_NAME].strip()
        if name:
            names.setdefault(name.casefold(), name)
    if not names:
        raise UsageError("who plays? One name is enough; more of them with commas between")
    if len(names) > MOST_PLAYERS:
        raise UsageError(f"up to {MOST_PLAYERS} can share one keyboard; more of you play better in two rounds")
    return tuple(names.values())


def next_player(players: Sequence[str], player: str) -> str:
    """Who has the keyboard after ``player``."""
    at = players.index(player) if player in players else -1
    return players[(at + 1) % len(players)]


# what is asked ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen asks now."""

    kind: ReasonKind
    question: str


def asked_at(turn: int) -> Asked:
    """The question of one turn (0 is the first): every kind in its order, then every kind again with another one."""
    kinds = list(PROMPTS)
    kind = kinds[turn % len(kinds)]
    questions = PROMPTS[kind]
    return Asked(kind, questions[turn // len(kinds) % len(questions)])


def turn_of(turn: int, kind: ReasonKind | None) -> int:
    """The first turn from ``turn`` on in which this kind is asked for; ``turn`` itself for None."""
    kinds = list(PROMPTS)
    if kind not in kinds:
        return turn
    return turn + (kinds.index(kind) - turn) % len(kinds)


# what an idea counts ------------------------------------------------------------------------------------
def points_of(reached: int, findings: int) -> int:
    """One for any idea, and one more where it reaches somebody and the language check finds nothing in it."""
    return 2 if reached > 0 and not findings else 1


def scores(ideas: Iterable[Idea], players: Sequence[str] = ()) -> dict[str, int]:
    """The points of every player, in the order of ``players`` and then of their first ideas. What becomes of an
    idea afterwards takes no point away; one that was not entered has none yet."""
    found = dict.fromkeys(players, 0)
    for idea in ideas:
        if idea.status is not IdeaStatus.TYPING:
            found[idea.player] = found.get(idea.player, 0) + idea.points
    return found


def essence(text: str) -> frozenset[str]:
    """The words that make an idea this one and not another: in any order, without the little ones."""
    words = frozenset("".join(c if c.isalnum() else " " for c in text.casefold().replace("'", "")).split())
    return words - _LITTLE or words


def same_idea(text: str, others: Iterable[Idea]) -> Idea | None:
    """The one of ``others`` that says the same, None where there is none."""
    wanted = essence(text)
    return next((idea for idea in others if wanted and essence(idea.text) == wanted), None)
