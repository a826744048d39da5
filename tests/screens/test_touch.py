"""The personal touch (T3): other words for one call, driven by keys over a real book."""

from __future__ import annotations

import pytest
from screens_harness import HOSTILE, Harness, a_person, shown
from textual.pilot import Pilot

from callstation.desk.desk import Desk
from callstation.errors import StoreError
from callstation.model.calls import Outcome
from callstation.screens import touch as module
from callstation.screens.app import Workstation
from callstation.screens.touch import TouchScreen
from callstation.store import drafts

SIZES = [(80, 24), (120, 36)]
WORDS = "== opener ==\nHello {{ their.first_name }}, it's {{ my.first_name }}. How is {{ their.company }}?\n"
SAID = "Hello Maria, it's Dana. How is Bluebird Logistics?"


@pytest.fixture
def maria(desk: Desk) -> int:
    found = a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics")
    desk.tools.shelf.save(desk.card(found).script, WORDS)
    return found


def app_of(desk: Desk, person: int) -> Harness:
    return Harness(TouchScreen(desk, desk.card(person)))


def screen_of(app: Harness) -> TouchScreen:
    assert isinstance(app.screen, TouchScreen)
    return app.screen


async def typed(pilot: Pilot[None], text: str) -> None:
    """Typed, and the fingers rest."""
    screen = pilot.app.screen
    assert isinstance(screen, TouchScreen)
    screen.area.insert(text)
    await pilot.pause()
    screen.look()
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_it_begins_with_the_scripts_words_and_says_what_it_is(desk: Desk, maria: int, size) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(app)
        script = desk.card(maria).script
        for words in (
            "For this call only",
            "for Maria Okafor, Bluebird Logistics",
            f"The script {script} stays as it is.",
            SAID,
            "s to say",
            "ctrl+s keep",
            "esc drop",
            "ctrl+r the script's words",
        ):
            assert words in text, words


async def test_kept_words_are_on_the_card(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, " I saw your new trucks.")
        await pilot.press("ctrl+s")
    assert app.result is True
    assert desk.card(maria).opener.text == desk.card(maria).touch == f"{SAID} I saw your new trucks."


async def test_words_left_as_they_are_change_nothing(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "backspace", "ctrl+s")
    assert app.result is False
    assert drafts.read(desk.tools.book, maria).touch == ""


async def test_the_scripts_words_come_back_with_a_key(desk: Desk, maria: int) -> None:
    desk.keep_touch(maria, "Only these words.")
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Only these words." in shown(app)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert screen_of(app).area.text == SAID
        await pilot.press("ctrl+z")
        assert screen_of(app).area.text == "Only these words."
        await pilot.press("ctrl+r", "ctrl+s")
    assert app.result is True
    assert desk.card(maria).opener.text == SAID


async def test_nothing_at_all_means_the_scripts_words(desk: Desk, maria: int) -> None:
    desk.keep_touch(maria, "Only these words.")
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "backspace")
        await typed(pilot, " ")
        assert "ctrl+s goes back to the script's words" in shown(app)
        await pilot.press("ctrl+s")
    assert app.result is True


async def test_escape_asks_once_and_drops(desk: Desk, maria: int, monkeypatch) -> None:
    desk.keep_touch(maria, "Only these words.")
    monkeypatch.setattr(module, "BOUNCE", 0)
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, " And more.")
        await pilot.press("escape")
        await pilot.pause()
        assert "Drop these words? esc again drops them, ctrl+s keeps them." in shown(app)
        await pilot.press("escape")
    assert app.result is False
    assert desk.card(maria).opener.text == "Only these words."


