"""The call screen when something fails: nothing is lost, and one line says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from call_harness import call_screen, outcomes_of
from screens_harness import shown

from callstation.desk.desk import Desk
from callstation.errors import StoreError
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.store import placing

pytestmark = pytest.mark.usefixtures("no_waiting")


async def test_a_full_disk_loses_nothing_and_says_so(twelve: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from callstation.store import outcomes

    app = Workstation(twelve)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("n", *"keep me", "ctrl+s")

        def full_disk(*_: object) -> None:
            raise StoreError("the disk is full")

        real = outcomes.record
        monkeypatch.setattr(outcomes, "record", full_disk)
        await pilot.press("1")
        await pilot.pause()
        assert "the disk is full" in shown(app)
        assert "keep me" in shown(app)
        monkeypatch.setattr(outcomes, "record", real)
        await pilot.press("1")
        await pilot.pause()
    assert outcomes_of(twelve) == [(1, "no-answer", "keep me")]


async def test_a_second_workstation_gets_a_reading_view(twelve: Desk, tmp_path: Path) -> None:
    from callstation.store.opening import open_book

    twelve.tools.book.close()
    first = open_book("", tmp_path / "book.db")
    assert first.first
    second = open_book("", tmp_path / "book.db")
    assert not second.first
    second.close()
    reading = open_book("", tmp_path / "book.db", read_only=True)
    twelve.tools.book = reading
    app = Workstation(Desk(twelve.tools))
    async with app.run_test(size=(120, 36)) as pilot:
        assert "open in another terminal" in shown(app)
        assert "Person00 Example" in shown(app)
        for key in ("1", "d", "s", "p", "u"):
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("n", "x", "ctrl+s", "3", *"none", "enter", "escape")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
    assert first.value("SELECT count(*) FROM entry WHERE kind = 'call'") == 0
    reading.close()
    first.close()


async def test_a_crash_puts_nobodys_data_on_the_terminal(twelve: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Workstation(twelve)

    def crash(*_: object) -> None:
        secret = "a very private note"
        raise RuntimeError(len(secret))

    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            monkeypatch.setattr(CallScreen, "show_card", crash)
            await pilot.press("s")
            await pilot.pause()
    assert not app._exit_renderables


async def test_a_note_survives_and_is_offered_on_the_same_card(twelve: Desk, tmp_path: object) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("n", *"half a tho")
        await pilot.pause(0.3)
    again = Workstation(Desk(twelve.tools))
    async with again.run_test() as pilot:
        card = call_screen(again).card
        assert card is not None
        assert (card.prospect.id, card.draft_note) == (2, "half a tho")
        assert "what you were typing" in shown(again)


def broken(*_: object, **__: object) -> None:
    raise StoreError("the disk is full")


async def test_a_book_that_takes_nothing_just_now_still_shows_who_is_next(
    twelve: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has become due is written down at every look; where that fails, the look itself must not."""
    monkeypatch.setattr(placing, "sweep", broken)
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        assert "Person00 Example" in shown(app)
        call_screen(app)._tick()
        await pilot.press("1")
        await pilot.pause()
        assert "Person01 Example" in shown(app)
    assert [p for p, _, _ in outcomes_of(twelve)] == [1]


async def test_an_outcome_is_never_stored_twice_because_the_next_card_failed(
    twelve: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        await pilot.press("3", *"none")
        real = Desk.next_card
        monkeypatch.setattr(Desk, "next_card", broken)
        await pilot.press("enter")
        await pilot.pause()
        assert "the disk is full" in shown(app)
        await pilot.press("enter", "1", "3")
        await pilot.pause()
        assert [o for _, o, _ in outcomes_of(twelve)] == ["talked"]
        monkeypatch.setattr(Desk, "next_card", real)
        call_screen(app)._tick()
        await pilot.pause()
        assert "Person01 Example" in shown(app)
    assert [o for _, o, _ in outcomes_of(twelve)] == ["talked"]


async def test_a_look_that_fails_ends_nothing_and_the_next_one_goes_on(
    twelve: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Workstation(twelve)
    async with app.run_test() as pilot:
        real = Desk.rows
        monkeypatch.setattr(Desk, "rows", broken)
        monkeypatch.setattr(Desk, "idle", broken)
        screen = call_screen(app)
        screen._tick()
        screen._tidy()
        await pilot.pause()
        assert "the disk is full" in shown(app)
        assert "Person00 Example" in shown(app)
        monkeypatch.setattr(Desk, "rows", real)
        screen._tick()
        await pilot.press("2")
        await pilot.pause()
        assert "Person01 Example" in shown(app)
    assert [o for _, o, _ in outcomes_of(twelve)] == ["voicemail"]
