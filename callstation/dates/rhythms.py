"""How often a relationship wants a call (H8): ``7d``, ``monthly``, ``every 3 months``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from callstation.dates.moments import add_months
from callstation.errors import DateNotUnderstoodError
from callstation.text import clean_line, count_of

_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_NAMED = {
    "daily": (1, "d"),
    "weekly": (1, "w"),
    "fortnightly": (2, "w"),
    "monthly": (1, "m"),
    "quarterly": (3, "m"),
    "half-yearly": (6, "m"),
    "half yearly": (6, "m"),
    "yearly": (1, "y"),
    "annually": (1, "y"),
}
_WORDS = {
    **dict.fromkeys(("d", "day", "days"), (1, "d")),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), (1, "w")),
    **dict.fromkeys(("fortnight", "fortnights"), (2, "w")),
    **dict.fromkeys(("m", "mo", "mos", "month", "months"), (1, "m")),
    **dict.fromkeys(("q", "quarter", "quarters"), (3, "m")),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), (1, "y")),
}
_NUMBERS = {"other": 2, "second": 2, "two": 2, "three": 3, "third": 3, "four": 4, "six": 6}
_WRITTEN = re.compile(r"(?:every )?(?:([0-9]{1,4}) ?|([a-z]{3,6}) )?([a-z]{1,10})")
_LONGEST_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_TEN_YEARS = 3660


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A call every ``n`` times ``unit`` ('d', 'w', 'm' or 'y')."""

    n: int
    unit: str

    def after(self, day: date) -> date:
        """The day on which the next call is due, where ``day`` saw the last contact; month ends are kept."""
        if self.unit == "d":
            return day + timedelta(days=self.n)
        if self.unit == "w":
            return day + timedelta(weeks=self.n)
        return add_months(day, self.n * (12 if self.unit == "y" else 1))

    @property
    def words(self) -> str:
        """As it is said: ``every 3 months``, ``every week``."""
        unit = _UNITS[self.unit]
        return f"every {unit}" if self.n == 1 else f"every {count_of(self.n, unit)}"

    @property
    def code(self) -> str:
        """As it is stored: ``3m``."""
        return f"{self.n}{self.unit}"


def read_rhythm(text: str) -> Rhythm:
    """The rhythm that ``text`` names: ``7d``, ``2w``, ``3m``, ``1y``, ``monthly``, ``every 3 months``.

    Here ``m`` is months. Words of two meanings (biweekly, bimonthly) and anything longer than ten years are
    refused: raises DateNotUnderstoodError.
    """
    phrase = clean_line(text[:80]).lower()
    if phrase in _NAMED:
        return Rhythm(*_NAMED[phrase])
    found = _WRITTEN.fullmatch(phrase)
    if found is None or found[3] not in _WORDS or (found[2] and found[2] not in _NUMBERS):
        raise _refused(phrase, "is no rhythm I know")
    if not (found[1] or found[2] or phrase.startswith("every ")):
        raise _refused(phrase, "says no number")
    times, unit = _WORDS[found[3]]
    n = times * (int(found[1]) if found[1] else _NUMBERS.get(found[2] or "", 1))
    if n == 0:
        raise _refused(phrase, "would be no rhythm at all")
    if n * _LONGEST_DAYS[unit] > _TEN_YEARS:
        raise _refused(phrase, "is longer than ten years")
    return Rhythm(n, unit)


def _refused(phrase: str, why: str) -> DateNotUnderstoodError:
    shown = f'"{phrase[:40]}"' if phrase else "Nothing"
    return DateNotUnderstoodError(
        f"{shown} {why}: say how often, like 2w, 3m, monthly or every 6 months", word=phrase[:40]
    )
