"""People as vCards (version 3.0, RFC 2426), which every telephone and mail program reads.

Standing and list go along in lines of our own, so that a card that comes back is never called against a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from callstation.exporters.calendar import escaped, folded
from callstation.exporters.people import written
from callstation.model.people import Phone, Prospect

_TYPES = {"work": "WORK,VOICE", "mobile": "CELL", "home": "HOME,VOICE", "main": "MAIN", "fax": "FAX"}
"""What a kind of number is called in RFC 2426; the others have no word there."""


def write_people_vcards(out: TextIO, batches: Iterable[list[Prospect]]) -> int:
    """One card for each person; how many. ``out`` must leave line ends as they are."""
    count = 0
    for batch in batches:
        for person in batch:
            out.write("".join(folded(line) + "\r\n" for line in _card(person)))
            count += 1
    return count


def _card(person: Prospect) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//callstation//callstation//EN"
    last, first = person.last_name, person.first_name
    yield f"N:{escaped(last)};{escaped(first)};;;"
    yield f"FN:{escaped(person.name)}"
    if person.company:
        yield f"ORG:{escaped(person.company)}"
    if person.title:
        yield f"TITLE:{escaped(person.title)}"
    for phone in person.phones:
        yield f"TEL{_type(phone)}:{escaped(written(phone))}"
    for email in person.emails:
        yield f"EMAIL;TYPE=INTERNET:{escaped(email.address)}"
        if email.state:
            yield f"X-CALLSTATION-EMAIL-STATE:{escaped(email.address)};{email.state}"
    if person.place:
        town = person.place.removesuffix(f", {person.region}") if person.region else person.place
        yield f"ADR;TYPE=WORK:;;;{escaped(town)};{escaped(person.region)};;{escaped(person.country)}"
    if person.zone:
        yield f"TZ:{escaped(person.zone)}"
    if person.tags:
        yield "CATEGORIES:" + ",".join(map(escaped, person.tags))
    if person.notes:
        yield f"NOTE:{escaped(person.notes)}"
    for field, value in person.custom.items():
        # The name of the field is its own words, so it is part of the value: "X-..." takes ASCII only.
        yield f"X-CALLSTATION-FIELD:{escaped(field)};{escaped(value)}"
    yield f"X-CALLSTATION-KIND:{person.kind}"
    yield f"X-CALLSTATION-STANDING:{person.standing}"
    yield "END:VCARD"


def _type(phone: Phone) -> str:
    name = _TYPES.get(phone.kind)
    return f";TYPE={name}" if name else ""
