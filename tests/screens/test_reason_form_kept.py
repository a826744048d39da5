"""What is typed into the form of a reason outlives the program, and is offered again where it belongs."""

from __future__ import annotations

import json

import pytest
from reasons_harness import PALLET, a_reason, settled, type_into
from screens_harness import Harness, shown
from textual import events
from textual.screen import Screen

from callstation.desk.desk import Desk
from callstation.desk.reason_fields import Fields, fields_from
from callstation.desk.reasoning import Reasoning
from callstation.errors import StoreError
from callstation.model.reasons import ReasonKind
from callstation.screens import reason_form
from callstation.screens.reason_form import ReasonFormScreen
from callstation.store import reading, reason_drafts, reasons

pytestmark = pytest.mark.usefixtures("no_waiting", "no_bounce")


def kept(desk: Desk, about: int = 0) -> dict[str, object]:
    return reason_drafts.read(desk.tools.book, desk.tools.frame.caller, about)


def form(desk: Desk, *more: object, **named: object) -> Harness:
    return Harness(ReasonFormScreen(Reasoning(desk), *more, **named))


async def test_every_letter_is_kept_and_offered_again(three: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason_form, "KEEP", 0.01)
    app = form(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"that you")
        await type_into(pilot, "tags", "freight")
        await pilot.pause(0.1)
        assert kept(three)["text"] == "that you", "while it is typed"
        await type_into(pilot, "until", "12 december")
    assert kept(three)["until"] == "12 december", "and at the end, whatever ended it"
    again = Harness(Screen())
    async with again.run_test(size=(80, 24)) as pilot:
        again.push_screen(ReasonFormScreen(Reasoning(three)))
        await pilot.pause()
        text = await settled(pilot)
        assert "here is what you had not kept yet" in text
        assert again.screen.fields.tags == "freight"
        await type_into(pilot, "text", PALLET)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert [r.text for r in reasons.library(three.tools.book)][-1:] == [PALLET]
    assert kept(three) == {}


async def test_what_is_dropped_is_not_offered_again(three: Desk) -> None:
    app = form(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"that you")
        app.screen._keep()
        assert kept(three)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
    assert kept(three) == {}


async def test_a_change_belongs_to_its_reason_and_a_copy_begins_as_its_model(three: Desk) -> None:
    reason = a_reason(three, PALLET, ReasonKind.POLICY)
    app = form(three, reason)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("!")
    assert kept(three, reason.id)["text"] == f"{PALLET}!"
    for opened, begins in ((form(three), ""), (form(three, reason), f"{PALLET}!")):
        async with opened.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert opened.screen.fields.text == begins


async def test_what_was_meant_for_one_stays_for_that_one(three: Desk) -> None:
    maria, tom = (reading.person(three.tools.book, i) for i in (1, 2))
    app = form(three, person=maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"that you")
        line = app.screen.rows.inputs["people"]
        line.focus()
        await pilot.press("space")
    again = form(three, person=tom)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert again.screen.fields.people == (maria.id,)
        assert again.screen.draft.only == maria


async def test_a_full_disk_is_told_and_the_words_stay(three: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(reason_drafts, "write", full)
    app = form(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"that")
        app.screen._keep()
        await pilot.pause()
        assert "the disk is full (what you typed is still here)" in shown(app)
        assert app.screen.fields.text == "that"


@pytest.mark.parametrize("form", ["{}", '{"kind": "no such"}', '{"text": 3}', '{"people": "x"}', '{"other": 1}'])
def test_a_form_that_cannot_be_read_any_more_is_none(form: str) -> None:
    assert fields_from(json.loads(form)) in (None, Fields())


@pytest.mark.parametrize("burst", [40])
async def test_letters_that_come_in_one_burst_with_ctrl_s_are_all_kept(three: Desk, burst: int) -> None:
    app = form(three)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for letter in "x" * burst:
            app.post_message(events.Key(letter, letter))
        app.post_message(events.Key("ctrl+s", None))
        await pilot.pause(0.3)
    assert "x" * burst in [r.text for r in reasons.library(three.tools.book)]
