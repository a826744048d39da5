"""A silence on the card: explanations with the user's own keys, and the trail by weekday and hour (F2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.model.calls import Outcome
from callstation.model.silence import Explanation, Try
from callstation.widgets.card_view_model import StationView
from callstation.widgets.silence_layout import silence_rows, trail_rows
from callstation.widgets.spans import width_of

NO, MACHINE = Outcome.NO_ANSWER, Outcome.VOICEMAIL
MON, TUE, THU = 9, 10, 12  # March 2026


@dataclass
class Shown:
    """As much of a card as the layout looks at."""

    silence: tuple[Explanation, ...] = ()
    tries: tuple[Try, ...] = ()
    untried: tuple[str, ...] = ()


def at(day: int, hour: int, outcome: Outcome) -> Try:
    return Try(datetime(2026, 3, day, hour, 10, tzinfo=UTC), outcome)


def text(rows: list[Any]) -> list[tuple[str, str]]:
    return [(label, "".join(words for words, _ in line)) for label, line in rows]


LOST = Explanation("D2", "your number was lost?", "A sentence.", "leave it twice, slowly", "v", "voicemail_script")
FORGOT = Explanation("D4", "it slipped their mind?", "A sentence.", "remind them kindly", "m", "email")


def test_each_explanation_with_the_key_that_the_user_gave_it() -> None:
    view = StationView(now=datetime(2026, 3, 12, tzinfo=UTC), keys={"email": "f2"})
    card: Any = Shown(silence=(LOST, FORGOT))
    assert text(silence_rows(card, view, most=3)) == [
        ("silence", "not a no: your number was lost?      v leave it twice, slowly"),
        ("", "          it slipped their mind?     f2 remind them kindly"),
    ]
    assert len(silence_rows(card, view, most=1)) == 1


TRAIL = (at(THU, 17, MACHINE), at(TUE, 9, NO), at(MON, 9, NO))


@pytest.mark.parametrize(
    ("tries", "untried", "rows"),
    [
        ((), ("after 17:00",), []),
        (TRAIL[:1], ("after 17:00",), []),
        (TRAIL, (), [("tried", "Mon 9:10, Tue 9:10 no answer · Thu 17:10 voicemail")]),
        (
            TRAIL,
            ("10:00-17:00",),
            [("tried", "Mon 9:10, Tue 9:10 no answer · Thu 17:10 voicemail"), ("not yet tried", "10:00-17:00")],
        ),
        (TRAIL[1:], ("after 17:00",), [("tried", "Mon 9:10, Tue 9:10 no answer   not yet: after 17:00")]),
    ],
)
def test_f2_the_trail_oldest_first(tries: tuple[Try, ...], untried: tuple[str, ...], rows: list[Any]) -> None:
    card: Any = Shown(tries=tries, untried=untried)
    assert text(trail_rows(card, 63)) == rows


def test_f2_where_not_all_fit_the_oldest_give_way() -> None:
    card: Any = Shown(tries=TRAIL * 2)
    [(_, trail)] = text(trail_rows(card, 63))
    assert trail.startswith("… ")
    assert trail.endswith("Mon 9:10, Tue 9:10 no answer · Thu 17:10 voicemail")


@given(
    st.lists(st.builds(at, st.integers(1, 28), st.integers(7, 21), st.sampled_from([NO, MACHINE])), max_size=20),
    st.integers(40, 90),
)
def test_the_trail_fits_whatever_was_tried(tries: list[Try], width: int) -> None:
    card: Any = Shown(tries=tuple(tries), untried=("before 10:00", "after 17:00"))
    for _, line in trail_rows(card, width):
        assert width_of(line) <= width
