"""Where a finding stands: line, column and length are those of the text that was given (H7, the editor)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callstation.language.check import TextKind, check
from callstation.language.jinja import blank
from callstation.language.words import split

PIECES = st.sampled_from(
    [
        *("just", "checking", "in", "touch", "base", "it's", "gonna", "any thing", "do you need", "anything"),
        *("\n", "\n\n", ", ", ". ", "?", "-", "check-\ning", "“", "”", "’", "'", "é", "👋", " "),
        *("{{ name }}", "{% if x %}", "{#", "#}"),
    ]
)


def stands(text: str, line: int, column: int, length: int) -> str:
    start = sum(len(part) + 1 for part in text.split("\n")[: line - 1]) + column - 1
    return text[start : start + length]


def test_h7_line_column_and_length_point_at_the_words() -> None:
    text = "Hi Tom,\n\nyour permit came through.\n  I'm   just touching\nbase."
    [finding] = check(text)
    assert (finding.line, finding.rule) == (4, "touch_base")
    assert finding.text.endswith("touching\nbase")
    assert stands(text, finding.line, finding.column, finding.length) == finding.text


@given(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from(TextKind))
def test_h7_a_finding_always_shows_words_of_the_text(text: str, kind: TextKind) -> None:
    for finding in check(text, kind):
        assert stands(text, finding.line, finding.column, finding.length) == finding.text


@given(st.text(max_size=80), st.sampled_from(TextKind))
def test_h7_any_text_at_all_can_be_checked(text: str, kind: TextKind) -> None:
    for finding in check(text, kind):
        assert finding.message
        assert finding.instead


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_words_stand_in_their_order(text: str) -> None:
    words = split(text)
    starts = [start for start, _ in words.spans]
    assert starts == sorted(starts)
    assert len(words.forms) == len(words.soft) == len(words.quoted) == len(words.sentence)


def test_s1_jinja_is_passed_over_and_places_stay() -> None:
    text = "{% if promised %}{{ first_name }}, I'm just\nchecking in{% endif %} {# touch base #}"
    [finding] = check(text, TextKind.SCRIPT)
    assert (finding.rule, finding.line) == ("check_in", 1)
    assert finding.text == "I'm just\nchecking in"
    assert check("{{ 'checking in' }}", TextKind.SCRIPT) == []


def test_s1_an_expression_is_a_word_that_nobody_knows() -> None:
    assert check("I will check {{ thing }} in your folder.", TextKind.SCRIPT) == []
    assert check("{{ name }}, just touching base", TextKind.SCRIPT)[0].column == len("{{ name }}, just ") + 1


def test_s1_a_tag_that_is_being_typed_ends_with_its_line() -> None:
    text = "{{ first_na\nJust checking in."
    blanked, unknown = blank(text)
    assert len(blanked) == len(text)
    assert unknown == {0: "first_na"}
    assert [f.rule for f in check(text, TextKind.SCRIPT)] == ["check_in"]
