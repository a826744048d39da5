"""One change to many people: what was typed is understood and read back before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callstation.desk.desk import Desk
from callstation.desk.persons import read_yes_no
from callstation.errors import RefusedError, UsageError
from callstation.model.people import Kind, Prospect
from callstation.rules.windows import opening_on, read_hours, zone_of
from callstation.store import people, several
from callstation.store.several import SharedChange
from callstation.text import clean_line

MOST = 1_000
"""People changed at once: it stays within a second or two, and can be looked over."""


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be done to many: its key, what it is called, and what may be typed."""

    name: str
    key: str
    label: str
    hint: str


WAYS = (
    Way("tag", "t", "tag", "tags with commas between them; -tag takes one away"),
    Way("kind", "k", "kind", "prospect, customer or referral source"),
    Way("rhythm", "r", "rhythm", "how often they want a call: weekly, 1m, 1y; empty: after two months"),
    Way("mailing", "m", "emails", "yes, or no: they asked for no emails, and get none"),
    Way("snooze", "z", "snooze", "until when: monday, in 2 weeks, 7 Jan"),
)


def read_shared(desk: Desk, way: str, typed: str) -> tuple[SharedChange, str]:
    """What was typed for one of WAYS, and how it is read back. Raises CallstationError saying what is wrong."""
    text = clean_line(typed)
    match way:
        case "tag":
            return _tags(text)
        case "kind":
            fits = [str(k) for k in Kind if text and str(k).startswith(text.lower())]
            if len(fits) != 1:
                raise UsageError(f"a person is one of: {', '.join(Kind)}")
            return SharedChange(fields={"kind": fits[0]}), f"kind: {fits[0]}"
        case "rhythm":
            people.check_field("rhythm", text, desk.tools.frame)
            return SharedChange(fields={"rhythm": text}), f"rhythm: {text or 'as for everybody'}"
        case "mailing":
            allowed = read_yes_no(text)
            return SharedChange(mailing=allowed), "emails: " + ("yes" if allowed else "none")
    return _snooze(desk, text)


def _tags(text: str) -> tuple[SharedChange, str]:
    parts = [p for part in text.replace(";", ",").split(",") if (p := part.strip())]
    add = tuple(dict.fromkeys(p.lstrip("#") for p in parts if not p.startswith("-") and p.strip("#")))
    drop = tuple(dict.fromkeys(t for p in parts if p.startswith("-") and (t := p[1:].lstrip(" #"))))
    if not add and not drop:
        raise UsageError("type a tag, or -tag to take one away")
    words = [f"tagged {', '.join(add)}"] if add else []
    words += [f"{', '.join(drop)} taken away"] if drop else []
    return SharedChange(add_tags=add, drop_tags=drop), ", ".join(words)


def _snooze(desk: Desk, text: str) -> tuple[SharedChange, str]:
    from callstation.dates.phrases import read_moment
    from callstation.dates.spoken import short_day

    frame, now = desk.tools.frame, desk.now
    day_first = desk.tools.settings.region.day_first
    moment = read_moment(text, now, zone=frame.zone, day_first=day_first, my_zone=frame.zone)
    today = now.astimezone(zone_of(frame.zone)).date()
    if moment.day <= today:
        raise RefusedError("that is not after today")

    def until(one: Prospect) -> datetime:
        return opening_on(moment.day, read_hours(one.hours, frame.hours), one.zone or frame.zone)

    return SharedChange(until=until), f"put off until {short_day(moment.day, today)}"


def change_several(desk: Desk, ids: Sequence[int], change: SharedChange) -> int:
    """Change all of them as one step of the session, which undo takes back as one; how many were not so already."""
    session = desk.begin()
    return several.change_several(
        desk.tools.book, desk.tools.frame, ids[:MOST], change, desk.now, session_id=session.id
    )
