"""The script editor, driven by keys over a real book and a real folder of scripts: typing, storing, drafts."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from editor_harness import SCRIPT, SIZES, a_maria, draft_of, editor
from screens_harness import Harness, a_person, shown

from callstation.desk import editing
from callstation.desk.desk import Desk
from callstation.errors import ScriptError
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens import editor as module
from callstation.screens.editor import EditorScreen
from callstation.screens.editor_base import KEEP
from callstation.store import reasons


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return tmp_path / "scripts"


@pytest.fixture
def maria(desk: Desk) -> int:
    return a_maria(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_on_the_opener_and_says_whose_script_it_is(desk: Desk, maria: int, size) -> None:
    async with editor(desk, maria, size) as ed:
        assert ed.area.cursor_location == (3, 0)
        for words in (
            desk.card(maria).script,
            "your own copy",
            "Maria Okafor, Bluebird Logistics",
            "It serves everyone whose call is like this. For this call only: esc, then t.",
            "opener  the first words, spoken",
            "what Maria hears",
            "s to say",
            "┃ Hello Maria, here is Dana Reed.",
            "ctrl+s save",
            "esc drop",
            "ctrl+n names",
            "ctrl+g next five",
            "ctrl+r as it came",
        ):
            assert words in ed.text, words


@pytest.mark.parametrize("size", SIZES)
async def test_a_fault_is_named_with_its_line_and_mending_it_shows_again(desk: Desk, maria: int, size) -> None:
    async with editor(desk, maria, size) as ed:
        await ed.press("end")
        await ed.type(" {{ thei")
        assert "line 4: {{ begins here and never ends; write }} where it ends" in ed.text
        assert "4! " in ed.text
        assert "as it was before the fault" in ed.text
        assert "┃ Hello Maria, here is Dana Reed." in ed.text
        await ed.type("r.frst_name }}")
        assert "line 4: 'their.frst_name' is not a name scripts know; did you mean their.first_name?" in " ".join(
            ed.text.split()
        )
        ed.area.move_cursor_relative(columns=-len("rst_name }}"))
        await ed.press("i")
        assert "line 4" not in ed.text
        assert "4! " not in ed.text
        assert "┃ Hello Maria, here is Dana Reed. Maria" in ed.text


async def test_the_preview_comes_by_itself_while_typing(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.pilot.press(*"Ahoy. ")
        for _ in range(50):
            if "┃ Ahoy. Hello Maria" in ed.text:
                break
            await ed.pilot.pause(0.02)
        assert "┃ Ahoy. Hello Maria" in ed.text


async def test_the_section_at_the_cursor_is_shown(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.press("down", "down")
        assert "voicemail  what to say after the beep" in ed.text
        assert "It's Dana Reed, 2 1 2, 5 5 5, 0 1 0 0." in ed.text
        await ed.press("down", "down", "down", "down")
        assert "what Maria gets to read" in ed.text
        assert "Subject: For Bluebird Logistics" in ed.text
        assert "s to say" not in ed.text


async def test_another_sections_fault_does_not_stop_this_preview(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        ed.area.replace("{{ x }}", (6, 0), (6, 0))
        await ed.type("Ahoy. ")
        assert "line 7: 'x' is not a name" in ed.text
        assert "┃ Ahoy. Hello Maria" in ed.text


async def test_what_has_no_value_is_a_gap_with_advice(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.type("{{ their.title }} ")
        assert "[their title?] Hello Maria" in ed.text
        assert "no value for Maria: their.title" in ed.text
        assert "{% if ... %} leaves such words out" in " ".join(ed.text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_empty_words_are_found_while_typing_with_what_to_say_instead(desk: Desk, maria: int, size) -> None:
    async with editor(desk, maria, size) as ed:
        await ed.type("I'm just checking in. ")
        assert ed.screen.latest is not None
        [finding] = [f for f in ed.screen.latest.findings if "checking in" in f.text]
        assert "to mend" in ed.text
        assert finding.instead[:20] in ed.text


# storing ----------------------------------------------------------------------------------------------
async def test_saving_makes_the_next_card_say_it(desk: Desk, maria: int, scripts: Path) -> None:
    async with editor(desk, maria) as ed:
        await ed.type("Ahoy. ")
        assert "not saved yet" in ed.text
        await ed.press("ctrl+s")
        assert ed.app.result is True
    assert desk.card(maria).opener.text == "Ahoy. Hello Maria, here is Dana Reed."
    assert not draft_of(scripts, desk, maria).exists()
    assert stat.S_IMODE((scripts / f"{desk.card(maria).script}.j2").stat().st_mode) == 0o600


async def test_a_shipped_script_becomes_an_own_copy_and_goes_back(desk: Desk, scripts: Path) -> None:
    tom = a_person(desk, "Tom Reyes")
    name = desk.card(tom).script
    shipped = desk.card(tom).opener.text
    async with editor(desk, tom) as ed:
        assert "as it came" in ed.text.split("\n")[0]
        await ed.type("Ahoy. ")
        await ed.press("ctrl+s")
    assert desk.card(tom).opener.text.startswith("Ahoy. ")
    async with editor(desk, tom) as ed:
        await ed.press("ctrl+r")
        assert "Go back to the text that came with callstation? ctrl+r again" in ed.text
        assert "Ahoy" in ed.area.text
        await ed.press("ctrl+r")
        assert "Ahoy" not in ed.area.text
        await ed.press("ctrl+z")
        assert "Ahoy" in ed.area.text
        await ed.press("ctrl+y", "ctrl+s")
        assert ed.app.result is True
    assert desk.card(tom).opener.text == shipped
    assert not (scripts / f"{name}.j2").exists()


async def test_nothing_changed_nothing_stored(desk: Desk, scripts: Path) -> None:
    tom = a_person(desk, "Tom Reyes")
    async with editor(desk, tom) as ed:
        await ed.press("x", "backspace", "ctrl+s")
        assert ed.app.result is False
    assert not scripts.exists() or not list(scripts.iterdir())


async def test_a_script_with_a_fault_is_not_saved_and_nothing_is_lost(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.type("{% if %} ")
        await ed.press("ctrl+s")
        assert ed.app.result == "not yet"
        assert "not saved yet: mend this first. What you typed is kept: line 4: " in " ".join(ed.text.split())
        assert "{% if %} Hello" in ed.area.text
    assert desk.card(maria).opener.text == "Hello Maria, here is Dana Reed."


async def test_escape_asks_before_it_drops(desk: Desk, maria: int, scripts: Path, monkeypatch) -> None:
    async with editor(desk, maria) as ed:
        monkeypatch.setattr(module, "BOUNCE", 600)
        await ed.type("Ahoy. ")
        await ed.press("escape")
        assert "Drop your changes? esc again drops them, ctrl+s saves them" in ed.text
        await ed.press("escape")
        assert ed.app.result == "not yet", "a bouncing key is not a second one"
        await ed.press("x")
        assert "Drop your changes?" not in ed.text
        monkeypatch.setattr(module, "BOUNCE", 0)
        await ed.press("escape")
        assert "Drop your changes?" in ed.text
        await ed.press("escape")
        assert ed.app.result is False
    assert desk.card(maria).opener.text == "Hello Maria, here is Dana Reed."
    assert not draft_of(scripts, desk, maria).exists()


async def test_escape_without_changes_leaves_at_once(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.press("escape")
        assert ed.app.result is False


async def test_a_change_from_outside_is_noticed_and_asked_about(desk: Desk, maria: int, scripts: Path) -> None:
    file = scripts / f"{desk.card(maria).script}.j2"
    async with editor(desk, maria) as ed:
        await ed.type("Ahoy. ")
        file.write_text(SCRIPT.replace("Hello", "Good morning"))
        await ed.press("ctrl+s")
        assert "Something else changed this script" in ed.text
        await ed.press("ctrl+o")
        assert "Good morning {{ their.first_name }}" in ed.area.text
        await ed.press("ctrl+z")
        assert "Ahoy. Hello" in ed.area.text
        await ed.press("ctrl+s")
        assert ed.app.result == "not yet"
        await ed.press("ctrl+s")
        assert ed.app.result is True
    assert desk.card(maria).opener.text.startswith("Ahoy. Hello")


async def test_a_copy_that_cannot_be_used_can_be_mended_here(desk: Desk, maria: int, scripts: Path) -> None:
    (scripts / f"{desk.card(maria).script}.j2").write_text(SCRIPT.replace("== opener ==", "== openr =="))
    assert "did you mean == opener ==" in desk.card(maria).script_fault
    async with editor(desk, maria) as ed:
        assert "line 3: 'openr' is not a section" in ed.text
        ed.area.replace("e", (2, 7), (2, 7))
        await ed.settle()
        await ed.press("ctrl+s")
        assert ed.app.result is True
    assert desk.card(maria).script_fault == ""


# drafts -----------------------------------------------------------------------------------------------
async def test_unsaved_text_survives_a_kill_and_is_offered_again(desk: Desk, maria: int, scripts: Path) -> None:
    async with editor(desk, maria) as ed:
        await ed.type("Ahoy. ")
        draft = draft_of(scripts, desk, maria)
        until = time.monotonic() + 20 * KEEP
        while not draft.exists() and time.monotonic() < until:
            await ed.pilot.pause(0.02)
        assert "Ahoy. Hello" in draft.read_text()
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        left = draft.read_bytes()
        await ed.type("Later. ")
        assert desk.card(maria).opener.text == "Hello Maria, here is Dana Reed."
    assert "Later. " in draft.read_text(), "leaving in any way keeps the last letter"
    draft.write_bytes(left)  # as a kill would have left it
    async with editor(desk, maria) as ed:
        assert "here is what you had not saved" in ed.text
        assert ed.area.cursor_location[0] == 3, "where it was left"
        assert "┃ Ahoy. Hello Maria" in ed.text
        await ed.press("ctrl+z")
        assert ed.area.text == SCRIPT
        await ed.press("ctrl+y", "ctrl+s")
        assert ed.app.result is True
    assert desk.card(maria).opener.text.startswith("Ahoy. ")
    assert not draft.exists()


async def test_a_draft_that_leads_elsewhere_is_not_followed(
    desk: Desk, maria: int, scripts: Path, tmp_path: Path
) -> None:
    secret = scripts.parent / "secret.txt"
    secret.write_text("a secret")
    draft_of(scripts, desk, maria).symlink_to(secret)
    async with editor(desk, maria) as ed:
        assert ed.area.text == SCRIPT
        await ed.type("Ahoy. ")
    assert secret.read_text() == "a secret"


# the reason and speed ---------------------------------------------------------------------------------
async def test_it_shows_the_reason_that_is_on_the_card(desk: Desk, maria: int) -> None:
    book, frame = desk.tools.book, desk.tools.frame
    for text in ("you can start with a single pallet", "the rules for labels change in May"):
        reasons.add(book, frame, Reason(0, ReasonKind.NEWS, text), desk.now)
    desk.tools.forget_library()
    first = desk.card(maria)
    other = desk.card(maria, reason_id=first.reasons[-1].id)
    app = Harness(EditorScreen(desk, other))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert other.reason is not None
        assert other.reason.text.split()[-1] in shown(app)


def test_a_look_is_quick(desk: Desk, maria: int) -> None:
    session = editing.Editing(desk, desk.card(maria))
    session.look(SCRIPT, "opener")
    took = []
    for i in range(15):
        text = SCRIPT.replace("Hello", f"Hello {i}")
        started = time.perf_counter()
        session.look(text, "opener")
        took.append(time.perf_counter() - started)
    assert sorted(took)[5] < 0.02, "10 ms on a quiet machine"


# the corners ------------------------------------------------------------------------------------------
async def test_it_can_begin_with_another_section(desk: Desk, maria: int) -> None:
    async with editor(desk, maria, part="voicemail") as ed:
        assert "voicemail  what to say after the beep" in ed.text
        assert ed.area.cursor_location == (6, 0)
        long = "== opener ==\n" + "Hello.\n" * 60 + "== voicemail ==\nCall me.\n" + "Bye.\n" * 60
        desk.tools.shelf.save(desk.card(maria).script, long)
    async with editor(desk, maria, (80, 24), part="voicemail") as ed:
        assert "62  == voicemail ==" in ed.text.split("\n")[3]


async def test_an_empty_section_is_no_fault_and_can_be_saved(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        ed.area.move_cursor(ed.area.document.end)
        await ed.type("\n== points ==\n")
        assert "There is nothing here yet." in ed.text
        assert "line" not in ed.text.split("\n")[-4]
        await ed.press("ctrl+s")
        assert ed.app.result is True


async def test_words_of_ones_own_on_the_card_are_told_of(desk: Desk, maria: int) -> None:
    desk.keep_touch(maria, "Only these words.")
    async with editor(desk, maria) as ed:
        assert "This call has words of its own (t): the card shows those" in ed.text
        assert "┃ Hello Maria, here is Dana Reed." in ed.text


async def test_a_full_disk_is_a_sentence_and_the_text_stays(desk: Desk, maria: int, monkeypatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise ScriptError("the unsaved text cannot be kept (No space left on device); save it soon")

    async with editor(desk, maria) as ed:
        monkeypatch.setattr(editing, "keep_draft", full)
        await ed.type("Ahoy. ")
        ed.screen._keep()
        await ed.settle()
        assert "cannot be kept (No space left on device)" in ed.text
        assert ed.area.text.count("Ahoy. ") == 1


async def test_a_small_screen_is_no_crash(desk: Desk, maria: int) -> None:
    async with editor(desk, maria, (36, 10)) as ed:
        await ed.type("{{ x")
        await ed.press("ctrl+g", "ctrl+n", "escape")
        await ed.pilot.resize_terminal(150, 50)
        await ed.settle()
        assert "line 4: " in ed.text
