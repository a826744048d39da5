from __future__ import annotations

from datetime import date

import pytest
from screens_harness import HOSTILE, Harness, a_call, a_person, shown
from textual.widgets import Input

from callstation.desk import adding
from callstation.desk.adding import By, find_known, read_typed
from callstation.desk.desk import Desk
from callstation.errors import StoreError, UsageError
from callstation.model.calls import Outcome
from callstation.model.people import Standing
from callstation.screens.add import AddScreen
from callstation.store import people, reading

SIZES = [(80, 24), (120, 36)]


def person(desk: Desk, person_id: int):
    return reading.person(desk.tools.book, person_id)


def fill(pilot, **values: str) -> None:
    for name, value in values.items():
        pilot.app.screen.query_one(f"#{name}", Input).value = value


@pytest.mark.parametrize("size", SIZES)
async def test_a_business_card_is_typed_in_with_enter_alone(desk: Desk, size) -> None:
    app = Harness(AddScreen(desk))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "company, #tags, email, town, in any order" in shown(app)
        await pilot.press(*"Tom Reyes", "enter", *"6025550199", "enter")
        await pilot.pause()
        fill(pilot, rest="Operations Director, Bluebird Logistics, Phoenix AZ #freight tom@bluebird.example")
        await pilot.pause()
        text = " ".join(shown(app).replace("│", " ").split())
        assert "the words will say Tom" in text
        assert "+1 602 555 0199; it is 8:42 there now" in text
        assert "company Bluebird Logistics; title Operations Director; tags freight;" in text
        await pilot.press("enter")
    found = person(desk, app.result)
    assert (found.name, found.company, found.tags) == ("Tom Reyes", "Bluebird Logistics", ("freight",))
    assert found.phones[0].number == "+16025550199"
    assert found.emails[0].address == "tom@bluebird.example"
    assert found.zone == "America/Phoenix"
    assert desk.history(found.id)[0].data["file"] == "typed in"


async def test_what_was_looked_for_is_already_there(desk: Desk) -> None:
    async with Harness(AddScreen(desk, "Pat Example")).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Pat Example" in shown(pilot.app)
        assert pilot.app.focused.id == "number"
    async with Harness(AddScreen(desk, "602 555 0134")).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert pilot.app.screen.query_one("#number", Input).value == "602 555 0134"
        assert pilot.app.focused.id == "name"


async def test_a_number_that_is_none_is_said_and_stops_the_saving(desk: Desk) -> None:
    app = Harness(AddScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*"Tom", "enter", *"602")
        await pilot.pause()
        assert "not a whole number yet" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "'602' is no number that could be dialled" in shown(app)
        assert app.focused.id == "number"
        await pilot.press("down", "ctrl+s")
        await pilot.pause()
        assert app.result == "not yet"
        assert app.focused.id == "number"


