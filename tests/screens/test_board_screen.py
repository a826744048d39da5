"""The board on the screen (T4, H6): empty, under way, its report, emails of value drafted (F4)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from looks_harness import same_look
from screens_harness import HOSTILE, NOW, Harness, a_call, a_person, shown

from callstation.desk import experimenting
from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens.app import Workstation
from callstation.screens.board import BoardScreen
from callstation.store import outbox, reasons

SIZES = [(80, 24), (120, 36)]


def a_reason(desk: Desk, text: str) -> Reason:
    return reasons.add(desk.tools.book, desk.tools.frame, Reason(0, ReasonKind.NEWS, text), desk.now)


@pytest.fixture
def two_weeks(desk: Desk) -> Desk:
    """Friday of the second week: done, done, some, none, done; a weekend off; four calls since."""
    clock: Any = desk.tools.clock
    clock.at = NOW - timedelta(days=10)
    experimenting.start(desk.tools)
    reason = a_reason(desk, "that permits are free until March, and I have the form with its two lines")
    for n, (ago, calls) in enumerate(((10, 2), (9, 3), (8, 1), (4, 2), (3, 2), (0, 1))):
        for m in range(calls):
            person = a_person(desk, f"Person N{n}{m}", f"+1602555{100 + 10 * n + m:04d}", zone="America/Chicago")
            clock.at = NOW - timedelta(days=ago, minutes=m)
            outcome = (Outcome.NO_ANSWER, Outcome.TALKED, Outcome.VOICEMAIL)[m]
            a_call(desk, person, outcome, note="has two docks" if m else "", reason=reason)
    clock.at = NOW
    return desk


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_t4_the_empty_board_says_how_to_begin_and_does(desk: Desk, size: tuple[int, int]) -> None:
    app = Workstation(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j")
        await pilot.pause()
        text = shown(app)
        assert "Two or three calls a day for two weeks" in text
        assert "2 begins: two a day for two weeks" in text
        assert "0 people may be called" in text  # H6
        await pilot.press("a", "3")
        await pilot.pause()
        assert "begun: 3 calls a day for two weeks, and today is the first" in shown(app)
        found = experimenting.current(desk.tools)
        assert found is not None
        assert (found.experiment.per_day, found.experiment.weekdays_only) == (3, False)
        await pilot.press("escape")
        await pilot.pause()
        assert "0 of 3 today" in shown(app)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_t4_look_of_the_board_and_its_report(two_weeks: Desk, size: tuple[int, int]) -> None:
    app = Workstation(two_weeks)
    async with app.run_test(size=size) as pilot:
        assert "1 of 2 today" in shown(app)
        await pilot.press("j")
        await pilot.pause()
        same_look("board", size, shown(app))
        await pilot.press("r")
        await pilot.pause()
        same_look("board_report", size, shown(app))
        await pilot.press("escape")  # from the report to the board
        await pilot.pause()
        assert "ends the experiment" in shown(app)
        await pilot.press("2", "e")
        await pilot.pause()
        assert experimenting.current(two_weeks.tools) is None
        assert "begins: two a day" in shown(app)


async def test_t4_beginning_and_ending_are_taken_back_on_the_board(two_weeks: Desk) -> None:
    before = experimenting.newest(two_weeks.tools)
    app = Workstation(two_weeks)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "u")
        await pilot.pause()
        assert "nothing is left to take back here" in shown(app)
        await pilot.press("e")
        await pilot.pause()
        assert "ended: r shows what came of it · u takes it back" in shown(app)
        await pilot.press("escape", "j", "3")  # what can be taken back outlives the page
        await pilot.pause()
        assert "begun: 3 calls a day for two weeks" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "taken back: it was never begun" in shown(app)
        assert experimenting.current(two_weeks.tools) is None
        await pilot.press("u")
        await pilot.pause()
        assert "taken back: it goes on as before" in shown(app)
        assert experimenting.newest(two_weeks.tools) == before
        await pilot.press("escape", "u")  # on a card it is a step of nobody
        await pilot.pause()
        assert "nothing is left to take back in this session" in shown(app)


async def test_t4_the_report_is_kept_as_markdown(
    two_weeks: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = Harness(BoardScreen(two_weeks))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        [file] = tmp_path.glob("callstation-experiment-*.md")
        assert file.name in shown(app)
        assert "| together | 11 | 4 | 0 |" in file.read_text(encoding="utf-8")
        await pilot.press("x")
        await pilot.pause()
        assert "is there already" in shown(app)


async def test_f4_what_is_due_is_drafted_for_a_look(desk: Desk) -> None:
    clock: Any = desk.tools.clock
    for name, emails in (("Maria Okafor", ("maria@example.com",)), ("Jan Novak", ())):
        person = a_person(desk, name, f"+1602555{100 + len(name):04d}", zone="America/Phoenix", emails=emails)
        a_call(desk, person, Outcome.NOT_NOW)
    a_reason(desk, "that permits are free until March")
    clock.at = NOW + timedelta(days=40)
    app = Harness(BoardScreen(desk))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "2 emails of value due: d drafts" in shown(app)
        await pilot.press("d")
        await pilot.pause()
        assert "1 email drafted for you to look at; nothing was sent. Jan Novak: no address" in shown(app)
        assert "1 draft in the outbox to look at" in shown(app)
        assert len(outbox.letters(desk.tools.book)) == 1


async def test_the_palette_finds_it_and_hostile_words_are_only_words(desk: Desk) -> None:
    for n, text in enumerate(HOSTILE):
        person = a_person(desk, f"Person {n}", f"+1602555{100 + n:04d}", zone="America/Phoenix")
        a_call(desk, person, Outcome.NO_ANSWER, reason=a_reason(desk, f"that {text} is here"))
    names = [c.title for c in Workstation(desk).get_system_commands(BoardScreen(desk))]
    assert names  # the call screen's own are asked in test_help_screen
    app = Harness(BoardScreen(desk))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        text = shown(app)
        assert "that [/b] is here" in text
        assert "\x1b" not in text
