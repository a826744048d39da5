"""Journeys through the reason library: from the card and back to it, writing, changing, retiring, introducing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screens_harness import HOSTILE, Harness, a_call, a_person, shown
from textual.pilot import Pilot

from callstation.desk.desk import Desk
from callstation.desk.reasoning import Reasoning
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.model.people import Kind
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.screens import call_base, reason_form
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.screens.introductions import IntroductionsScreen
from callstation.screens.reason_form import ReasonFormScreen
from callstation.screens.reasons import ReasonsScreen
from callstation.store import people, reasons
from callstation.widgets.choice_line import ChoiceLine, ToggleLine
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import LineList
from callstation.widgets.words_area import WordsArea

SIZES = [(80, 24), (120, 36)]
PALLET = "that you can start with a single pallet now"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 0.0)
    monkeypatch.setattr(reason_form, "BOUNCE", 0.0)


def a_reason(desk: Desk, text: str, kind: ReasonKind = ReasonKind.NEWS, strength: int = 5, **more: Any) -> Reason:
    wanted = Reason(0, kind, text, audience=Audience(**more), strength=strength)
    return reasons.add(desk.tools.book, desk.tools.frame, wanted, desk.now)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Maria and Tom in Chicago, an accountant who sends people; two reasons."""
    a_person(desk, "Maria Okafor", "+13125550134", company="Bluebird", zone="America/Chicago", tags=("freight",))
    a_person(desk, "Tom Reyes", "+13125550126", company="Reyes Hot Sauce", zone="America/Chicago", industry="food")
    a_person(desk, "Grace Lindholm", "+13125550127", kind=str(Kind.REFERRAL_SOURCE), zone="America/Chicago")
    a_reason(desk, "that permits are free until March", strength=7)
    a_reason(desk, "that you can have our freight calendar", ReasonKind.OFFER, tags=("freight",))
    return desk


async def settled(pilot: Pilot[Any]) -> str:
    """What is on the screen when all is counted and painted."""
    await pilot.pause(0.1)
    await pilot.pause()
    return shown(pilot.app)


def words_of(app: Workstation) -> str:
    card = next(s for s in app.screen_stack if isinstance(s, CallScreen)).card
    assert card is not None
    return card.opener.text


def heard(app: Any) -> str:
    """The opener that stands beside the form."""
    found = app.screen.draft.heard
    assert found is not None
    return str(found.spoken.text)


async def type_into(pilot: Pilot[Any], name: str, text: str) -> None:
    widget = pilot.app.screen.query_one(f"#in-{name}")
    widget.focus()
    if isinstance(widget, WordsArea):
        widget.text = text
    elif isinstance(widget, LineInput):
        widget.value = text
    await pilot.pause()


# the library --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_b_shows_the_library_and_r_takes_one_back_to_the_same_card(full: Desk, size: tuple[int, int]) -> None:
    app = Workstation(full)
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


async def test_what_came_of_it_and_who_has_heard_it(full: Desk) -> None:
    news = reasons.library(full.tools.book)[0]
    a_call(full, 2, Outcome.TALKED, reason=news)
    async with Workstation(full).run_test(size=(120, 36)) as pilot:
        await pilot.press("b")
        text = await settled(pilot)
        assert "reaches everybody (2), 1 of them told" in text
        assert "used 1 time: 1 conversation, last today" in text
        await pilot.press("w")
        text = await settled(pilot)
        assert "Maria Okafor" in text
        assert "told already" in next(line for line in text.splitlines() if "Tom Reyes" in line)
        assert "2 people, 1 of them told already" in text


async def test_one_that_was_told_cannot_be_taken_again(full: Desk) -> None:
    """S3"""
    news = reasons.library(full.tools.book)[0]
    a_call(full, 1, Outcome.NO_ANSWER)
    a_call(full, 2, Outcome.TALKED, reason=news)
    app = Workstation(full)
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


async def test_retired_shown_and_brought_back(full: Desk) -> None:
    app = Workstation(full)
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
        assert len(reasons.library(full.tools.book)) == 2
        await pilot.press("u", "u")
        assert "taken back, retired: that permits" in await settled(pilot)
        assert len(reasons.library(full.tools.book)) == 2
        await pilot.press("u")
        assert "nothing is left to take back" in await settled(pilot)


async def test_one_kind_at_a_time(full: Desk) -> None:
    async with Workstation(full).run_test(size=(120, 36)) as pilot:
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


