"""What is missing from a text whose kind is known (S4, H1, H2, F1): these findings point at the whole text."""

from __future__ import annotations

from collections.abc import Callable

from callstation.language.ruleset import Rule
from callstation.language.speech import seconds_to_say, times_said
from callstation.language.words import Words

VOICEMAIL_SECONDS = 30
"""Longer messages are not heard to the end."""


def lacks(rule: Rule, text: str, my_number: str) -> bool:
    """Whether ``text`` has the fault that ``rule`` measures and no pattern can: numbers and time."""
    measure = _MEASURES.get(rule.id)
    return measure is not None and measure(text, my_number)


def first_word(words: Words, introductions: list[tuple[int, int]]) -> int:
    """Index of the word with which the text begins in earnest: greeting, name and number are passed over.

    ``introductions`` are the first and last words of what may be passed over.
    """
    at = 0
    while at < len(words.forms):
        ends = [last for first, last in introductions if first == at]
        if ends:
            at = max(ends) + 1
        elif words.is_boundary(at) or words.soft[at]:
            at += 1
        else:
            break
    return at


_MEASURES: dict[str, Callable[[str, str], bool]] = {
    "voicemail_number_missing": lambda text, number: times_said(text, number) == 0,
    "voicemail_number_once": lambda text, number: times_said(text, number) == 1,
    "voicemail_long": lambda text, _number: seconds_to_say(text) > VOICEMAIL_SECONDS,
}
