"""Who is who: by what identifies, never by guess (T1)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import new_person

from callstation.model.people import Email, NewPerson, Phone, Prospect
from callstation.rules.same_person import folded, names_agree, same_person


def in_book(name: str, *numbers: str, **more: Any) -> Prospect:
    first, _, last = name.partition(" ")
    emails = tuple(Email(a) for a in more.pop("emails", ()))
    phones = tuple(Phone(n) for n in numbers)
    return Prospect(more.pop("id", 1), name, first_name=first, last_name=last, phones=phones, emails=emails, **more)


A, B = "+12125550101", "+12125550102"
INFO = "info@x.example"


@pytest.mark.parametrize(
    ("new", "old", "same"),
    [
        # a number, where the names agree
        (new_person("Maria Okafor", A), in_book("Maria Okafor", A), True),
        (new_person("M. Okafor", A), in_book("Maria Okafor", A), True),
        (new_person("Okafor", A), in_book("Maria Okafor", A), False),  # read as a first name: not sure enough
        (new_person("maria OKAFOR", A), in_book("Maria Okafor", A), True),
        (new_person("José Muñoz", A), in_book("Jose Munoz", A), True),
        (new_person("Jan Okafor", A), in_book("Maria Okafor", A), False),  # the same house, another person
        (new_person("Maria Novak", A), in_book("Maria Okafor", A), False),
        (new_person("Jan Novak", A), in_book("Maria Okafor", A), False),  # the switchboard
        # an address, where the names agree
        (new_person("Maria Okafor", A, emails=["M@x.example"]), in_book("Maria Okafor", emails=["m@X.example"]), True),
        (
            new_person("Jan Novak", A, emails=[INFO]),
            in_book("Maria Okafor", emails=[INFO]),
            False,
        ),
        # a name with a company
        (new_person("Maria Okafor", A, company="Acme"), in_book("Maria Okafor", B, company="ACME"), True),
        (new_person("Maria Okafor", A, company="Acme"), in_book("Maria Okafor", B, company="Bluebird"), False),
        (new_person("M. Okafor", A, company="Acme"), in_book("Maria Okafor", B, company="Acme"), False),
        # a name alone
        (new_person("Maria Okafor", A), in_book("Maria Okafor", B), True),
        (new_person("Maria Okafor", A, emails=["a@x.example"]), in_book("Maria Okafor", emails=["b@x.example"]), False),
        (new_person("Maria Okafor", A, emails=["a@x.example"]), in_book("Maria Okafor"), True),
        # a number that could not be read is none
        (new_person("M. Okafor", ""), in_book("Maria Okafor", ""), False),
    ],
)
def test_one_or_two(new: NewPerson, old: Prospect, same: bool) -> None:
    assert same_person(new, [old], "csv") == (old if same else None)


def test_a_programs_own_id_says_it_alone_and_only_to_itself() -> None:
    old = in_book("Maria Okafor", A, source="outlook", source_id="7")
    assert same_person(new_person("Maria Mbeki", B, source_id="7"), [old], "outlook") is old  # she married
    assert same_person(new_person("Jan Novak", B, source_id="7"), [old], "google") is None


def test_a_way_to_reach_them_says_more_than_a_name() -> None:
    by_name = in_book("Maria Okafor", B, id=1)
    by_number = in_book("Maria Okafor", A, id=2, company="Acme")
    assert same_person(new_person("Maria Okafor", A), [by_name, by_number], "csv") is by_number


def test_nobody_is_like_nobody() -> None:
    assert same_person(new_person("Maria Okafor"), [], "csv") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Maria   OKAFOR ", "maria okafor"),
        ("Zoë", "zoe"),
        ("Zoe\u0308", "zoe"),
        ("STRAẞE", "strasse"),
        ("ﬁ", "fi"),
        ("", ""),
    ],
)
def test_folding(text: str, plain: str) -> None:
    assert folded(text) == plain


people = st.builds(
    lambda name, *numbers: new_person(name, *numbers),
    st.sampled_from(("Maria Okafor", "M. Okafor", "M Okafor", "Mark Okafor", "Maria", "Okafor", "")),
    st.sampled_from((A, B)),
)


@given(people, people)
def test_names_agree_both_ways_or_not_at_all(one: NewPerson, other: NewPerson) -> None:
    assert names_agree(one, other) is names_agree(other, one)
    assert names_agree(one, one)
