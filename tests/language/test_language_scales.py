"""A text is weighed as a whole (H7, S1): what no rule's phrase names is found when nothing is in it, and a phrase in
a sentence that says much is left alone."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from callstation.language.check import TextKind, check
from callstation.language.ruleset import Ruleset
from callstation.language.scales import Weighed
from callstation.language.spots import Spots
from callstation.language.words import split

RULES = files("callstation.language") / "rules_data"
EVIDENCE: dict[str, dict[str, Any]] = tomllib.loads((RULES / "evidence.toml").read_text("utf-8"))
WEIGHTS: dict[str, Any] = tomllib.loads((RULES / "weights.toml").read_text("utf-8"))


def seen(text: str) -> set[str]:
    ruleset = Ruleset.default()
    words = split(text)
    machine, tags = ruleset.compiled
    assert ruleset.scales
    return Weighed(ruleset.scales, Spots(words, machine.run(words), tags, ruleset.plain), ruleset.numbers).ids


@pytest.mark.parametrize("row", EVIDENCE)
def test_h7_every_kind_of_evidence_keeps_to_its_examples(row: str) -> None:
    assert EVIDENCE[row]["sees"]
    for text in EVIDENCE[row]["sees"]:
        assert row in seen(text), text
    for text in EVIDENCE[row].get("passes", ()):
        assert row not in seen(text), text


def test_h7_every_kind_of_evidence_has_a_weight_and_a_rule_that_there_is() -> None:
    assert WEIGHTS["rows"].keys() == EVIDENCE.keys()
    known = {rule.id for rule in Ruleset.default().rules}
    assert {table["rule"] for table in EVIDENCE.values() if "rule" in table} <= known


@pytest.mark.parametrize(
    "text",
    [
        "Would there be any call for a second mower at your end, sir?",
        "Our new spa is heavenly, and everybody who has been says so.",
        "Which of your cousins ought I to be ringing?",
    ],
)
def test_h7_what_no_phrase_names_is_found_when_nothing_is_in_it(text: str) -> None:
    [finding] = check(text)
    assert finding.severity == "warning"
    assert finding.text in text
    assert finding.instead


@pytest.mark.parametrize(
    "text",
    [
        "The agent for the other side keeps following up on the boundary, and your deed of 1961 settles it.",
        "You have had our terms for the barn since 2 May: have you decided, or is a point still open?",
        "The estimate on your desk ends on Friday. Have you decided, or shall I let it go?",
        "Thank you, that is clear.",
        "The van leaves at six.",
    ],
)
def test_h4_h7_what_says_something_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_h7_a_phrase_is_found_beside_a_sentence_that_says_much() -> None:
    text = "Your permit came through on Friday, so you save the fee of 40 pounds. I'm just touching base."
    assert [(f.rule, f.severity) for f in check(text, TextKind.LINE)] == [("touch_base", "error")]


def test_h7_a_silenced_kind_of_emptiness_stays_silent() -> None:
    quiet = Ruleset.default().with_user('silence = ["say_hello"]')
    text = "A friendly wave from the whole team here!"
    assert [f.rule for f in check(text)] == ["say_hello"]
    assert check(text, rules=quiet) == []


def test_h7_what_the_user_looks_for_is_never_weighed_away() -> None:
    rule = '[rules.boundary]\nmessage = "m"\ninstead = "i"\npatterns = ["the boundary"]'
    text = "The agent for the other side keeps following up on the boundary, and your deed of 1961 settles it."
    assert [f.rule for f in check(text, rules=Ruleset.default().with_user(rule))] == ["boundary"]


def test_h7_of_sentences_by_one_who_did_not_know_the_rules_as_many_are_found() -> None:
    rows = [
        json.loads(line)
        for line in (Path(__file__).parent.parent / "data" / "language" / "fresh.jsonl").read_text("utf-8").splitlines()
    ]
    bad = [row["text"] for row in rows if row["label"] == "bad"]
    good = [row["text"] for row in rows if row["label"] == "good"]
    assert sum(map(bool, map(check, bad))) >= 0.95 * len(bad)
    assert sum(map(bool, map(check, good))) <= 0.02 * len(good)
