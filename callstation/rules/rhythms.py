"""Whose rhythm holds: the person's own, else the shortest of those that their tags have in the settings (H8, S2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from callstation.dates.rhythms import Rhythm, read_rhythm
from callstation.errors import DateNotUnderstoodError, UsageError

TagRhythms = tuple[tuple[str, str], ...]
"""(tag without regard to case, rhythm), the shortest rhythm first."""

_DAYS = {"d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}


def tag_rhythms(written: Mapping[str, str]) -> TagRhythms:
    """The rhythms of tags as they stand in the settings. Raises UsageError naming the tag of one that is none."""
    found = [(rhythm_named(text, f"[rhythms] {tag}"), tag.lstrip("#").casefold()) for tag, text in written.items()]
    return tuple((tag, rhythm.code) for rhythm, tag in sorted(found, key=lambda f: (length(f[0]), f[1])))


def rhythm_named(text: str, setting: str) -> Rhythm:
    """The rhythm that a setting names. Raises UsageError naming the setting."""
    try:
        return read_rhythm(text)
    except DateNotUnderstoodError as error:
        raise UsageError(f"{setting}: {error}") from None


def rhythm_of(own: str, tags: Iterable[str], rhythms: TagRhythms) -> str:
    """The rhythm that holds for somebody, '' where none is set."""
    if own or not rhythms:
        return own
    theirs = {tag.casefold() for tag in tags}
    return next((rhythm for tag, rhythm in rhythms if tag in theirs), "")


def length(rhythm: Rhythm) -> float:
    """About how many days a rhythm is long."""
    return rhythm.n * _DAYS[rhythm.unit]
