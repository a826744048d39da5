"""What filters make of values, and that gaps pass through all of them."""

from datetime import date, datetime

import pytest

from callstation.scripting import filters
from callstation.scripting.filters import FILTERS
from callstation.scripting.records import Gap

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+16025550134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("+1 602 555 0134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("(602) 555-0134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("602.555.0134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("6025550134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("16025550134", "6 0 2, 5 5 5, 0 1 3 4"),
        ("1 602 555 0134", "1, 6 0 2, 5 5 5, 0 1 3 4"),
        ("555-0134", "5 5 5, 0 1 3 4"),
        ("+44 20 7946 0134", "plus 4 4, 2 0, 7 9 4 6, 0 1 3 4"),
        ("+442079460134", "4 4 2, 0 7 9, 4 6 0, 1 3 4"),
        ("020 7946 0134", "0 2 0, 7 9 4 6, 0 1 3 4"),
        ("602 555 0134 ext. 12", "6 0 2, 5 5 5, 0 1 3 4, extension 1 2"),
        ("602 555 0134 x12", "6 0 2, 5 5 5, 0 1 3 4, extension 1 2"),
        ("800 FLOWERS", "8 0 0, FLOWERS"),
        ("6 0 2, 5 5 5, 0 1 3 4", "6 0 2, 5 5 5, 0 1 3 4"),
        ("112", "1 1 2"),
        ("ask Tom", "ask Tom"),
        ("", ""),
    ],
)
def test_a_number_digit_by_digit(number: str, said: str) -> None:
    assert filters.digits(number) == said


def test_slowly_has_pauses() -> None:
    assert filters.slowly("602 555 0134") == "6 0 2 … 5 5 5 … 0 1 3 4"


def test_days_and_hours() -> None:
    assert filters.spoken_day(THURSDAY) == "Thursday the 26th"
    assert filters.spoken_date(THURSDAY) == "Thursday, November 26th"
    assert filters.weekday(THURSDAY) == "Thursday"
    assert filters.short_day(THURSDAY, date(2026, 11, 21)) == "Thu 26 Nov"
    assert filters.hour(datetime(2026, 11, 26, 7, 30)) == "7:30 in the morning"


def test_lists_and_counts() -> None:
    assert filters.list_words(("a",)) == "a"
    assert filters.list_words(("a", "b", "c")) == "a, b and c"
    assert filters.list_words(("a", "b"), "or") == "a or b"
    assert filters.first(("a", "b")) == "a"
    assert filters.count(("a", "b")) == 2
    assert filters.count(1, "try", "tries") == "1 try"
    assert filters.count(3, "try", "tries") == "3 tries"
    assert filters.count(3, "week") == "3 weeks"


def test_words() -> None:
    assert filters.possessive("Maria") == "Maria’s"
    assert filters.possessive("Boss") == "Boss’"
    assert filters.capitalize_first("o'Hara & sons") == "O'Hara & sons"
    assert filters.lower_first("That it is") == "that it is"


def test_default_is_for_what_is_missing() -> None:
    assert filters.default(Gap("x"), "y") == "y"
    assert filters.default("", "y") == "y"
    assert filters.default("x", "y") == "x"
    assert filters.default(0, "y") == 0
    assert filters.default(False, "y") is False


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"default"}))
def test_a_gap_stays_a_gap(name: str) -> None:
    gap = Gap("their.company")
    more = ("and",) if name == "short_day" else ()
    assert FILTERS[name].apply(gap, *more) is gap


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"default"}))
@pytest.mark.parametrize("value", ["text", 3, True, ("a", "b"), THURSDAY, datetime(2026, 1, 1)])
def test_no_filter_fails_on_another_kind(name: str, value: object) -> None:
    FILTERS[name].apply(value, *(("and",) if name == "short_day" else ()))


def test_values_speak_for_themselves() -> None:
    assert filters.shown(THURSDAY) == "Thursday the 26th"
    assert filters.shown(datetime(2026, 11, 26, 16, 0)) == "4 in the afternoon"
    assert filters.shown(("a", "b")) == "a and b"
    assert filters.shown(True) == "yes"
    assert filters.shown(3) == "3"