async def test_nothing_typed_is_nobody(desk: Desk) -> None:
    app = Harness(AddScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "a person needs a name or a number" in shown(app)
        await pilot.press("escape")
    assert app.result is None
    assert desk.quiet().book_empty


async def test_a_number_alone_is_enough(desk: Desk) -> None:
    app = Harness(AddScreen(desk, "6025550134"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+s")
    assert person(desk, app.result).phones[0].number == "+16025550134"


async def test_the_same_person_gets_what_is_new_and_keeps_the_name(desk: Desk) -> None:
    maria = a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics")
    app = Harness(AddScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        fill(pilot, name="M. Okafor", number="602 555 0134", rest="#warm")
        await pilot.pause()
        text = " ".join(shown(app).replace("│", " ").split())
        assert "Maria Okafor, Bluebird Logistics is in the book already" in text
        await pilot.press("ctrl+s")
    assert app.result == maria
    assert person(desk, maria).name == "Maria Okafor"
    assert person(desk, maria).tags == ("warm",)


async def test_another_name_on_the_same_number_is_asked_about(desk: Desk) -> None:
    maria = a_person(desk, "Maria Okafor", "+16025550134")
    for keys, same in ((["ctrl+s", "enter"], True), (["ctrl+s", "ctrl+n"], False)):
        app = Harness(AddScreen(desk))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            fill(pilot, name="Tom Reyes", number="602 555 0134")
            await pilot.pause()
            assert "with this number. Is that who you mean?" in " ".join(shown(app).split()).replace("│ │ ", "")
            await pilot.press(keys[0])
            await pilot.pause()
            assert app.result == "not yet"
            assert "enter opens their card" in shown(app)
            await pilot.press(keys[1])
        assert (app.result == maria) is same
    assert person(desk, app.result).name == "Tom Reyes"


async def test_the_same_name_elsewhere_is_asked_about_and_typing_on_asks_again(desk: Desk) -> None:
    ann = a_person(desk, "Ann Wu", company="Bluebird")
    app = Harness(AddScreen(desk, "ann wu"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        fill(pilot, rest="Redbird GmbH")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "with this name" in shown(app)
        fill(pilot, rest="Redbird AG")
        await pilot.pause()
        assert "enter opens their card" not in shown(app)
        await pilot.press("ctrl+s", "ctrl+s")
    assert app.result == ann


async def test_who_said_no_and_barred_numbers_are_said(desk: Desk) -> None:
    li = a_person(desk, "Li Wei", "+16025550134")
    a_call(desk, li, Outcome.SAID_NO)
    people.bar_number(desk.tools.book, desk.tools.frame, "+16025550177", date(2026, 1, 5), "asked", desk.now)
    app = Harness(AddScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        fill(pilot, name="Li Wei", number="602 555 0134")
        await pilot.pause()
        assert "(said no)" in shown(app)
        fill(pilot, name="Sam Ito", number="602 555 0177")
        await pilot.pause()
        assert "do-not-call list" in shown(app)
        await pilot.press("ctrl+s")
    assert person(desk, app.result).standing is Standing.DO_NOT_CALL


async def test_what_could_not_be_stored_stays_in_the_fields(desk: Desk, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk is full; nothing was lost")

    monkeypatch.setattr(adding, "add_person", fail)
    app = Harness(AddScreen(desk, "Tom Reyes"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "the disk is full" in shown(app)
        assert app.screen.query_one("#name", Input).value == "Tom Reyes"
        assert app.result == "not yet"


async def test_names_are_never_markup_and_pasted_escapes_do_nothing(desk: Desk) -> None:
    app = Harness(AddScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name in HOSTILE:
            fill(pilot, name=name, rest=f"{name} #{name}")
            await pilot.pause()
            text = shown(app)
            assert not any(c in text for c in "\x1b\x07\x9b\u202e\u200f\u200b")
        fill(pilot, name="[@click=app.quit]x", number="", rest="")
        await pilot.press("ctrl+s")
    assert person(desk, app.result).name == "[@click=app.quit]x"


def test_who_is_recognised_by_what(desk: Desk) -> None:
    a_person(desk, "Maria Okafor", "+16025550134", emails=("maria@example.com",))
    for typed, by, same in (
        (("Maria Okafor", "602-555-0134", ""), By.NUMBER, True),
        (("Tom Reyes", "602-555-0134", ""), By.NUMBER, False),
        (("Tom Reyes", "", "maria@example.com"), By.ADDRESS, False),
        (("MARIA OKAFOR", "", "Elsewhere Inc"), By.NAME, False),
        (("María Okafor", "", ""), By.NAME, True),
    ):
        known = find_known(desk.tools, read_typed(desk.tools, *typed))
        assert known is not None, typed
        assert (known.by, known.same) == (by, same), typed
    assert find_known(desk.tools, read_typed(desk.tools, "Maria Okaforsson", "", "")) is None
    with pytest.raises(UsageError, match="no number"):
        read_typed(desk.tools, "Tom", "12", "")
