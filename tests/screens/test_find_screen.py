from __future__ import annotations

import pytest
from screens_harness import HOSTILE, Harness, a_call, a_person, shown
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.screens.find import HINT, MOST, FindResult, FindScreen, find_blocks
from callstation.store.search import Found
from callstation.widgets.spans import width_of

SIZES = [(80, 24), (120, 36)]


async def typed(pilot, text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause(0.05)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_what_can_be_typed_before_anything_is(desk: Desk, size) -> None:
    async with Harness(FindScreen(desk)).run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(pilot.app)
        assert HINT.split(",")[0] in text
        assert "esc back" in text
        assert "ctrl+n" not in text


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_four_digits_find_who_is_calling_back(desk: Desk, size) -> None:
    maria = a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics")
    a_person(desk, "Tom Reyes", "+16025550199")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"0134")
        await pilot.pause(0.05)
        await pilot.pause()
        text = shown(app)
        assert "Maria Okafor" in text
        assert "+1 602 555 0134" in text
        assert "Tom" not in text
        await pilot.press("enter")
    assert app.result == FindResult(maria)


async def test_enter_at_once_chooses_for_what_is_typed_now(desk: Desk) -> None:
    a_person(desk, "Maria Okafor")
    tom = a_person(desk, "Tom Reyes")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "maria")
        app.screen.query_one(Input).value = "tom"
        await pilot.press("enter")
    assert app.result == FindResult(tom)


async def test_a_word_of_a_note_finds_and_shows_the_note_and_the_no(desk: Desk) -> None:
    tom = a_person(desk, "Tom Reyes", company="Reyes & Daughters")
    a_call(desk, tom, Outcome.SAID_NO, note="Quite happy with the people they have in Tempe, so he let us go kindly")
    async with Harness(FindScreen(desk)).run_test(size=(80, 24)) as pilot:
        await typed(pilot, "tempe")
        text = shown(pilot.app)
        assert "said no" in text
        assert "noted: … people they have in Tempe" in text


async def test_nobody_found_offers_to_add(desk: Desk) -> None:
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "Pat Example")
        text = shown(app)
        assert "Nobody in the book answers to “Pat Example”" in text
        assert "ctrl+n adds “Pat Example” as a new person" in text
        await pilot.press("enter")
        assert app.result == "not yet"
        await pilot.press("ctrl+n")
    assert app.result == FindResult(None, "Pat Example")


async def test_arrows_choose_among_many_and_it_says_there_are_more(desk: Desk) -> None:
    ids = [a_person(desk, f"Person {i:02}", company=f"Company {i}") for i in range(30)]
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "person")
        assert f"the first {MOST}" in shown(app)
        await pilot.press("down", "down", "down", "up")
        chosen = app.screen.found[2].id
        await pilot.press("enter")
    assert app.result == FindResult(chosen)
    assert chosen in ids


async def test_the_list_scrolls_with_the_one_who_is_marked(desk: Desk) -> None:
    for i in range(30):
        a_person(desk, f"Person {i:02}")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "person")
        await pilot.press("pagedown", "pagedown", "pagedown")
        last = app.screen.found[-1].name
        assert f"▌ {last}" in shown(app)


async def test_escape_chooses_nobody(desk: Desk) -> None:
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "maria")
        await pilot.press("escape")
    assert app.result is None


async def test_a_name_is_never_markup_nor_an_escape(desk: Desk) -> None:
    for name in HOSTILE:
        a_person(desk, name, company=f"Firm {name}")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "firm")
        text = shown(app)
        assert len(app.screen.found) == len(HOSTILE)
        assert not any(ord(c) < 32 and c != "\n" for c in text)
        assert not any(c in text for c in "\u202e\u200f\u200b\x9b")
        assert all(name in text for name in HOSTILE if name.startswith("["))


async def test_whatever_is_typed_is_text(desk: Desk) -> None:
    a_person(desk, "Kate O'Hara")
    app = Harness(FindScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        for what in ('"', "*", "AND", "O'Hara -x", "[/b]", "%", "a:b", "(", "NEAR(", "\\"):
            await typed(pilot, what)
            assert "as a new person" in shown(app)
        await typed(pilot, "o'ha")
        assert "Kate O'Hara" in shown(app)


async def test_a_book_that_cannot_be_read_is_one_sentence(desk: Desk, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the book is damaged: leave it as it is and run 'callstation doctor'")

    monkeypatch.setattr(desk, "find", fail)
    async with Harness(FindScreen(desk)).run_test(size=(80, 24)) as pilot:
        await typed(pilot, "maria")
        assert "the book is damaged" in shown(pilot.app)


def test_every_line_fits_its_width() -> None:
    long = Found(1, "Maximiliana " * 5, "A long company name, and partners " * 3, "said no", "number", "")
    wide = Found(2, "王小明" * 10, "株式会社" * 10, "do not call", "note", "x " * 90)
    for width in (30, 60, 100):
        for block in find_blocks([long, wide, Found(3, "A", "", "active", "number", "+16025550134")], width):
            assert all(width_of(line) <= width for line in block)
