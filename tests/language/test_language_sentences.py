"""Empty phrases are found, good sentences are left alone (S1, S8, H1, H4, H7): every rule's own examples, and the
labelled sentences in tests/data/language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callstation.language.check import TextKind, check
from callstation.language.ruleset import Rule, Ruleset

DATA = Path(__file__).parent.parent / "data" / "language"
RULES = Ruleset.default().rules
PHRASES = [rule for rule in RULES if "line" in rule.kinds]


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def kind_of(rule: Rule) -> TextKind:
    return TextKind("line" if "line" in rule.kinds else rule.kinds[0])


@pytest.mark.parametrize("name", ["openers_dev.jsonl", "own.jsonl"])
def test_h7_of_the_labelled_sentences_95_percent_are_found_and_2_percent_blamed_at_most(name: str) -> None:
    bad = [row["text"] for row in rows(name) if row["label"] == "bad"]
    good = [row["text"] for row in rows(name) if row["label"] == "good"]
    missed = [text for text in bad if not check(text)]
    blamed = [text for text in good if check(text)]
    assert len(missed) <= 0.05 * len(bad), missed
    assert len(blamed) <= 0.02 * len(good), blamed


def test_s1_every_rule_of_the_labelled_sentences_finds_its_own() -> None:
    for rule_id in {row["rule"] for row in rows("own.jsonl") if row["label"] == "bad"}:
        texts = [row["text"] for row in rows("own.jsonl") if row["rule"] == rule_id and row["label"] == "bad"]
        found = [text for text in texts if rule_id in {f.rule for f in check(text)}]
        assert len(found) >= 0.9 * len(texts), rule_id


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_h7_every_rule_keeps_to_its_examples(rule: Rule) -> None:
    for text in rule.bad:
        assert rule.id in {f.rule for f in check(text, kind_of(rule))}, text
    for text in rule.good:
        assert rule.id not in {f.rule for f in check(text, kind_of(rule))}, text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_h7_every_rule_says_what_to_say_instead(rule: Rule) -> None:
    assert rule.severity in ("error", "warning")
    assert len(rule.message) > 20
    assert len(rule.instead) > 30


def test_h7_no_rule_blames_another_rules_good_examples() -> None:
    for rule in PHRASES:
        for text in rule.good:
            assert check(text) == [], (rule.id, text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Just CHECKING IN!", "check_in"),
        ("just, um, checkin' in", "check_in"),
        ("I am re-checking in.", "check_in"),
        ("We are check-\ning in with everyone.", "check_in"),
        ("Let’s touch\nbase soon.", "touch_base"),
        ("Courtesy‑call time!", "courtesy_call"),
        ("Let me know if you guys are needing any thing.", "need_anything"),
        ("I wondered, you know, whether y'all needed anything", "need_anything"),
        ("Followin-up re: our proposal", "follow_up_mine"),
        ("You guys finally ready to pull the trigger?", "ready_to_hire"),
        ("Whaddya say, ready to sign?", "ready_to_hire"),
        ("Bumping this to the top of your inbox.", "touch_base"),
        ("Gonna ping you again.", "touch_base"),
        ("Calling, like, to say hey.", "say_hello"),
        ("Can you send a few leads my way, Tom?", "ask_referrals"),
        ("Just a friendly reminder about my email.", "follow_up_mine"),
        ("Sorry 2 bother you.", "apology"),
        ("We have a new product and it's great.", "product_talk"),
        ('Just "checking in" with you.', "check_in"),
        ("Sorry, I know you're busy — do you need anything?", "need_anything"),
    ],
)
def test_s1_a_phrase_is_found_however_it_is_typed(text: str, rule: str) -> None:
    assert rule in {finding.rule for finding in check(text)}


@pytest.mark.parametrize(
    "text",
    [
        "You once told me never to say “just checking in”, so: your permit came through.",
        "Your poster says 'Are you ready to buy?' in red.",
        "This is not a courtesy call: your guarantee ends on Friday.",
        "I'm not calling to check in; your permit came through.",
        "Rather than touch base, I have read clause 9: it frees you.",
        "You asked me to follow up in June: here are the two figures.",
        "Just a friendly reminder that your permit runs out on the 14th.",
        "A ping from your till takes nine seconds.",
        "Put a check in box 4.",
        "You can now order half pallets, so a small shop pays no storage.",
    ],
)
def test_h7_quoted_denied_and_other_senses_are_left_alone(text: str) -> None:
    assert check(text) == []


def test_h7_an_apology_is_only_a_warning() -> None:
    assert [f.severity for f in check("Sorry to bother you again.")] == ["warning"]
    assert [f.severity for f in check("Just checking in.")] == ["error"]


def test_h4_asking_for_the_order_is_found_as_a_push_and_a_direct_next_step_is_not() -> None:
    assert [f.rule for f in check("Are you ready to sign today?")] == ["ready_to_hire"]
    assert check("Shall we start with one pallet on Monday the 4th?") == []


def test_h1_asking_for_referrals_is_found_and_giving_one_is_not() -> None:
    assert [f.rule for f in check("Got any referrals for me?")] == ["ask_referrals"]
    assert check("A client of mine needs a printer; may I give her your number?") == []


def test_f3_letting_them_off_the_hook_is_never_blamed() -> None:
    for text in (
        "No is a perfectly good answer.",
        "Would you rather I took you off my list?",
        "If somebody else has the job by now, tell me and I'll stop calling.",
    ):
        assert check(text) == []


def test_h7_one_phrase_gets_one_finding() -> None:
    findings = check("I'm just calling to check in and see if you need anything.")
    assert len(findings) == len({(f.line, f.column) for f in findings})
    assert len(check("Just checking in.")) == 1
