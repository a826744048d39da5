"""The script editor, driven by keys over a real book and a real folder of scripts."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from screens_harness import HOSTILE, Harness, a_person, shown
from textual.pilot import Pilot
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens import editor as module
from callstation.screens.editor import KEEP, EditorScreen
from callstation.screens.names import NamesScreen
from callstation.store import reasons
from callstation.widgets.script_area import ScriptArea

SIZES = [(80, 24), (120, 36)]
SCRIPT = """{# For a test. #}

== opener ==
Hello {{ their.first_name }}, here is {{ my.name }}.

== voicemail ==
It's {{ my.name }}, {{ my.number|digits }}. I'll call you on {{ plan.call_on|spoken_day }}.

== email ==
Subject: For {{ their.company }}

Dear {{ their.first_name }}.
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return tmp_path / "scripts"


@pytest.fixture
def maria(desk: Desk) -> int:
    """Maria, with a script of one's own."""
    found = a_person(desk, "Maria Okafor", "+16025550134", company="Bluebird Logistics")
    desk.keep_thread(found, "moving in June")
    desk.tools.shelf.save(desk.card(found).script, SCRIPT)
    return found


class Opened:
    """The editor on the screen of a harness."""

    def __init__(self, app: Harness, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> EditorScreen:
        found = self.app.screen_stack[1]
        assert isinstance(found, EditorScreen)
        return found

    @property
    def area(self) -> ScriptArea:
        return self.screen.area

    @property
    def text(self) -> str:
        return shown(self.app)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        self.area.insert(text)
        await self.settle()

    async def settle(self) -> None:
        """What waits for the fingers to rest need not wait in a test."""
        await self.pilot.pause()
        if isinstance(self.app.screen, EditorScreen):
            self.app.screen.look()
            await self.pilot.pause()


class editor:
    """``async with editor(desk, person) as ed``."""

    def __init__(self, desk: Desk, person: int, size: tuple[int, int] = (120, 36)) -> None:
        self.app = Harness(EditorScreen(desk, desk.card(person)))
        self.running = self.app.run_test(size=size)

    async def __aenter__(self) -> Opened:
        opened = Opened(self.app, await self.running.__aenter__())
        await opened.settle()
        opened.area.cursor_blink = False
        return opened

    async def __aexit__(self, *error: object) -> None:
        await self.running.__aexit__(*error)


def draft_of(scripts: Path, desk: Desk, person: int) -> Path:
    return scripts / f".{desk.card(person).script}.j2.draft"


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


# names and others -------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_names_are_listed_with_their_values_and_put_in(desk: Desk, maria: int, size) -> None:
    async with editor(desk, maria, size) as ed:
        await ed.press("ctrl+n")
        assert isinstance(ed.app.screen, NamesScreen)
        assert "their.company" in ed.text
        assert "Bluebird Logistics" in ed.text
        assert "|spoken_day" not in ed.text
        ed.app.screen.query_one(Input).value = "work"
        await ed.press("enter")
        assert ed.area.document.get_line(3).startswith("{{ their.company }}Hello")
        await ed.type(" {{ their.thr")
        await ed.press("f2")
        assert "moving in June" in ed.text
        await ed.press("enter")
        await ed.type("|firs")
        await ed.press("ctrl+n")
        assert "|first" in ed.text
        await ed.press("enter")
        await ed.type(" }} ")
        assert "┃ Bluebird Logistics moving in June Hello Maria" in ed.text
        await ed.press("ctrl+n", "escape")
        assert ed.screen.is_current


async def test_the_next_five_in_the_queue_show_for_whom_it_reads_badly(desk: Desk, maria: int) -> None:
    names = ("Tom", "Ann", "Jan", "Li", "Pat", "Kim")
    for i, name in enumerate(names):
        a_person(desk, f"{name} Example", f"+1602555019{i}", company="" if name == "Ann" else f"{name} Inc.")
    async with editor(desk, maria, (120, 60)) as ed:
        await ed.type("How is {{ their.company }}? ")
        await ed.press("ctrl+g")
        assert "the next in the queue" in ed.text
        said = " ".join(ed.text.replace("┃", " ").split())
        assert sum(f"Hello {name}" in said for name in names) == 5
        assert [n.name for n in ed.screen.editing.neighbours()] == [r.name for r in desk.rows(6) if r.id != maria][:5]
        if "Hello Ann" in said:
            assert "How is [their company?]? Hello Ann" in said
            assert "1 gap" in said
        await ed.press("ctrl+g")
        assert "what Maria hears" in ed.text


async def test_nobody_else_in_the_queue_is_said(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.press("ctrl+g")
        assert "There is nobody else in the queue to try it on." in ed.text


async def test_a_long_preview_scrolls(desk: Desk, maria: int) -> None:
    async with editor(desk, maria, (80, 24)) as ed:
        await ed.type("".join(f"Sentence {i}.\n" for i in range(30)))
        assert "┃ Sentence 29." not in ed.text
        await ed.press(*["ctrl+down"] * 9)
        assert "┃ Sentence 29." in ed.text
        await ed.press(*["ctrl+up"] * 9)
        assert "┃ Sentence 0." in ed.text


# people's and other strange text ----------------------------------------------------------------------
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_is_never_markup_nor_an_escape(desk: Desk, name: str) -> None:
    person = a_person(desk, name, company=f"Firm {name}", notes=name)
    other = a_person(desk, f"{name} Two", company=name)
    desk.tools.shelf.save(desk.card(person).script, SCRIPT.replace("Hello", "{{ their.name }}, {{ their.company }}:"))
    async with editor(desk, person, (80, 24)) as ed:
        seen = ed.text
        await ed.press("ctrl+g")
        seen += ed.text
        await ed.press("ctrl+n")
        seen += ed.text
        assert not any(ord(c) < 32 and c != "\n" for c in seen)
        assert not any(c in seen for c in "\u202e\u200f\u200b\x9b")
        if name.startswith("["):
            assert f"{name}, Firm {name}:" in " ".join(seen.replace("┃", " ").split())
    assert desk.card(other)


@pytest.mark.parametrize(
    "jinja",
    [
        "{% for x in range(10**9) %}x{% endfor %}",
        "{{ 9**9**9 }}",
        "{{ 'x' * 999999999 }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ ''.__class__.__mro__ }}",
        "{% include '/etc/passwd' %}",
        "{{ " * 300,
        "(" * 5000,
        "{{ " + "(" * 200 + " }}",
        "{% for a in their.tags %}" * 50,
    ],
    ids=lambda jinja: f"{jinja[:12]}-{len(jinja)}",
)
async def test_a_hostile_script_is_a_sentence_and_never_hangs(desk: Desk, maria: int, jinja: str) -> None:
    async with editor(desk, maria, (80, 24)) as ed:
        started = time.perf_counter()
        await ed.type(jinja)
        assert time.perf_counter() - started < 2
        if "{" in jinja:
            assert "line 4: " in ed.text or "line 3: " in ed.text
        assert ed.app.is_running


async def test_what_is_pasted_cannot_act_on_the_terminal(desk: Desk, maria: int) -> None:
    from textual import events

    async with editor(desk, maria) as ed:
        ed.app.post_message(events.Paste("\x1b[31mred\x1b]52;c;ZXZpbA==\x07 \u202eword\r\nnext"))
        await ed.settle()
        assert ed.area.text.startswith(SCRIPT.split("Hello")[0] + "red word\nnextHello")


async def test_a_copy_with_escapes_in_it_is_shown_harmlessly(desk: Desk, maria: int, scripts: Path) -> None:
    (scripts / f"{desk.card(maria).script}.j2").write_text(SCRIPT.replace("Hello", "\x1b[31mHello\u202e"))
    async with editor(desk, maria) as ed:
        assert "\x1b" not in ed.text
        assert "Hello {{ their.first_name }}" in ed.area.text


async def test_a_book_pasted_by_mistake_is_told_to_be_too_long(desk: Desk, maria: int) -> None:
    async with editor(desk, maria) as ed:
        await ed.type("word " * 30_000)
        assert "a script may have 65,536 characters" in ed.text
        await ed.press("ctrl+z")
        assert ed.area.text == SCRIPT


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
    from callstation.desk.editing import Editing

    editing = Editing(desk, desk.card(maria))
    editing.look(SCRIPT, "opener")
    took = []
    for i in range(15):
        text = SCRIPT.replace("Hello", f"Hello {i}")
        started = time.perf_counter()
        editing.look(text, "opener")
        took.append(time.perf_counter() - started)
    assert sorted(took)[5] < 0.02, "10 ms on a quiet machine"
