"""The grammar of hours: ``7:30am``, ``half past two``, ``between 9 and 10``, ``after 3pm``, ``before noon``.

The rule for an hour without am or pm is that of business calls: 7 to 11 are in the morning, 12 is noon,
1 to 6 are in the afternoon. A part of the day beside it goes first: "8 in the evening" is 20:00.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Literal

from callstation.dates import words
from callstation.dates.cursor import Cursor
from callstation.dates.items import Clock, HourItem
from callstation.dates.refusals import refuse
from callstation.dates.tokens import Token, clock_token, midnight

_PAST_WORDS = ("past", "after")
_TO_WORDS = ("to", "till", "til", "before")
_ROUND_MINUTES = (5, 10, 20, 25)
_FIRST_MORNING_HOUR = 7


def read_hour(c: Cursor) -> HourItem | None:
    """An hour or a span of hours, with the word before it (at, around, before, after, between, from)."""
    start = c.at
    anytime = c.phrase("any", "time") or c.word("anytime") is not None
    lead = c.word("between", "from", "after", "before", "by")
    if anytime and lead is None:
        return None
    led = lead is not None
    while c.word_in(words.AT):
        led = True
    # "from 10 to 11" is a span, "10 to 11" might be 10:50.
    first = c.attempt(_plain if lead and lead.norm == "from" else read_clock)
    if first is None:
        return None
    if led and first.doubt in ("number", "year", "dotted"):
        first = replace(first, doubt="")
    how = lead.norm if lead else ""
    second = None
    if how in ("", "from", "between") and c.word("-", "to", "till", "til", "until", "and" if how == "between" else "-"):
        second = c.attempt(read_clock)
        if second is None:
            return None
    if how == "between" and second is None:
        return None
    if second and first.doubt == "number" and not led:
        first = replace(first, doubt="" if second.doubt != "number" else "dash")
    return HourItem(c.since(start), first, second, before=how in ("before", "by"))


def read_clock(c: Cursor) -> Clock | None:
    """One hour, without a word before it."""
    start = c.at
    clock = c.attempt(_to_or_past) or c.attempt(_plain)
    if clock is None:
        return None
    if c.word("oclock") or c.phrase("o", "clock") or c.word("ish", "sharp", "exactly"):
        clock = _certain(clock)
    half = None if clock.sure else c.word("am", "pm")
    if half:
        clock = replace(clock, hour=clock.hour % 12 + (12 if half.norm == "pm" else 0), sure=True, doubt="")
        if clock.hour == 0 and clock.minute == 0:
            raise midnight(c.since(start))
    return replace(clock, text=c.since(start))


def _certain(clock: Clock) -> Clock:
    return clock if clock.doubt == "edge" else replace(clock, doubt="")


def _plain(c: Cursor) -> Clock | None:
    token = c.take("clock")
    if token:
        return _of_token(token)
    word = c.word("midnight")
    if word:
        raise midnight(word.text)
    number = c.take("number")
    if number is None:
        return None
    if number.spelled:
        return _spelled(c, number)
    if len(number.text) > 2:
        if len(number.text) > 4:
            return None
        read = _of_token(clock_token(number.text, number.text))
        return replace(read, doubt="year") if len(number.text) == 4 and 2020 <= number.value < 2060 else read
    noon = c.peek()
    if number.value == 12 and noon and noon.norm in ("noon", "midday"):
        return _of_token(c.take("clock") or noon)
    if number.value > 23 or number.text == "0":
        return None
    sure = number.value > 12 or number.text.startswith("0")
    return Clock(number.text, number.value, 0, sure, "number")


def _of_token(token: Token) -> Clock:
    hour, minute = token.parts
    # 7.10 is also how the 7th of October is written, 16.03 the 16th of March.
    dotted = token.mark == "." and hour >= 1 and 1 <= minute <= 12
    return Clock(token.text, hour, minute, token.sure or hour == 0, "dotted" if dotted else "")


def _spelled(c: Cursor, number: Token) -> Clock | None:
    """``eight``, ``seven thirty``, ``two forty five``."""
    if not 1 <= number.value <= 12:
        return None
    minutes = c.peek()
    if minutes and minutes.kind == "number" and minutes.spelled and 10 <= minutes.value <= 59:
        c.take("number")
        return Clock("", number.value, minutes.value)
    return Clock("", number.value, 0)


def _to_or_past(c: Cursor) -> Clock | None:
    """``half past 7``, ``quarter to nine``, ``ten past 4``; "half 7" is refused: it is 7:30 or 6:30."""
    start = c.at
    c.word("a")
    half = c.word("half")
    quarter = None if half else c.word("quarter")
    minutes = 30 if half else 15
    spoken = False
    number = None if half or quarter else c.take("number")
    if number:
        minutes = number.value
        spoken = c.word("minutes", "mins", "min") is not None
        if not (1 <= minutes <= 29) or not (spoken or minutes in _ROUND_MINUTES):
            return None
    elif not half and not quarter:
        return None
    past = c.word(*_PAST_WORDS)
    to = None if past or half else c.word(*_TO_WORDS, "of" if quarter else "to")
    base = c.attempt(_named_hour)
    if base is None:
        return None
    if not past and not to:
        if half:
            raise refuse(
                f'"{c.since(start)}" is half past to some and half an hour before to others: write it like 7:30',
                c.since(start),
            )
        return None
    if past:
        return replace(base, minute=minutes)
    if number and not spoken and minutes in (5, 10) and _span_possible(minutes, base.hour):
        raise refuse(
            f'"{c.since(start)}" could be an hour or a span of hours: write it like {base.hour - 1 or 12}:'
            f"{60 - minutes} or {minutes}-{base.hour}",
            c.since(start),
        )
    return _minutes_before(base, minutes)


def _span_possible(first: int, last: int) -> bool:
    """Whether "10 to 11" is heard as from 10 until 11."""
    return 0 < (last - first) % 12 <= 9


def _minutes_before(base: Clock, minutes: int) -> Clock:
    if base.sure:
        return replace(base, hour=(base.hour - 1) % 24, minute=60 - minutes)
    doubt: Literal["", "edge"] = "edge" if base.hour == _FIRST_MORNING_HOUR else ""
    return replace(base, hour=base.hour - 1 or 12, minute=60 - minutes, doubt=doubt)


def _named_hour(c: Cursor) -> Clock | None:
    token = c.take("clock")
    if token:
        return Clock("", token.parts[0], 0, token.sure) if token.parts[1] == 0 else None
    number = c.take("number")
    return Clock("", number.value, 0) if number and 1 <= number.value <= 12 else None


def settle(clock: Clock, part: str) -> time:
    """The hour on the clock of 24, with the part of the day named beside it ('' for none). Raises where they clash."""
    if clock.sure:
        hours = [clock.hour]
    elif part:
        hours = [clock.hour % 12, clock.hour % 12 + 12]
    else:
        if clock.doubt == "edge":
            raise refuse(f'"{clock.text}" could be morning or evening: add am or pm', clock.text)
        return time(clock.hour if clock.hour >= _FIRST_MORNING_HOUR else clock.hour + 12, clock.minute)
    low, high = words.PARTS.get(part, (0, 24))
    # "12 in the morning" and "12:30 at night" are said of two different nights: neither is taken.
    fits = [h for h in hours if low <= h < high and not (part == "morning" and h == 0 and not clock.sure)]
    if len(fits) != 1:
        raise refuse(f'"{clock.text}" does not go with "{part}": write it like 7:30am or 14:30', clock.text)
    return time(fits[0], clock.minute)


def settle_span(first: Clock, last: Clock, part: str) -> time:
    """The start of "8-9am", "11 to 1", "between 9 and 10". Raises where the end is not after the start."""
    end = 0
    if last.sure and not first.sure:
        # 8-9pm starts at 20:00, 11-1pm at 11:00: the nearest start before the end.
        end = last.hour * 60 + last.minute
        starts = [h * 60 + first.minute for h in (first.hour % 12, first.hour % 12 + 12)]
        start = max((s for s in starts if s < end), default=-1)
        if start >= 0:
            return settle(replace(first, hour=start // 60, sure=True), part)
    else:
        begin = settle(first, part)
        start = begin.hour * 60 + begin.minute
        hours = (last.hour,) if last.sure else (last.hour % 12, last.hour % 12 + 12)
        if any(h * 60 + last.minute > start for h in hours):
            return begin
    raise refuse(f'"{last.text}" is not after "{first.text}": say the earlier hour first', last.text)
