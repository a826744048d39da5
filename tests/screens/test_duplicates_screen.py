from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screens_harness import Harness, a_person, shown
from textual.pilot import Pilot

from callstation.desk.desk import Desk
from callstation.model.people import Standing
from callstation.screens.app import Workstation
from callstation.screens.duplicates import DuplicatesScreen
from callstation.screens.import_columns import ImportColumnsScreen

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def twice(desk: Desk) -> tuple[int, int, int]:
    """Somebody three times, once with a no."""
    return (
        a_person(desk, "Kate Okafor", "+16025550134", company="Bluebird Logistics", tags=("warm",)),
        a_person(desk, "Katherine Okafor", "+16025550134", title="Director", standing=Standing.SAID_NO),
        a_person(desk, "K. Okafor [/b]", "+16025550134", notes="met at the fair\x1b[31m"),
    )


def ids(desk: Desk) -> list[int]:
    return [row[0] for row in desk.tools.book.rows("SELECT id FROM person ORDER BY id")]


async def settle(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_two_are_shown_side_by_side_made_one_and_two_again(desk: Desk, twice, size) -> None:
    kate, katherine, third = twice
    app = Harness(DuplicatesScreen(desk))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = shown(app)
        assert "pair 1 of" in text
        row = next(line for line in text.splitlines() if "Kate Okafor" in line)
        assert "Katherine Okafor" in row
        assert "m makes them one" in text
        await pilot.press("m")
        assert ids(desk) == [kate, third]
        assert "u makes them two again" in shown(app)
        await pilot.press("u")
        assert ids(desk) == [kate, katherine, third]
        assert "are two again" in shown(app)
        await pilot.press("u")
        assert "nothing was decided here" in shown(app)
        await pilot.press("s", "m")
        assert ids(desk) == [katherine, third]
        await pilot.press("escape")
    assert app.result == 1
    assert desk.card(katherine).prospect.standing is Standing.SAID_NO


async def test_both_are_kept_and_the_pairs_end(desk: Desk, twice) -> None:
    app = Harness(DuplicatesScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        count = len(app.screen.pairs)
        assert count >= 1
        for _ in range(count):
            assert "\x1b" not in shown(app)
            await pilot.press("b")
        assert "You are through with them." in shown(app)
        await pilot.press("m", "s", "b")
        await pilot.press("left", "u")
        assert "pair 1 of 1" in shown(app)
        await pilot.press("b", "escape")
    assert app.result == 0
    assert len(ids(desk)) == 3
    app = Harness(DuplicatesScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nobody seems to be in your book twice." in shown(app)


async def test_a_book_without_any_says_so(desk: Desk) -> None:
    app = Harness(DuplicatesScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nobody seems to be in your book twice." in shown(app)
        await pilot.press("m", "u", "left", "escape")
    assert app.result == 0


async def test_from_the_call_screen_whose_person_may_have_become_part_of_another(desk: Desk, twice) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.show_card(desk.card(twice[0]))
        await pilot.press("ctrl+d")
        await settle(pilot)
        await pilot.press("s", "m", "escape")
        await settle(pilot)
        assert app.screen.card is not None
        assert app.screen.card.prospect.id != twice[0]
        assert "1 record made part of another" in shown(app)


async def test_from_the_end_of_an_import(desk: Desk, tmp_path: Path) -> None:
    a_person(desk, "Kate Okafor", "+16025550134", company="Bluebird Logistics")
    file = tmp_path / "list.csv"
    file.write_text("Name,Phone\nKatherine Okafor,+1 602 555 0134\n", encoding="utf-8")
    app = Harness(ImportColumnsScreen(desk, file))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+s")
        for _ in range(4):
            await settle(pilot)
        assert "d who is perhaps known already" in shown(app)
        await pilot.press("d")
        await settle(pilot)
        assert "pair 1 of 1" in shown(app)
