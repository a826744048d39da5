"""Journeys through the form of a reason: writing, changing, and what is wrong with it."""

from __future__ import annotations

import pytest
from reasons_harness import PALLET, SIZES, heard, settled, type_into, words_of
from screens_harness import Harness, a_call, shown

from callstation.desk.desk import Desk
from callstation.desk.reasoning import Reasoning
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens import reason_form
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.screens.reason_form import ReasonFormScreen
from callstation.store import people, reasons
from callstation.widgets.choice_line import ChoiceLine, ToggleLine
from callstation.widgets.words_area import WordsArea

pytestmark = pytest.mark.usefixtures("no_waiting", "no_bounce")


@pytest.mark.parametrize("size", SIZES)
async def test_h2_where_no_reason_is_left_r_leads_to_writing_one(three: Desk, size: tuple[int, int]) -> None:
    for reason in reasons.library(three.tools.book):
        a_call(three, 1, Outcome.TALKED, reason=reason)
    people.set_fields(three.tools.book, three.tools.frame, 1, {"rhythm": "1d"}, three.now)
    app = Workstation(three)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"maria")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause()
        assert "not ready: no reason for them yet" in shown(app)
        await pilot.press("r")
        text = await settled(pilot)
        assert isinstance(app.screen, ReasonFormScreen)
        assert "no reason for Maria Okafor yet: what could you give them today?" in text
        await type_into(pilot, "text", "that you are invited")
        text = await settled(pilot)
        assert "to Maria Okafor" in text
        assert "The reason I'm calling is that you are invited." in heard(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert "that you are invited" in words_of(app)
        assert "kept, and here it is" in shown(app)


async def test_one_for_somebody_else_is_said_so(three: Desk) -> None:
    for reason in reasons.library(three.tools.book):
        a_call(three, 1, Outcome.TALKED, reason=reason)
    app = Workstation(three)
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


async def test_s6_a_policy_that_is_lifted_brings_people_into_the_queue(three: Desk) -> None:
    a_call(three, 2, Outcome.TALKED)
    people.keep_objection(three.tools.book, 2, "minimum-order", three.now, None)
    app = Workstation(three)
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
        stored = reasons.library(three.tools.book)[-1]
        assert (stored.kind, stored.audience.lifts) == (ReasonKind.POLICY, ("minimum-order",))


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_and_everybody_are_said(three: Desk, size: tuple[int, int]) -> None:
    app = Harness(ReasonFormScreen(Reasoning(three)))
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


async def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(three: Desk) -> None:
    app = Harness(ReasonFormScreen(Reasoning(three)))
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
    three: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reason_form, "BOUNCE", 30.0)
    app = Harness(ReasonFormScreen(Reasoning(three)))
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
    app = Harness(ReasonFormScreen(Reasoning(three)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
    assert app.result is None


async def test_a_kind_shows_what_it_needs(three: Desk) -> None:
    """S7, S9, H5: regime, new you and story have rows of their own."""
    app = Harness(ReasonFormScreen(Reasoning(three)))
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


async def test_h5_a_story_that_names_its_client_is_refused_while_it_is_typed(three: Desk) -> None:
    app = Harness(ReasonFormScreen(Reasoning(three), Reason(0, ReasonKind.STORY, "that Bluebird saves a day")))
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


async def test_changing_one_keeps_its_uses_and_copying_leaves_it(three: Desk) -> None:
    news = reasons.library(three.tools.book)[0]
    a_call(three, 2, Outcome.TALKED, reason=news)
    app = Workstation(three)
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
    texts = [(r.id, r.text) for r in reasons.library(three.tools.book) if r.kind is ReasonKind.NEWS]
    assert [t for _, t in texts] == ["that permits are free until April", "that permits are free until May"]
    assert texts[0][0] == news.id


async def test_the_form_by_keyboard_alone(three: Desk) -> None:
    """Enter and the arrows lead from field to field, space takes, left and right choose."""
    app = Harness(ReasonFormScreen(Reasoning(three)))
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
    three: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasoning = Reasoning(three)
    app = Harness(ReasonFormScreen(reasoning))
    async with app.run_test(size=(80, 24)) as pilot:
        await type_into(pilot, "text", PALLET)

        def full_disk(_: object) -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(reasoning, "write", full_disk)
        await pilot.press("ctrl+s")
        assert "the disk is full (what you typed is still here)" in " ".join((await settled(pilot)).split())
        assert app.screen.query_one("#in-text", WordsArea).text == PALLET


async def test_a_bouncing_r_is_not_the_first_letter(three: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason_form, "BOUNCE", 30.0)
    app = Harness(ReasonFormScreen(Reasoning(three)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert app.screen.query_one("#in-text", WordsArea).text == ""
        monkeypatch.setattr(reason_form, "BOUNCE", 0.0)
        await pilot.press("r")
        assert app.screen.query_one("#in-text", WordsArea).text == "r"
