"""One table of phrases with their dates (tests/data/dates/phrases.jsonl) is the test of the grammar.

``expect`` is the day, with ``T`` and the hour where one must be returned; null where the phrase must be refused.
"""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callstation.dates.phrases import read_when
from callstation.errors import DateNotUnderstoodError

TABLE = Path(__file__).parents[1] / "data" / "dates" / "phrases.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
ZONE = ZoneInfo("America/New_York")


def test_the_table_is_large_and_unambiguous():
    assert len(ROWS) >= 250
    assert len({(row["now"], row["say"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("now", sorted({row["now"] for row in ROWS}))
def test_each_phrase_means_its_date_or_is_refused(now):
    wrong = []
    for row in (row for row in ROWS if row["now"] == now):
        try:
            when = read_when(row["say"], datetime.fromisoformat(now).replace(tzinfo=ZONE))
        except DateNotUnderstoodError:
            got, whose = None, ""
        else:
            got = when.day.isoformat() + ("" if when.hour is None else f"T{when.hour:%H:%M}")
            whose = when.whose
        if (got, whose) != (row["expect"], row.get("whose", "")):
            wrong.append(f"{row['say']}: {got} {whose}, not {row['expect']}")
    assert not wrong
