"""Finding anyone while typing: whatever is typed, nothing breaks, and what was meant is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FRAME, THURSDAY, bring, log, new_person

from callstation.model.calls import Outcome
from callstation.store import history, people, search, sessions, undo
from callstation.store.book import Book


def names(book: Book, typed: str) -> list[str]:
    return [f.name for f in search.find(book, typed)]


@pytest.fixture
def known(book: Book) -> dict[str, int]:
    everybody = (
        new_person("Sinead O'Hara", "+16025550134", company="Bluebird Logistics", emails=["sinead@bluebird.example"]),
        new_person("Jürgen Müller-Lüdenscheid", "+442079460018", company="Strauß & Sohn", place="Zürich"),
        new_person("Maria Okafor", "+12125550172", tags=("warehouse",), custom={"Booth": "B-117"}),
        new_person("Zoe\u0308 Nguye\u0302\u0303n", "+14155550134", title="Head of R_and_D"),
    )
    return dict(zip((p.name for p in everybody), bring(book, *everybody), strict=True))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("O'Hara", "Sinead O'Hara"),
        ("o'ha", "Sinead O'Hara"),
        ("hara sin", "Sinead O'Hara"),
        ("BLUEBIRD", "Sinead O'Hara"),
        ("sinead@bluebird.example", "Sinead O'Hara"),
        ("bluebird.ex", "Sinead O'Hara"),
        ("muller", "Jürgen Müller-Lüdenscheid"),
        ("Lüdenscheid", "Jürgen Müller-Lüdenscheid"),
        ("Mu\u0308ller", "Jürgen Müller-Lüdenscheid"),
        ("strauß", "Jürgen Müller-Lüdenscheid"),
        ("zurich", "Jürgen Müller-Lüdenscheid"),
        ("warehouse", "Maria Okafor"),
        ("b-117", "Maria Okafor"),
        ("117", "Maria Okafor"),
        ("zoë", "Zoe\u0308 Nguye\u0302\u0303n"),
        ("nguyen", "Zoe\u0308 Nguye\u0302\u0303n"),
        ("R_and", "Zoe\u0308 Nguye\u0302\u0303n"),
    ],
)
def test_people_are_found_by_whatever_part_of_them_is_typed(
    book: Book, known: dict[str, int], typed: str, found: str
) -> None:
    assert names(book, typed) == [found]


@pytest.mark.parametrize(
    "typed",
    ["O'Hara AND (", 'hara OR "', "NEAR(hara", "hara*", "name:hara", "-hara", "hara ^", "(hara)", "hara NOT x'"],
)
def test_operators_are_only_words(book: Book, known: dict[str, int], typed: str) -> None:
    found = names(book, typed)
    assert found in ([], ["Sinead O'Hara"])


@pytest.mark.parametrize(
    "typed", ["", " ", "'", '"', "(", "_", "%", "\\", "?", "\x00", "\ud800", "💐", "'':*", "&|!<->"]
)
def test_what_is_no_word_finds_nobody(book: Book, known: dict[str, int], typed: str) -> None:
    assert names(book, typed) == []


def test_nothing_that_can_be_typed_breaks_the_search(book: Book, known: dict[str, int]) -> None:
    [person_id] = [i for n, i in known.items() if n == "Maria Okafor"]
    log(book, person_id, Outcome.NO_ANSWER, note="the daughter's exam, 3.14 at 60%")

    @given(st.text(max_size=40) | st.text(alphabet="ao'\"*()^:-+~ \\&|!<>%_?01é\u0301ANDORNEAR", max_size=30))
    def ask(typed: str) -> None:
        for found in search.find(book, typed):
            assert found.id in known.values()

    ask()


# numbers ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("0134", {"Sinead O'Hara", "Zoe\u0308 Nguye\u0302\u0303n"}),  # someone is calling back from ...0134
        ("555-0172", {"Maria Okafor"}),
        ("(602) 555-0134", {"Sinead O'Hara"}),
        ("+1 602 555 0134", {"Sinead O'Hara"}),
        ("16025550134", {"Sinead O'Hara"}),
        ("020 7946 0018", {"Jürgen Müller-Lüdenscheid"}),
        ("+44 20", {"Jürgen Müller-Lüdenscheid"}),
        ("1602", {"Sinead O'Hara"}),
        ("999", set()),
        ("000", set()),
    ],
)
def test_people_are_found_by_their_number_however_it_is_written(
    book: Book, known: dict[str, int], typed: str, found: set[str]
) -> None:
    assert {f.name for f in search.find(book, typed) if f.by == "number"} == found
    for f in search.find(book, typed):
        assert f.by != "number" or f.shown.startswith("+")


# notes, and the index kept true -------------------------------------------------------------------------------
def test_words_in_a_note_are_found_and_shown(book: Book, known: dict[str, int]) -> None:
    maria = known["Maria Okafor"]
    log(book, maria, Outcome.TALKED, note="Her daughter's exams are in June; call 602-555-0134 then")
    [found] = search.find(book, "daughter exam")
    assert (found.id, found.by) == (maria, "note")
    assert "daughter's exams" in found.shown
    assert names(book, "555-0134 june") == ["Maria Okafor"]


def test_a_corrected_note_is_found_by_its_new_words_only(book: Book, known: dict[str, int]) -> None:
    stored, _ = log(book, known["Maria Okafor"], Outcome.NO_ANSWER, note="a meting")
    history.correct_note(book, stored.entry_id, "a meeting", THURSDAY)
    assert names(book, "meeting") == ["Maria Okafor"]
    assert names(book, "meting") == []


def test_an_undone_note_is_not_found(book: Book, known: dict[str, int]) -> None:
    from callstation.model.cards import Goal

    session = sessions.start(book, FRAME.caller, Goal.CALLS, 5, THURSDAY)
    log(book, known["Maria Okafor"], Outcome.NO_ANSWER, note="quixotic", session_id=session.id)
    assert names(book, "quixotic") == ["Maria Okafor"]
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert names(book, "quixotic") == []


def test_a_changed_name_is_found_and_after_undo_the_old_one(book: Book, known: dict[str, int]) -> None:
    from callstation.model.cards import Goal

    maria = known["Maria Okafor"]
    session = sessions.start(book, FRAME.caller, Goal.CALLS, 5, THURSDAY)
    people.set_fields(book, FRAME, maria, {"name": "Maria Mbeki"}, THURSDAY, session_id=session.id)
    assert names(book, "mbeki") == ["Maria Mbeki"]
    assert names(book, "okafor") == []
    undo.undo_last(book, FRAME, session.id, THURSDAY)
    assert names(book, "okafor") == ["Maria Okafor"]
    assert names(book, "mbeki") == []


def test_numbers_come_first_then_names_then_notes(book: Book) -> None:
    by_note, by_name, by_number = bring(
        book,
        new_person("Ann Wu", "+12125550101"),
        new_person("Room 172", "+12125550102"),
        new_person("Maria Okafor", "+12125550172"),
    )
    log(book, by_note, Outcome.NO_ANSWER, THURSDAY + timedelta(minutes=1), note="sits in 172")
    assert [(f.id, f.by) for f in search.find(book, "172")] == [
        (by_number, "number"),
        (by_name, "name"),
        (by_note, "note"),
    ]
    assert len(search.find(book, "172", limit=2)) == 2


def test_a_very_long_note_is_kept_whole_and_found_by_its_beginning(book: Book, known: dict[str, int]) -> None:
    note = "quixotic " + "word soup " * 150_000
    stored, _ = log(book, known["Maria Okafor"], Outcome.NO_ANSWER, note=note)
    assert history.entry(book, stored.entry_id).note == note
    assert names(book, "quixotic") == ["Maria Okafor"]
