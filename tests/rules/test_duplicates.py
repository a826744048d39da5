"""Who may be the same person twice."""

from __future__ import annotations

import pytest
from invented import new_person, number, prospect

from callstation.model.people import Phone
from callstation.rules.duplicates import likely_same, near_names


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Robert Reyes", "Bob Reyes", True),
        ("Robert Reyes", "R. Reyes", True),
        ("Robert Reyes", "robert reyes", True),
        ("Robert Reyes", "Robert Reys", True),
        ("Maria Okafor", "Maira Okafor", True),
        ("Siobhán O'Neill", "Siobhan O'Neill", True),
        ("Robert Reyes", "William Reyes", False),
        ("Robert Reyes", "Robert Novak", False),
        ("Ann Wu", "Jan Wu", False),
        ("Robert", "Robert Reyes", False),
        ("", "Robert Reyes", False),
    ],
)
def test_near_names(one: str, other: str, near: bool) -> None:
    assert near_names(new_person(one, number(1)), new_person(other, number(2))) is near
    assert near_names(new_person(other, number(1)), new_person(one, number(2))) is near


def test_why_two_may_be_one() -> None:
    maria = prospect(phones=(Phone(number(1)),))
    assert likely_same(new_person("Jan Novak", number(1)), maria) == "the same number"
    assert likely_same(new_person("M. Okafor", number(2), company="bluebird logistics"), maria) == (
        "near names at one company"
    )
    assert likely_same(new_person("Maria Okafor", number(2)), maria) == "the same name"
    assert likely_same(new_person("Maria Okafor", number(2), company="Acme"), maria) == ""
    assert likely_same(new_person("Jan Novak", number(2), company="Bluebird Logistics"), maria) == ""
