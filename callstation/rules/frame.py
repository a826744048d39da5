"""The caller's own frame: what every rule needs to know of whoever sits at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

from callstation.rules.persistence import Patience
from callstation.rules.windows import DEFAULT, Hours


@dataclass(frozen=True, slots=True)
class Frame:
    """``zone`` is the caller's (IANA); ``hours`` hold where a person has none of their own."""

    zone: str
    caller: str = ""
    hours: Hours = DEFAULT
    days: frozenset[int] = frozenset(range(5))
    """Weekdays on which the caller works (0 is Monday): no promise is made for another."""
    patience: Patience = field(default_factory=Patience)
