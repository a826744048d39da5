"""What the call screen shows, and that it says so before it does it."""

from __future__ import annotations

import pytest
from call_harness import SIZES, call_screen, outcomes_of
from screens_harness import HOSTILE, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.screens import actions
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.store import people, reasons

pytestmark = pytest.mark.usefixtures("no_waiting")


async def test_the_consequence_is_on_the_key_before_it_is_pressed_and_is_what_is_stored(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        card = call_screen(app).card
        assert card is not None
        text = card.consequences[Outcome.NO_ANSWER].text
        assert f"no answer › {text}" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert f"{card.prospect.name}: no answer, {text}" in shown(app)


async def test_another_reason_renders_the_opener_at_once(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        assert "single pallet" in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert "permits are free" in shown(app)
        await pilot.press("r")
        await pilot.pause()
        assert "single pallet" in shown(app)


async def test_voicemail_and_email_are_one_key_away_and_back(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        assert "to the machine" in shown(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Subject:" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Subject:" not in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_harmlessly(desk: Desk, size: tuple[int, int]) -> None:
    for i, name in enumerate(HOSTILE):
        a_person(desk, name, f"+1602555{100 + i:04d}", company=name, title=name, zone="America/Chicago", notes=name)
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        for _ in HOSTILE:
            assert "\x1b" not in shown(app)
            assert "\u202e" not in shown(app)
            await pilot.press("n", "x", "ctrl+s", "v", "m", "1")
            await pilot.pause()
    assert len(outcomes_of(desk)) == len(HOSTILE)


async def test_an_empty_book_says_how_to_fill_it(desk: Desk) -> None:
    app = Workstation(desk)
    async with app.run_test() as pilot:
        assert "ctrl+o to bring a list in" in shown(app)
        await pilot.press("1", "n", "d", "r", "h", "t", "e", "z", "k", "i", "u", "w", "p")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)


async def test_everything_is_in_the_palette_and_a_key_can_be_changed(twelve: Desk) -> None:
    from dataclasses import replace

    twelve.tools.settings = replace(twelve.tools.settings, keys={"no_answer": "f1"})
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        titles = " ".join(c.title for c in app.get_system_commands(app.screen))
        assert all(a.label in titles for a in actions.ALL if a.id != "quit")
        assert "f1 no answer" in shown(app)
        await pilot.press("1")
        await pilot.pause()
        assert outcomes_of(twelve) == []
        await pilot.press("f1")
        await pilot.pause()
    assert [o for _, o, _ in outcomes_of(twelve)] == ["no-answer"]


async def test_what_the_screen_shows_is_what_the_queue_says(twelve: Desk) -> None:
    a_person(twelve, "Late Comer", "+16025550199", zone="America/Chicago")
    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)):
        rows = twelve.rows(20)
        for row in rows[:10]:
            assert row.name[:10] in shown(app)


async def test_lifted_objections_come_up_with_why_now(desk: Desk) -> None:
    """S6: the policy is gone, and whoever it kept out is called."""
    person = a_person(desk, "Maria Okafor", "+16025550134", zone="America/Chicago")
    a_person(desk, "Tom Reyes", "+16025550135", zone="America/Chicago")
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("s")
        people.keep_objection(desk.tools.book, person, "minimum-order", desk.now, None)
        reasons.add(
            desk.tools.book,
            desk.tools.frame,
            Reason(0, ReasonKind.POLICY, "that it is gone", audience=Audience(lifts=("minimum-order",))),
            desk.now,
        )
        await pilot.press("u")
        await pilot.pause()
    row = desk.rows(1)[0]
    assert (row.id, row.why_now.text) == (person, "minimum order: gone")


def test_every_action_has_a_key_and_a_sentence_of_its_own() -> None:
    assert len({a.key for a in actions.ALL}) == len(actions.ALL)
    assert len({a.id for a in actions.ALL}) == len(actions.ALL)
    assert {a.outcome for a in actions.OUTCOMES} == set(Outcome)
    assert set(actions.BAR) == {a for a in actions.ALL if a.outcome is None and a.id != "quit"}
