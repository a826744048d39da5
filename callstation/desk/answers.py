"""Reading what was typed after an outcome's key: a date in plain words, and what was agreed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from callstation.dates.moments import Moment, add_months
from callstation.dates.spoken import both_zones, short_day
from callstation.errors import DateNotUnderstoodError
from callstation.model.calls import Outcome
from callstation.model.people import Prospect
from callstation.places.keys import place_key
from callstation.rules.frame import Frame
from callstation.rules.outcomes import NEEDS_DAY, NEEDS_STEP, NOT_NOW_MONTHS, Agreement
from callstation.rules.windows import zone_of
from callstation.text import clean_line

SEPARATORS = (",", ":", ";", " - ", " – ", " — ")
"""What may stand between when and what: ``thu 7:30am, send the price list``."""
_LEADING = re.compile(r"(\b(?:at|the|to|for|about|and|then|a|an|with|by)\b\s*|\s)+$", re.IGNORECASE)
"""Little words that belong to what was agreed rather than to its day."""
NONE_WORDS = frozenset(("none", "no step", "nothing"))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was understood, and read back for the eye: ``Thu 26 Nov 7:30 for them in Phoenix, 9:30 here``."""

    agreed: Agreement | None
    read_back: str


def read_answer(
    outcome: Outcome, typed: str, person: Prospect, frame: Frame, now: datetime, *, day_first: bool = False
) -> Answer:
    """What was typed for ``outcome``: plain words in the person's zone, or 'my time' in the caller's.

    Raises DateNotUnderstoodError, naming the word that was not understood; nothing is guessed.
    """
    text = clean_line(typed)
    if outcome in NEEDS_STEP and text.lower() in NONE_WORDS:
        return Answer(None, "no next step: the rhythm brings them back")
    if outcome is Outcome.NOT_NOW and not text:
        today = now.astimezone(zone_of(person.likely_zone or frame.zone)).date()
        return Answer(None, f"{short_day(add_months(today, NOT_NOW_MONTHS), today)}, in three months")
    if not text:
        wanted = "a day, or the word none" if outcome in NEEDS_STEP else "a day"
        raise DateNotUnderstoodError(f"this needs {wanted}: thu 7:30am, in 2 weeks, 16 march")
    if outcome not in NEEDS_STEP and outcome not in NEEDS_DAY:
        return Answer(None, "")
    moment, what = _when_and_what(text, person, frame, now, day_first=day_first, wants_what=outcome in NEEDS_STEP)
    agreed = Agreement(moment.day, moment.at, moment.zone, what)
    return Answer(agreed, read_back(agreed, person, frame, now))


def _when_and_what(
    text: str, person: Prospect, frame: Frame, now: datetime, *, day_first: bool, wants_what: bool
) -> tuple[Moment, str]:
    """The whole as a date; else the longest beginning, up to a comma or colon, that is one, and the rest as what."""
    try:
        return read_moment_for(text, person, frame, now, day_first=day_first), ""
    except DateNotUnderstoodError as error:
        first = error
    marks = {(at, len(mark)) for mark in SEPARATORS for at in range(len(text)) if text.startswith(mark, at)}
    cuts = sorted(marks, reverse=True)
    if wants_what and (at := _first_word_of_what(text, first)):
        cuts = sorted({*marks, (at, 0)}, reverse=True)
    for at, width in cuts:
        try:
            moment = read_moment_for(text[:at], person, frame, now, day_first=day_first)
        except DateNotUnderstoodError:
            continue
        return moment, text[at + width :].strip()
    hint = "" if cuts or not wants_what else " (what was agreed goes after a comma: thu 7:30am, send the prices)"
    raise DateNotUnderstoodError(f"{first}{hint}", word=first.word)


def _first_word_of_what(text: str, error: DateNotUnderstoodError) -> int:
    """Where what was agreed begins without a comma, ``friday 11am send two sketches``; 0 where it is not sure.

    The word must be none that dates have or nearly have, and no digit may come after it: an hour that is in the
    wrong place is asked about, and never becomes part of what was agreed.
    """
    found = re.search(rf"(?<!\w){re.escape(error.word)}(?!\w)", text, re.IGNORECASE) if error.stray else None
    if found is None or any(c.isdigit() for c in text[found.start() :]):
        return 0
    before = text[: found.start()]
    return len(_LEADING.sub("", before))


def read_moment_for(text: str, person: Prospect, frame: Frame, now: datetime, *, day_first: bool) -> Moment:
    """A date in plain words for one person, as a day in their zone. Raises DateNotUnderstoodError."""
    from callstation.dates.phrases import read_moment

    return read_moment(text, now, zone=person.likely_zone or frame.zone, day_first=day_first, my_zone=frame.zone)


def read_back(agreed: Agreement, person: Prospect, frame: Frame, now: datetime) -> str:
    """What was understood, in both zones, so that a wrong hour is seen before it is stored."""
    today = now.astimezone(zone_of(agreed.zone)).date()
    if agreed.at is None:
        words = short_day(agreed.day, today)
    else:
        words = both_zones(agreed.at, agreed.zone, frame.zone, person.place.split(",")[0], today)
    holiday = frame.calendar.name(place_key(person.country, person.region), agreed.day)
    if holiday:
        words += f" (a holiday there: {holiday})"
    return f"{words}: {agreed.what}" if agreed.what else words
