"""Numbers: every way of writing them, and what is kept of those that cannot be dialled."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_helpers import person_of

from callstation.importers.cells import phones_in
from callstation.importers.numbers import read_number, take_apart


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("+1 602-555-0134", "+16025550134", ""),
        ("602.555.0177", "+16025550177", ""),
        ("(617) 555-0188 x204", "+16175550188", "204"),
        ("(617) 555-0188;204", "+16175550188", "204"),
        ("617-555-0188, ext. 204", "+16175550188", "204"),
        ("617-555-0188 #204", "+16175550188", "204"),
        ("tel:+1-617-555-0188;ext=204", "+16175550188", "204"),
        ("617-555-0188w204", "+16175550188", "204"),
        ("617-555-0188p204#", "+16175550188", "204"),
        ("617-555-0188,,204#", "+16175550188", "204"),
        ("(617) 555-0188 204#", "+16175550188", "204"),
        ("+16175550188 12#", "+16175550188", "12"),
        ("(617) 555-0188 (ext 7)", "+16175550188", "7"),
        ("1-800-555-0199", "+18005550199", ""),
        ("1 (800) 555 0199", "+18005550199", ""),
        ("'+49 30 901820", "+4930901820", ""),
        ("+49 (0)30 901820", "+4930901820", ""),
        ("011 49 30 901820", "+4930901820", ""),
        ("0049 30 901820", "+4930901820", ""),
        ("6022530134.0", "+16022530134", ""),
        ("16022530134.00", "+16022530134", ""),
        ("1-800-FLOWERS", "+18003569377", ""),
        ("(800) GOT-JUNK", "+18004685865", ""),
        ("1-800-CONTACTS", "+18002668228", ""),
        ("+81 90-1234-5678", "+819012345678", ""),
        ("+١ ٦٠٢ ٥٥٥ ٠١٣٤", "+16025550134", ""),
        ("６０２５５５０１３４", "+16025550134", ""),
        ("602\u2011555\u20110134", "+16025550134", ""),
        ("602\u00a0555\u00a00134", "+16025550134", ""),
    ],
)
def test_ways_of_writing(text: str, number: str, extension: str) -> None:
    phone = read_number(text, "US")
    assert (phone.number, phone.extension, phone.flag) == (number, extension, "")


def test_what_was_written_is_kept() -> None:
    assert read_number("1-800-FLOWERS", "US").raw == "1-800-FLOWERS"
    assert read_number("  602\x00 555\u200e 0134 ", "US").raw == "602 555 0134"


@pytest.mark.parametrize(
    "text",
    ["", "call me", "911", "112", "*67 602 555 0134", "555-0134", "12345", "2026-03-01", "3/1/2026", "6.02255E+09",
     "x204", "1.5", "+", "+1", "ask Maria 5", "602 555 0134" * 9],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert read_number(text, "US").number == ""


def test_unknown_area_codes_are_kept_and_flagged() -> None:
    assert read_number("987-234-5678", "US").flag == "doubtful"
    assert read_number("+49 1 2345678", "US").flag == "doubtful"


def test_invented_numbers_are_not_doubtful() -> None:
    assert read_number("+1 212 555 0100", "US").flag == ""
    assert read_number("987-555-0134", "US").flag == ""


@pytest.mark.parametrize(
    ("text", "default", "own", "number"),
    [
        ("030 901820", "US", "DE", "+4930901820"),
        ("030 901820", "DE", "", "+4930901820"),
        ("0151 23456789", "DE", "", "+4915123456789"),
        ("602-555-0134", "DE", "US", "+16025550134"),
        ("1-800-555-0199", "US", "IN", "+18005550199"),
        ("98200 12345", "US", "IN", "+919820012345"),
        ("8023456789", "US", "IN", "+918023456789"),
        ("020 7946 0123", "US", "GB", "+442079460123"),
        ("01 42 68 53 00", "US", "FR", "+33142685300"),
    ],
)
def test_the_persons_own_country(text: str, default: str, own: str, number: str) -> None:
    found = take_apart(text, default, own)
    assert found is not None
    assert found.e164 == number


@given(st.integers(10**6, 10**13), st.sampled_from(sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)))
def test_the_quick_way_says_what_the_library_says(national: int, code: int) -> None:
    text = f"+{code}{national}"
    parsed = phonenumbers.parse(text) if code != 999 else None
    found = take_apart(text, "US")
    assert parsed is not None
    possible = phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    if not possible:
        assert found is None
        return
    assert found is not None
    assert found.e164 == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not (code == 1 and "55501" in text):
        assert (found.flag == "") == phonenumbers.is_valid_number(parsed)


@given(st.text(max_size=80))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    phone = read_number(text, "US")
    assert phone.number == "" or (
        phone.number.startswith("+") and phone.number[1:].isascii() and phone.number[1:].isdigit()
    )
    assert phone.extension == "" or (phone.extension.isascii() and phone.extension.isdigit())


@pytest.mark.parametrize(
    ("cell", "found", "rest"),
    [
        ("+1 602-555-0134 ::: +1 602-555-0111", [("+16025550134", "work"), ("+16025550111", "work")], ""),
        ("602-555-0134 / 602-555-0135", [("+16025550134", "work"), ("+16025550135", "work")], ""),
        ("602-555-0134\n602-555-0135", [("+16025550134", "work"), ("+16025550135", "work")], ""),
        ("cell 602-555-0134, office 602-555-0135", [("+16025550134", "mobile"), ("+16025550135", "work")], ""),
        ("M: 602 555 0134 W: 602 555 0135", [("+16025550134", "mobile"), ("+16025550135", "work")], ""),
        ("602-555-0134 (mobile)", [("+16025550134", "mobile")], ""),
        ("call after 5pm 602-555-0134", [("+16025550134", "work")], "call after 5pm"),
        ("030/901820", [], "030/901820"),
        ("ask reception", [], "ask reception"),
    ],
)
def test_several_numbers_in_a_cell(cell: str, found: list[tuple[str, str]], rest: str) -> None:
    phones, left = phones_in(cell, "work", "US")
    assert [(p.number, p.kind) for p in phones] == found
    assert left == rest


def test_what_is_no_number_goes_to_the_notes() -> None:
    person = person_of("Name,Phone,Mobile,Notes\nTom Reyes,ask reception,6.02255E+09,warm\n")
    assert person.phones == ()
    assert person.notes == (
        "warm\nPhone: ask reception\nMobile: 6.02255E+09 (a spreadsheet cut this number short: ask for it again)"
    )


def test_numbers_that_reach_the_person_come_first() -> None:
    person = person_of(
        "Name,Fax,Assistant phone,Company phone,Home phone,Mobile,Work phone\n"
        "Tom Reyes,303-555-0101,303-555-0102,303-555-0103,303-555-0104,303-555-0105,303-555-0106\n"
    )
    assert [p.kind for p in person.phones] == ["mobile", "work", "home", "main", "assistant", "fax"]


def test_spreadsheet_quotes_are_taken_off() -> None:
    person = person_of('Name,Phone,Title\nTom Reyes,"=""6025550134""",\'=Owner\n')
    assert (person.phones[0].number, person.title) == ("+16025550134", "=Owner")


def test_an_extension_too_long_to_be_one_is_not_cut_short() -> None:
    phones, rest = phones_in("(617) 555-0188 ext 12345678", "", "US")
    assert [(p.number, p.extension) for p in phones] == [("+16175550188", "")]
    assert rest == "ext 12345678"
