"""What a script can do to a value: ``{{ plan.call_on|spoken_day }}``.

Every filter hands a gap on as it is, so that what is missing stays visible; none of them can make a text much
longer than it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

ANYTHING = frozenset(("text", "list", "number", "flag", "day", "time", "any"))


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: the kinds of value it takes, the kind it gives ('' for the kind it took), how many arguments."""

    name: str
    takes: frozenset[str]
    gives: str
    most: int
    description: str
    apply: Callable[..., object]
    least: int = 0


def shown(value: object) -> str:
    """A value as it is spoken where no filter says otherwise: days as days, lists with "and", yes and no."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime, time)):
        return str(hour(value))
    if isinstance(value, date):
        return str(spoken_day(value))
    if isinstance(value, tuple):
        return str(list_words(value))
    return str(value)


def spoken_day(value: object) -> object:
    """``Thursday the 26th``: for days soon enough that the month goes without saying."""
    if not isinstance(value, date):
        return value
    from callstation.dates import spoken

    return spoken.spoken_day(value)


def spoken_date(value: object) -> object:
    """``Thursday, November 26th``: for days that are weeks away."""
    if not isinstance(value, date):
        return value
    from callstation.dates import spoken

    return spoken.spoken_day_long(value)


def weekday(value: object) -> object:
    """``Thursday``."""
    if not isinstance(value, date):
        return value
    from callstation.dates.words import DAYS

    return DAYS[value.weekday()]


def short_day(value: object, today: object) -> object:
    """``Thu 26 Nov``, with the year where it is far from ``today``: for the eye."""
    if not (isinstance(value, date) and isinstance(today, date)):
        return value
    from callstation.dates import spoken

    return spoken.short_day(value, today)


def hour(value: object) -> object:
    """``7:30 in the morning``."""
    if not isinstance(value, (datetime, time)):
        return value
    from callstation.dates import spoken

    return spoken.spoken_hour(value.time() if isinstance(value, datetime) else value)


_EXTENSION = re.compile(r"(?:\bextension|\bext\.?|x)[ ]?([0-9]{1,8})$", re.IGNORECASE)


def _said(text: str, pause: str) -> str:
    """A number digit by digit with ``pause`` between its groups; other text as it is."""
    if "\n" in text or not any(c.isdigit() for c in text):
        return text
    extension = _EXTENSION.search(text)
    main = text[: extension.start()] if extension else text
    groups: list[str] = re.findall(r"[0-9]+|[A-Za-z]+", main)
    if len(groups) > 4 and all(len(group) == 1 for group in groups):
        return text  # said digit by digit already
    if main.strip().startswith("+"):
        groups = _international(groups)
    elif len(groups) == 1 and len(groups[0]) == 11 and groups[0][0] == "1":
        groups = _in_threes(groups[0][1:])
    elif len(groups) == 1:
        groups = _in_threes(groups[0])
    said = pause.join(" ".join(group) if group.isdigit() else group for group in groups)
    return said + (f"{pause}extension {' '.join(extension[1])}" if extension else "")


def _international(groups: list[str]) -> list[str]:
    """Groups of a number that begins with +: the 1 of North America is not said, other country codes are."""
    if groups and groups[0] == "1" and len(groups) > 1:
        groups = groups[1:]
    elif len(groups) == 1 and len(groups[0]) == 11 and groups[0][0] == "1":
        groups = [groups[0][1:]]
    else:
        groups = [f"plus {' '.join(groups[0])}", *groups[1:]] if len(groups) > 1 else groups
    return _in_threes(groups[0]) if len(groups) == 1 else groups


def _in_threes(number: str) -> list[str]:
    """``6025550134`` as ``602 555 0134``: threes, and four at the end rather than one alone."""
    if len(number) <= 4 or not number.isdigit():
        return [number]
    cut = (len(number) - 1) // 3 * 3 - (3 if len(number) % 3 == 1 else 0)
    return [number[i : i + 3] for i in range(0, cut, 3)] + [number[cut:]]


def digits(value: object) -> object:
    """``6 0 2, 5 5 5, 0 1 3 4``: a number as it is read to somebody who writes it down."""
    return _said(value, ", ") if isinstance(value, str) else value


def slowly(value: object) -> object:
    """The same with a pause between the groups, for the second time (D2, D10)."""
    return _said(value, " … ") if isinstance(value, str) else value


def first(value: object) -> object:
    """The first item of a list."""
    return value[0] if isinstance(value, tuple) and value else value


def list_words(value: object, word: object = "and") -> object:
    """``a, b and c``."""
    if not isinstance(value, tuple):
        return value
    return value[0] if len(value) == 1 else f"{', '.join(value[:-1])} {word} {value[-1]}"


def count(value: object, one: object = "", many: object = "") -> object:
    """How many, and with a word for one and for many: ``3 tries``."""
    number = len(value) if isinstance(value, tuple) else value
    if not one or not isinstance(number, int):
        return number
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def capitalize_first(value: object) -> object:
    """With a capital at the beginning, the rest as it is."""
    return value[:1].upper() + value[1:] if isinstance(value, str) else value


def lower_first(value: object) -> object:
    """With a small letter at the beginning, the rest as it is."""
    return value[:1].lower() + value[1:] if isinstance(value, str) else value


def possessive(value: object) -> object:
    """``Maria's``, ``the Joneses'``."""
    if not isinstance(value, str):
        return value
    return value + ("’" if value.endswith(("s", "S")) else "’s")


def default(value: object, instead: object = "") -> object:
    """The value, or something else where there is none."""
    return value if isinstance(value, int) else value or instead


_TEXT, _LIST, _DAY = frozenset(("text", "any")), frozenset(("list", "any")), frozenset(("day", "any"))

FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            Filter("spoken_day", _DAY, "text", 0, "a day as you say it: Thursday the 26th", spoken_day),
            Filter("spoken_date", _DAY, "text", 0, "with the month: Thursday, November 26th", spoken_date),
            Filter("weekday", _DAY, "text", 0, "only the day's name: Thursday", weekday),
            Filter("short_day", _DAY, "text", 0, "short, for the eye: Thu 26 Nov", short_day),
            Filter("hour", frozenset(("time", "any")), "text", 0, "a time as you say it: 7:30 in the morning", hour),
            Filter("digits", _TEXT, "text", 0, "a number digit by digit: 6 0 2, 5 5 5, 0 1 3 4", digits),
            Filter("slowly", _TEXT, "text", 0, "the same with pauses", slowly),
            Filter("first", _LIST, "text", 0, "the first of a list", first),
            Filter("list_words", _LIST, "text", 1, "a list as you say it: a, b and c", list_words),
            Filter("count", _LIST | {"number"}, "any", 2, "how many: tries|count('try', 'tries')", count),
            Filter("capitalize_first", _TEXT, "text", 0, "with a capital at the beginning", capitalize_first),
            Filter("lower_first", _TEXT, "text", 0, "with a small letter at the beginning", lower_first),
            Filter("possessive", _TEXT, "text", 0, "Maria’s", possessive),
            Filter("default", ANYTHING, "", 1, "something else where there is no value", default, least=1),
        )
    }
)
"""Every filter that scripts know."""
