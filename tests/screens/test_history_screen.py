from __future__ import annotations

from datetime import timedelta

import pytest
from screens_harness import HOSTILE, NOW, Harness, a_call, a_person, shown
from textual.widgets import TextArea

from callstation.desk.desk import Desk
from callstation.errors import NotFoundError, StoreError
from callstation.model.calls import Outcome
from callstation.screens.history import EntryList, HistoryScreen

SIZES = [(80, 24), (120, 36)]
WORDS = "Maria, it's Dana from Reed Design.\nThe reason I'm calling is that the minimum order is gone.\nShall I go on?"


@pytest.fixture
def maria(desk: Desk) -> int:
    clock = desk.tools.clock
    clock.at = NOW - timedelta(days=60)
    person = a_person(
        desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics", tags=("warehouse",), zone="America/Phoenix"
    )
    a_call(desk, person, Outcome.NO_ANSWER)
    clock.at = NOW - timedelta(days=10)
    today = clock.at.date()
    a_call(desk, person, Outcome.VOICEMAIL, words=WORDS, days=(today + timedelta(days=2), today + timedelta(days=3)))
    clock.at = NOW - timedelta(days=7)
    a_call(desk, person, Outcome.TALKED, note="Moving the office in June", words=WORDS, seconds=372)
    clock.at = NOW
    return person


PAGE = 12


@pytest.fixture
def short_pages(monkeypatch) -> None:
    monkeypatch.setattr("callstation.screens.history.PAGE", PAGE)


def many(desk: Desk, person: int, n: int) -> None:
    desk.tools.clock.at = NOW - timedelta(days=50)
    for i in range(n):
        desk.tools.clock.advance(minutes=7)
        a_call(desk, person, Outcome.NO_ANSWER, note=f"try number {i}")
    desk.tools.clock.at = NOW


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_the_newest_and_says_what_it_adds_up_to(desk: Desk, maria: int, size) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(pilot.app)
        assert "Maria Okafor  Bluebird Logistics" in text
        assert "active" in text
        assert "3 calls, 1 talked   1 promise kept" in text
        assert "+1 602 555 0134" in text
        assert "warehouse" in text
        assert "▌ Fri 13 Nov 8:42" in text
        assert "● talked, 6 min" in text
        assert "Moving the office in June" in text
        assert "promised to call on Fri 13 Nov: kept" in text
        assert "5 of 5 entries" in text
        assert "esc back" in text


async def test_the_words_that_were_on_screen_unfold_and_fold(desk: Desk, maria: int) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Shall I go on?" not in shown(pilot.app)
        await pilot.press("w")
        assert "┃ Shall I go on?" in shown(pilot.app)
        await pilot.press("enter")
        assert "┃ Shall I go on?" not in shown(pilot.app)


async def test_what_came_out_of_a_call_leads_to_that_call(desk: Desk, maria: int) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("up", "w")  # on the promise: the words of the voicemail that made it
        await pilot.pause()
        assert "3 of 5 entries" in shown(pilot.app)
        assert "┃ Shall I go on?" in shown(pilot.app)


async def test_moving_with_arrows_and_letters(desk: Desk, maria: int) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("k", "up", "j", "k")
        assert "3 of 5 entries" in shown(pilot.app)
        await pilot.press("g")
        await pilot.pause()
        text = shown(pilot.app)
        assert "1 of 5 entries" in text
        assert "added by hand" in text
        await pilot.press("G")
        await pilot.pause()
        assert "5 of 5 entries" in shown(pilot.app)


async def test_an_old_note_is_corrected_in_place_and_what_it_said_stays(desk: Desk, maria: int) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        text = shown(pilot.app)
        assert "the note of Fri 13 Nov 8:42" in text
        assert "ctrl+s keeps the note" in text
        pilot.app.screen.query_one(TextArea).text = "Moving the office in July, [/b]"
        await pilot.press("ctrl+s")
        await pilot.pause()
        text = shown(pilot.app)
        assert "Moving the office in July, [/b]" in text
        assert "corrected; what it said before stays on record" in text
        assert "before  Moving the office in June" in text
        assert not pilot.app.screen.query(TextArea)
        await pilot.press("k")
        assert "6 entries" in shown(pilot.app)
    assert [e.note for e in desk.history(maria) if e.note] == ["Moving the office in July, [/b]"]
    assert desk.history(maria)[-1].data["before"] == "Moving the office in June"


