"""Somebody added by hand: a name, a number, and one line of whatever else is known, typed while talking.

``Bluebird Logistics #freight #warm maria@bluebird.example Phoenix AZ`` gives company, tags, email and place; a comma
may part what would run together (``Operations Director, Bluebird Logistics, Phoenix AZ``).
"""

from __future__ import annotations

import re

from callstation.importers.cells import emails_in, phones_in
from callstation.importers.people import displayed, in_order
from callstation.importers.rows import NOWHERE, Address, read_address
from callstation.model.people import Email, NewPerson, Phone
from callstation.places.addresses import country_code, parse_place, plain, region_country, town
from callstation.places.zones import zone_for
from callstation.text import clean_line

_TITLES = """
director manager owner founder cofounder ceo cfo coo cto cmo cio cro vp president chairman chair partner principal head
lead buyer purchaser controller accountant engineer architect lawyer attorney consultant advisor dentist doctor agent
broker secretary assistant administrator officer supervisor coordinator superintendent foreman geschäftsführer
geschäftsführerin inhaber inhaberin einkaufsleiter einkaufsleiterin leiter leiterin gérant gérante directeur directrice
directora dueño dueña gerente jefe jefa propietario propietaria
"""
_COMPANY_END = frozenset(
    ("llc", "inc", "ltd", "gmbh", "corp", "co", "ag", "kg", "plc", "llp", "sarl", "sa", "pty", "bv")
)
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SMALL = frozenset(("of", "and", "&", "for", "the", "de", "du", "der", "del"))


def read_person_line(name: str, number: str, rest: str, default_country: str) -> NewPerson:
    """The person that was typed in: ``name``, ``number`` (both may be '') and ``rest``, in any order of its parts.

    What cannot be read as a number goes to the notes. Raises nothing: whatever is not recognised is the company.
    """
    emails: list[Email] = []
    tags: list[str] = []
    custom: dict[str, str] = {}
    segments: list[list[str]] = [[]]
    for word in clean_line(rest).split():
        bare = word.strip(",;")
        if word.startswith("#") and len(bare) > 1:
            tags.append(bare.lstrip("#"))
        elif "@" in word and (addresses := emails_in(bare)[0]):
            emails += addresses
        elif _WEB.fullmatch(bare):
            custom["linkedin" if "linkedin.com" in bare else "website"] = bare
        else:
            segments[-1].append(word)
            if not word.endswith((",", ";")):
                continue
            segments[-1][-1] = bare
        segments.append([])
    texts = _rejoined([" ".join(s) for s in segments if s])
    more = [_with_number(t, default_country) for t in texts]
    texts = [left for left, _ in more if left]
    here = _place(texts)
    notes: list[str] = []
    phones: list[Phone] = []
    if typed := clean_line(number):
        phones, left = phones_in(typed, "", default_country, here.where.country)
        if left:
            notes.append(left if phones else f"Phone: {left}")
    phones = [*phones, *(phone for _, found in more for phone in found)]
    title = next((t for t in texts if _is_title(t)), "")
    if title:
        texts.remove(title)
    company = ", ".join(texts)
    shown, first, last, salutation = displayed(clean_line(name), "", "", "", "", company)
    if salutation:
        custom["salutation"] = salutation
    shown = shown or (emails[0].address if emails else (phones[0].raw if phones else ""))
    numbers = in_order(phones)
    where = zone_for("", here.city, here.where.region, here.where.country, [p.number for p in numbers])
    return NewPerson(
        name=shown,
        first_name=first,
        last_name=last,
        company=company,
        title=title,
        place=here.said,
        region=where.region,
        country=where.country,
        zone=where.zone,
        zone_source=where.source,
        notes="\n".join(notes),
        phones=tuple(numbers),
        emails=tuple(emails),
        tags=tuple(dict.fromkeys(tags)),
        custom=custom,
    )


def _rejoined(texts: list[str]) -> list[str]:
    """``Bluebird Logistics, LLC`` and ``Phoenix, AZ`` are one thing each, whatever their comma says."""
    joined: list[str] = []
    for text in texts:
        if joined and (plain(text) in _COMPANY_END or (country_code(text) and _known_town(joined[-1]))):
            joined[-1] += f", {text}"
        elif joined and len(text) <= 3 and text.isupper() and region_country(text):
            joined[-1] += f" {text}"
        elif joined and region_country(text) and _known_town(joined[-1]):
            joined[-1] += f", {text}"
        else:
            joined.append(text)
    return joined


def _with_number(text: str, country: str) -> tuple[str, list[Phone]]:
    """A part without the number in it (and the word for its kind), and that number."""
    if sum(c.isdigit() for c in text) < 7:
        return text, []
    found, left = phones_in(text, "", country)
    return (left, found) if found else (text, [])


def _place(texts: list[str]) -> Address:
    """The place among the parts, taken out of ``texts``: a whole part, else the end of the last one."""
    for text in reversed(texts):
        city, region, country = parse_place(text)
        # A part of its own that names a state or a known town is a place; "Smith Boston" would not be.
        if len(text.split()) <= 4 and (_known_town(city) or (region and len(texts) > 1) or (country and not city)):
            texts.remove(text)
            return read_address("", "", "", text)
    for at in range(len(texts) - 1, -1, -1):
        words = texts[at].split()
        for count in (4, 3, 2, 1):
            tail = " ".join(words[-count:])
            if len(words) > count and plain(words[-count - 1]) not in _SMALL and _ends_with_place(words[-count:], tail):
                texts[at] = " ".join(words[:-count])
                return read_address("", "", "", tail)
    return NOWHERE


def _ends_with_place(words: list[str], tail: str) -> bool:
    """Whether the last words of a part are a town: known by name, or one word before a state's short code."""
    city, region, country = parse_place(tail)
    state = words[-1].isupper() and len(words[-1]) == 2 and bool(region)
    if state and len(words) == 2:
        return bool(city)
    return bool(city) and town(city, region if state else "", country) is not None


def _known_town(text: str) -> bool:
    city, region, country = parse_place(text)
    return bool(city) and town(city, region, country) is not None


def _is_title(text: str) -> bool:
    """Whether a part is what somebody does: it ends or begins with the word for it, and has few others."""
    words = [plain(w) for w in text.split() if plain(w) not in _SMALL]
    return bool(words) and len(words) <= 4 and any(w in _PLAIN_TITLES for w in (words[0], words[-1]))


_PLAIN_TITLES = frozenset(map(plain, _TITLES.split()))
