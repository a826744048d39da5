"""Promises and next steps for a calendar program: iCalendar (RFC 5545), written by hand.

What we write is four kinds of lines; a library for it would cost a dependency and 82 ms of import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TextIO

from callstation import __version__
from callstation.model.calendar import Appointment
from callstation.model.calls import EntryKind

WIDTH = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""
LASTS = "PT15M"
"""How much of the calendar an agreed hour takes."""


def write_calendar(out: TextIO, appointments: Iterable[Appointment], now: datetime) -> int:
    """Write a calendar of them as of ``now`` (aware); how many. ``out`` must leave line ends as they are."""
    count = 0
    out.write(lines("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//callstation//callstation {__version__}//EN"))
    out.write(lines("CALSCALE:GREGORIAN", "X-WR-CALNAME:Calls"))
    for appointment in appointments:
        out.write(lines(*event(appointment, now)))
        count += 1
    out.write(lines("END:VCALENDAR"))
    return count


def one_date(appointment: Appointment, now: datetime) -> str:
    """A calendar with this one in it, as of ``now`` (aware): what a CalDAV server takes as a resource."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//callstation//callstation {__version__}//EN")
    return lines(*head, *event(appointment, now), "END:VCALENDAR")


def uid_of(appointment: Appointment) -> str:
    """What calendars know it by: the moment it was made keeps two books' dates apart, and stays the same in every
    export of one."""
    return f"{appointment.kind}-{appointment.id}-{utc(appointment.made_at)}@callstation"


def event(appointment: Appointment, now: datetime) -> Iterator[str]:
    """The content lines of one appointment, not folded yet."""
    who = f"{appointment.name} ({appointment.company})" if appointment.company else appointment.name
    promised = appointment.kind is EntryKind.PROMISE
    what = "" if promised else appointment.what
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(appointment)}"
    yield f"DTSTAMP:{utc(now)}"
    if appointment.at is not None:
        yield f"DTSTART:{utc(appointment.at)}"
        yield f"DURATION:{LASTS}"
    else:
        yield f"DTSTART;VALUE=DATE:{appointment.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{appointment.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(f'Call {who}' + (f': {what}' if what else ''))}"
    details = [
        "Promised: they expect this call today." if promised else "Agreed with them.",
        f"Number: {appointment.number}" if appointment.number else "",
        appointment.what if promised else "",
    ]
    yield f"DESCRIPTION:{escaped(chr(10).join(d for d in details if d))}"
    yield f"CATEGORIES:{'PROMISE' if promised else 'NEXT STEP'}"
    yield "END:VEVENT"


def utc(moment: datetime) -> str:
    """A moment as DATE-TIME in UTC (RFC 5545, 3.3.5)."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(c for c in text if c >= " " or c == "\t")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no character torn apart (RFC 5545, 3.1)."""
    pieces = [""]
    size = 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > WIDTH:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)


def lines(*content: str) -> str:
    """Content lines as they stand in a file."""
    return "".join(folded(line) + "\r\n" for line in content)
