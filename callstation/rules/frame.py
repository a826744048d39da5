"""The caller's own frame: what every rule needs to know of whoever sits at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

from callstation.rules.calling_hours import DEFAULT, Hours, Limit, common, read_hours
from callstation.rules.days_off import PUBLIC, DaysOff
from callstation.rules.laws import ELSEWHERE, laws_of
from callstation.rules.persistence import Patience
from callstation.rules.rhythms import TagRhythms

_MOST_KEPT = 4096


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
    _windows: dict[tuple[str, str, tuple[str, ...], str], Hours] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Hours made so far: each window of a book is looked at with every card."""

    def hours_for(self, own: str, law: str, zones: tuple[str, ...] = (), home: str = "") -> Hours:
        """When somebody may be called: in the hours of their own (as written, '' for none) or else the caller's, and
        within the ``law`` (see laws.law_key) of where they are.

        ``zones`` are all in which they may be; ``home`` is their country and region, for holidays. Raises UsageError
        for hours that cannot be read.
        """
        key = (own, law, zones, home)
        found = self._windows.get(key)
        if found is None:
            if len(self._windows) >= _MOST_KEPT:
                self._windows.clear()
            found = self._windows[key] = self._made(own, law, zones[1:], home)
        return found

    def _made(self, own: str, law: str, also: tuple[str, ...], home: str) -> Hours:
        chosen = read_hours(own, self.hours)
        wish = Limit(f"{'their own' if own.strip() else 'your'} calling hours are {chosen}", chosen.week)
        # Where we know no law, the careful default is for those of whom the caller knows no better.
        rows = (row for row in laws_of(law, self.country) if row.place != ELSEWHERE or not own.strip())
        rules = tuple(row.limit for row in rows)
        week = chosen.week
        if self.beyond_the_law:
            return Hours(week, (), also, home, (wish,), rules, self.calendar)
        for rule in rules:
            week = common(week, rule.week)
        shut = tuple(rule.shut for rule in rules if rule.shut)
        return Hours(week, shut, also, home, (*rules, wish), (), self.calendar)
