"""Regular customers get regular calls (S2, H8): a rhythm of their own, else the shortest that their tags have."""

from __future__ import annotations

import pytest

from callstation.errors import UsageError
from callstation.rules.rhythms import rhythm_of, tag_rhythms

RHYTHMS = tag_rhythms({"VIP": "weekly", "board": "quarterly", "#daily": "1d", "yearly": "1 year"})


def test_the_shortest_comes_first() -> None:
    assert RHYTHMS == (("daily", "1d"), ("vip", "1w"), ("board", "3m"), ("yearly", "1y"))


@pytest.mark.parametrize(
    ("own", "tags", "rhythm"),
    [
        ("", (), ""),
        ("", ("fair",), ""),
        ("", ("Board",), "3m"),
        ("", ("board", "vip"), "1w"),
        ("1y", ("board", "daily"), "1y"),
    ],
)
def test_h8_a_rhythm_of_their_own_wins_and_of_tags_the_shortest(own: str, tags: tuple[str, ...], rhythm: str) -> None:
    assert rhythm_of(own, tags, RHYTHMS) == rhythm


def test_a_rhythm_that_is_none_is_refused_by_the_tags_name() -> None:
    with pytest.raises(UsageError, match=r"\[rhythms\] vip: .*biweekly"):
        tag_rhythms({"vip": "biweekly"})