# writing ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_h2_where_no_reason_is_left_r_leads_to_writing_one(full: Desk, size: tuple[int, int]) -> None:
    for reason in reasons.library(full.tools.book):
        a_call(full, 1, Outcome.TALKED, reason=reason)
    people.set_fields(full.tools.book, full.tools.frame, 1, {"rhythm": "1d"}, full.now)
    app = Workstation(full)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"maria")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause()
        assert "not ready: no reason is left for them" in shown(app)
        await pilot.press("r")
        text = await settled(pilot)
        assert isinstance(app.screen, ReasonFormScreen)
        assert "no reason is left for Maria Okafor: what could you give them today?" in text
        await type_into(pilot, "text", "that you are invited")
        text = await settled(pilot)
        assert "to Maria Okafor" in text
        assert "The reason I'm calling is that you are invited." in heard(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert "that you are invited" in words_of(app)
        assert "kept, and here it is" in shown(app)


async def test_one_for_somebody_else_is_said_so(full: Desk) -> None:
    for reason in reasons.library(full.tools.book):
        a_call(full, 1, Outcome.TALKED, reason=reason)
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"maria")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("r")
        await type_into(pilot, "text", "that you are invited")
        await type_into(pilot, "industries", "food")
        assert "it is not for Maria Okafor" in await settled(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "kept; it is not for this one, though" in shown(app)


async def test_s6_a_policy_that_is_lifted_brings_people_into_the_queue(full: Desk) -> None:
    a_call(full, 2, Outcome.TALKED)
    people.keep_objection(full.tools.book, 2, "minimum-order", full.now, None)
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("b", "a")
        app.screen.query_one("#in-kind", ChoiceLine).focus()
        await pilot.press("right")
        await type_into(pilot, "text", PALLET)
        await type_into(pilot, "lifts", "Minimum order")
        text = await settled(pilot)
        assert "reaches 1 person of 3" in text
        assert "to Tom Reyes" in text
        assert "it is not for Maria Okafor" in text
        await pilot.press("f2")
        assert "Tom Reyes" in await settled(pilot)
        await pilot.press("escape", "ctrl+s")
        assert "kept, and 1 person comes into the queue" in await settled(pilot)
        stored = reasons.library(full.tools.book)[-1]
        assert (stored.kind, stored.audience.lifts) == (ReasonKind.POLICY, ("minimum-order",))


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_and_everybody_are_said(full: Desk, size: tuple[int, int]) -> None:
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=size) as pilot:
        await type_into(pilot, "text", PALLET)
        assert "reaches everybody (2)" in await settled(pilot)
        await type_into(pilot, "tags", "no such tag")
        assert "reaches nobody as it stands" in await settled(pilot)
        await pilot.press("ctrl+s")
        assert "ctrl+s again keeps it all the same" in " ".join((await settled(pilot)).split())
        assert app.result == "not yet"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.result.reason.audience.tags == ("no such tag",)


async def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(full: Desk) -> None:
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+s")
        assert "a reason needs words for the blank" in await settled(pilot)
        await type_into(pilot, "text", PALLET)
        await type_into(pilot, "until", "sometime")
        assert "sometime" in (await settled(pilot)).splitlines()[-2]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen.focused is app.screen.query_one("#in-until")
        assert app.screen.query_one("#in-text", WordsArea).text == PALLET
        await type_into(pilot, "until", "in 2 weeks")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert str(app.result.reason.valid_until) == "2026-12-04"


async def test_escape_asks_first_and_a_bouncing_key_does_not_answer(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reason_form, "BOUNCE", 30.0)
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(80, 24)) as pilot:
        await type_into(pilot, "text", PALLET)
        await pilot.press("escape", "escape")
        assert "not kept yet" in " ".join((await settled(pilot)).split())
        assert app.result == "not yet"
        monkeypatch.setattr(reason_form, "BOUNCE", 0.0)
        await type_into(pilot, "tags", "x")
        await pilot.press("escape")  # something was typed since: it asks again
        await pilot.pause()
        assert app.result == "not yet"
        await pilot.press("escape")
        await pilot.pause()
    assert app.result is None
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
    assert app.result is None


async def test_a_kind_shows_what_it_needs(full: Desk) -> None:
    """S7, S9, H5: regime, new you and story have rows of their own."""
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(120, 36)) as pilot:
        form = app.screen
        kind = form.query_one("#in-kind", ChoiceLine)
        there = {}
        kind.focus()
        for _ in range(9):
            await pilot.pause()
            there[kind.value] = {n for n in ("lifts", "answers", "also_no", "client", "anonymous", "after_bad_call")
                                 if form.rows.there(n)}  # fmt: skip
            if kind.value == "new you":
                assert form.query_one("#in-after_bad_call", ToggleLine).chosen
                assert form.fields.after_bad_call
            await pilot.press("right")
        assert there["policy"] == {"lifts"}
        assert there["regime"] == {"answers", "also_no"}
        assert there["new you"] == {"after_bad_call"}
        assert there["story"] == {"client", "anonymous"}
        assert there["introduction"] == {"client"}
        await type_into(pilot, "text", PALLET)
        assert not form.fields.after_bad_call  # it went with its kind


