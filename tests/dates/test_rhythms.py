"""How often a relationship wants a call (H8)."""

from datetime import date

import pytest

from callstation.dates.rhythms import Rhythm, read_rhythm
from callstation.errors import DateNotUnderstoodError


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("7d", "7d", "every 7 days"),
        ("2w", "2w", "every 2 weeks"),
        ("1m", "1m", "every month"),
        ("3m", "3m", "every 3 months"),
        ("1y", "1y", "every year"),
        ("daily", "1d", "every day"),
        ("Weekly", "1w", "every week"),
        ("monthly", "1m", "every month"),
        ("quarterly", "3m", "every 3 months"),
        ("half-yearly", "6m", "every 6 months"),
        ("yearly", "1y", "every year"),
        (" every 6 weeks ", "6w", "every 6 weeks"),
        ("every week", "1w", "every week"),
        ("every other week", "2w", "every 2 weeks"),
        ("every quarter", "3m", "every 3 months"),
        ("90 days", "90d", "every 90 days"),
    ],
)
def test_rhythms_are_read(text, code, said):
    rhythm = read_rhythm(text)
    assert rhythm.code == code
    assert rhythm.words == said
    assert read_rhythm(rhythm.code) == rhythm
    assert read_rhythm(rhythm.words) == rhythm


@pytest.mark.parametrize(
    "text",
    ["", "0d", "often", "biweekly", "bimonthly", "-3d", "3", "m", "week", "11y", "3.5w", "9" * 50 + "d", "3 d w"],
)
def test_what_is_no_rhythm_is_refused(text):
    with pytest.raises(DateNotUnderstoodError, match="say how often"):
        read_rhythm(text)


def test_the_next_call_is_due_after_the_last_contact():
    last = date(2026, 1, 31)
    assert read_rhythm("7d").after(last) == date(2026, 2, 7)
    assert read_rhythm("2w").after(last) == date(2026, 2, 14)
    assert read_rhythm("1m").after(last) == date(2026, 2, 28)
    assert read_rhythm("quarterly").after(last) == date(2026, 4, 30)
    assert Rhythm(1, "y").after(date(2028, 2, 29)) == date(2029, 2, 28)
