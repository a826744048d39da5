"""Editing a person by hand: every field as one line of text, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callstation.desk.own_fields import own_line, read_own_line
from callstation.desk.tools import Tools
from callstation.errors import UsageError
from callstation.model.people import Email, Phone, Prospect
from callstation.store import people, ways
from callstation.store.mailing import set_mailing
from callstation.store.own_fields import set_own_fields
from callstation.text import clean_line

SHORT = 5
"""Digits that an extension has at most where it stands apart: seven may be a number without its area code."""
NUMBERS, EMAILS, TAGS, MAILING, OWN = "numbers", "emails", "tags", "mailing", "custom"
_NOT_COLUMNS = (NUMBERS, EMAILS, TAGS, MAILING, OWN)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form: its name, how it is labelled, and what may stand there."""

    name: str
    label: str
    hint: str = ""


FIELDS = (
    Field("name", "Name", "as it is shown"),
    Field("first_name", "First name", "what you call them"),
    Field("last_name", "Last name"),
    Field("company", "Company"),
    Field("title", "Title"),
    Field(NUMBERS, "Numbers", "the first is dialled; commas between them: +1 602 555 0134 ext 20"),
    Field(EMAILS, "Emails", "commas between them"),
    Field(MAILING, "Emails them", "yes, or no: they asked for no emails, and get none"),
    Field(TAGS, "Tags", "commas between them"),
    Field("kind", "Kind", "prospect, customer or referral source"),
    Field("standing", "Standing", "active, proposal open, drip, said no, do not call"),
    Field("hours", "Hours", "when they may be called, their time: 7:30-18:00 mon-fri; empty: as for everybody"),
    Field("rhythm", "Rhythm", "how often they want a call: weekly, 1m, 1y; empty: after two months"),
    Field("zone", "Time zone", "like America/Phoenix; empty: yours, with a question mark"),
    Field("place", "Place", "Phoenix, AZ"),
    Field("industry", "Industry"),
    Field("seeks", "Seeks", "whom or what they are looking for"),
    Field("offers", "Offers", "what they are good for to others"),
    Field("notes", "About them"),
    Field(OWN, "Own fields", "shoe size = 44; street = 1 Main St: what files brought; scripts know them, too"),
)
"""The form, in the order in which it is filled in."""


def values_of(who: Prospect) -> dict[str, str]:
    """Every field of the form as it stands."""
    found = {f.name: str(getattr(who, f.name)) for f in FIELDS if f.name not in _NOT_COLUMNS}
    found[NUMBERS] = ", ".join(
        (p.number or p.raw) + (f" ext. {p.extension}" if p.extension else "") for p in who.phones
    )
    found[EMAILS] = ", ".join(e.address for e in who.emails)
    found[TAGS] = ", ".join(who.tags)
    found[OWN] = own_line(who.custom)
    found[MAILING] = "yes" if who.may_be_emailed else "no"
    return {name: clean_line(value) if name != "notes" else value.replace("\n", " / ") for name, value in found.items()}


def check_value(tools: Tools, name: str, value: str) -> None:
    """Raises UsageError (or another CallstationError) saying what is wrong with a value."""
    if name == NUMBERS:
        read_numbers(tools, value)
    elif name == EMAILS:
        read_emails(value)
    elif name == MAILING:
        read_yes_no(value)
    elif name == OWN:
        read_own_line(value)
    elif name != TAGS:
        people.check_field(name, value, tools.frame)


def edit_person(tools: Tools, person_id: int, values: Mapping[str, str], session_id: int | None) -> Prospect:
    """Store what differs, as one; undone by two steps at most (fields, and ways of reaching them).

    Raises UsageError naming the field, and then nothing is stored.
    """
    from callstation.store.reading import person

    book, frame, now = tools.book, tools.frame, tools.clock.now()
    old = person(book, person_id)
    before = values_of(old)
    changed = {n: v.strip() for n, v in values.items() if v.strip() != before.get(n, "").strip()}
    for name, value in changed.items():
        check_value(tools, name, value)
    scalars = {n: v for n, v in changed.items() if n not in _NOT_COLUMNS}
    by_hand = "zone" in scalars
    if scalars.get("place"):
        scalars = {**_whereabouts(old, scalars["place"]), **scalars}
    with book.transaction():
        if scalars:
            source = "set" if by_hand else "address"
            people.set_fields(book, frame, person_id, scalars, now, session_id=session_id, zone_source=source)
        if {NUMBERS, EMAILS, TAGS} & set(changed):
            ways.set_ways(
                book,
                frame,
                person_id,
                now,
                phones=read_numbers(tools, changed[NUMBERS]) if NUMBERS in changed else old.phones,
                emails=read_emails(changed[EMAILS]) if EMAILS in changed else old.emails,
                tags=_parts(changed[TAGS]) if TAGS in changed else old.tags,
                session_id=session_id,
            )
        if OWN in changed:
            set_own_fields(book, frame, person_id, read_own_line(changed[OWN]), now, session_id=session_id)
        if MAILING in changed:
            set_mailing(book, frame, person_id, read_yes_no(changed[MAILING]), now, session_id=session_id)
    return person(book, person_id)


def _whereabouts(who: Prospect, place: str) -> dict[str, str]:
    """What a new place tells: region and country for laws and holidays, and the zone unless it was set by hand."""
    from callstation.places.addresses import parse_place
    from callstation.places.zones import zone_for

    found = zone_for("", *parse_place(place))
    if not found.country:
        return {}
    told = {"region": found.region, "country": found.country}
    if who.zone_source not in ("set", "file"):
        told["zone"] = found.zone  # '' too: what the old place told is no longer true
    return {name: value for name, value in told.items() if value != getattr(who, name)}


def read_numbers(tools: Tools, text: str) -> tuple[Phone, ...]:
    """Numbers with commas between them; an extension may follow its number after one (``602 555 0134, 12#``).

    Raises UsageError naming the one that is none.
    """
    from callstation.importers.numbers import read_number

    country = tools.settings.region.country
    found: list[Phone] = []
    for part in _parts(text):
        phone = read_number(part, country)
        if not phone.number and found and not found[-1].extension and sum(c.isdigit() for c in part) <= SHORT:
            phone = read_number(f"{found.pop().raw};{part}", country)
        if not phone.number:
            raise UsageError(f"{part!r} is no number: write it like +1 602 555 0134 ext 20")
        found.append(phone)
    return tuple(found)


def read_emails(text: str) -> tuple[Email, ...]:
    """Addresses with commas between them. Raises UsageError naming the one that is none."""
    found = []
    for part in _parts(text):
        name, at, domain = part.partition("@")
        if not (name and at and "." in domain and " " not in part and "@" not in domain):
            raise UsageError(f"{part!r} is no email address")
        found.append(Email(f"{name}@{domain.lower()}"))
    return tuple(found)


def read_yes_no(text: str) -> bool:
    """yes or no, or how they begin. Raises UsageError for anything else."""
    word = text.strip().lower()
    if not word or not any(full.startswith(word) for full in ("yes", "no")):
        raise UsageError(f"{text.strip()[:40]!r}: write yes or no")
    return word.startswith("y")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.strip().lstrip("#") for p in text.replace(";", ",").split(",") if p.strip()))
