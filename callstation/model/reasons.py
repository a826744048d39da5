"""Reasons: what goes in the blank of "The reason I'm calling is ___" (practice H2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ReasonKind(StrEnum):
    """What sort of value a reason brings."""

    NEWS = "news"
    POLICY = "policy"
    REGIME = "regime"
    CAPABILITY = "capability"
    NEW_YOU = "new you"
    OFFER = "offer"
    INVITATION = "invitation"
    INTRODUCTION = "introduction"
    STORY = "story"
    AGREED_STEP = "agreed step"
    PROMISE = "promise"
    PROPOSAL = "proposal"


BY_THEMSELVES = frozenset((ReasonKind.AGREED_STEP, ReasonKind.PROMISE, ReasonKind.PROPOSAL))
"""Kinds that come out of the record and are never written into the library."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a reason is for. An empty field lets everybody pass; fields are joined by *and*, words in one by *or*.

    ``lifts`` and ``answers`` narrow as well: only people who raised one of these objections (or complaints).
    An audience that names nobody in particular is for the people one works with; referral sources are the other
    list and have reasons of their own (T2).
    """

    kinds: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    after_bad_call: bool = False
    """Only people whose last conversation went badly (S9)."""
    people: tuple[int, ...] = ()
    """Only these people, by id: an introduction, or something thought of for one person."""
    also_no: bool = False
    """People who said no as well: of kind *regime* only, where the user says so (S7, H6)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One entry of the library."""

    id: int
    kind: ReasonKind
    text: str
    """The words for the blank: ``that the minimum order is gone``."""
    lead_in: str = ""
    """A sentence that puts the listener first (S4), '' for none."""
    link: str = ""
    attachment: str = ""
    valid_until: date | None = None
    audience: Audience = field(default_factory=Audience)
    strength: int = 5
    """1 to 9; the strongest that fits is used first."""
    gives: bool = True
    """Whether it gives something (H1) or asks."""
    anonymous: bool = False
    """A story whose client must never be named (H5). The words of one that leaves the book never name them."""
    client_id: int | None = None
    """Whose story it is; of an introduction, the person whom it leads to."""
    retired: bool = False
