"""Somebody of a list, worked out as far as it goes without the book: plain tuples of text and numbers.

A list of a million is read in another process (importers/table_child.py), and objects are slow to carry over: what
arrives is what will be stored, with what the row said and by what it is recognised. Who may be somebody known
already becomes a NewPerson again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from zlib import adler32, crc32

from callstation.model.people import Email, Kind, NewPerson, Phone, Prospect, Standing
from callstation.places.candidates import starts
from callstation.rules.reimport import TEXTS, mask_of, once, said
from callstation.rules.same_person import folded

COLUMNS = (*TEXTS, "kind", "zone", "zone_source", "source_id", "custom")
"""What stands in the person's own row: texts, ``custom`` as JSON."""
_texts = attrgetter(*TEXTS)
_number = attrgetter("number")
_KINDS = {str(k): str(k) for k in Kind}
_STANDINGS = {str(s): str(s) for s in Standing}


PhoneParts = tuple[int, str, str, str, str, str, str]
"""Position, number, extension, kind, as written, flag, and the digits, last first."""
EmailParts = tuple[str, str, str]
"""Address, kind, state."""
ZoneOf = tuple[str, str, str, str, tuple[str, ...]]
"""By what a window group is found: zone, its source, region, country, the beginnings of the numbers."""


class Arriving(NamedTuple):
    """One row of a list: see :func:`arriving`."""

    columns: tuple[str, ...]
    """Values of :data:`COLUMNS`."""
    standing: str
    zone_of: ZoneOf
    dialable: bool
    phones: tuple[PhoneParts, ...]
    emails: tuple[EmailParts, ...]
    tags: tuple[str, ...]
    row: int
    hashes: tuple[int, ...]
    """Of each of :meth:`known_by`, and of the digest where there is one: 39 bits, the same in every process."""
    sign: int
    """What a name and a company must have in common with another's (:func:`may_agree`)."""
    digest: int
    """Of all that the row says and of the shape of its file; 0 where nothing is remembered of the row."""
    said: str
    """A checksum for each field (see rules/reimport.py)."""
    mask: int
    """Bits of the fields that it says anything about."""

    @property
    def source_id(self) -> str:
        """The id that the row has where it comes from, '' where it has none."""
        return self.columns[-2]

    def known_by(self) -> list[str]:
        """Everything by which somebody might be recognised: as :func:`keys_of` somebody in the book."""
        keys = ["n" + self.columns[0], *["p" + p[1] for p in self.phones if p[1]]]
        if self.emails:
            keys += ["e" + ascii_lower(e[0]) for e in self.emails]
        if self.source_id:
            keys.append("s" + self.source_id)
        return keys

    def person(self) -> NewPerson:
        """The person of the row."""
        *texts, kind, zone, zone_source, source_id, custom = self.columns
        return NewPerson(
            **dict(zip(TEXTS, texts, strict=True)),
            kind=kind,
            zone=zone,
            zone_source=zone_source,
            source_id=source_id,
            phones=tuple(Phone(*p[1:6]) for p in self.phones),
            emails=tuple(Email(*e) for e in self.emails),
            tags=self.tags,
            custom=json.loads(custom) if custom else {},
            row=self.row,
            standing=self.standing,
        )


def arriving(new: NewPerson, shape: str) -> Arriving:
    """``new`` as it arrives in a file of this shape; '' where nothing is remembered of its rows."""
    return Arriving._make(values_of(new, shape))


def values_of(new: NewPerson, shape: str) -> tuple[Any, ...]:
    """The values of an :class:`Arriving`, as another process hands them over."""
    name, first, last, company, *_ = texts = _texts(new)
    digest, sums, mask = said(new, shape) if shape else (0, "", mask_of(new))
    keys = ["n" + name]
    dialable, numbers = False, []
    phones = phone_parts(new.phones) if new.phones else ()
    for _, number, _, kind, _, flag, _ in phones:
        if number:
            keys.append("p" + number)
            if kind != "fax":
                numbers.append(number)
                dialable = dialable or flag != "wrong"
    emails = email_parts(new.emails) if new.emails else ()
    for email in emails:
        keys.append("e" + ascii_lower(email[0]))
    if new.source_id:
        keys.append("s" + new.source_id)
    hashes = hashed(keys)
    if shape:
        hashes.append(digest & HASH)
    zone, zone_source = new.zone, new.zone_source
    custom = json.dumps(dict(new.custom), ensure_ascii=False, separators=(",", ":")) if new.custom else ""
    return (
        (*texts, _KINDS.get(new.kind, "prospect"), zone, zone_source, new.source_id, custom),
        _STANDINGS.get(new.standing, "active"),
        (zone, zone_source, new.region, new.country, starts(numbers) if numbers else ()),
        dialable,
        phones,
        emails,
        tuple(dict.fromkeys(new.tags)) if len(new.tags) > 1 else new.tags,
        new.row,
        tuple(hashes),
        sign(name, first, last, company),
        digest,
        sums,
        mask,
    )


