"""Public holidays of a country and its regions: no day for a promise, and in some places none for a call.

The days come from the ``holidays`` library, which takes a tenth of a second to import: it is asked when a year of a
place is first needed, and who holds a book may remember the answer there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date


class DaysOff:
    """The public holidays of places (``US-AL``, ``FR``), a year at a time, looked up once."""

    def __init__(self, look_up: Callable[[str, int], Mapping[date, str]]) -> None:
        self._look_up = look_up
        self._years: dict[tuple[str, int], Mapping[date, str]] = {}

    def name(self, place: str, day: date) -> str:
        """What holiday ``day`` is in ``place``, '' for none or where the place is not known."""
        if not place:
            return ""
        year = self._years.get((place, day.year))
        if year is None:
            year = self._years[place, day.year] = self._look_up(place, day.year)
        return year.get(day, "")


def from_library(place: str, year: int) -> Mapping[date, str]:
    """The holidays of a year in ``place``, by their English names; {} for a country that the library does not know.

    A region that it does not know has the holidays of its country.
    """
    import holidays

    country, _, region = place.partition("-")
    for part in (region or None, None):
        try:
            found = holidays.country_holidays(country, subdiv=part, years=year, expand=False, language="en_US")
        except NotImplementedError:
            continue
        return dict(found.items())
    return {}


PUBLIC = DaysOff(from_library)
"""Straight from the library."""
NO_DAYS_OFF = DaysOff(lambda _place, _year: {})
"""Where no place is known, or it makes no difference."""
