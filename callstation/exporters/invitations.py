"""An invitation as it goes along with an email: iTIP (RFC 5546) in iCalendar, and what such a text said."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from callstation import __version__
from callstation.exporters.calendar import LASTS, escaped, lines, utc
from callstation.model.invitations import Invitation, Said
from callstation.rules.windows import zone_of

_DATE_TIME = re.compile(r"DTSTART:(\d{8}T\d{6})Z")


def write_invitation(about: Invitation, now: datetime) -> str:
    """The iCalendar object of an invitation, or of its cancelling, as of ``now`` (aware).

    Times are in UTC, which every calendar shows in its owner's zone; the words name both.
    """
    called_off = about.said.at is None
    return lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//callstation//callstation {__version__}//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if called_off else 'REQUEST'}",
        "BEGIN:VEVENT",
        f"UID:{about.said.uid}",
        f"SEQUENCE:{about.said.sequence}",
        f"STATUS:{'CANCELLED' if called_off else 'CONFIRMED'}",
        f"DTSTAMP:{utc(now)}",
        f"DTSTART:{utc(about.was_at)}",
        f"DURATION:{LASTS}",
        f"SUMMARY:{escaped(_summary(about))}",
        f"DESCRIPTION:{escaped(both_hours(about))}",
        *([f"LOCATION:{escaped(f'{about.organizer} calls {about.number}')}"] if about.number else []),
        f"ORGANIZER;CN={_quoted(about.organizer)}:mailto:{_bare(about.organizer_address)}",
        f"ATTENDEE;CN={_quoted(about.attendee)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
        f":mailto:{_bare(about.attendee_address)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )


def both_hours(about: Invitation) -> str:
    """``Thursday 26 November, 7:30 in Phoenix (9:30 in New York)``."""
    theirs = about.was_at.astimezone(zone_of(about.their_zone))
    ours = about.was_at.astimezone(zone_of(about.our_zone))
    text = f"{theirs:%A} {theirs.day} {theirs:%B}, {theirs.hour}:{theirs:%M} in {_town(about.their_zone)}"
    if about.their_zone == about.our_zone:
        return text
    other_day = f"{ours:%A} " if ours.date() != theirs.date() else ""
    return f"{text} ({other_day}{ours.hour}:{ours:%M} in {_town(about.our_zone)})"


def read_said(text: str) -> Said | None:
    """What such a text said; None where it is none of ours."""
    found: dict[str, str] = {}
    for line in text.replace("\r\n ", "").splitlines():
        name, _, value = line.partition(":")
        found.setdefault(name, value)
    start = _DATE_TIME.search(text.replace("\r\n ", ""))
    if not found.get("UID") or start is None or not found.get("SEQUENCE", "").isdigit():
        return None
    at = datetime.strptime(start[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return Said(found["UID"], int(found["SEQUENCE"]), None if found.get("METHOD") == "CANCEL" else at)


def _summary(about: Invitation) -> str:
    return f"Call: {about.organizer} and {about.attendee}" + (f": {about.what}" if about.what else "")


def _town(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _bare(address: str) -> str:
    return "".join(c for c in address if c > " " and c != "\x7f")


def _quoted(name: str) -> str:
    """A parameter's value (RFC 5545, 3.2): no quotes and no control characters in it."""
    return '"' + "".join(c for c in name if c >= " " and c not in '"\x7f') + '"'
