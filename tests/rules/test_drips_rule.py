"""Something of value by email (F4): how often, and never the same item twice."""

from __future__ import annotations

from datetime import date

import pytest
from invented import reason

from callstation.errors import DateNotUnderstoodError
from callstation.model.reasons import ReasonKind
from callstation.rules.drips import item_for, next_drip

DAY = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("every", "day"),
    [
        ("", date(2027, 2, 28)),
        ("1m", date(2027, 2, 28)),
        ("monthly", date(2027, 2, 28)),
        ("quarterly", date(2027, 4, 30)),
        ("2w", date(2027, 2, 14)),
    ],
)
def test_f4_monthly_or_quarterly_as_the_settings_say(every: str, day: date) -> None:
    assert next_drip(DAY, every) == day


def test_an_interval_that_is_none_is_refused() -> None:
    with pytest.raises(DateNotUnderstoodError, match="bimonthly"):
        next_drip(DAY, "bimonthly")


def test_f4_only_what_gives_and_never_the_same_twice() -> None:
    asks = reason(1, gives=False)
    meets = reason(2, ReasonKind.INTRODUCTION)
    first, second = reason(3), reason(4)
    fitting = (asks, meets, first, second)
    assert item_for(fitting, ()) is first
    assert item_for(fitting, {3}) is second
    assert item_for(fitting, {3, 4}) is None
