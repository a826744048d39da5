"""The user adds, changes and silences rules (H7): faults are named, and no rule can make the check hang."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.errors import SettingsError
from callstation.language.check import TextKind, check
from callstation.language.pattern import PatternError, compile_pattern, needed_words
from callstation.language.ruleset import Ruleset

SYNERGY = """
[rules.synergy]
message = "Nobody knows what a synergy is."
instead = "Say what becomes cheaper, and by how much."
patterns = '''
// the word, and what people do with it
synergy|synergies|synergise|synergize
win-win [..2] deal
'''
bad = ["Let's find synergies.", "It's a win win kind of deal"]
good = ["Your Synergy Road shop is let."]
except = ["synergy road"]
"""


def found(text: str, toml: str, kind: TextKind = TextKind.LINE) -> list[tuple[str, str]]:
    findings = check(text, kind, rules=Ruleset.default().with_user(toml))
    return [(f.rule, f.severity) for f in findings if f.rule != "nothing_in_it"]  # that one is not about phrases


def test_h7_a_rule_is_added() -> None:
    assert found("We see real synergy here.", SYNERGY) == [("synergy", "error")]
    assert found("We see real synergy here.", "") == []


def test_h7_a_rule_is_silenced_by_list_or_by_severity() -> None:
    assert found("Sorry to bother you.", 'silence = ["apology"]') == []
    assert found("Sorry to bother you.", '[rules.apology]\nseverity = "off"') == []
    assert found("Sorry to bother you.", '[rules.apology]\nseverity = "error"') == [("apology", "error")]


def test_h7_a_rule_is_widened_and_narrowed() -> None:
    assert found("Giving you a tinkle-winkle.", '[rules.say_hello]\npatterns = ["tinkle winkle"]') == [
        ("say_hello", "error")
    ]
    assert found("Just checking in, Captain.", '[rules.check_in]\nexcept = ["checking in captain"]') == []


def test_h7_a_rule_for_one_kind_of_text() -> None:
    rule = '[rules.ps]\nkinds = ["email"]\nmessage = "m"\ninstead = "i"\npatterns = ["post scriptum"]'
    assert ("ps", "error") in found("Post scriptum: hi", rule, TextKind.EMAIL)
    assert ("ps", "error") not in found("Post scriptum: hi", rule)


def test_h7_a_users_text_must_hold_something() -> None:
    rule = '[rules.thanks]\nkinds = ["email"]\nmessage = "m"\ninstead = "i"\nsigns = ["thank you", "thanks"]'
    assert ("thanks", "error") in found("Your permit came. Shall I bring it?", rule, TextKind.EMAIL)
    assert ("thanks", "error") not in found("Thanks! Your permit came. Shall I bring it?", rule, TextKind.EMAIL)


def test_h7_the_default_rules_stay_as_they_are() -> None:
    before = Ruleset.default().rules
    Ruleset.default().with_user(SYNERGY)
    assert Ruleset.default().rules is before


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("silence = [", "not TOML"),
        ("silences = []", "'silences' means nothing"),
        ('silence = ["check-in"]', "no rule 'check-in'"),
        ('silence = "apology"', "must be a list of rule names"),
        ("rules = 3", "must be at most"),
        ("[rules.x]\nmessage = 'm'\ninstead = 'i'", "rule x: a new rule needs 'patterns'"),
        ("[rules.x]\npatterns = ['a']", "rule x: a new rule needs 'message'"),
        ("[rules.x]\nmessage = ''", "rule x: message must be a text"),
        ("[rules.x]\npattern = ['a']", "rule x: 'pattern' means nothing"),
        ("[rules.'x y']\npatterns = ['a']", "rule x y: the name may hold"),
        ("[rules.apology]\nseverity = 'loud'", "rule apology: severity 'loud'"),
        ("[rules.apology]\nkinds = ['sms']", "rule apology: kind 'sms'"),
        ("[rules.apology]\npatterns = [3]", "rule apology: patterns must be a list"),
        ("[rules.apology]\npatterns = ['so [sorry']", "rule apology: the pattern 'so [sorry' lacks a closing ']'"),
        ("[rules.apology]\npatterns = ['[sorry]']", "could match nothing"),
        ("[rules.apology]\npatterns = ['a <nowhere> b']", "no such list"),
        ("[rules.apology]\npatterns = ['a ..99 b']", "1 to 9 words"),
        ("[rules.apology]\npatterns = ['a ..3']", "may not begin or end with '..'"),
        ("[rules.apology]\npatterns = ['(a+)+$x']", "neither a word nor a sign"),
        ("[rules.apology]\npatterns = ['a | b']", "nothing on one side of a '|'"),
        ("[rules.apology]\nbad = ['Your permit came through.']", "does not find its own bad example"),
        ("[rules.apology]\ngood = ['Sorry to bother you.']", "blames its own good example"),
        ("#" * 70_000, "longer than"),
    ],
)
def test_h7_a_fault_is_told_with_rule_and_place(toml: str, fault: str) -> None:
    with pytest.raises(SettingsError) as error:
        Ruleset.default().with_user(toml)
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


def slow_rule(name: str, patterns: int) -> str:
    gaps = " ".join("[..9] [a|b]" for _ in range(12))
    lines = "\n".join(f"a {gaps} end{n}" for n in range(patterns))
    return f'[rules.{name}]\nmessage = \'m\'\ninstead = \'i\'\npatterns = """\n{lines}\n"""\n'


def test_h7_a_users_rule_cannot_make_the_check_hang() -> None:
    ruleset = Ruleset.default().with_user(slow_rule("slow", 2))
    began = time.perf_counter()
    check("a b " * 500 + "end1", rules=ruleset)
    assert time.perf_counter() - began < 5
    with pytest.raises(SettingsError, match="rule slower: with it the check would be slow"):
        Ruleset.default().with_user(slow_rule("slow", 1) + slow_rule("slower", 30))
    with pytest.raises(SettingsError, match="rule apology: the examples have more than"):
        Ruleset.default().with_user(f"[rules.apology]\nbad = ['{'sorry to bother you ' * 500}']")


def test_h7_sentences_of_a_rule_are_harmless_on_a_terminal() -> None:
    ruleset = Ruleset.default().with_user(
        '[rules.zzz]\nmessage = "a\\u001b[31mb\\nc"\ninstead = "i\\u202e"\npatterns = ["zzz"]'
    )
    assert "\x1b" not in ruleset.rules[-1].message
    assert "\n" not in ruleset.rules[-1].message
    assert "\u202e" not in ruleset.rules[-1].instead


def test_h7_a_rule_of_ones_own_can_be_silenced_too() -> None:
    assert found("We see real synergy here.", 'silence = ["synergy"]\n' + SYNERGY) == []


@given(st.text(alphabet="ab|/[]()<>.^$?#1 -'", max_size=30))
def test_h7_any_text_is_a_pattern_or_a_fault_in_words(source: str) -> None:
    try:
        places = compile_pattern(source, Ruleset.default().lists)
    except PatternError:
        return
    assert places.first
    assert places.last


def test_needed_words_are_those_without_which_nothing_is_found() -> None:
    assert needed_words("[just] touch|touching base") == {"touch", "touching"}
    assert needed_words("i am checking in / <lead> you ping") == {"checking", "ping"}
    assert needed_words("<lead> [you]") == frozenset()
    assert needed_words("you / ping") == {"you", "ping"}


def test_every_shipped_pattern_can_be_compiled() -> None:
    ruleset = Ruleset.default()
    for name, source in ruleset.lists.items():
        assert compile_pattern(source, ruleset.lists, share=False).words, name
    machine, tags = ruleset.compiled
    assert len(machine.patterns) == len(tags)
    for source in machine.patterns:
        compile_pattern(source, ruleset.lists)
