"""Journeys through the brainstorm (S10), by keyboard, on a real book."""

from __future__ import annotations

from typing import Any

import pytest
from screens_harness import HOSTILE, Harness, a_person, shown

from callstation.desk.desk import Desk
from callstation.errors import StoreError
from callstation.model.reasons import Audience, ReasonKind
from callstation.screens import brainstorm
from callstation.screens.app import Workstation
from callstation.screens.brainstorm import BrainstormScreen
from callstation.screens.brainstorm_base import Phase
from callstation.screens.brainstorm_keep import KeepScreen
from callstation.screens.call import CallScreen
from callstation.store import ideas, people, reasons

SIZES = [(80, 24), (120, 36)]
GONE = "that the minimum order is gone"


@pytest.fixture
def bakers(desk: Desk) -> Desk:
    """Six people, three of them bakers, one with something in the way."""
    for i in range(6):
        a_person(
            desk,
            f"Person{i} Example",
            f"+1602555{100 + i:04d}",
            zone="America/Chicago",
            tags=("bakery",) if i % 2 else (),
        )
    people.keep_objection(desk.tools.book, 1, "minimum-order", desk.now, None)
    return desk


def put(pilot: Any, text: str) -> None:
    """As if it had been typed; the letters themselves are pressed where they matter."""
    pilot.app.screen.field.value = text


