"""The vocabulary of the date grammar: every word that may stand in a phrase, and what it is."""

from __future__ import annotations

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


def _numbered(lines: str, start: int = 0) -> dict[str, int]:
    return {word: n for n, line in enumerate(lines.strip().splitlines(), start) for word in line.split()}


WEEKDAYS = _numbered("""
    monday mon mo
    tuesday tues tue tu
    wednesday weds wed
    thursday thurs thur thu th
    friday fri fr
    saturday sat sa
    sunday sun su
""")

MONTH_NAMES = _numbered(
    """
    january jan
    february feb febr
    march mar
    april apr
    may
    june jun
    july jul
    august aug
    september sept sep
    october oct
    november nov
    december dec
    """,
    start=1,
)

NUMBERS = _numbered(
    """
    one
    two
    three
    four
    five
    six
    seven
    eight
    nine
    ten
    eleven
    twelve
    thirteen
    fourteen
    fifteen
    sixteen
    seventeen
    eighteen
    nineteen
    """,
    start=1,
)
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

ORDINALS = {
    **_numbered(
        """
        first
        second
        third
        fourth
        fifth
        sixth
        seventh
        eighth
        ninth
        tenth
        eleventh
        twelfth
        thirteenth
        fourteenth
        fifteenth
        sixteenth
        seventeenth
        eighteenth
        nineteenth
        twentieth
        """,
        start=1,
    ),
    "thirtieth": 30,
}

TODAY = frozenset(("today",))
TOMORROW = frozenset(("tomorrow", "tmrw", "tmrow", "tmr", "tmw", "tomo", "tom"))

# Units of a span: (kind, how many). Kinds: minutes, days, months; weeks are days.
UNITS = {
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
WORKING = frozenset(("business", "working", "work"))

# Parts of the day: the hours on the clock that may stand with each (from, up to), and where a bare hour of
# twelve lies: "8 in the evening" is 20:00. An hour outside is refused as a contradiction.
PARTS = {
    "morning": (0, 12),
    "lunchtime": (11, 15),
    "afternoon": (12, 19),
    "evening": (16, 24),
    "night": (18, 24),
}
PART_NAMES = {
    "morning": "morning",
    "am": "morning",
    "lunch": "lunchtime",
    "lunchtime": "lunchtime",
    "afternoon": "afternoon",
    "pm": "afternoon",
    "evening": "evening",
    "night": "night",
}

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
PERIODS = {"week": "week", "wk": "week", "month": "month", "quarter": "quarter", "qtr": "quarter", "year": "year"}

# Feasts that are always on one day of the year, by the words they are called by.
FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("new", "years", "eve"): (12, 31),
    ("new", "years", "day"): (1, 1),
}

AT = frozenset(("at", "@", "around", "about", "approx", "approximately", "roughly", "circa", "~"))
ON = frozenset(("on", "by", "for"))

THEIRS = frozenset(("their", "theirs", "his", "her", "hers"))
MINE = frozenset(("my", "mine", "our", "ours"))

# Words that are refused with a sentence of their own.
VAGUE = frozenset(
    """soon sooner asap never sometime sometimes someday whenever later eventually anytime any now immediately
    maybe perhaps probably possibly hopefully ideally few several some bit while moment shortly tbd tba
    every each or not except either recently always around""".split()
)
PAST = frozenset(("yesterday", "ago", "last", "previous", "past", "since"))
ZONE_WORDS = frozenset(
    """est edt et cst cdt ct mst mdt mt pst pdt pt akst akdt hst utc gmt z bst ist cet cest local eastern central
    mountain pacific zulu""".split()
)
FLOATING = frozenset(
    """christmas xmas easter thanksgiving holidays holiday ramadan hanukkah diwali spring summer autumn fall winter
    season weekend""".split()
)

OTHERS = frozenset(
    """this next coming upcoming of in the a an from after before between and to till until half quarter past noon
    midday midnight oclock clock am pm morning now time couple day hence away out eod cob call again back me him
    them us you ring phone sharp ish exactly hrs""".split()
)


def known_words() -> set[str]:
    """All words of the grammar, for a suggestion where one is misspelt."""
    tables: tuple[dict[str, object], ...] = (
        dict(WEEKDAYS),
        dict(MONTH_NAMES),
        dict(NUMBERS),
        dict(TENS),
        dict(ORDINALS),
        dict(UNITS),
        dict(PART_NAMES),
        dict(EDGES),
    )
    words = {word for table in tables for word in table} | TODAY | TOMORROW | OTHERS
    return {word for word in words if len(word) > 3}
