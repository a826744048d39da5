"""How a text is spoken: how long it takes, and which telephone numbers are said in it (D1, D10, F1)."""

from __future__ import annotations

import re

SECONDS_A_WORD = 60 / 150
"""At about 150 words a minute; a digit of a number that is said slowly is a word."""

_SAID = r"[0-9]|[^\W\d_]+(?:['’][^\W\d_]+)*"
# Digits with at most three signs between two of them; a full stop with a space behind it ends a sentence. Commas
# and dots are the pauses that a script puts between groups ("6 0 2, 5 5 5 … 0 1 3 4"); "1,000,000" has none.
_NUMBER = r"[0-9](?:(?:[ ()/‑…-]|,(?= )|\.(?! )){0,3}[0-9]){6,}"
_DATE = r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
_DIGIT_WORDS = {
    word: digit
    for digit, words in enumerate(
        ("zero oh o nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_SHORTEST = 7
"""Fewer digits are a time, a price or a street."""


def seconds_to_say(text: str) -> float:
    """How many seconds ``text`` takes when it is spoken; numbers are counted by the digit."""
    return len(re.findall(_SAID, text)) * SECONDS_A_WORD


def spoken_numbers(text: str) -> list[str]:
    """The telephone numbers in ``text``, in digits or digit words, as bare digits, in their order.

    A number that is said twice is there twice.
    """
    numbers: list[str] = []
    for match in re.finditer(_NUMBER, re.sub(_DATE, " ", text)):
        digits = "".join(c for c in match[0] if c.isdigit())
        half = len(digits) // 2
        if half >= _SHORTEST and digits[:half] == digits[half:]:
            numbers += [digits[:half], digits[half:]]
        else:
            numbers.append(digits)
    return numbers + _in_words(text)


def times_said(text: str, number: str = "") -> int:
    """How often ``number`` is said in ``text`` (its last digits are enough), or, without one, how often the number
    that is said most often."""
    said = [digits[-_SHORTEST:] for digits in spoken_numbers(text)]
    if number:
        return said.count("".join(c for c in number if c.isdigit())[-_SHORTEST:])
    return max((said.count(digits) for digits in said), default=0)


def _in_words(text: str) -> list[str]:
    """Numbers that are written out: "five five five, oh one four two"."""
    numbers: list[str] = []
    run = ""
    times = 1
    for word in [*re.findall(r"[a-z]+|[.;!?]", text.lower()), "."]:
        if word in _DIGIT_WORDS:
            run += str(_DIGIT_WORDS[word]) * times
            times = 1
        elif word in _TIMES:
            times = _TIMES[word]
        else:
            if len(run) >= _SHORTEST:
                numbers.append(run)
            run, times = "", 1
    return numbers
