"""Journeys through the reason library: from the card and back to it, retiring, introducing."""

from __future__ import annotations

from pathlib import Path

import pytest
from reasons_harness import SIZES, a_reason, settled, words_of
from screens_harness import HOSTILE, a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import ReasonKind
from callstation.screens.app import Workstation
from callstation.screens.brainstorm import BrainstormScreen
from callstation.screens.call import CallScreen
from callstation.screens.introductions import IntroductionsScreen
from callstation.screens.reasons import ReasonsScreen
from callstation.store import people, reasons
from callstation.widgets.choice_line import ChoiceLine
from callstation.widgets.line_list import LineList

pytestmark = pytest.mark.usefixtures("no_waiting", "no_bounce")


@pytest.mark.parametrize("size", SIZES)
async def test_b_shows_the_library_and_r_takes_one_back_to_the_same_card(three: Desk, size: tuple[int, int]) -> None:
    app = Workstation(three)
    async with app.run_test(size=size) as pilot:
        assert "permits are free" in words_of(app)
        await pilot.press("b")
        text = await settled(pilot)
        assert isinstance(app.screen, ReasonsScreen)
        assert "2 reasons   2 for Maria Okafor" in text
        lines = text.splitlines()
        [permits] = [line for line in lines if "● news" in line]
        [calendar] = [line for line in lines if "● offer" in line]
        assert permits.split()[-2:] == ["7", "2"]  # strong, reaches: the accountant is on the other list
        assert calendar.split()[-2:] == ["5", "1"]
        await pilot.press("down", "r")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert "Maria Okafor" in shown(app)
        assert "freight calendar" in words_of(app)
        await pilot.press("b", "escape")
        await pilot.pause()
        assert "freight calendar" in words_of(app)  # back to the same card


async def test_what_came_of_it_and_who_has_heard_it(three: Desk) -> None:
    news = reasons.library(three.tools.book)[0]
    a_call(three, 2, Outcome.TALKED, reason=news)
    async with Workstation(three).run_test(size=(120, 36)) as pilot:
        await pilot.press("b")
        text = await settled(pilot)
        assert "reaches everybody (2), 1 of them told" in text
        assert "used 1 time: 1 conversation, last today" in text
        await pilot.press("w")
        text = await settled(pilot)
        assert "Maria Okafor" in text
        assert "told already" in next(line for line in text.splitlines() if "Tom Reyes" in line)
        assert "2 people, 1 of them told already" in text


async def test_one_that_was_told_cannot_be_taken_again(three: Desk) -> None:
    """S3"""
    news = reasons.library(three.tools.book)[0]
    a_call(three, 1, Outcome.NO_ANSWER)
    a_call(three, 2, Outcome.TALKED, reason=news)
    app = Workstation(three)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"tom")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("b")
        assert "✓ news" in await settled(pilot)
        at = next(i for i, r in enumerate(app.screen.reasons) if r.id == news.id)
        app.screen.query_one(LineList).select(at)
        await pilot.press("r")
        assert "Tom Reyes has heard it already" in await settled(pilot)
        app.screen.query_one(LineList).select(1 - at)
        await pilot.press("r")
        assert "Tom Reyes is not among those it is for" in await settled(pilot)


async def test_retired_shown_and_brought_back(three: Desk) -> None:
    app = Workstation(three)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("b", "x")
        text = await settled(pilot)
        assert "1 reason   1 for Maria" in text
        assert "retired: what was said with it stays" in text
        await pilot.press("o")
        text = await settled(pilot)
        assert "retired      that permits are free" in text
        await pilot.press("down", "x")
        assert "brought back" in await settled(pilot)
        assert len(reasons.library(three.tools.book)) == 2
        await pilot.press("u", "u")
        assert "taken back, retired: that permits" in await settled(pilot)
        assert len(reasons.library(three.tools.book)) == 2
        await pilot.press("u")
        assert "nothing is left to take back" in await settled(pilot)


