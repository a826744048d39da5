"""Somebody typed in by hand on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.importers.line import read_person_line


def test_the_line_of_the_manual() -> None:
    person = read_person_line(
        "Maria Okafor", "602 555 0134", "Bluebird Logistics #freight #warm maria@bluebird.example Phoenix AZ", "US"
    )
    assert (person.name, person.first_name, person.last_name) == ("Maria Okafor", "Maria", "Okafor")
    assert person.phones[0].number == "+16025550134"
    assert person.company == "Bluebird Logistics"
    assert person.tags == ("freight", "warm")
    assert person.emails[0].address == "maria@bluebird.example"
    assert (person.place, person.region, person.country, person.zone) == ("Phoenix, AZ", "AZ", "US", "America/Phoenix")


@pytest.mark.parametrize(
    ("rest", "company", "title", "place"),
    [
        ("Bluebird Logistics Phoenix AZ", "Bluebird Logistics", "", "Phoenix, AZ"),
        ("Operations Director, Bluebird Logistics, LLC, Las Vegas NV", "Bluebird Logistics, LLC", "Operations Director",
         "Las Vegas, NV"),
        ("Müller GmbH Berlin", "Müller GmbH", "", "Berlin, Germany"),
        ("VP Sales, Acme, San Francisco", "Acme", "VP Sales", "San Francisco, CA"),
        ("Acme, Phoenix, AZ, USA", "Acme", "", "Phoenix, AZ"),
        ("Acme, Berlin, Germany", "Acme", "", "Berlin, Germany"),
        ("New York", "", "", "New York, NY"),
        ("Bank of New York", "Bank of New York", "", ""),
        ("Boston Consulting Group", "Boston Consulting Group", "", ""),
        ("Smith & Sons Plano TX", "Smith & Sons", "", "Plano, TX"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_company_title_and_place(rest: str, company: str, title: str, place: str) -> None:
    person = read_person_line("Ann Wu", "", rest, "US")
    assert (person.company, person.title, person.place) == (company, title, place)


def test_a_second_number_and_a_website() -> None:
    person = read_person_line("Ann Wu", "602-555-0134 x5", "Acme cell 617-555-0101 https://acme.example", "US")
    assert [(p.number, p.extension, p.kind) for p in person.phones] == [
        ("+16025550134", "5", ""),
        ("+16175550101", "", "mobile"),
    ]
    assert person.custom == {"website": "https://acme.example"}


def test_the_place_says_how_the_number_is_dialled() -> None:
    assert read_person_line("Jörg Weiß", "030 901820", "Müller GmbH Berlin", "US").phones[0].number == "+4930901820"


def test_what_is_no_number_is_not_lost() -> None:
    assert read_person_line("Tom Reyes", "555-0134", "", "US").notes == "Phone: 555-0134"


def test_somebody_without_a_name() -> None:
    assert read_person_line("", "602-555-0134", "", "US").name == "602-555-0134"
    assert read_person_line("", "", "maria@bluebird.example", "US").name == "maria@bluebird.example"
    assert read_person_line("", "", "Bluebird Logistics", "US").name == "Bluebird Logistics"


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=120))
def test_whatever_is_typed_gives_a_person(name: str, number: str, rest: str) -> None:
    person = read_person_line(name, number, rest, "US")
    assert "\n" not in person.name
    assert all("@" in e.address for e in person.emails)
