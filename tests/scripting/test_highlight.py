"""Colours for the editor: what each part of a script is, and never a word about text that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callstation.scripting.highlight import ROLES, expression_before, highlighted, section_at
from callstation.scripting.shelf import shipped_names, shipped_script


def roles(line: str) -> list[tuple[str, str]]:
    """The marked parts of the last line of a text."""
    last = line.split("\n")[-1]
    return [(last[begin:end], role) for begin, end, role in highlighted(line)[-1]]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Hello", []),
        ("== opener ==", [("== opener ==", "header")]),
        ("== openr ==", [("== openr ==", "unknown")]),
        ("{# a note #} b", [("{# a note #}", "comment")]),
        ("{# a\nb #} c", [("b #}", "comment")]),
        ("{#\n== opener ==", [("== opener ==", "comment")]),
        ("{{ their.name }}", [("{{", "brace"), ("their.name", "name"), ("}}", "brace")]),
        ("{{ their.nam }}", [("{{", "brace"), ("their.nam", "unknown"), ("}}", "brace")]),
        ("{{ their.custom.size }}", [("{{", "brace"), ("their.custom.size", "name"), ("}}", "brace")]),
        ("{{ my.name|digits }}", [("{{", "brace"), ("my.name", "name"), ("|digits", "filter"), ("}}", "brace")]),
        ("{{ my.name|digit }}", [("{{", "brace"), ("my.name", "name"), ("|digit", "unknown"), ("}}", "brace")]),
        (
            "{% if reason.kind != 'news' %}",
            [("{%", "brace"), ("if", "keyword"), ("reason.kind", "name"), ("'news'", "string"), ("%}", "brace")],
        ),
        (
            "{% for t in their.tags %}{{ t }}{{ loop.index }}\n{{ t }}",
            [("{{", "brace"), ("t", "name"), ("}}", "brace")],
        ),
        ("{{ their.name, it's {{ my.name }}", [("{{", "unknown"), ("their.name", "name"), ("it", "unknown")]),
        ("{{", [("{{", "unknown")]),
        ("a { b", []),
    ],
)
def test_each_part_has_its_role(text: str, marked: list[tuple[str, str]]) -> None:
    assert roles(text)[: len(marked)] == marked
    if not marked:
        assert not roles(text)


@pytest.mark.parametrize("name", sorted(shipped_names()))
def test_nothing_in_a_shipped_script_is_unknown(name: str) -> None:
    marks = highlighted(shipped_script(name).text)
    assert not [mark for line in marks for mark in line if mark[2] == "unknown"]
    assert any(mark[2] == "name" for line in marks for mark in line)


@given(st.text("{}%#=| \nab.'\"", max_size=80))
def test_marks_lie_in_their_line_one_after_the_other(text: str) -> None:
    lines = text.split("\n")
    marks = highlighted(text)
    assert len(marks) == len(lines)
    for line, found in zip(lines, marks, strict=True):
        at = 0
        for begin, end, role in found:
            assert at <= begin < end <= len(line)
            assert role in ROLES
            at = end


@pytest.mark.parametrize("piece", ["{{ ", "{% ", "{{ a\n", "{# #}", "{{ x }}", "{{ 'a\n", "= \n", "a.", "|"])
def test_long_and_broken_texts_come_to_an_end(piece: str) -> None:
    text = piece * (64_000 // len(piece))
    assert len(highlighted(text)) == len(text.split("\n"))
    expression_before(text)


@pytest.mark.parametrize(
    ("text", "inside", "begun"),
    [
        ("", False, ""),
        ("Hello", False, ""),
        ("{{ ", True, ""),
        ("{{ their.fi", True, "their.fi"),
        ("{{ my.number|dig", True, "|dig"),
        ("{{ my.number }} and", False, ""),
        ("{{ a }}{% if pro", True, "pro"),
        ("{{ " + "x" * 500, True, "x" * 80),
    ],
)
def test_what_was_begun_before_the_cursor(text: str, inside: bool, begun: str) -> None:
    assert expression_before(text) == (inside, begun)


def test_the_section_of_a_line() -> None:
    lines = ["{# x #}", "", "== opener ==", "a", "== Voicemail ==", "b", "== nonsense ==", "c"]
    found = [section_at(lines, row) for row in range(len(lines))]
    assert found == ["opener"] * 4 + ["voicemail"] * 4
