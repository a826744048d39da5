"""Editing what is known of a person, from the card."""

from __future__ import annotations

import pytest
from screens_harness import HOSTILE, Harness, a_person, shown

from callstation.desk.desk import Desk
from callstation.desk.persons import FIELDS, edit_person, values_of
from callstation.errors import CallstationError, UsageError
from callstation.model.people import Standing
from callstation.screens.person import PersonScreen
from callstation.store import people, reading
from callstation.widgets.line_input import LineInput


def maria(desk: Desk) -> int:
    return a_person(
        desk,
        "Maria Okafor",
        "+16025550134",
        company="Bluebird",
        zone="America/Phoenix",
        emails=("maria@bluebird.example",),
        tags=("freight",),
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_hours_and_numbers_are_edited_and_undone(desk: Desk, size: tuple[int, int]) -> None:
    person = maria(desk)
    before = values_of(reading.person(desk.tools.book, person))
    app = Harness(PersonScreen(desk, reading.person(desk.tools.book, person)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Bluebird" in shown(app)
        screen = app.screen
        screen.query_one("#f-hours", LineInput).value = "7:30-18:00 mon-fri"
        screen.query_one("#f-numbers", LineInput).value = "+1 602 555 0177, 602-555-0134 x20"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.result is True
    after = reading.person(desk.tools.book, person)
    assert after.hours == "7:30-18:00 mon-fri"
    assert [(p.number, p.extension) for p in after.phones] == [("+16025550177", ""), ("+16025550134", "20")]
    assert desk.card(person).window.local.hour < 9
    assert desk.card(person).window.open, "7:30 is within their own hours"
    desk.undo()
    desk.undo()
    assert values_of(reading.person(desk.tools.book, person)) == before


async def test_a_value_that_cannot_be_is_named_and_nothing_is_stored(desk: Desk) -> None:
    person = maria(desk)
    app = Harness(PersonScreen(desk, reading.person(desk.tools.book, person)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.query_one("#f-company", LineInput).value = "Redbird"
        app.screen.query_one("#f-hours", LineInput).value = "whenever"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "whenever" in shown(app)
        assert app.result == "not yet"
        await pilot.press("escape")
        await pilot.pause()
        assert "drop what you changed?" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
    assert app.result is False
    assert reading.person(desk.tools.book, person).company == "Bluebird"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("numbers", "call me"),
        ("emails", "a@b.example, x@evil@c.example"),
        ("rhythm", "sometimes"),
        ("zone", "Mars/Olympus"),
        ("kind", "friend"),
        ("standing", "sleeping"),
        ("name", " "),
        ("hours", "20:00-9:00"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, field: str, value: str) -> None:
    person = maria(desk)
    with pytest.raises(CallstationError):
        edit_person(desk.tools, person, {field: value}, None)


def test_a_number_on_the_do_not_call_list_bars_whoever_gets_it(desk: Desk) -> None:
    person = maria(desk)
    people.bar_number(desk.tools.book, desk.tools.frame, "+16025550199", desk.now.date(), "letter", desk.now)
    edit_person(desk.tools, person, {"numbers": "+16025550134, +16025550199"}, None)
    assert reading.person(desk.tools.book, person).standing is Standing.DO_NOT_CALL


def test_what_was_typed_here_is_not_undone_by_an_import(desk: Desk) -> None:
    person = maria(desk)
    edit_person(desk.tools, person, {"title": "Head of freight"}, None)
    assert "title" in desk.tools.book.value("SELECT typed FROM person WHERE id = ?", person)


async def test_hostile_values_are_shown_harmlessly(desk: Desk) -> None:
    person = a_person(desk, HOSTILE[1], "+16025550134", company=HOSTILE[3], notes="\n".join(HOSTILE))
    app = Harness(PersonScreen(desk, reading.person(desk.tools.book, person)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "\x1b" not in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.result is True


def test_every_field_of_the_form_can_be_stored(desk: Desk) -> None:
    person = maria(desk)
    with pytest.raises(UsageError):
        edit_person(desk.tools, person, {"nonsense": "x"}, None)
    assert {f.name for f in FIELDS} - {"numbers", "emails", "tags", "mailing", "custom"} <= set(people.EDITABLE)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("602 555 0177 x12, 602-555-0134, 12#", [("+16025550177", "12"), ("+16025550134", "12")]),
        ("+16025550177;ext=12", [("+16025550177", "12")]),
        ("602 555 0177 ext. 12#, 602 555 0134w7", [("+16025550177", "12"), ("+16025550134", "7")]),
    ],
)
def test_extensions_as_they_stand_on_cards_and_in_telephones(
    desk: Desk, typed: str, kept: list[tuple[str, str]]
) -> None:
    person = maria(desk)
    edit_person(desk.tools, person, {"numbers": typed}, None)
    assert [(p.number, p.extension) for p in reading.person(desk.tools.book, person).phones] == kept


@pytest.mark.parametrize("typed", ["602 555 0177, 5550134", "12#", "602 555 0177 ext twelve", "602 555 0177, x12, 13"])
def test_what_is_no_extension_is_named(desk: Desk, typed: str) -> None:
    with pytest.raises(UsageError, match=r"is no number: write it like \+1 602 555 0134 ext 20"):
        edit_person(desk.tools, maria(desk), {"numbers": typed}, None)