def phone_parts(phones: Sequence[Phone], start: int = 0) -> tuple[PhoneParts, ...]:
    """Numbers as plain tuples, none twice; positions count from ``start``."""
    phones = once(phones, _number)
    return tuple(
        [(i, p.number, p.extension, p.kind, p.raw, p.flag, p.number[:0:-1]) for i, p in enumerate(phones, start)]
    )


def email_parts(emails: Iterable[Email]) -> tuple[EmailParts, ...]:
    """Addresses as plain tuples."""
    return tuple([(e.address, e.kind, e.state) for e in emails])


HASH = (1 << 39) - 1


def hashed(keys: Iterable[str]) -> list[int]:
    """Keys as 39 bits each, of which 36 differ as if by chance (a sum of the digits of a number is no more)."""
    found = []
    for key in keys:
        text = key.encode("utf-8", "surrogatepass")
        found.append(crc32(text) | (adler32(text) & 0x7F) << 32)
    return found


def keys_of(person: NewPerson | Prospect) -> list[str]:
    """Everything by which somebody might be recognised: n, p, e or s before name, number, address, id of the source."""
    keys = ["n" + person.name, *("p" + p.number for p in person.phones if p.number)]
    keys += ["e" + ascii_lower(e.address) for e in person.emails]
    if person.source_id:
        keys.append("s" + person.source_id)
    return keys


def ascii_lower(address: str) -> str:
    """An address as the database lowers it: A to Z only."""
    return address.lower() if address.isascii() else "".join(c.lower() if c.isascii() else c for c in address)


# A name in 64 bits: whole name, last name, first name, first letter, whether there is but that one, company.
_WHOLE, _LAST, _FIRST, _LETTER = 16, 14, 12, 5
_ONE = 1
_COMPANY = 64 - _WHOLE - _LAST - _FIRST - _LETTER - _ONE


def sign(name: str, first: str, last: str, company: str) -> int:
    """64 bits that tell quickly that two people are not one: equal parts have equal bits, seldom others do.

    Folded as :func:`callstation.rules.same_person.names_agree` folds; a part that is not there is 0.
    """
    whole, family = _bits(folded(name), _WHOLE) or 1, _bits(folded(last).rstrip("."), _LAST)
    return (whole << _LAST | family) << (64 - _WHOLE - _LAST) | _first_bits(first) << _COMPANY | _company_bits(company)


@lru_cache(maxsize=16384)
def _first_bits(first: str) -> int:
    first = folded(first).rstrip(".")
    bits = _bits(first, _FIRST) << _LETTER | _bits(first[:1], _LETTER)
    return bits << _ONE | (len(first) == 1)


@lru_cache(maxsize=16384)
def _company_bits(company: str) -> int:
    return _bits(folded(company), _COMPANY)


def _bits(text: str, width: int) -> int:
    """Never 0 for a text that says something."""
    return crc32(text.encode("utf-8", "surrogatepass")) % ((1 << width) - 1) + 1 if text else 0


def may_agree(one: int, other: int) -> bool:
    """Whether names with these signs may be one person's (False is certain)."""
    if (one ^ other) >> (64 - _WHOLE) == 0:
        return True
    a, b = last_of(one), last_of(other)
    if a and b and a != b:
        return False
    below = _LETTER + _ONE + _COMPANY
    a, b = one >> below & ((1 << _FIRST) - 1), other >> below & ((1 << _FIRST) - 1)
    if not a or not b or a == b:
        return True
    # One of them is no more than an initial: then the letters decide.
    short = (one | other) >> _COMPANY & 1
    return bool(short) and (one ^ other) >> (_COMPANY + _ONE) & ((1 << _LETTER) - 1) == 0


def companies_part(one: int, other: int) -> bool:
    """Whether both have a company, and surely not the same one."""
    a, b = one & ((1 << _COMPANY) - 1), other & ((1 << _COMPANY) - 1)
    return bool(a and b and a != b)


def last_of(one: int) -> int:
    """The bits of the last name, 0 where there is none."""
    return one >> (64 - _WHOLE - _LAST) & ((1 << _LAST) - 1)


def whole_of(one: int) -> int:
    """The bits of the whole name."""
    return one >> (64 - _WHOLE)
