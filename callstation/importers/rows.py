"""Rows of a table to people: columns are looked at once, then every row is read by position.

A list of a million has to come in within seconds, so that the usual cell (one line of printable text) is touched
once, and nothing is asked of ``phonenumbers``, the tables of places or a regex that a plain row does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from callstation.importers.cells import emails_in, kind_of, lost_number, phones_in, tags_in
from callstation.importers.columns import ColumnGuess, header_key, noise
from callstation.importers.people import (
    NOBODY,
    displayed,
    in_order,
    is_yes,
    kind_value,
    once_each,
    own_fields,
    said_place,
)
from callstation.importers.places import parse_address, parse_place
from callstation.importers.zones import zone_for
from callstation.model.people import Email, NewPerson, Phone, Standing
from callstation.text import clean, clean_line

_PHONE_KINDS = ("work", "mobile", "home", "main", "assistant", "other", "fax")
_ADDRESS_FIELDS = ("street", "address", "city", "region", "postcode", "country", "place")
# Which of several addresses a person is called at: the one without a name, at work, at home; a company's own last.
_GROUPS = {
    "mailing": 0, "primary": 0, "contact": 0, "business": 1, "work": 1, "office": 1, "geschaftlich": 1, "bureau": 1,
    "trabajo": 1, "home": 2, "privat": 2, "other": 3, "billing": 4, "shipping": 4, "company": 5, "hq": 5, "account": 5,
}  # fmt: skip
_KEPT = ("department", "nickname", "website", "linkedin", "birthday")
"""Fields that have no place of their own in a person: kept under their own name, whatever the file's header was."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that is nobody. ``row`` counts records (the header not counted), ``line`` lines of the file."""

    row: int
    why: str
    line: int = 0


def tidy(cell: str) -> str:
    """A cell on one line, cleaned, without what spreadsheets put around text (``'+1...``, ``="..."``)."""
    cell = cell.strip() if cell.isprintable() and "  " not in cell else clean_line(cell)
    if cell and cell[0] in "'=":
        if cell[0] == "'" and cell[1:2] in ("=", "+", "-", "@"):
            return cell[1:].lstrip()
        if cell.startswith('="') and cell.endswith('"') and len(cell) > 3:
            return cell[2:-1].strip()
    return cell


class Address(NamedTuple):
    """An address: ``said`` as one says it, the others as codes where they are known; ``street`` as in a full address."""

    said: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    street: str = ""


NOWHERE = Address()


@lru_cache(maxsize=16384)
def read_address(city: str, region: str, country: str, place: str = "", whole: str = "") -> Address:
    """What the parts of an address say together; ``place`` is one text (``Phoenix, AZ``), ``whole`` all its lines."""
    street = ""
    if whole:
        street, *found = parse_address(whole)
        city, region, country = (a or b for a, b in zip((city, region, country), found, strict=True))
    if place and not city:
        city, *found = parse_place(place)
        region, country = (a or b for a, b in zip((region, country), found, strict=True))
    here = zone_for("", city, region, country)
    return Address(said_place(place, city, here), city, here.region, here.country or country, street)


class RowReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(
        self, columns: Sequence[ColumnGuess], default_country: str, kind: str = "", tags: tuple[str, ...] = ()
    ) -> None:
        self._country = default_country
        self._kind = kind
        self._tags = tags
        self._one = {c.field: i for i, c in reversed(list(enumerate(columns))) if c.field}
        self._many = {f: [i for i, c in enumerate(columns) if c.field == f] for f in ("tags", "notes")}
        self._headers = [c.header for c in columns]
        self._phones = [
            (i, c.field[6:], i - 1 if i and columns[i - 1].field == "label" else -1)
            for i, c in enumerate(columns)
            if c.field == "phone" or c.field[6:] in _PHONE_KINDS
        ]
        self._emails = [
            (i, c.field[6:], i - 1 if i and columns[i - 1].field == "label" else -1)
            for i, c in enumerate(columns)
            if c.field in ("email", "email_work", "email_home")
        ]
        rows = noise()
        anywhere = rows["*"]
        self._custom = [
            (i, c.header, rows.get(header_key(c.header), anywhere) | anywhere, self._label_of(i, columns))
            for i, c in enumerate(columns)
            if not c.field and rows.get(header_key(c.header), anywhere) != {"*"}
        ]
        self._addresses = self._address_groups(columns)
        self._kept = [(f, self._one[f]) for f in _KEPT if f in self._one]
        self._width = len(columns)
        self._rare = any(f in self._one for f in ("kind", "do_not_call", "email_state", "prefix"))

    @staticmethod
    def _label_of(i: int, columns: Sequence[ColumnGuess]) -> int:
        return i - 1 if i and columns[i - 1].field == "label" else -1

    @staticmethod
    def _address_groups(columns: Sequence[ColumnGuess]) -> list[dict[str, list[int]]]:
        """Columns of an address by the address they belong to, the one to call at first."""
        groups: dict[tuple[int, str], dict[str, list[int]]] = {}
        for i, column in enumerate(columns):
            if column.field in _ADDRESS_FIELDS:
                words = header_key(column.header).split()
                named = next((w for w in words if w in _GROUPS), "")
                number = next((w for w in column.header.split() if w.isdigit()), "1") if not named else "1"
                key = (_GROUPS.get(named, 0), named if _GROUPS.get(named, 0) else number)
                groups.setdefault(key, {}).setdefault(column.field, []).append(i)
        return [groups[key] for key in sorted(groups)]

    def read(self, row: Sequence[str], number: int, line: int = 0) -> NewPerson | Refusal | None:
        """The person in a row; None where the row is empty. ``number`` and ``line`` say where, for messages."""
        if len(row) < self._width:
            row = [*row, *[""] * (self._width - len(row))]
        one = self._one
        notes: list[str] = []
        for i in self._many["notes"]:
            if row[i] and (text := clean(row[i]).strip()):
                notes.append(text)
        custom: dict[str, str] = {}
        here = self._read_address(row, custom) if self._addresses else NOWHERE
        home = here.country if here.country != self._country else ""
        phones: list[Phone] = []
        for i, kind, label in self._phones:
            if row[i]:
                self._read_phones(row, i, kind, label, home, phones, notes)
        emails: list[Email] = []
        names = ""
        for i, kind, label in self._emails:
            if row[i] and (cell := tidy(row[i])):
                if label >= 0:
                    kind = kind_of(row[label]) or kind
                found, rest = emails_in(cell, kind)
                emails += found
                if rest and found and "<" in cell:
                    names = rest
                elif rest and rest not in noise()["*"]:
                    notes.append(f"{self._headers[i]}: {rest}")
        company = tidy(row[one["company"]]) if "company" in one else ""
        shown, first, last, salutation = displayed(
            tidy(row[one["name"]]) if "name" in one else "",
            tidy(row[one["first_name"]]) if "first_name" in one else "",
            tidy(row[one["middle_name"]]) if "middle_name" in one else "",
            tidy(row[one["last_name"]]) if "last_name" in one else "",
            tidy(row[one["suffix"]]) if "suffix" in one else "",
            company,
        )
        if not shown:
            if names:
                shown, first, last, salutation = displayed(names, "", "", "", "", company)
            elif emails:
                shown = emails[0].address
            elif phones:
                shown = phones[0].raw
            else:
                return self._nobody(row, number, line)
        if salutation:
            custom["salutation"] = salutation
        tags = self._tags
        for i in self._many["tags"]:
            if row[i]:
                tags = (*tags, *(t for t in tags_in(clean(row[i])) if t not in tags))
        kind = standing = ""
        if self._rare:
            kind, standing = self._read_rare(row, custom, emails)
        for field, i in self._kept:
            if row[i] and (value := tidy(row[i])) and value not in noise()["*"]:
                custom[field] = value
        extra = self._read_custom(row)
        if len(row) > self._width:
            extra |= {f"column {i + 1}": v for i in range(self._width, len(row)) if (v := tidy(row[i]))}
        if extra:
            custom |= own_fields(extra, shown, company, emails)
        numbers = in_order(phones)
        where = zone_for(
            tidy(row[one["zone"]]) if "zone" in one else "",
            here.city,
            here.region,
            here.country,
            [p.number for p in numbers if p.kind != "fax"],
        )
        return NewPerson(
            shown,
            first,
            last,
            kind or self._kind,
            company,
            tidy(row[one["title"]]) if "title" in one else "",
            tidy(row[one["industry"]]) if "industry" in one else "",
            here.said,
            where.region,
            where.country,
            where.zone,
            where.source,
            "\n".join(notes),
            tidy(row[one["source_id"]]) if "source_id" in one else "",
            numbers,
            once_each(emails),
            tags,
            custom,
            number,
            standing,
        )

    def _nobody(self, row: Sequence[str], number: int, line: int) -> Refusal | None:
        return Refusal(number, NOBODY, line) if any(cell.strip() for cell in row) else None

    def _read_phones(
        self, row: Sequence[str], i: int, kind: str, label: int, home: str, phones: list[Phone], notes: list[str]
    ) -> None:
        cell = (clean(row[i]) if "\n" in row[i] else tidy(row[i])).lstrip("'")
        if not cell:
            return
        if label >= 0 and (written := tidy(row[label])):
            told = kind_of(written)
            if told is None:
                notes.append(f"{written.lstrip('* ')}: {cell}")
            kind = told or kind
        found, rest = phones_in(cell, kind, self._country, home)
        phones += found
        if rest and rest not in noise()["*"]:
            notes.append(lost_number(self._headers[i], rest))

    def _read_address(self, row: Sequence[str], custom: dict[str, str]) -> Address:
        """The first address that says anything; what the others say is kept under its own header."""
        chosen: Address | None = None
        for group in self._addresses:
            said = {
                field: [v for i in columns if row[i] and (v := clean(row[i]).strip()) and v not in noise()["*"]]
                for field, columns in group.items()
            }
            if not any(said.values()):
                continue
            if chosen is None:
                texts = [clean_line(" ".join(said.get(f, ()))) for f in ("city", "region", "country", "place")]
                whole = "\n".join(said.get("address", ()))
                chosen = read_address(*texts, whole)
                street = [clean_line(line) for text in said.get("street", ()) for line in text.split("\n")]
                custom |= {
                    name: value
                    for name, value in (
                        ("street", ", ".join(street) or chosen.street),
                        ("postcode", " ".join(said.get("postcode", ()))),
                    )
                    if value
                }
            else:
                for columns in group.values():
                    custom |= {self._headers[i]: v for i in columns if row[i] and (v := tidy(row[i]))}
        return chosen or NOWHERE

    def _read_rare(self, row: Sequence[str], custom: dict[str, str], emails: list[Email]) -> tuple[str, str]:
        """Kind and standing; what polite form and a mail system say about a person."""
        one = self._one
        kind = standing = ""
        if "kind" in one and (cell := tidy(row[one["kind"]])):
            kind = kind_value(cell)
            if kind != cell:
                custom[self._headers[one["kind"]]] = cell
        if "do_not_call" in one and is_yes(row[one["do_not_call"]]):
            standing = Standing.DO_NOT_CALL.value
        if "prefix" in one and (cell := tidy(row[one["prefix"]])):
            custom["salutation"] = cell
        if "email_state" in one and is_yes(row[one["email_state"]]):
            state = "bounced" if "bounce" in self._headers[one["email_state"]].lower() else "unsubscribed"
            emails[:] = [replace(e, state=state) for e in emails]
        return kind, standing

    def _read_custom(self, row: Sequence[str]) -> dict[str, str]:
        """What has no field of its own, under its header, without what programs write by themselves."""
        kept: dict[str, str] = {}
        for i, header, meant_nothing, label in self._custom:
            if row[i]:
                value = tidy(row[i])
                if value and value not in meant_nothing:
                    kept[(label >= 0 and tidy(row[label])) or header] = value
        return kept
