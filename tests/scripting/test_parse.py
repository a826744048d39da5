"""A script's outline: sections, comments, lines of faults, revision."""

import hashlib

import pytest

from callstation.errors import ScriptError
from callstation.scripting.parse import (
    COMMENT_LIMIT,
    LINE_LIMIT,
    SOURCE_LIMIT,
    Section,
    is_blank,
    outline,
    parse_script,
    split_email,
)

GOOD = """{# Says hello.
   Briefly. #}

== opener ==
Hello {{ their.first_name }}.

== voicemail ==
Call me.
== email ==
Subject: Hello

Body.
"""


def test_sections_and_where_they_begin() -> None:
    script = parse_script("hello", GOOD)
    assert dict(script.sections) == {
        "opener": Section("Hello {{ their.first_name }}.\n", 5),
        "voicemail": Section("Call me.", 8),
        "email": Section("Subject: Hello\n\nBody.\n", 10),
    }
    assert script.description == "Says hello. Briefly."
    assert script.origin == "own"


def test_revision_is_the_hash_of_the_text() -> None:
    assert parse_script("hello", GOOD).revision == hashlib.sha256(GOOD.encode()).hexdigest()[:12]
    assert parse_script("hello", GOOD + " ").revision != parse_script("hello", GOOD).revision


def test_a_header_in_a_comment_is_none() -> None:
    script = parse_script("x", "== opener ==\n{#\n== voicemail ==\n#}\nHello")
    assert list(script.sections) == ["opener"]


@pytest.mark.parametrize(
    ("header", "known"),
    [("== opener ==", True), ("==opener==", True), ("=== Opener ===", True), (" == opener ==", False)],
)
def test_how_a_header_may_be_written(header: str, known: bool) -> None:
    found = outline(header + "\nHello")
    assert ("opener" in found.sections) is known
    assert bool(found.faults) is not known


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("== openr ==\nHi", 1, "'openr' is not a section scripts know; did you mean == opener ==?"),
        ("== zzz ==\nHi", 1, "there are: opener, voicemail"),
        ("== opener ==\nHi\n== opener ==\nHo", 3, "second time"),
        ("Hello\n== opener ==\nHi", 1, "before the first section"),
        ("", 1, "there is no section"),
        ("== opener ==\n{# never\nends", 2, "comment begins here and never ends"),
        ("== opener ==\nHi\x1b[31m", 2, "U+001B"),
        ("== opener ==\nHi \u202e", 2, "U+202E"),
        ("x" * (SOURCE_LIMIT + 1), 1, "make it shorter"),
        ("\n" * LINE_LIMIT, 1, "make it shorter"),
        ("{##}" * (COMMENT_LIMIT + 1), 1, "make it shorter"),
    ],
)
def test_faults_name_their_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ScriptError) as caught:
        parse_script("mine", text)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"mine line {line}: ")


def test_windows_line_ends_count_as_one() -> None:
    script = parse_script("x", "== opener ==\r\nOne\r\n== voicemail ==\r\nTwo\r\n")
    assert script.sections["voicemail"] == Section("Two\n", 4)


def test_email_is_split_before_anything_is_rendered() -> None:
    halves = split_email(Section("{# note #}\n\nsubject:  {{ a }}\n\nBody\nSubject: not this\n", 10))
    assert halves == (Section("  {{ a }}", 12), Section("\nBody\nSubject: not this\n", 13))
    assert split_email(Section("Body\nSubject: late", 1)) is None
    assert split_email(Section("", 1)) is None


def test_blank_is_what_holds_only_comments() -> None:
    assert is_blank(" {# x #}\n\n{# y #}")
    assert not is_blank("{# x #} y")
