"""The vocabulary of the date grammar: every word that may stand in a phrase, and what it is."""

from __future__ import annotations

from collections.abc import Mapping

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _ranked(words: str, start: int) -> dict[str, int]:
    """Words by their place: groups are parted by commas, the words of one group mean the same."""
    return {word: n for n, group in enumerate(words.split(","), start) for word in group.split()}


WEEKDAYS = _ranked(
    "monday mon mo, tuesday tues tue tu, wednesday weds wed, thursday thurs thur thu th, friday fri fr,"
    "saturday sat sa, sunday sun su",
    0,
)
MONTH_NAMES = _ranked(
    "january jan, february feb febr, march mar, april apr, may, june jun, july jul, august aug,"
    "september sept sep, october oct, november nov, december dec",
    1,
)
NUMBERS = _ranked(
    "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen,"
    "sixteen, seventeen, eighteen, nineteen",
    1,
)
TENS = {word: n * 10 for word, n in _ranked("twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety", 2).items()}
ORDINALS = _ranked(
    "first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth,"
    "fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth",
    1,
) | {"thirtieth": 30}

TODAY = "today"
TOMORROW = _set("tomorrow tmrw tmrow tmr tmw tomo tom")

# Units of a span: what is counted (minutes, days, working days, months) and how many of it.
UNITS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("minutes", 1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("minutes", 60)),
    **dict.fromkeys(("d", "day", "days"), ("days", 1)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), ("days", 7)),
    **dict.fromkeys(("fortnight", "fortnights"), ("days", 14)),
    **dict.fromkeys(("mo", "mos", "mth", "mths", "month", "months"), ("months", 1)),
    **dict.fromkeys(("quarter", "quarters"), ("months", 3)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), ("months", 12)),
    **dict.fromkeys(("workday", "workdays", "weekday", "weekdays"), ("working", 1)),
}
WORKING = _set("business working work")
PERIODS = {"week": "week", "wk": "week", "month": "month", "quarter": "quarter", "qtr": "quarter", "year": "year"}

EDGES = {
    "beginning": "start",
    "start": "start",
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "end",
}
ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}

PARTS = {
    "morning": (0, 12),
    "lunchtime": (11, 15),
    "afternoon": (12, 18),
    "evening": (16, 24),
    "night": (18, 24),
}
"""Parts of the day: from which hour, up to which. An hour outside is a contradiction."""
PART_NAMES = {name: name for name in PARTS} | {"am": "morning", "lunch": "lunchtime", "pm": "afternoon"}

FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("new", "years", "eve"): (12, 31),
    ("new", "years", "day"): (1, 1),
}
"""Feasts that are always on one day (month, day). "Christmas" alone is a season, and refused."""

ABOUT = _set("around about approx approximately roughly circa ~")
AT = ABOUT | {"at", "@"}
ON = _set("on by for")
THEIRS = _set("their theirs his her hers")
MINE = _set("my mine our ours")

# Words refused with a sentence of their own, since people do write them.
VAGUE = _set(
    "soon sooner asap never sometime sometimes someday whenever later eventually anytime any now immediately "
    "maybe perhaps probably possibly hopefully ideally few several some bit while moment shortly tbd tba every each "
    "or not except either always"
)
PAST = _set("yesterday ago last previous past")
ZONES = _set(
    "est edt et cst cdt ct mst mdt mt pst pdt pt akst akdt hst utc gmt z bst ist cet cest local eastern central "
    "mountain pacific zulu"
)
FLOATING = _set(
    "christmas xmas easter thanksgiving holidays holiday ramadan hanukkah diwali spring summer autumn fall winter "
    "season weekend"
)
REFUSED = VAGUE | PAST | ZONES | FLOATING
NEED_AN_HOUR = _set("before after until till")

_OTHERS = _set(
    "this next coming upcoming after before between until half quarter past noon midday midnight oclock time "
    "couple hence away lunch lunchtime morning afternoon evening night tonight business working their call"
)


def known_words() -> list[str]:
    """All longer words of the grammar, sorted: to suggest one where a word is misspelt."""
    tables: tuple[Mapping[str, object], ...] = (WEEKDAYS, MONTH_NAMES, NUMBERS, TENS, ORDINALS, UNITS, EDGES)
    words = {word for table in tables for word in table} | TOMORROW | _OTHERS | {TODAY}
    return sorted(word for word in words if len(word) > 3)