async def test_one_kind_at_a_time(three: Desk) -> None:
    async with Workstation(three).run_test(size=(120, 36)) as pilot:
        await pilot.press("b", "right")
        text = await settled(pilot)
        assert "‹ news ›" in text
        assert "freight calendar" not in text
        await pilot.press("right")
        assert "No reason of kind policy: a writes one." in await settled(pilot)
        await pilot.press("a")
        assert pilot.app.screen.query_one("#in-kind", ChoiceLine).value == "policy"


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_library_says_how_to_begin(desk: Desk, size: tuple[int, int]) -> None:
    async with Workstation(desk).run_test(size=size) as pilot:
        await pilot.press("b")
        text = await settled(pilot)
        assert "No reason is written yet" in text
        await pilot.press("e", "c", "x", "w", "r", "u", "down")
        assert "nothing is left to take back" in await settled(pilot)


async def test_texts_of_people_are_shown_harmlessly(desk: Desk) -> None:
    for i, text in enumerate(HOSTILE):
        a_person(desk, text, f"+1312555{100 + i:04d}", company=text, tags=(f"t{i}",))
        a_reason(desk, f"that {text} is so", tags=(f"t{i}",))
    async with Workstation(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        text = await settled(pilot)
        assert "[/b]" in text or "[@click" in text
        assert "\x1b" not in text
        await pilot.press("w", "escape", "e")
        assert "\x1b" not in await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_h2_two_who_should_know_each_other(three: Desk, size: tuple[int, int]) -> None:
    book, frame = three.tools.book, three.tools.frame
    people.set_fields(book, frame, 3, {"seeks": "hot sauce for the shop", "offers": "order in the books"}, three.now)
    people.set_fields(book, frame, 2, {"offers": "hot sauce by the crate"}, three.now)
    app = Workstation(three)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b", "i")
        text = await settled(pilot)
        assert isinstance(app.screen, IntroductionsScreen)
        assert "1 pair" in text
        assert "seeks hot sauce for the shop" in text
        await pilot.press("enter")
        text = await settled(pilot)
        assert "written for Grace Lindholm and for Tom Reyes" in " ".join(text.split())
        assert "Nobody to introduce yet" in text
        await pilot.press("u")
        assert "1 pair" in await settled(pilot)
        await pilot.press("enter", "escape")
        assert "1 introduction written, for both sides" in await settled(pilot)
    written = [r for r in reasons.library(book) if r.kind is ReasonKind.INTRODUCTION]
    assert [(r.audience.people, r.client_id) for r in written] == [((3,), 2), ((2,), 3)]


async def test_a_complaint_is_noted_on_the_card(three: Desk, tmp_path: Path) -> None:
    """S7"""
    app = Workstation(three)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("i", *"complaint: Late delivery", "enter")
        await pilot.pause()
    assert three.tools.book.rows("SELECT slug, complaint FROM objection") == [("late-delivery", 1)]


async def test_s10_from_the_library_into_a_brainstorm_and_back(three: Desk) -> None:
    app = Workstation(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        text = await settled(pilot)
        assert "s brainstorm" in text
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, BrainstormScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ReasonsScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_words_choose_from_the_library_and_escape_shows_all_again(three: Desk, size: tuple[int, int]) -> None:
    app = Workstation(three)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b")
        assert "/ find" in await settled(pilot)
        await pilot.press("slash", *"Freig")  # every letter is typed, also those that are keys of the list
        text = await settled(pilot)
        assert "freight calendar" in text
        assert "permits are free" not in text
        assert "1 of 2, enter: to the list" in text
        await pilot.press("enter", "r")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert "freight calendar" in words_of(app)
        await pilot.press("b", "slash", *"zebra")
        text = await settled(pilot)
        assert "none has these words" in text
        assert "No reason here holds “zebra”: escape shows all again." in text
        await pilot.press("enter", "e", "c", "x", "w", "r")  # nothing is marked, nothing happens
        await pilot.press("escape")
        text = await settled(pilot)
        assert isinstance(app.screen, ReasonsScreen)
        assert "freight calendar" in text
        assert "permits are free" in text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
