"""Brainstorming "The reason I'm calling is ___" (practice S10): ideas, and the round in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callstation.model.reasons import ReasonKind


class IdeaStatus(StrEnum):
    """What became of an idea."""

    TYPING = "typing"
    """Not entered yet: kept from its first letter on, so that nothing is lost by a kill."""
    WAITING = "waiting"
    """To be looked through."""
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Idea:
    """One ending of the sentence. ``at`` is aware UTC; ``points`` and ``reached`` are those of when it was entered."""

    id: int
    round_id: int
    player: str
    kind: ReasonKind
    text: str
    at: datetime
    status: IdeaStatus = IdeaStatus.WAITING
    points: int = 0
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One game: ``seconds`` long, ``played`` of them so far."""

    id: int
    caller: str
    players: tuple[str, ...]
    seconds: int
    played: int
    started_at: datetime
    ended_at: datetime | None = None
