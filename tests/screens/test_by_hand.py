"""What a long power hour by hand showed: nothing that was just done loses its way back, and nothing jumps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from call_harness import call_screen, outcomes_of
from screens_harness import a_call, a_person, shown

from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.rules.outcomes import Agreement
from callstation.screens.app import Workstation
from callstation.screens.outbox import OutboxScreen

pytestmark = pytest.mark.usefixtures("no_waiting")


async def test_a_long_answer_leaves_the_way_back_in_sight(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", *"none", "enter")
        await pilot.pause()
        assert "no next step" in shown(app)
        assert "· u takes it back" in shown(app)


async def test_the_bar_turns_its_page(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        first = shown(app).splitlines()[-1]
        assert first.rstrip().endswith("tab more  ? keys")
        assert "x brainstorm" not in first
        seen = [first]
        for _ in range(9):
            await pilot.press("tab")
            await pilot.pause()
            seen.append(shown(app).splitlines()[-1])
            if seen[-1] == first:
                break
        assert seen[-1] == first  # and around again
        bar = " ".join(seen)
        assert all(key in bar for key in ("x brainstorm", "y scripts", "ctrl+e outbox", "l language", "c they called"))
        assert outcomes_of(twelve) == []


async def test_the_words_come_before_what_is_known_while_the_number_is_large(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        whole = [line for line in shown(app).splitlines() if line.startswith(" ┃")]
        await pilot.press("d")
        await pilot.pause()
        assert [line for line in shown(app).splitlines() if line.startswith(" ┃")] == whole
        assert "pgdn" not in shown(app)
        await pilot.press("n", *"colour proofs", "ctrl+s")
        await pilot.pause()
        assert "note           colour proofs" in shown(app)


async def test_whoever_was_added_is_taken_back_and_nothing_else(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "a", *"Rosa Vidal", "ctrl+s")
        await pilot.pause()
        assert "Rosa Vidal: in your book · u takes it back · esc goes back to the queue" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "taken back: Rosa Vidal is out of the book again" in shown(app)
        assert len(outcomes_of(twelve)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert "taken back: no answer, Person00 Example" in shown(app)
        assert outcomes_of(twelve) == []


async def test_adding_somebody_in_the_middle_of_a_call_stays_with_the_call(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        person = call_screen(app).card
        await pilot.press("d", "a", *"Rosa Vidal", "ctrl+s")
        await pilot.pause()
        screen = call_screen(app)
        assert person is not None
        assert screen.card is not None
        assert screen.card.prospect.id == person.prospect.id
        assert "on the call" in shown(app)
        assert "Rosa Vidal: in your book · u takes it back · / finds them after this call" in shown(app)


async def test_an_hour_rings_when_it_is_near_and_never_days_later(desk: Desk) -> None:
    clock: Any = desk.tools.clock
    for name, hours in (("Old Agreement", 24), ("Near Agreement", 26)):
        person = a_person(desk, name, zone="America/Chicago", number="+1312555010" + str(hours % 10))
        at = desk.now + timedelta(hours=hours)
        a_call(desk, person, Outcome.TALKED, agreed=Agreement(at.date(), at, "America/Chicago", "the drafts"))
    a_person(desk, "Somebody Else", "+13125550105", zone="America/Chicago")
    clock.advance(hours=25, minutes=50)
    app = Workstation(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        before = call_screen(app).notice
        assert "takes it back" in before
        clock.advance(minutes=6)
        call_screen(app).paint()
        call_screen(app).ring()
        assert call_screen(app).notice.startswith(before)
        assert "Near Agreement: agreed" in call_screen(app).notice
        assert "Old Agreement" not in call_screen(app).notice.removeprefix(before)


async def test_the_bar_is_at_its_first_page_for_the_next_card(twelve: Desk) -> None:
    app = Workstation(twelve)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert "d dial" not in shown(app).splitlines()[-1]
        call_screen(app).paint()
        assert "d dial" not in shown(app).splitlines()[-1]  # a second goes by: it stays where it is
        await pilot.press("1")
        await pilot.pause()
        assert shown(app).splitlines()[-1].startswith(" d dial")


async def test_an_email_that_is_back_is_the_marked_one(desk: Desk) -> None:
    """Whatever is pressed after an undo in the outbox is about what was taken back."""
    for name in ("Maria Okafor", "Tom Reyes", "Jan Novak"):
        number = f"+1312555{100 + len(name):04d}"
        a_person(desk, name, number, zone="America/Chicago", emails=(f"{name[:3].lower()}@example.com",))
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "6", "6", "ctrl+e")
        await pilot.pause()
        outbox = app.screen
        assert isinstance(outbox, OutboxScreen)
        first = outbox.letters[0]
        await pilot.press("x")
        await pilot.pause()
        assert f"{first.name}: thrown away · u takes it back" in shown(app)
        assert outbox.letter is not None
        assert outbox.letter.id != first.id
        await pilot.press("u")
        await pilot.pause()
        assert f"taken back: the email, {first.name}" in shown(app)
        assert outbox.letter is not None
        assert outbox.letter.id == first.id
