"""The language check's rules on the screen (H7): silenced with a key, added as text, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from editor_harness import a_maria, editor
from screens_harness import Harness, a_desk, shown

from callstation.desk.house_rules import HouseRules
from callstation.screens.language import LanguageScreen
from callstation.screens.rules_file import DRAFT, PAUSE, RulesFileScreen
from callstation.scripting.drafts import keep_draft, kept_draft

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def rules(tmp_path: Path) -> HouseRules:
    return HouseRules(tmp_path / "language.toml")


@pytest.mark.parametrize("size", SIZES)
async def test_h7_a_rule_is_silenced_and_listened_to_again(rules, size):
    app = Harness(LanguageScreen(rules))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "check_in" in shown(app)
        assert "found     “Hi Sue, just checking in with you.”" in shown(app)
        await pilot.press("down", "x")
        await pilot.pause()
        assert "touch_base is silenced" in shown(app)
        assert "touch_base" not in {f.rule for f in rules.check("Just touching base.")}
        await pilot.press("x")
        await pilot.pause()
        assert "touch_base" in {f.rule for f in rules.check("Just touching base.")}
        await pilot.press("escape")
    assert app.result is True


@pytest.mark.parametrize("size", SIZES)
async def test_h7_a_rule_of_ones_own_is_begun_typed_and_kept(rules, size):
    app = Harness(LanguageScreen(rules))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("a", *"synergy")
        await pilot.pause(PAUSE * 2)
        assert "[rules.synergy]" in app.screen.area.text
        assert "nothing is wrong here: 1 rule of your own" in shown(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "kept: your rules count from now on" in shown(app)
        assert rules.ruleset.rule("synergy") is not None


async def test_h7_a_fault_is_told_while_it_is_typed_and_not_stored(rules):
    rules.save("silence = []\n")
    app = Harness(RulesFileScreen(rules))
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.area.text = '[rules.x]\nmessage = "m"\ninstead = "i"\npatterns = ["(a+)+$"]\n'
        await pilot.pause(PAUSE * 2)
        assert "line 1: rule x: the pattern '(a+)+$' has 'a+', which is neither" in " ".join(shown(app).split())
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "not saved yet: line 1: rule x" in shown(app)
        assert rules.text() == "silence = []\n"
        await pilot.press("escape")
        await pilot.pause()
        assert "Drop your changes?" in shown(app)


async def test_h7_what_was_typed_outlives_the_program(rules):
    app = Harness(RulesFileScreen(rules))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause(PAUSE * 2)
        assert str(kept_draft(rules.file.parent, DRAFT)).startswith("x# Your own rules")
    again = Harness(RulesFileScreen(rules))
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "here is what you had not saved" in shown(again)
        await pilot.press("ctrl+z", "escape")
        await pilot.pause()
    assert again.result is False
    assert kept_draft(rules.file.parent, DRAFT) is None


async def test_h7_a_hostile_draft_acts_on_nothing(rules):
    keep_draft(rules.file.parent, DRAFT, "# \x1b[31mred [/b] \u202e")
    app = Harness(RulesFileScreen(rules))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "# red [/b]" in shown(app)


async def test_h7_the_editor_opens_the_rules_and_goes_by_them_at_once(tmp_path):
    desk = a_desk(tmp_path)
    desk.tools.rules = HouseRules(tmp_path / "language.toml")
    person = a_maria(desk)
    async with editor(desk, person) as ed:
        ed.area.text = ed.area.text.replace("Hello", "Just checking in,")
        await ed.settle()
        assert "check_in" in {f.rule for f in ed.screen.latest.findings}
        await ed.press("ctrl+l")
        assert isinstance(ed.app.screen, LanguageScreen)
        await ed.press("x", "escape")
        await ed.settle()
        assert "check_in" not in {f.rule for f in ed.screen.latest.findings}


async def test_h7_the_editor_says_what_is_wrong_with_ones_own_rules(tmp_path):
    desk = a_desk(tmp_path)
    (tmp_path / "language.toml").write_text("silence = 3\n")
    desk.tools.rules = HouseRules(tmp_path / "language.toml")
    assert desk.checked(replace(desk.card(a_maria(desk)), opener=desk.card(1).opener)).findings
    async with editor(desk, 1) as ed:
        assert "silence must be a list" in " ".join(ed.text.split())
