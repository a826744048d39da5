"""The user's own language.toml (H7): it counts wherever the check looks, its faults are named, the rest still works."""

from __future__ import annotations

from pathlib import Path

import pytest

from callstation.desk.house_rules import HouseRules
from callstation.errors import SettingsError
from callstation.language.ruleset import Ruleset
from callstation.language.user_rules import TEMPLATE, with_new, with_silenced

SYNERGY = """[rules.synergy]
message = "Nobody knows what a synergy is."
instead = "Say what becomes cheaper."
patterns = ["synergy|synergies"]
"""
ALIVE = ("Just checking in with you.", "check_in")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "language.toml"


def written(file: Path, text: str) -> HouseRules:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return HouseRules(file)


def found(rules: HouseRules, text: str) -> list[str]:
    asked = ("synergy", "check_in", "apology")
    return [finding.rule for finding in rules.check(text) if finding.rule in asked]


def test_h7_without_a_file_the_shipped_rules_apply(file):
    rules = HouseRules(file)
    assert rules.ruleset is Ruleset.default()
    assert rules.fault == ""
    assert found(rules, ALIVE[0]) == [ALIVE[1]]


def test_h7_a_file_that_changes_counts_at_once(file):
    rules = written(file, SYNERGY)
    assert found(rules, "We see synergy.") == ["synergy"]
    file.write_text('silence = ["check_in"]\n', encoding="utf-8")
    assert found(rules, "We see synergy.") == []
    assert found(rules, ALIVE[0]) == []
    file.unlink()
    assert found(rules, ALIVE[0]) == [ALIVE[1]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n\n" + SYNERGY + 'bad = ["Hello."]', "line 3: rule synergy: does not find its own bad example 'Hello.'"),
        ("silence = [", "this is not TOML"),
        ('silence = ["nowhere"]', "there is no rule 'nowhere'"),
        ("[rules.synergy]\nmessage = 'm'\ninstead = 'i'\npatterns = ['(a+)+$']", "neither a word nor a sign"),
        ("a" * 300_000, "is longer than"),
        ("x = " + "[" * 5_000, "this is not TOML"),
    ],
)
def test_h7_a_fault_names_file_and_rule_and_the_shipped_rules_still_apply(file, text, fault):
    rules = written(file, text)
    assert rules.fault.startswith(f"{file}: ")
    assert fault in rules.fault
    assert "shipped rules alone apply" in rules.fault
    assert "\n" not in rules.fault
    assert found(rules, ALIVE[0]) == [ALIVE[1]]


def test_h7_what_is_no_text_is_a_fault_too(file):
    file.parent.mkdir()
    file.write_bytes(b"silence = []\n# caf\xe9\n")
    assert "line 2 is not written in UTF-8" in HouseRules(file).fault
    file.unlink()
    file.mkdir()
    assert "cannot be read" in HouseRules(file).fault


def test_h7_silencing_changes_the_list_and_nothing_else(file):
    rules = written(file, f"# Mine.\n{SYNERGY}")
    rules.silence("apology")
    rules.silence("synergy")
    assert file.read_text() == f'silence = ["apology", "synergy"]\n# Mine.\n{SYNERGY}'
    assert found(rules, "Sorry to bother you with synergy.") == []
    rules.silence("apology", back=True)
    assert found(rules, "Sorry to bother you with synergy.") == ["apology"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_h7_the_first_silencing_begins_the_file(file):
    rules = HouseRules(file)
    rules.silence("apology")
    assert file.read_text().count("[rules.synergy]") == 1  # how a rule is written stands there as a remark
    assert rules.ruleset.rule("apology").severity == "off"


def test_h7_a_list_written_in_its_own_way_is_left_alone(file):
    rules = written(file, 'silence = ["apology", # because [of]\n "check_in"]\n')
    with pytest.raises(SettingsError, match="change it in the file"):
        rules.silence("touch_base")
    assert "because [of]" in file.read_text()


def test_h7_what_has_a_fault_is_not_stored(file):
    rules = written(file, SYNERGY)
    with pytest.raises(SettingsError, match="rule synergy: a new rule needs 'instead'"):
        rules.save("[rules.synergy]\nmessage = 'm'")
    assert file.read_text() == SYNERGY


def test_h7_the_file_begins_as_one_that_can_be_saved():
    assert Ruleset.default().with_user(TEMPLATE).rules == Ruleset.default().rules
    begun = with_new(with_new(""))
    names = [rule.id for rule in Ruleset.default().with_user(begun).rules]
    assert names[-2:] == ["my_rule_1", "my_rule_2"]
    bare = "\n".join(line.removeprefix("# ") for line in TEMPLATE.partition("#\n")[2].splitlines())
    assert Ruleset.default().with_user(bare).rule("synergy") is not None
    assert 'silence = ["apology"]' in with_silenced("", ["apology"])
