"""The grammar of parts of the day (``in the morning``, ``tonight``, ``eod``), and of whose time is meant."""

from __future__ import annotations

from callstation.dates import words
from callstation.dates.cursor import Cursor
from callstation.dates.items import PartItem, WhoseItem

_LEADS = ("in", "during", "over", "at", "around", "on", "for")
_SHADES = ("early", "late", "mid")


def read_part(c: Cursor) -> PartItem | None:
    """A part of the day. It names no hour by itself, so none is made up; it decides how a bare hour is read."""
    start = c.at
    if c.phrase("first", "thing"):
        in_the_morning = c.phrase("in", "the", "morning")
        return PartItem(c.since(start), "morning" if in_the_morning else "")
    if c.word("tonight"):
        return PartItem(c.since(start), "evening", today=True)
    return c.attempt(_end_of_day) or c.attempt(_by_lunch) or c.attempt(_named)


def _end_of_day(c: Cursor) -> PartItem | None:
    """Something to be done by the end of the day names the day only, as "before 5" does."""
    start = c.at
    c.word("by", "before", "at")
    c.word("the")
    named = c.word("eod", "cob") or c.phrase("end", "of", "day") or c.phrase("end", "of", "the", "day")
    if not named and not c.phrase("close", "of", "business") and not c.phrase("end", "of", "business"):
        return None
    return PartItem(c.since(start), "", alone=True)


def _by_lunch(c: Cursor) -> PartItem | None:
    start = c.at
    side = c.word("before", "after")
    if side is None or not c.word("lunch", "lunchtime"):
        return None
    return PartItem(c.since(start), "morning" if side.norm == "before" else "afternoon")


def _named(c: Cursor) -> PartItem | None:
    start = c.at
    this = c.word("this")
    if not this:
        c.word(*_LEADS)
        c.word("the")
    c.word(*_SHADES)
    name = c.word_in(words.PART_NAMES)
    if name is None:
        return None
    text = c.since(start)
    c.word("of")
    return PartItem(text, words.PART_NAMES[name.norm], today=this is not None)


def read_shade(c: Cursor) -> PartItem | None:
    """``early monday``, ``late friday``."""
    word = c.word("early", "late")
    return PartItem(word.text, "") if word else None


def read_whose(c: Cursor) -> WhoseItem | None:
    """``their time``, ``my time``, ``his``, ``hers``, ``for them``, ``for me``."""
    start = c.at
    if c.phrase("for", "them"):
        return WhoseItem(c.since(start), "their")
    if c.phrase("for", "me"):
        return WhoseItem(c.since(start), "mine")
    c.word("in")
    name = c.word_in(words.THEIRS | words.MINE)
    if name is None:
        return None
    if not c.word("time") and name.norm not in ("his", "hers", "theirs", "mine", "ours"):
        return None
    return WhoseItem(c.since(start), "their" if name.norm in words.THEIRS else "mine")
