"""What the preview paints: the words whole, with gaps and findings where they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callstation.desk.editing import Look
from callstation.errors import ScriptError
from callstation.model.cards import Finding, Spoken
from callstation.screens.editor_words import STATUS, Question, foot_lines, status_lines
from callstation.widgets.preview import words_lines
from callstation.widgets.spans import width_of


def plain(lines: list) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@given(st.text("ab ,.\n[]?王", max_size=200), st.integers(12, 40))
def test_no_word_is_lost_and_no_line_too_long(text: str, width: int) -> None:
    lines = words_lines(Spoken(text), (), width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(row[2:] for row in plain(lines)).split()) == "".join(text.split())


def test_gaps_and_findings_are_marked_across_lines() -> None:
    spoken = Spoken("Hello, just checking in.\nHow is [their company?] now?", ("their.company",))
    finding = Finding("check_in", "error", "just checking in", "Say what is new.", line=1, column=8, length=16)
    lines = words_lines(spoken, [finding], 18)
    assert [span for line in lines for span in line if span[1] in ("warning", "gap")] == [
        ("just", "warning"),
        ("checking in", "warning"),
        ("[their", "gap"),
        ("company?]", "gap"),
    ]
    dimmed = words_lines(spoken, [finding], 18, stale=True)
    assert {role for line in dimmed for _, role in line} == {"rule", "muted"}


def test_the_status_says_the_most_pressing_thing_in_its_lines() -> None:
    faults = (ScriptError("a long sentence about what is wrong here " * 4, line=3), ScriptError("x", line=9))
    finding = Finding("check_in", "error", "checking in", "Say what is new.", message="It is empty.")
    broken, empty, good = (
        Look("opener", faults, None),
        Look("opener", (), Spoken("x"), (finding,)),
        Look("opener", (), None),
    )
    for width in (40, 78, 118):
        for lines in (
            status_lines(broken, Question.NONE, "", width),
            status_lines(good, Question.OVER, "", width),
            status_lines(empty, Question.NONE, "", width, findings=True),
        ):
            assert len(lines) == STATUS
            assert all(width_of(line) <= width for line in lines)
    assert plain(status_lines(broken, Question.NONE, "not saved", 78))[0].startswith("not saved: line 3: a long")
    assert plain(status_lines(broken, Question.DROP, "", 118))[0].startswith("Drop your changes?")
    assert (
        plain(status_lines(empty, Question.NONE, "", 78, findings=True))[0]
        == "“checking in”: It is empty. Say what is new."
    )
    assert plain(status_lines(good, Question.NONE, "kept", 78))[0] == "kept"


def test_every_key_of_the_editor_is_in_the_foot() -> None:
    from callstation.screens.editor import EditorScreen

    foot = " ".join(plain(foot_lines(others=False, width=78)))
    asked_for = {"ctrl+o", "f3", "shift+f3", "ctrl+up", "ctrl+down"}  # told when they are of use
    same = {"f2": "ctrl+n", "escape": "esc"}
    for binding in EditorScreen.BINDINGS:
        for key in binding.key.split(","):
            assert same.get(key, key) in foot or key in asked_for, key
