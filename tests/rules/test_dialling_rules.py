"""What never leaves the machine, what only after a second look, and what the network's answers propose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import RefusedError, UnsureError
from callstation.model.calls import Outcome
from callstation.model.dialling import End
from callstation.model.people import Phone
from callstation.rules.dialling import NUMBER, check_number, end_of, proposed

HOME = ("US", "GB")


@pytest.mark.parametrize(
    "number", ["112", "911", "999", "000", "+112", "+1911", "+44999", "+49110", "+61000", "+44112", "110", "+33112"]
)
def test_an_emergency_number_is_never_dialled_however_it_is_written(number: str) -> None:
    for sure in (False, True):
        with pytest.raises(RefusedError, match="emergency number: it is never dialled from here"):
            check_number(Phone(number), HOME, sure=sure)


@pytest.mark.parametrize("country", ["DE", "AU", "IN", "BR", "JP"])
def test_emergency_numbers_of_the_persons_country_count_too(country: str) -> None:
    import phonenumbers

    example = {"DE": "110", "AU": "000", "IN": "108", "BR": "190", "JP": "119"}[country]
    assert phonenumbers.is_emergency_number(example, country) or example in ("000",)
    with pytest.raises(RefusedError, match="emergency"):
        check_number(Phone(example), ("US", country))


@pytest.mark.parametrize(
    "number",
    ["", "*31#", "+1 602 555 0134", "+1602;rm", "٠١٢٣٤٥٦٧", "+16025550134,,9", "+" + "1" * 16, "12", "tel:+1602"],
)
def test_only_plain_ascii_digits_are_dialled(number: str) -> None:
    with pytest.raises(RefusedError, match="is not a number that can be dialled"):
        check_number(Phone(number), HOME, sure=True)


def test_an_extension_is_digits() -> None:
    check_number(Phone("+16025550134", "207"), HOME)
    for extension in ("2*7", "12,3", "٣٤", "x" * 9):
        with pytest.raises(RefusedError, match="extension"):
            check_number(Phone("+16025550134", extension), HOME)


def test_premium_rate_and_odd_numbers_want_a_second_look() -> None:
    with pytest.raises(UnsureError, match="costs extra"):
        check_number(Phone("+19005550123"), HOME)
    with pytest.raises(UnsureError, match="looks odd"):
        check_number(Phone("+12005550134", flag="doubtful"), HOME)
    check_number(Phone("+19005550123"), HOME, sure=True)
    check_number(Phone("+12005550134", flag="doubtful"), HOME, sure=True)


@given(st.text(max_size=20))
def test_nothing_but_digits_ever_passes(number: str) -> None:
    try:
        check_number(Phone(number), HOME, sure=True)
    except RefusedError:
        return
    assert NUMBER.fullmatch(number)
    assert number.isascii()
    assert not set(number) - set("+0123456789")


@pytest.mark.parametrize("number", ["+16025550134", "+33112345678", "+911234567890", "+442079460112", "+4930110110"])
def test_a_persons_number_that_holds_an_emergency_number_is_dialled(number: str) -> None:
    check_number(Phone(number), HOME)


def test_what_the_network_says_proposes_and_the_caller_decides() -> None:
    said = {code: tuple(proposed(end_of(code))) for code in (486, 600, 404, 604, 603, 607, 480, 487, 408, 403, 500, 0)}
    busy, nobody = (Outcome.NO_ANSWER, Outcome.CALL_BACK), (Outcome.NO_ANSWER,)
    declined, wrong = (Outcome.NOT_NOW, Outcome.NO_ANSWER), (Outcome.WRONG_NUMBER,)
    assert said == {
        **dict.fromkeys((486, 600), busy),
        **dict.fromkeys((404, 604), wrong),
        **dict.fromkeys((603, 607), declined),
        **dict.fromkeys((480, 487, 408), nobody),
        **dict.fromkeys((403, 500, 0), ()),
    }
    assert end_of(486, answered=True) is End.OVER
    assert proposed(End.OVER) == () == proposed(None)
