"""An hour worked on the call screen, by keyboard, on a real book."""

from __future__ import annotations

import pytest
from call_harness import SIZES, call_screen, outcomes_of
from screens_harness import a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.screens import call_base
from callstation.screens.app import Workstation
from callstation.widgets.card_view_model import Phase

pytestmark = pytest.mark.usefixtures("no_waiting")


@pytest.mark.parametrize("size", SIZES)
async def test_ten_calls_in_a_row_without_reading_anything(twelve: Desk, size: tuple[int, int]) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=size) as pilot:
        for i in range(10):
            assert f"Person{i:02d} Example" in shown(app)
            if i % 3 == 2:
                await pilot.press("3", *"thu 2pm", "enter")
            else:
                await pilot.press("1" if i % 3 == 0 else "2")
            await pilot.pause()
        assert "10 calls" in shown(app)
    stored = [(p, o) for p, o, _ in outcomes_of(app.desk)]
    expected = [Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.TALKED]
    assert stored == [(i + 1, str(expected[i % 3])) for i in range(10)]


async def test_a_double_tap_does_not_record_two_people(twelve: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_base, "DOUBLE_TAP", 30.0)
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("1", "1", "s")
        await pilot.pause()
    assert [p for p, _, _ in outcomes_of(twelve)] == [1]


async def test_undo_goes_back_to_the_start_of_the_session_also_from_an_empty_queue(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        for _ in range(12):
            await pilot.press("1")
            await pilot.pause()
        assert "Nobody to call right now" in shown(app)
        for i in reversed(range(12)):
            await pilot.press("u")
            await pilot.pause()
            assert f"taken back: no answer, Person{i:02d} Example" in shown(app)
            card = call_screen(app).card
            assert card is not None
            assert card.prospect.id == i + 1
        await pilot.press("u")
        await pilot.pause()
        assert "nothing is left to take back" in shown(app)
    assert outcomes_of(twelve) == []


async def test_a_note_is_typed_without_pressing_outcomes_and_goes_with_the_call(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("n", *"call 1 or 2", "ctrl+s")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
        assert "call 1 or 2" in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert "call 1 or 2" not in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "call 1 or 2" in shown(app)
    assert outcomes_of(twelve) == []


async def test_a_date_that_is_not_understood_is_named_and_the_field_stays(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("4", *"thu gibberish", "enter")
        await pilot.pause()
        assert "gibberish" in shown(app)
        assert call_screen(app).phase is Phase.CLOSING
        assert outcomes_of(twelve) == []
        await pilot.press(*["backspace"] * 10, *" 2pm")
        await pilot.pause()
        assert "Chicago" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
    assert [o for _, o, _ in outcomes_of(twelve)] == ["call-back"]


async def test_escape_drops_the_question_and_nothing_is_stored(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("3", *"thu", "escape")
        await pilot.pause()
        assert call_screen(app).phase is Phase.READY
        await pilot.press("6")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(twelve)] == ["said-no"]


async def test_talked_is_not_stored_without_a_next_step_or_the_word_none(twelve: Desk) -> None:
    """F5."""
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter")
        await pilot.pause()
        assert outcomes_of(twelve) == []
        await pilot.press(*"none", "enter")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(twelve)] == ["talked"]


async def test_dialling_shows_the_number_large_and_starts_clock_and_session(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "╺╋╸" in shown(app)
        assert call_screen(app).phase is Phase.ON_CALL
        twelve.tools.clock.advance(seconds=90)  # type: ignore[attr-defined]
        await pilot.press("2")
        await pilot.pause()
    assert twelve.tools.book.value("SELECT seconds FROM entry WHERE kind = 'call'") == 90


async def test_outside_their_hours_dialling_is_refused_with_the_next_opening(desk: Desk) -> None:
    person = a_person(desk, "Night Owl", "+16025550134", zone="Asia/Tokyo")
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "Nobody to call right now" in shown(app)
        call_screen(app)._look_up(person)
        await pilot.press("d")
        await pilot.pause()
        assert "calls are for 9:00-20:00 mon-sat" in shown(app)
        assert "it opens Sat 21 Nov at 9:00 their time" in shown(app)  # a refusal has two lines where it needs them
        assert "opens" in shown(app)


async def test_who_said_no_or_do_not_call_is_never_offered_again(twelve: Desk) -> None:
    """H6."""
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("6")
        await pilot.pause()
        await pilot.press("0")
        await pilot.pause()
    assert not {1, 2} & {row.id for row in twelve.rows(50, after_hours=True)}


async def test_snooze_thread_objection_and_their_undo(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("k", *"moving in June", "enter")
        await pilot.pause()
        assert "moving in June" in shown(app)
        await pilot.press("i", *"Minimum order", "enter")
        await pilot.pause()
        assert "minimum order" in shown(app)
        await pilot.press("z", *"monday", "enter")
        await pilot.pause()
        card = call_screen(app).card
        assert card is not None
        assert card.prospect.id == 2
        await pilot.press("u")
        await pilot.pause()
        card = call_screen(app).card
        assert card is not None
        assert card.prospect.id == 1
        assert card.prospect.threads


async def test_the_hour_is_paused_resumed_and_given_a_goal(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", *"20 calls", "enter")
        await pilot.pause()
        assert "0 of 20 calls" in shown(app)
        await pilot.press("p")
        await pilot.pause()
        assert "paused" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert "1 of 20 calls" in shown(app)
        assert twelve.session is not None
        assert not twelve.session.paused