async def test_escape_drops_a_correction_but_not_by_one_slip(desk: Desk, maria: int) -> None:
    app = Harness(HistoryScreen(desk, maria))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("x", "q", "escape")
        await pilot.pause()
        assert "esc again drops what you typed" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query(TextArea)
        await pilot.press("c")
        await pilot.pause()
        await pilot.press("escape")  # nothing was changed: nothing to ask
        await pilot.pause()
        assert not app.screen.query(TextArea)
        await pilot.press("escape")
    assert app.result is None
    assert len(desk.history(maria)) == 5


async def test_a_correction_that_cannot_be_stored_stays_in_the_box(desk: Desk, maria: int, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the disk is full; nothing was lost")

    monkeypatch.setattr(desk, "correct_note", fail)
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c", "x", "ctrl+s")
        await pilot.pause()
        assert "the disk is full" in shown(pilot.app)
        assert pilot.app.screen.query_one(TextArea).text.endswith("x")


async def test_only_notes_of_calls_can_be_corrected(desk: Desk, maria: int) -> None:
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g", "c")
        await pilot.pause()
        assert "only the note of a call" in shown(pilot.app)
        assert not pilot.app.screen.query(TextArea)


async def test_a_long_history_is_read_a_page_at_a_time_and_does_not_jump(desk: Desk, maria: int, short_pages) -> None:
    many(desk, maria, 2 * PAGE + 10)
    app = Harness(HistoryScreen(desk, maria))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert len(screen.entries) == PAGE
        seen = []
        for _ in range(PAGE + 5):
            await pilot.press("up")
            await pilot.pause()
            lines = screen.query_one(EntryList)
            seen.append(screen.entries[lines.selected].id)
            assert screen.entries[lines.selected].note in shown(app)
        assert seen == sorted(seen, reverse=True)
        assert len(set(seen)) == len(seen)
        assert len(screen.entries) > PAGE
        assert not screen.whole
        await pilot.press("g")
        await pilot.pause()
        assert screen.whole
        assert [e.id for e in screen.entries] == [e.id for e in desk.history(maria)]
        assert "added by hand" in shown(app)


async def test_scrolling_up_by_pages_reaches_the_oldest(desk: Desk, maria: int, short_pages) -> None:
    many(desk, maria, 2 * PAGE)
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for _ in range(12):
            await pilot.press("pageup")
            await pilot.pause()
        assert "added by hand" in shown(pilot.app)
        assert f"1 of {2 * PAGE + 5} entries" in shown(pilot.app)


async def test_an_entry_taller_than_the_screen_is_scrolled_through(desk: Desk, maria: int) -> None:
    a_call(desk, maria, Outcome.TALKED, note="\n".join(f"line {i}" for i in range(60)))
    a_call(desk, maria, Outcome.NO_ANSWER)
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("up")
        await pilot.pause()
        seen = shown(pilot.app)
        for _ in range(8):
            await pilot.press("down")
            await pilot.pause()
            seen += shown(pilot.app)
        assert all(f"line {i}" in seen for i in range(60))
        assert "7 of 7 entries" in shown(pilot.app)


async def test_a_resize_keeps_the_place(desk: Desk, maria: int) -> None:
    many(desk, maria, 20)
    async with Harness(HistoryScreen(desk, maria)).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("up", "up", "up")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.pause()
        assert "try number 16" in shown(pilot.app)
        assert "22 of 25 entries" in shown(pilot.app)


async def test_somebody_new_has_nothing_but_their_arrival(desk: Desk) -> None:
    person = a_person(desk, "Tom Reyes")
    async with Harness(HistoryScreen(desk, person)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = shown(pilot.app)
        assert "not called yet" in text
        assert "no number yet" in text
        assert "added by hand" in text


def test_nobody_has_no_history(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        HistoryScreen(desk, 77)


@pytest.mark.parametrize("size", SIZES)
async def test_names_and_notes_are_never_markup(desk: Desk, size) -> None:
    person = a_person(desk, "[@click=app.quit]x", company="[/b]", tags=HOSTILE, emails=("x@example.com",))
    a_call(desk, person, Outcome.TALKED, note="; ".join(HOSTILE), words="\n".join(HOSTILE))
    async with Harness(HistoryScreen(desk, person)).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("w", "c")
        await pilot.pause()
        text = shown(pilot.app)
        assert "[@click=app.quit]x  [/b]" in text
        assert "Ann [bold red]Wu[/]" in text
        assert not any(c in text for c in "\x1b\x07\x9b\u202e\u200f\u200b")
