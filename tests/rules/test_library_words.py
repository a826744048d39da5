"""Which reasons hold the words that were typed."""

from __future__ import annotations

import pytest

from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.library import holds

REASON = Reason(
    1,
    ReasonKind.POLICY,
    "that you can start with a single pallet in São Paulo",
    lead_in="You told me what was in your way.",
    audience=Audience(tags=("freight",), lifts=("minimum-order",)),
)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("", True),
        ("pallet", True),
        ("PAL start", True),
        ("sao", True),
        ("policy", True),
        ("minimum order", True),
        ("minimum-order", True),
        ("freight told", True),
        ("allet", False),
        ("pallet calendar", False),
        ("…", True),
    ],
)
def test_every_word_begins_one_of_the_reasons(words: str, there: bool) -> None:
    assert holds(REASON, words) is there
