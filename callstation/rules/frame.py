"""The caller's own frame: what every rule needs to know of whoever sits at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from callstation.rules.calling_hours import DEFAULT, Hours, Limit, common, read_hours
from callstation.rules.days_off import PUBLIC, DaysOff
from callstation.rules.laws import laws_of
from callstation.rules.persistence import Patience
from callstation.rules.rhythms import TagRhythms


@dataclass(frozen=True, slots=True)
class Frame:
    """``zone`` is the caller's (IANA); ``hours`` hold where a person has none of their own."""

    zone: str
    caller: str = ""
    hours: Hours = DEFAULT
    days: frozenset[int] = frozenset(range(5))
    """Weekdays on which the caller works (0 is Monday): no promise is made for another."""
    patience: Patience = field(default_factory=Patience)
    rhythms: TagRhythms = ()
    """How often people with a tag want a call, where they have no rhythm of their own (H8)."""
    country: str = ""
    """The caller's (ISO 3166): its law holds for people of whom no place is known."""
    beyond_the_law: bool = False
    """Whether the hours of caller and person hold where the law is stricter: only the settings say so."""
    sessions: Hours | None = None
    """The caller's hours of calling, in their own zone: no promise is made for a day on which none of them falls
    into a person's hours. None where they are not known."""
    calendar: DaysOff = field(default=PUBLIC, compare=False, repr=False)
    """The public holidays of all places."""

    def hours_for(self, own: str, law: str, zones: tuple[str, ...] = (), home: str = "") -> Hours:
        """When somebody may be called: in the hours of their own (as written, '' for none) or else the caller's, and
        within the ``law`` (see laws.law_key) of where they are.

        ``zones`` are all in which they may be; ``home`` is their country and region, for holidays. Raises UsageError
        for hours that cannot be read.
        """
        return _hours_for(self.hours, own, law, self.country, self.beyond_the_law, zones[1:], home, self.calendar)


@lru_cache(maxsize=4096)
def _hours_for(
    usual: Hours, own: str, law: str, country: str, beyond: bool, also: tuple[str, ...], home: str, calendar: DaysOff
) -> Hours:
    chosen = read_hours(own, usual)
    wish = Limit(f"{'their own' if own.strip() else 'your'} calling hours are {chosen}", chosen.week)
    rules = tuple(row.limit for row in laws_of(law, country))
    week = chosen.week
    if beyond:
        return Hours(week, (), also, home, (wish,), rules, calendar)
    for rule in rules:
        week = common(week, rule.week)
    shut = tuple(rule.shut for rule in rules if rule.shut)
    return Hours(week, shut, also, home, (*rules, wish), (), calendar)
