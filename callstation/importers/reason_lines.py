"""Reading reasons from JSON lines: a colleague's library, or what ``export all`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from callstation.errors import CallstationError, ImportRefusedError
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.library import checked, slug_of
from callstation.text import clean_line

LARGEST = 8 << 20
"""Bytes of a file: the largest library there ever was is a thousandth of it."""
MOST_WORDS = 200
"""Words of one sort that an audience may name."""
_FORM = "they are JSON lines, as 'reasons export' writes them"
_LISTS = ("kinds", "standings", "tags", "industries", "places", "lifts", "answers")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds a reason (``row`` counts lines, 1-based): the reason, or ``why`` it cannot be one."""

    row: int
    reason: Reason | None = None
    why: str = ""


def read_reasons(data: bytes, name: str) -> list[Line]:
    """All reasons of a file; lines about something else are passed over.

    Raises ImportRefusedError where it is no file of JSON lines, or holds no reason at all.
    """
    if len(data) > LARGEST:
        raise ImportRefusedError(f"{name} is larger than {LARGEST >> 20} MB: that is no library of reasons")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{name} is no text in UTF-8; {_FORM}") from None
    found = list(_lines(text))
    if not any(line.reason for line in found):
        first = f": line {found[0].row}, {found[0].why}" if found else ""
        raise ImportRefusedError(
            f"{name} holds no reasons{first}; they are JSON lines, as 'reasons export' writes them"
        )
    return found


def _lines(text: str) -> Iterator[Line]:
    for row, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            yield Line(row, why="it is no JSON")
            continue
        if not isinstance(record, Mapping):
            yield Line(row, why="it is no JSON object")
        elif record.get("type", "reason") == "reason" and not record.get("retired"):
            try:
                yield Line(row, _reason(record))
            except CallstationError as error:
                yield Line(row, why=str(error))


def _reason(record: Mapping[str, Any]) -> Reason:
    """A record as a reason. Raises CallstationError with what is wrong with it."""
    kind = _text(record, "kind")
    if kind not in set(ReasonKind):
        raise ImportRefusedError(f"there is no kind of reason {kind!r}" if kind else "it does not say its kind")
    audience = record.get("audience") or {}
    if not isinstance(audience, Mapping):
        raise ImportRefusedError("its audience is no JSON object")
    if audience.get("people"):
        raise ImportRefusedError("it is for certain people of another book")
    strength = record.get("strength", 5)
    if isinstance(strength, bool) or not isinstance(strength, int):
        raise ImportRefusedError("its strength is no whole number")
    words = {name: _words(audience, name) for name in _LISTS}
    for name in ("lifts", "answers"):
        words[name] = tuple(dict.fromkeys(s for w in words[name] if (s := slug_of(w))))
    return checked(
        Reason(
            id=0,
            kind=ReasonKind(kind),
            text=_text(record, "text"),
            lead_in=_text(record, "lead_in"),
            link=_text(record, "link"),
            attachment=_text(record, "attachment"),
            valid_until=_day(record.get("valid_until")),
            audience=Audience(
                kinds=words["kinds"],
                standings=words["standings"],
                tags=words["tags"],
                industries=words["industries"],
                places=words["places"],
                lifts=words["lifts"],
                answers=words["answers"],
                after_bad_call=_flag(audience, "after_bad_call", usual=False),
            ),
            strength=strength,
            gives=_flag(record, "gives", usual=True),
            anonymous=_flag(record, "anonymous", usual=False),
        )
    )


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name) or ""
    if not isinstance(value, str):
        raise ImportRefusedError(f"its {name.replace('_', '-')} is no text")
    return clean_line(value)


def _flag(record: Mapping[str, Any], name: str, *, usual: bool) -> bool:
    value = record.get(name, usual)
    if value not in (True, False):  # 1 and 0 are these, too
        raise ImportRefusedError(f"its {name.replace('_', '-')} is neither true nor false")
    return bool(value)


def _words(audience: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = audience.get(name) or ()
    if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value) or len(value) > MOST_WORDS:
        raise ImportRefusedError(f"the {name} of its audience are no list of words")
    return tuple(dict.fromkeys(word for v in value if (word := clean_line(v))))


def _day(value: object) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ImportRefusedError(f"{str(value)[:20]!r} is no day; write it like 2026-12-31") from None