async def test_h5_a_story_that_names_its_client_is_refused_while_it_is_typed(full: Desk) -> None:
    app = Harness(ReasonFormScreen(Reasoning(full), Reason(0, ReasonKind.STORY, "that Bluebird saves a day")))
    async with app.run_test(size=(120, 36)) as pilot:
        await type_into(pilot, "client", "maria")
        app.screen.query_one("#in-anonymous", ChoiceLine).focus()
        assert "anonymous:" not in await settled(pilot)
        await pilot.press("space")
        text = " ".join((await settled(pilot)).split())
        assert "this story is anonymous, and the words would name its client: “Bluebird”" in text
        assert "The reason I'm calling is that a client saves a day." in heard(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.result == "not yet"
        await type_into(pilot, "text", "that a firm of your size saves a day")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.result.reason.anonymous


async def test_changing_one_keeps_its_uses_and_copying_leaves_it(full: Desk) -> None:
    news = reasons.library(full.tools.book)[0]
    a_call(full, 2, Outcome.TALKED, reason=news)
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("b", "e")
        assert "heard by 1 person" in await settled(pilot)
        await type_into(pilot, "text", "that permits are free until April")
        await pilot.press("ctrl+s")
        assert "kept: The reason I'm calling is that permits are free until April" in await settled(pilot)
        await pilot.press("c")
        assert "a copy: what was used stays as it is" in await settled(pilot)
        await type_into(pilot, "text", "that permits are free until May")
        await pilot.press("ctrl+s")
        await settled(pilot)
    texts = [(r.id, r.text) for r in reasons.library(full.tools.book) if r.kind is ReasonKind.NEWS]
    assert [t for _, t in texts] == ["that permits are free until April", "that permits are free until May"]
    assert texts[0][0] == news.id


async def test_the_form_by_keyboard_alone(full: Desk) -> None:
    """Enter and the arrows lead from field to field, space takes, left and right choose."""
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "o", "enter", *"You.", "enter", "space", "down", "a", "b")
        await pilot.press(*["down"] * 3, "right", "space", *["up"] * 7, "right")
        await pilot.pause(0.1)
        fields = app.screen.fields
        assert (fields.text, fields.lead_in, fields.kinds, fields.tags) == (
            "so", "You.", ("prospect",), "ab",
        )  # fmt: skip
        assert fields.standings == ("proposal open",)
        assert fields.kind is ReasonKind.POLICY
        await pilot.press("ctrl+s", "ctrl+s")
        await pilot.pause()
    assert app.result.reason.lead_in == "You."


async def test_a_fault_of_the_book_is_told_and_what_was_typed_stays(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasoning = Reasoning(full)
    app = Harness(ReasonFormScreen(reasoning))
    async with app.run_test(size=(80, 24)) as pilot:
        await type_into(pilot, "text", PALLET)

        def full_disk(_: object) -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(reasoning, "write", full_disk)
        await pilot.press("ctrl+s")
        assert "the disk is full (what you typed is still here)" in " ".join((await settled(pilot)).split())
        assert app.screen.query_one("#in-text", WordsArea).text == PALLET


# introductions ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_h2_two_who_should_know_each_other(full: Desk, size: tuple[int, int]) -> None:
    book, frame = full.tools.book, full.tools.frame
    people.set_fields(book, frame, 3, {"seeks": "hot sauce for the shop", "offers": "order in the books"}, full.now)
    people.set_fields(book, frame, 2, {"offers": "hot sauce by the crate"}, full.now)
    app = Workstation(full)
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


async def test_a_complaint_is_noted_on_the_card(full: Desk, tmp_path: Path) -> None:
    """S7"""
    app = Workstation(full)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("i", *"complaint: Late delivery", "enter")
        await pilot.pause()
    assert full.tools.book.rows("SELECT slug, complaint FROM objection") == [("late-delivery", 1)]


async def test_a_bouncing_r_is_not_the_first_letter(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason_form, "BOUNCE", 30.0)
    app = Harness(ReasonFormScreen(Reasoning(full)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert app.screen.query_one("#in-text", WordsArea).text == ""
        monkeypatch.setattr(reason_form, "BOUNCE", 0.0)
        await pilot.press("r")
        assert app.screen.query_one("#in-text", WordsArea).text == "r"