async def begin(pilot: Any, names: str = "Dana, Ann") -> BrainstormScreen:
    put(pilot, names)
    await pilot.press("enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, BrainstormScreen)
    return screen


async def idea(pilot: Any, text: str) -> None:
    put(pilot, pilot.app.screen.field.value + text)
    await pilot.press("enter")
    await pilot.pause()


async def ring(pilot: Any, desk: Any) -> None:
    desk.tools.clock.advance(minutes=11)
    pilot.app.screen._tick()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_game_from_the_names_to_the_library(bakers: Desk, size: tuple[int, int]) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Who is playing?" in shown(app)
        assert "Dana Reed" in shown(app)
        await begin(pilot)
        assert "10:00 left" in shown(app)
        assert "POLICY" in shown(app)
        assert "What rule of yours kept somebody out" in shown(app)
        await pilot.press(*GONE)
        app.screen.look()
        await pilot.pause()
        assert "reaches 1 person: lifts minimum-order" in shown(app)
        assert "nothing empty in it" in shown(app)
        await pilot.press("enter", "tab")
        assert "NEWS" in shown(app)  # the next question came by itself
        await idea(pilot, "that bakeries can try it, just checking in")
        text = shown(app)
        assert "Dana 2" in text
        assert "▸ Ann 1" in text
        assert "+1; without “just checking in” it would be two" in text
        assert "2 of 20 to 30 ideas" in text
        await ring(pilot, bakers)
        text = shown(app)
        assert "2 ideas that were not there before" in text
        assert "The most went to Dana, with 2 points." in text
        await pilot.press("enter")
        await pilot.pause()
        assert "┃ that the minimum order is gone" in shown(app)
        await pilot.press("k")
        assert "Whom is it for?" in shown(app)
        assert "lifts minimum order" in shown(app)
        await pilot.press("enter")
        assert "in the library, and brings one person back" in shown(app)
        await pilot.press("e")
        put(pilot, "that flour gets dearer in May")
        await pilot.press("enter")
        await pilot.press("k", "ctrl+u", *"#bakery")
        await pilot.pause()
        assert "reaches 3 people: #bakery" in shown(app)
        await pilot.press("enter")
        assert "All looked through" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
    assert app.result == 2
    library = reasons.library(bakers.tools.book)
    assert [(r.kind, r.text, r.audience) for r in library] == [
        (ReasonKind.POLICY, GONE, Audience(lifts=("minimum-order",))),
        (ReasonKind.NEWS, "that flour gets dearer in May", Audience(tags=("bakery",))),
    ]


async def test_the_same_idea_twice_is_noticed_kindly_and_stays_in_the_field(bakers: Desk) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await idea(pilot, GONE)
        await pilot.press("tab")
        await idea(pilot, "The minimum order is gone!")
        assert "Dana had that one already" in shown(app)
        assert screen.text == "The minimum order is gone!"
        await idea(pilot, " for bakers")
        assert "▸ Ann 2" in shown(app)


async def test_the_clock_stands_and_goes_on(bakers: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, "Dana")
        bakers.tools.clock.advance(seconds=60)
        await pilot.press(*"that h", "escape")
        await pilot.pause()
        assert "9:00 left, paused" in shown(app)
        bakers.tools.clock.advance(minutes=30)
        screen._tick()
        await pilot.press("x", "enter")  # letters mean nothing while it stands
        await pilot.pause()
        assert screen.text == "that h"
        assert "9:00 left" in shown(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert app.result == 0


async def test_a_sentence_that_was_begun_at_the_bell_still_counts(bakers: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, "Dana")
        await pilot.press(*"that perm")
        await ring(pilot, bakers)
        assert screen.phase is Phase.LAST_SENTENCE
        assert "That was the bell" in shown(app)
        await idea(pilot, "its are free")
        assert screen.phase is Phase.OVER
        assert [i.text for i in ideas.waiting(bakers.tools.book)] == ["that permits are free"]
        await pilot.press("escape")


async def test_a_kill_loses_nothing(bakers: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another desk on the same book finds every idea, and the one that was half typed."""
    from screens_harness import a_desk

    monkeypatch.setattr(brainstorm, "KEEP", 0.01)
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await idea(pilot, GONE)
        bakers.tools.clock.advance(seconds=120)
        await pilot.press("tab", *"that half a sent")
        await pilot.pause(0.05)
        other = a_desk(tmp_path)  # while the first is still open: nothing was saved by leaving
        second = Harness(BrainstormScreen(other))
        async with second.run_test(size=(80, 24)) as again:
            await again.pause()
            text = shown(second)
            assert "8:00 left, paused" in text
            assert "that half a sent" in text
            assert GONE in text
            await again.press("enter", *"ence")
            assert second.screen.text == "that half a sentence"
            assert second.screen.game.player == "Ann"
            await again.press("escape", "escape")
        other.close()


async def test_what_was_not_looked_through_waits_and_is_offered(bakers: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await idea(pilot, "that one")
        await idea(pilot, "that two")
        await ring(pilot, bakers)
        await pilot.press("enter")
        await pilot.press("d", "escape", "escape")
        await pilot.pause()
    again = Harness(BrainstormScreen(bakers))
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1 idea waits from before" in shown(again)
        assert "Dana, Ann" in shown(again)  # names are typed once
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert isinstance(again.screen, KeepScreen)
        assert "┃ that two" in shown(again)
        assert "1 to go" in shown(again)


async def test_looking_through_can_be_taken_back(bakers: Any) -> None:
    game = BrainstormScreen(bakers)
    app = Harness(game)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        for text in ("that one", "that two", "that three"):
            await idea(pilot, text)
        await ring(pilot, bakers)
        await pilot.press("enter", "l")
        assert "┃ that two" in shown(app)
        await pilot.press("k", "enter", "d", "u", "u")
        assert "taken out of the library again" in shown(app)
        assert "0 kept   0 dropped   3 to go" in shown(app)
        assert reasons.library(bakers.tools.book) == []
        await pilot.press("c")
        assert "STORY" in shown(app)  # another kind
        await pilot.press("k", "ctrl+u", *"whoever", "enter")
        assert "is not understood" in shown(app)
        await pilot.press("escape")
        assert "k keep" in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_whatever_is_typed_is_only_text(bakers: Any, size: tuple[int, int]) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=size) as pilot:
        screen = await begin(pilot, "[/b], Mia [bold]")
        for text in HOSTILE:
            screen.field.value = text
            screen.look()
            await pilot.press("enter")
            await pilot.pause()
        out = shown(app)
        assert "[@click=app.quit]x" in out
        assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(out)
        await ring(pilot, bakers)
        await pilot.press("enter")
        for _ in HOSTILE:
            await pilot.press("l")
            assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(shown(app))
    assert all(i.text == i.text.strip() for i in ideas.waiting(bakers.tools.book))


async def test_a_full_disk_is_told_and_takes_nothing_out_of_the_field(bakers: Any, monkeypatch: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, "Dana")

        def full(*_: object, **__: object) -> None:
            raise StoreError("the disk is full")

        monkeypatch.setattr(ideas, "add", full)
        await idea(pilot, GONE)
        assert "the disk is full (what you typed is still here)" in shown(app)
        assert screen.text == GONE
        monkeypatch.undo()
        await pilot.press("enter")
        assert [i.text for i in ideas.waiting(bakers.tools.book)] == [GONE]


async def test_nobody_is_kept_in_by_a_full_disk(bakers: Any, monkeypatch: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, "Dana")

        def full(*_: object, **__: object) -> None:
            raise StoreError("the disk is full")

        for name in ("keep_typed", "keep_time", "end"):
            monkeypatch.setattr(ideas, name, full)
        put(pilot, GONE)
        await pilot.press("escape")
        assert "the disk is full" in shown(app)
        await pilot.press("enter")
        await ring(pilot, bakers)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.result == 0
        monkeypatch.undo()


async def test_from_a_card_without_a_reason_and_back_with_one(bakers: Desk) -> None:
    app = Workstation(bakers)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        await pilot.press("x")
        await pilot.pause()
        await begin(pilot, "Dana")
        await idea(pilot, "that permits are free until March")
        await ring(pilot, bakers)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("k", "enter", "escape")
        await pilot.pause()
        assert "1 new reason in your library" in shown(app)
        assert app.screen.card.reason.text == "that permits are free until March"


STORY = "that a bakery like yours sold its last box eleven days early"


async def keeping_a_story(pilot: Any, text: str = STORY) -> None:
    """The keeping round, with one idea of kind story, asked for its audience."""
    await begin(pilot)
    screen = pilot.app.screen
    screen.game.add(ReasonKind.STORY, text, screen.judge.look(ReasonKind.STORY, text))
    await ring(pilot, pilot.app.screen.desk)
    await pilot.press("enter")
    await pilot.pause()
    await pilot.press("k", "ctrl+u", *"#bakery", "enter")
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_h5_s10_a_kept_story_gets_its_audience_its_client_and_stays_anonymous(bakers: Any, size: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=size) as pilot:
        await keeping_a_story(pilot)
        assert "Whose story is it?" in shown(app)
        await pilot.press(*"nobody there")
        await pilot.pause()
        assert "nobody there" in shown(app)
        await pilot.press("enter")
        assert "Whose story is it?" in shown(app)  # and nothing was kept
        put(pilot, "Person2 Example")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "May Person2 Example be named? yes or no" in shown(app)
        assert "anonymous: neither name nor company shows" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "in the library" in shown(app)
    [kept] = reasons.library(bakers.tools.book)
    assert (kept.anonymous, kept.client_id, kept.audience.tags) == (True, 3, ("bakery",))


async def test_h5_s10_a_kept_story_may_name_its_client_or_have_none(bakers: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        await keeping_a_story(pilot)
        put(pilot, "Person2 Example")
        await pilot.press("enter", *"yes")
        await pilot.pause()
        assert "named wherever it is told" in shown(app)
        await pilot.press("enter", "u", "k", "enter", "enter")
        await pilot.pause()
        assert "in the library" in shown(app)
    [kept] = reasons.library(bakers.tools.book)
    assert (kept.anonymous, kept.client_id) == (False, None)


async def test_h5_s10_an_anonymous_story_that_names_its_client_is_refused_and_waits(bakers: Any) -> None:
    app = Harness(BrainstormScreen(bakers))
    async with app.run_test(size=(80, 24)) as pilot:
        await keeping_a_story(pilot, "that Person2 Example sold out early")
        put(pilot, "Person2 Example")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "would name its client" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "1 to go" in shown(app)
    assert reasons.library(bakers.tools.book) == []
