"""Names: what is shown, what one is called, what one is filed under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_helpers import people_of, person_of

from callstation.importers.names import split_name


@pytest.mark.parametrize(
    ("written", "shown", "first", "last"),
    [
        ("Maria Okafor", "Maria Okafor", "Maria", "Okafor"),
        ("Okafor, Maria", "Maria Okafor", "Maria", "Okafor"),
        ("Okafor, Dr. Maria", "Dr. Maria Okafor", "Maria", "Okafor"),
        ("Smith, John, MD", "John Smith, MD", "John", "Smith"),
        ("Maria Okafor, PhD", "Maria Okafor, PhD", "Maria", "Okafor"),
        ("Dr. Maria Okafor", "Dr. Maria Okafor", "Maria", "Okafor"),
        ("Herr Jörg Müller-Weiß", "Jörg Müller-Weiß", "Jörg", "Müller-Weiß"),
        ("Frau Dr. Anna Schmidt", "Dr. Anna Schmidt", "Anna", "Schmidt"),
        ("Mme Dupont", "Dupont", "", "Dupont"),
        ("M. Jean Dupont", "Jean Dupont", "Jean", "Dupont"),
        ("M Dupont", "M Dupont", "M", "Dupont"),
        ("Ludwig van der Berg", "Ludwig van der Berg", "Ludwig", "van der Berg"),
        ("von Braun, Wernher", "Wernher von Braun", "Wernher", "von Braun"),
        ("Maria de la Cruz", "Maria de la Cruz", "Maria", "de la Cruz"),
        ("de Gaulle", "de Gaulle", "", "de Gaulle"),
        ("Al Green", "Al Green", "Al", "Green"),
        ("John Smith Jr.", "John Smith Jr.", "John", "Smith"),
        ("Jack Ma", "Jack Ma", "Jack", "Ma"),
        ('Robert "Bob" Smith', 'Robert "Bob" Smith', "Robert", "Smith"),
        ("Siobhán O'Neill", "Siobhán O'Neill", "Siobhán", "O'Neill"),
        ("Maria", "Maria", "Maria", ""),
        ("田中太郎", "田中太郎", "", ""),
        ("Mr.", "Mr.", "Mr.", ""),
        ("", "", "", ""),
    ],
)
def test_split(written: str, shown: str, first: str, last: str) -> None:
    name = split_name(written)
    assert (name.shown, name.first, name.last) == (shown, first, last)


def test_a_single_word_that_the_company_bears_is_a_family_name() -> None:
    assert split_name("Patel", "Patel Foods").last == "Patel"
    assert split_name("Patel", "Bluebird Logistics").first == "Patel"


@given(st.text(max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    line = " ".join(text.split())
    name = split_name(line)
    assert name.shown or not line


def test_company_without_a_person() -> None:
    person = person_of("Name,Company,Phone\n,Bluebird Logistics,602-555-0134\n")
    assert (person.name, person.first_name, person.company) == ("Bluebird Logistics", "", "Bluebird Logistics")


def test_first_last_and_middle() -> None:
    person = person_of("First name,Middle name,Last name,Suffix\nDr. Maria,J.,Okafor,Jr.\n")
    assert (person.name, person.first_name, person.last_name) == ("Maria J. Okafor Jr.", "Maria", "Okafor")


def test_salutations_are_kept_aside() -> None:
    first, second = people_of("Name,Title\nHerr Jan Novak,Einkäufer\nFrau Li Wei,Leiterin\n")
    assert (first.name, first.custom) == ("Jan Novak", {"salutation": "Herr"})
    assert second.title == "Leiterin"


def test_markup_and_escapes_in_names_are_harmless() -> None:
    people = people_of(
        "Name,Company\n[/b] Maria,[@click=app.quit]Acme\n\x1b[31mTom\x1b[0m Reyes,\u202eevil\u202c\n"
        "Ann\u200e Wu,A\x00B\n"
    )
    assert [(p.name, p.company) for p in people] == [
        ("[/b] Maria", "[@click=app.quit]Acme"),
        ("Tom Reyes", "evil"),
        ("Ann Wu", "AB"),
    ]
