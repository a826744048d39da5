"""Who a row may be about is told without reading everybody who has its number (T1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, new_person, number

from callstation.model.people import NewPerson, Phone
from callstation.rules.arriving import companies_part, may_agree, sign
from callstation.rules.same_person import folded, names_agree
from callstation.store import importing, recognising
from callstation.store.book import Book
from callstation.store.crowds import CROWD, Crowd
from callstation.store.importing import Importer

words = st.sampled_from(("", "a", "A.", "Anna", "ANNA", "Änna", "Bo", "b", "  Anna  "))
people = st.builds(
    lambda name, first, last, company: NewPerson(name, first, last, company=company), words, words, words, words
)


def sign_of(person: NewPerson) -> int:
    return sign(person.name, person.first_name, person.last_name, person.company)


@settings(max_examples=300, deadline=None)
@given(people, people)
def test_signs_never_part_whom_names_join(one: NewPerson, other: NewPerson) -> None:
    assert sign_of(one) < 1 << 64
    assert may_agree(sign_of(one), sign_of(other)) or not names_agree(one, other)
    both = bool(folded(one.company) and folded(other.company))
    assert companies_part(sign_of(one), sign_of(other)) <= (both and folded(one.company) != folded(other.company))


@settings(max_examples=100, deadline=None)
@given(st.lists(people, max_size=12), people)
def test_a_crowd_finds_all_who_may_agree(crowd: list[NewPerson], one: NewPerson) -> None:
    all_of_them = Crowd()
    for i, person in enumerate(crowd):
        all_of_them.add(i, sign_of(person))
    expected = {i for i, person in enumerate(crowd) if may_agree(sign_of(one), sign_of(person))}
    assert all_of_them.agreeing(sign_of(one)) == expected


def at_switchboard(n: int) -> NewPerson:
    letters = str(n).translate(str.maketrans("0123456789", "abcdefghij"))
    return replace(new_person(f"Ann L{letters}"), phones=(Phone(number(1)),), source_id="")


@pytest.mark.parametrize("batch", [40, 4 * CROWD])
def test_nobody_at_a_switchboard_is_read_for_somebody_else(
    book: Book, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    read: list[int] = []
    real = recognising.people

    def noted(of: Book, ids: Any) -> Any:
        read.extend(ids)
        return real(of, ids)

    monkeypatch.setattr(recognising, "people", noted)
    monkeypatch.setattr(importing, "BATCH", batch)
    everybody = [at_switchboard(n) for n in range(3 * CROWD)]
    with book.transaction():
        importer = Importer(book, FRAME, "csv", THURSDAY, shape="x")
        done = importer.bring([*everybody, replace(everybody[7], title="CEO"), replace(everybody[5], name="A. Lf")])
    assert (done.new, done.unchanged) == (3 * CROWD, 2)
    # Each but the first has the number of somebody else.
    assert done.probable_duplicates == 3 * CROWD - 1
    assert len(set(read)) <= 2