async def test_escape_with_nothing_changed_leaves_at_once(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
    assert app.result is False


async def test_what_was_typed_outlives_the_program(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("!")
        for _ in range(100):
            if drafts.read(desk.tools.book, maria).touch:
                break
            await pilot.pause(0.02)
        assert drafts.read(desk.tools.book, maria).touch == f"{SAID}!", "kept while typing"
        await pilot.press("?")
    assert drafts.read(desk.tools.book, maria).touch == f"{SAID}!?", "and at the end, whatever ended it"


async def test_undone_words_are_not_left_behind(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "half a th")
        screen_of(app)._keep()
        await pilot.press("ctrl+z", "escape")
    assert app.result is False
    assert drafts.read(desk.tools.book, maria).touch == ""


async def test_empty_words_are_found_with_what_to_say_instead(desk: Desk, maria: int) -> None:
    app = app_of(desk, maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await typed(pilot, " I'm just checking in.")
        text = shown(app)
        assert "checking in" in text
        [finding] = [f for f in screen_of(app)._findings if "checking in" in f.text]
        assert finding.instead[:20] in text


async def test_a_gap_is_to_be_filled_in(desk: Desk) -> None:
    tom = a_person(desk, "Tom Reyes")
    desk.tools.shelf.save(desk.card(tom).script, WORDS)
    app = app_of(desk, tom)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "still to be filled in: [their company?]" in shown(app)


async def test_a_book_that_cannot_be_written_says_so_and_the_words_stay(desk: Desk, maria: int, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full: make room")

    monkeypatch.setattr(desk, "keep_touch", full)
    app = app_of(desk, maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, " More.")
        screen_of(app)._keep()
        await pilot.pause()
        assert "the disk is full: make room (your words are still here)" in shown(app)
        assert screen_of(app).area.text == f"{SAID} More."


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_is_never_markup_nor_an_escape(desk: Desk, name: str) -> None:
    person = a_person(desk, name, company=f"Firm {name}")
    desk.tools.shelf.save(desk.card(person).script, WORDS.replace("first_", ""))
    app = app_of(desk, person)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = shown(app)
        assert not any(ord(c) < 32 and c != "\n" for c in text)
        assert not any(c in text for c in "\u202e\u200f\u200b\x9b")
        if name.startswith("["):
            assert f"Hello {name}, it's Dana" in text
        await pilot.press("ctrl+s")
    assert app.result is False


@pytest.mark.parametrize("size", SIZES)
async def test_t3_the_voicemail_has_words_of_its_own_too(desk: Desk, maria: int, size) -> None:
    """Both are kept with one key, stand on the card, and the one that was said is in the history."""
    script = desk.card(maria).voicemail.text
    app = app_of(desk, maria)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, " I saw your new trucks.")
        await pilot.press("tab")
        await pilot.pause()
        assert "What you say to the machine" in shown(app)
        assert screen_of(app).area.text == script
        assert "tab the opener" in shown(app)
        await typed(pilot, " The trucks look good.")
        await pilot.press("ctrl+s")
    card = desk.card(maria)
    assert card.opener.text == f"{SAID} I saw your new trucks."
    assert card.voicemail.text == card.touch_voicemail == f"{script} The trucks look good."
    desk.record(card, Outcome.VOICEMAIL)
    [entry] = [e for e in desk.history(maria) if e.outcome is Outcome.VOICEMAIL]
    assert entry.words == card.voicemail.text
    assert desk.card(maria).touch_voicemail == ""
    desk.undo()
    assert desk.card(maria).touch_voicemail == card.voicemail.text


async def test_t3_words_to_the_machine_are_dropped_and_left_alone(desk: Desk, maria: int, monkeypatch) -> None:
    monkeypatch.setattr(module, "BOUNCE", 0)
    desk.keep_touch(maria, "Only these words.", "voicemail")
    app = Harness(TouchScreen(desk, desk.card(maria), "voicemail"))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, " More.")
        screen_of(app)._keep()
        assert desk.card(maria).touch_voicemail == "Only these words. More."
        await pilot.press("escape", "escape")
    assert app.result is False
    assert (desk.card(maria).touch, desk.card(maria).touch_voicemail) == ("", "Only these words.")


async def test_f1_words_to_the_machine_name_the_promised_day(desk: Desk, maria: int) -> None:
    app = Harness(TouchScreen(desk, desk.card(maria), "voicemail"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "2 promises" not in shown(app)
        screen_of(app).area.text = "I'll call again some day."
        await pilot.pause(0.1)
        assert "2 promises" in shown(app)


async def test_t3_t_begins_with_the_words_that_are_on_the_card(desk: Desk, maria: int) -> None:
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("v", "t")
        await pilot.pause()
        assert screen_of(app).part == "voicemail"
        await pilot.press("x", "ctrl+s")
        await pilot.pause()
        assert "your own words to the machine" in shown(app)
