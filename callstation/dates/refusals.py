"""The sentences with which a phrase is refused: each names the word, and says what would be understood."""

from __future__ import annotations

from datetime import date

from callstation.dates import words
from callstation.dates.words import DAYS, MONTHS
from callstation.errors import DateNotUnderstoodError

EXAMPLES = 'like "thu 7:30am", "in 2 weeks" or "16 march"'


def refuse(message: str, word: str = "", *, stray: bool = False) -> DateNotUnderstoodError:
    """The error with ``message``, naming ``word``."""
    return DateNotUnderstoodError(message, word=word, stray=stray)


def full(day: date) -> str:
    """``Monday 16 March 2026``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def unknown(text: str) -> DateNotUnderstoodError:
    """For a word that the grammar has no place for where it stands."""
    word = text.lower().replace("'", "").rstrip(".")
    if word in words.PAST:
        return refuse(f'"{text}" is past: say a day to come, {EXAMPLES}', text)
    if word in words.VAGUE:
        return refuse(f'"{text}" leaves the day open: say one, {EXAMPLES}', text)
    if word in words.ZONES:
        return refuse(f'"{text}" is no zone I can use here: say "their time" or "my time" after the hour', text)
    if word in words.FLOATING:
        return refuse(f'"{text}" is not one day: say the date, {EXAMPLES}', text)
    if word == "m":
        return refuse(f'"{text}" could be minutes or months: say "min" or "months"', text)
    if word in words.NEED_AN_HOUR:
        return refuse(f'"{text}" needs an hour after it, like "{text} 10"; for a day, name the day itself', text)
    near = _nearest(word)
    if near:
        return refuse(f'"{text}" is not understood: did you mean "{near}"?', text)
    return refuse(f'"{text}" is not understood here: say the day in plain words, {EXAMPLES}', text, stray=True)


def past(text: str, what: str) -> DateNotUnderstoodError:
    """For a phrase that means a time gone by; ``what`` says which."""
    return refuse(f'"{text}" is past ({what}): say a day to come, {EXAMPLES}', text)


def twice(kind: str, first: str, second: str) -> DateNotUnderstoodError:
    """For two days (hours, ...) in one phrase."""
    return refuse(f'"{first}" and "{second}" are two {kind}: say one of them', second)


def _nearest(word: str) -> str:
    known = words.known_words()
    if len(word) < 4 or word in known:
        return ""
    from difflib import get_close_matches  # only where a word is unknown: no part of the start

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.82)), "")
