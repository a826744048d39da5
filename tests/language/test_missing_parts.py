"""What is missing from an opener, a voicemail, an email (S4, H1, H2, F1, F5)."""

from __future__ import annotations

import pytest

from callstation.language.check import TextKind, check, seconds_to_say
from callstation.language.speech import spoken_numbers, times_said

OPENER = (
    "Maria, it's Dana from Reed Design, and I said I would ring today. The reason I'm calling is that the minimum "
    "order which was in your way in May is gone: you can start with a single pallet now. Shall I read you what "
    "that does to the price?"
)
VOICEMAIL = (
    "Tom, it's Dana from Reed Design, 555-0142. The buyer you lost in May is looking again. "
    "I'll call you back on Thursday the 26th at 7:30. Once more, slowly: 555-0142."
)
EMAIL = (
    "Dear Tom,\n\nYou asked which permits the deck needs; the list is attached, and two of them are free for you.\n"
    "Shall I call you on Thursday at 4?\n\nDana"
)


def rules(text: str, kind: TextKind, number: str = "") -> set[str]:
    return {finding.rule for finding in check(text, kind, my_number=number)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [(OPENER, TextKind.OPENER), (VOICEMAIL, TextKind.VOICEMAIL), (EMAIL, TextKind.EMAIL)],
)
def test_s4_a_text_with_all_its_parts_has_no_findings(text: str, kind: TextKind) -> None:
    assert check(text, kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "I'm calling because the grant that you wanted opens on Monday.",
        "Hi Tom, we mended the roof next door, and yours is of the same age.",
        "Hello Mr. Ortiz, my company now offers you Saturdays.",
        "Good morning, this is Bo Lind from Marl & Sons. I have the answer that you wanted.",
        "Maria, Dana Reed here, 555-0142. Our van is in your street on Monday.",
    ],
)
def test_s4_beginning_with_oneself_is_said(text: str) -> None:
    assert "starts_with_me" in rules(text, TextKind.OPENER)


@pytest.mark.parametrize(
    "text",
    [
        "You said that the gutters leak; the part was recalled, and the new one is free.",
        "Hi Tom, your trial ends on Sunday.",
        "Tom, it's Dana from Reed Design: your permit came through.",
        "Maria, it's Dana, and I promised that I'd ring today with the price.",
        "The reason I'm calling is the refund: it closes on Friday.",
        "{{ name }}",
    ],
)
def test_s4_beginning_with_them_or_with_a_kept_promise_is_right(text: str) -> None:
    assert "starts_with_me" not in rules(text, TextKind.OPENER)


def test_s4_a_line_by_itself_is_judged_by_its_phrases_only() -> None:
    assert rules("I clipped a guide on hiring for you.", TextKind.LINE) == set()
    assert rules("I clipped a guide on hiring for you.", TextKind.SCRIPT) == set()


def test_h2_no_reason() -> None:
    assert "no_reason" in rules("Hi Tom, it's Dana from Reed Design. How are you today?", TextKind.OPENER)
    assert "no_reason" in rules("Hi Tom, just calling to say hello.", TextKind.VOICEMAIL)
    assert "no_reason" not in rules(OPENER, TextKind.OPENER)


def test_h1_no_result_for_the_listener() -> None:
    text = "Maria, it's Dana from Reed Design. The reason I'm calling is that we moved to Oak Street."
    assert "no_result" in rules(text, TextKind.OPENER)
    assert "no_result" not in rules(text + " That saves you the toll.", TextKind.OPENER)


def test_f1_a_voicemail_holds_the_number_twice() -> None:
    without = "Tom, it's Dana. Your permit came. I'll call on Thursday."
    assert "voicemail_number_missing" in rules(without, TextKind.VOICEMAIL)
    once = without + " My number is 555-0142."
    assert "voicemail_number_once" in rules(once, TextKind.VOICEMAIL)
    twice = once + " Again: 555 0142."
    assert rules(twice, TextKind.VOICEMAIL) == set()


def test_f1_the_callers_own_number_counts_and_no_other() -> None:
    text = "Tom, it's Dana. Your permit came; the clerk is at 555-0199, that is 555-0199. I'll call on Thursday."
    assert "voicemail_number_missing" in rules(text, TextKind.VOICEMAIL, "+1 (602) 555-0142")
    text = "Tom, it's Dana, 602 555 0142. Your permit came. I'll call on Thursday: 555-0142."
    assert rules(text, TextKind.VOICEMAIL, "+1 (602) 555-0142") == set()


def test_f1_an_exact_day() -> None:
    for when, exact in (
        ("next week", False),
        ("soon", False),
        ("in a few days", False),
        ("on Tuesday at 8", True),
        ("tomorrow", True),
        ("on the 16th", True),
        ("on 3 March", True),
        ("on March 3rd", True),
        ("on the sixteenth", True),
    ):
        text = f"Tom, it's Dana, 555-0142. Your permit came. I'll call you {when}. That's 555-0142."
        assert ("voicemail_no_day" not in rules(text, TextKind.VOICEMAIL)) is exact, when


def test_f1_over_30_seconds_is_too_long() -> None:
    assert "voicemail_long" in rules(VOICEMAIL + " The new rule is kinder." * 12, TextKind.VOICEMAIL)


def test_f5_an_email_ends_with_a_next_step() -> None:
    begin = "Dear Tom, you asked for the list of permits, and two of them are free for you."
    assert "email_no_next_step" in rules(begin + "\n\nBest wishes\nDana", TextKind.EMAIL)
    assert "email_no_next_step" in rules(begin + " How are you?", TextKind.EMAIL)
    for step in ("Does Thursday at 4 suit you?", "I'll call you on Thursday at 4.", "A yes or no is enough."):
        assert "email_no_next_step" not in rules(f"{begin} {step}", TextKind.EMAIL), step


def test_an_empty_text_lacks_nothing_yet() -> None:
    for kind in TextKind:
        assert check("  \n", kind) == []


def test_f1_numbers_are_spoken_by_the_digit() -> None:
    assert seconds_to_say("") == 0
    assert seconds_to_say("one two three four five") == 2
    assert seconds_to_say("call 555-0142") == pytest.approx(8 * 0.4)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("555-0142", ["5550142"]),
        ("(555) 010-9921. It is +1 602 555 0142!", ["5550109921", "16025550142"]),
        ("555-0142 555-0142", ["5550142", "5550142"]),
        ("five five five, oh one four two", ["5550142"]),
        ("double five five oh one four two", ["5550142"]),
        ("on 2026-03-03 at 8:15, 250,000 dollars", []),
        ("one or two of the nine", []),
    ],
)
def test_f1_numbers_are_heard(text: str, numbers: list[str]) -> None:
    assert spoken_numbers(text) == numbers


def test_f1_how_often_a_number_is_said() -> None:
    assert times_said("555-0142, again 555-0142") == 2
    assert times_said("555-0142", "+1 602 555 0142") == 1
    assert times_said("nothing") == 0
