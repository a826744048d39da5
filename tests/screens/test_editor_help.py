"""The script editor's help: names with their values, the next five; and text that means harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_harness import SCRIPT, SIZES, a_maria, editor
from screens_harness import HOSTILE, a_person
from textual import events
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.screens.names import NamesScreen


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return tmp_path / "scripts"


@pytest.fixture
def maria(desk: Desk) -> int:
    return a_maria(desk)


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


HOSTILE_SCRIPTS = (
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{ 9**9**9 }}",
    "{{ 'x' * 999999999 }}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ ''.__class__.__mro__ }}",
    "{% include '/etc/passwd' %}",
    "{{ " * 300,
    "{{ " + "(" * 200 + " }}",
    "{% for a in their.tags %}" * 50,
)


async def test_a_hostile_script_is_a_sentence_and_never_hangs(desk: Desk, maria: int) -> None:
    async with editor(desk, maria, (80, 24)) as ed:
        for jinja in HOSTILE_SCRIPTS:
            ed.area.put(SCRIPT)
            await ed.type(jinja)
            assert "line 4: " in ed.text or "line 3: " in ed.text, jinja
        ed.area.put(SCRIPT)
        await ed.type("(" * 5000)
        assert ed.app.is_running


async def test_what_is_pasted_cannot_act_on_the_terminal(desk: Desk, maria: int) -> None:
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
