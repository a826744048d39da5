"""A phrase cut into tokens: words, numbers, ordinals, hours, dates and marks. Nothing is dropped but commas,
brackets, and dots and hyphens that only join or end words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from callstation.dates.refusals import refuse
from callstation.dates.words import NUMBERS, ORDINALS, TENS

Kind = Literal["word", "number", "ordinal", "clock", "date", "mark"]

_MERIDIEM = r"(?:\s?(?:[ap]m|[ap]\.m\.?)|[ap])(?![^\W\d_])"
_PATTERNS = (
    # 2026-04-03, 2026-04-03T (an hour follows), 4/3/26, 3.4.2026
    r"(?P<date>[0-9]{1,4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,4}(?![0-9])(?:[tT](?=[0-9]))?"
    r"|[0-9]{1,2}/[0-9]{1,2}(?![0-9/])|20[0-9]{6}(?![0-9]))",
    rf"(?P<clock>(?P<hour>[0-9]{{1,2}})(?P<point>[:.h])(?P<minute>[0-9]{{2}})(?::00)?(?![0-9])(?P<half>{_MERIDIEM})?)",
    rf"(?P<plain>(?P<digits>[0-9]{{1,4}})(?P<half2>{_MERIDIEM}))",
    r"(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)(?![^\W\d_]))",
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)",
    r"(?P<dotted>[ap]\.m\.?(?![^\W\d_]))",
    r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)",
    r"(?P<space>\s+)",
    r"(?P<mark>.)",
)
_TOKEN = re.compile("|".join(_PATTERNS), re.IGNORECASE)
# 2026-04-03T07:30-08:00 would read as an hour from 7:30 to 8:00.
_OFFSET = re.compile(r"[0-9]t[0-9]{2}:?[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?([+-][0-9]{2}:?[0-9]{2}|z)", re.IGNORECASE)
_NOTHING = frozenset(',;!()[]"')


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` is as typed, ``norm`` the word in lower case without apostrophes."""

    kind: Kind
    text: str
    norm: str = ""
    value: int = 0
    """Of a number or ordinal."""
    parts: tuple[int, ...] = ()
    """Of a date as written; of a clock: hour and minute."""
    sure: bool = False
    """A clock whose half of the day is certain (am, pm, 24 hours)."""
    spelled: bool = False
    """A number or ordinal written in letters."""
    mark: str = ""
    """What parts a date or an hour from its minutes."""
    start: int = 0
    end: int = 0
    """Where it stands in the text."""


def tokens(text: str) -> list[Token]:
    """``text`` (one clean line) as tokens. Raises DateNotUnderstoodError for an impossible hour."""
    text = text.translate(_SAME)
    offset = _OFFSET.search(text)
    if offset:
        raise refuse(
            f'"{offset[1]}" is a zone offset: write the hour without it, and "their time" or "my time"', offset[1]
        )
    found = [
        replace(_token(match), start=match.start(), end=match.end())
        for match in _TOKEN.finditer(text)
        if not match["space"]
    ]
    return _joined(_bare(found))


# Typographic dashes and apostrophes, as keyboards and phones put them in.
_SAME = {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2212"} | {ord(c): "'" for c in "\u2018\u2019\u00b4`"}


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    if match["date"]:
        mark = match["sep"] or ("/" if "/" in text else "")
        digits = text.rstrip("tT")
        numbers = digits.split(mark) if mark else (digits[:4], digits[4:6], digits[6:])
        return Token("date", digits, parts=tuple(int(n) for n in numbers), mark=mark)
    if match["clock"]:
        return _clock(text, match["hour"], match["minute"], match["half"] or "", match["point"].lower())
    if match["plain"]:
        digits = match["digits"]
        hour, minute = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
        return _clock(text, hour, minute, match["half2"], "")
    if match["ordinal"]:
        return Token("ordinal", text, value=int(text[:-2]))
    if match["number"]:
        # Fractions, and numbers longer than a year, mean nothing here.
        return Token("number", text, value=int(text)) if text.isdigit() and len(text) <= 4 else Token("mark", text)
    if match["dotted"]:
        return Token("word", text, text.lower().replace(".", ""))
    if match["word"]:
        norm = text.lower().replace("'", "")
        if norm in NUMBERS or norm in TENS:
            return Token("number", text, norm, value=NUMBERS.get(norm) or TENS[norm], spelled=True)
        if norm in ORDINALS:
            return Token("ordinal", text, norm, value=ORDINALS[norm], spelled=True)
        if norm in ("noon", "midday"):
            return Token("clock", text, norm, parts=(12, 0), sure=True)
        return Token("word", text, norm)
    return Token("mark", text, text)


def clock_token(text: str, digits: str) -> Token:
    """Three or four digits without a point as an hour: ``0730``, ``930``."""
    return _clock(text, digits[:-2], digits[-2:], "", "")


def _clock(text: str, hour: str, minute: str, half: str, point: str) -> Token:
    h, m = int(hour), int(minute)
    # A leading zero, 0 and everything from 13 on is written by a clock of 24 hours.
    sure = bool(half) or hour.startswith("0") or h > 12
    if h > 23 or m > 59 or (half and h == 0):
        raise refuse(f'"{text}" is no hour of the day: write it like 7:30am or 14:30', text)
    if half:
        if (h, m) == (12, 0) and "a" in half.lower():
            raise midnight(text)
        if h > 12 and "a" in half.lower():
            raise refuse(f'"{text}" is morning and afternoon at once: write it like 7:30am or 14:30', text)
        h = h if h > 12 else h % 12 + (12 if "p" in half.lower() else 0)
    return Token("clock", text, parts=(h, m), sure=sure, mark="" if half else point)


def midnight(text: str) -> Exception:
    """Refusal of midnight, which one day's end and the next day's start both claim."""
    return refuse(f'"{text}" could be the start or the end of that day: say an hour like 9am, or 23:45', text)


def _bare(found: list[Token]) -> list[Token]:
    """Without the marks that say nothing: commas, brackets, a dot after a word, a hyphen beside a word."""
    kept: list[Token] = []
    for i, token in enumerate(found):
        before = found[i - 1] if i else None
        after = found[i + 1] if i + 1 < len(found) else None
        if token.norm in _NOTHING:
            continue
        if token.norm == "." and before and (before.kind in ("word", "ordinal", "clock") or after is None):
            continue
        if token.norm == "-" and before and after and "word" in (before.kind, after.kind):
            continue
        if token.norm == "-" and before and after and before.spelled and after.spelled:
            continue
        kept.append(token)
    return kept


def _joined(found: list[Token]) -> list[Token]:
    """``twenty`` and ``five`` as one number, ``twenty`` and ``first`` as one ordinal."""
    kept: list[Token] = []
    for token in found:
        last = kept[-1] if kept else None
        if token.spelled and token.value < 10 and last and last.norm in TENS:
            text = f"{last.text} {token.text}"
            value = last.value + token.value
            kept[-1] = Token(token.kind, text, text.lower(), value, spelled=True, start=last.start, end=token.end)
        else:
            kept.append(token)
    return kept
