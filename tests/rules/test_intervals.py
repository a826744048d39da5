"""Wilson's interval against numbers from its literature, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.rules.intervals import clearly_better, share_words, wilson


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (the score method)
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_the_literature(hits, tries, low, high) -> None:
    found = wilson(hits, tries)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_holds_what_was_seen_and_stays_between_nothing_and_all(counts) -> None:
    hits, tries = counts
    found = wilson(hits, tries)
    assert 0 <= found.low <= found.high <= 1
    if tries:
        assert found.low <= found.rate <= found.high
        assert wilson(hits * 10, tries * 10).high - wilson(hits * 10, tries * 10).low < found.high - found.low
        mirrored = wilson(tries - hits, tries)
        assert mirrored.low == pytest.approx(1 - found.high)
    else:
        assert (found.low, found.high, found.rate) == (0, 1, None)


def test_a_little_luck_is_not_called_better() -> None:
    assert not clearly_better(wilson(3, 4), wilson(1, 4))
    assert clearly_better(wilson(300, 400), wilson(100, 400))
    assert not clearly_better(wilson(0, 0), wilson(0, 9))


def test_words() -> None:
    assert share_words(wilson(4, 10)) == "4 of 10, 17 to 69%"
    assert share_words(wilson(0, 0)) == "–"
    with pytest.raises(ValueError, match="5 of 4"):
        wilson(5, 4)
