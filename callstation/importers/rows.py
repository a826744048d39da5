"""Rows of a table to people: columns are looked at once, then every row is read by position.

A list of a million has to come in within seconds, so that the usual cell (one line of printable text) is touched
once, and nothing is asked of ``phonenumbers``, the tables of places or a regex that a plain row does not need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from callstation.importers.cells import ADDRESS, emails_in, kind_of, lost_number, phones_in, tags_in
from callstation.importers.columns import FIELDS, ColumnGuess, noise
from callstation.importers.headers import header_key
from callstation.importers.numbers import take_apart
from callstation.importers.people import (
    NOBODY,
    displayed,
    in_order,
    is_yes,
    kind_value,
    once_each,
    own_fields,
    said_place,
    standing_value,
)
from callstation.model.people import Email, NewPerson, Phone, Standing
from callstation.places.addresses import parse_address, parse_place
from callstation.places.zones import Whereabouts, zone_for
from callstation.text import clean, clean_line

_PHONE_KINDS = ("work", "mobile", "home", "main", "assistant", "other", "fax")
_WHERE = ("city", "region", "country", "place", "address")
_PLACES = 1 << 16
"""Ways of writing a place that are remembered."""
_ONCE = 3
"""The first parts of ``_WHERE``: a town has one state and one country, whatever else a file calls a region."""
_SMALLER = frozenset(("county", "departement", "district"))
_RARE = ("kind", "standing", "do_not_call", "email_state", "prefix")
# Which of several addresses a person is called at: the one without a name, at work, at home; a company's own last.
_GROUPS = {
    word: rank
    for rank, words in (
        (1, "business work office geschaftlich dienstlich bureau trabajo ufficio werk"),
        (2, "home privat private personal domicile casa particular privato prive"),
        (3, "other weitere weiterer weiteres autre otra otro"),
        (4, "billing shipping delivery invoice"),
        (5, "company hq account organization firma"),
    )
    for word in words.split()
}
_KEPT = ("department", "nickname", "website", "linkedin", "birthday")
"""Fields that have no place of their own in a person: kept under their own name, whatever the file's header was."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that is nobody. ``row`` counts records (the header not counted), ``line`` lines of the file."""

    row: int
    why: str
    line: int = 0


_LINKED = re.compile(r"\s\(https?://\S+\)")
"""What a database of pages writes behind the name of a page: ``Bluebird (https://...)``."""
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_FORMULA = ("=", "+", "-", "@", "\t")


def tidy(cell: str) -> str:
    """A cell on one line, cleaned, without what spreadsheets put around text (``'+1...``, ``="..."``)."""
    if not cell:
        return cell
    cell = cell.strip() if cell.isprintable() and "  " not in cell else clean_line(cell)
    if cell[:1] in "'=" and cell:
        if cell[0] == "'" and cell[1:2] in _FORMULA:
            return cell[1:].lstrip()
        if cell.startswith('="') and cell.endswith('"') and len(cell) > 3:
            return cell[2:-1].strip()
    return cell


class Address(NamedTuple):
    """An address: ``said`` as one says it, where it is as far as it tells, and the street out of a full address."""

    said: str = ""
    city: str = ""
    where: Whereabouts = Whereabouts("", "", "", "")
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
    where = zone_for("", city, region, country)
    return Address(said_place(place, city, where), city, where, street)


class _Group(NamedTuple):
    """The columns of one of several addresses: those that tell where, in the order of ``_WHERE``, and the others."""

    where: tuple[tuple[int, ...], ...]
    street: tuple[int, ...]
    postcode: tuple[int, ...]

    def columns(self) -> list[int]:
        """All of them."""
        return [i for columns in (*self.where, self.street, self.postcode) for i in columns]


class RowReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(
        self, columns: Sequence[ColumnGuess], default_country: str, kind: str = "", tags: tuple[str, ...] = ()
    ) -> None:
        self._country = default_country
        self._kind = kind
        self._tags = tags
        self._headers = [c.header for c in columns]
        self._width = len(columns)
        # Every row gets one empty cell at its end: a field that the file does not have is read from there.
        one = dict.fromkeys(FIELDS, self._width) | {c.field: i for i, c in reversed(list(enumerate(columns)))}
        self._name, self._first, self._last = one["name"], one["first_name"], one["last_name"]
        self._middle, self._suffix, self._company = one["middle_name"], one["suffix"], one["company"]
        self._parts = self._middle < self._width or self._suffix < self._width
        self._title, self._industry, self._zone = one["title"], one["industry"], one["zone"]
        self._source_id, self._rare = one["source_id"], {f: one[f] for f in _RARE if one[f] < self._width}
        self._kept = [(f, one[f]) for f in _KEPT if one[f] < self._width]
        self._notes = [i for i, c in enumerate(columns) if c.field == "notes"]
        self._tagged = [i for i, c in enumerate(columns) if c.field == "tags"]
        labels = [i - 1 if i and columns[i - 1].field == "label" else -1 for i in range(self._width)]
        kinds = {"phone": ""} | {f"phone_{k}": k for k in _PHONE_KINDS}
        self._phones = [(i, kinds[c.field], labels[i]) for i, c in enumerate(columns) if c.field in kinds]
        kinds = {"email": "", "email_work": "work", "email_home": "home"}
        self._emails = [(i, kinds[c.field], labels[i]) for i, c in enumerate(columns) if c.field in kinds]
        self._nothing = noise()["*"]
        self._custom = [
            (i, c.header, meant_nothing | self._nothing, labels[i])
            for i, c in enumerate(columns)
            if not c.field and "*" not in (meant_nothing := noise().get(header_key(c.header), frozenset()))
        ]
        self._groups = _address_groups(columns)
        # One address of a town, a state, a country in a column each: what those cells say together is remembered.
        only = self._groups[0] if len(self._groups) == 1 else None
        simple = only is not None and not only.street and not only.postcode and all(len(at) < 2 for at in only.where)
        self._where = tuple(at[0] if at else self._width for at in only.where) if only is not None and simple else ()
        self._places: dict[tuple[str, ...], Address] = {}

    def read(self, row: list[str], number: int, line: int = 0) -> NewPerson | Refusal | None:
        """The person in a row; None where the row is empty. ``number`` and ``line`` say where, for messages."""
        width = self._width
        beyond = row[width:] if len(row) > width else None
        row = [*row, *[""] * (width + 1 - len(row))] if beyond is None else [*row[:width], ""]
        notes: list[str] = []
        custom: dict[str, str] = {}
        # Nearly every row is plain text without anything to tidy but the spaces around it.
        whole = "".join(row)
        plain = whole.isprintable() and "  " not in whole and "'" not in whole and "=" not in whole
        tidied: Callable[[str], str] = str.strip if plain else tidy
        if self._where:
            a, b, c, d, e = self._where
            cells = (row[a], row[b], row[c], row[d], row[e])
            known = self._places.get(cells)
            here = self._remembered(cells, row, custom) if known is None else known
        else:
            here = self._read_addresses(row, custom) if self._groups else NOWHERE
        where = here.where
        home = where.country if where.country and where.country != self._country else ""
        phones: list[Phone] = []
        for i, kind, label in self._phones:
            if cell := row[i]:
                found = take_apart(cell, self._country, home) if label < 0 and cell[0] not in "'=" else None
                if found:
                    phones.append(Phone(found.e164, found.extension, kind, tidied(cell), found.flag))
                else:
                    self._read_phones(row, i, kind, label, home, phones, notes)
        emails: list[Email] = []
        addressee = self._read_emails(row, emails, notes)
        company = tidied(row[self._company])
        if company[-1:] == ")":
            company = _LINKED.sub("", company)
        shown, first, last = tidied(row[self._name]), tidied(row[self._first]), tidied(row[self._last])
        if not shown and not self._parts and first.isalpha() and last.isalpha():
            shown = f"{first} {last}"
        else:
            middle, suffix = tidy(row[self._middle]), tidy(row[self._suffix])
            shown, first, last, salutation = displayed(shown or addressee, first, middle, last, suffix, company)
            if salutation:
                custom["salutation"] = salutation
        if not shown:
            if not emails and not phones:
                return Refusal(number, NOBODY, line) if whole.strip() or beyond else None
            shown = emails[0].address if emails else phones[0].raw
        for i in self._notes:
            if row[i] and (text := clean(row[i]).strip()):
                # The apostrophe that keeps a spreadsheet from taking it for a formula is not theirs.
                notes.insert(0, text[1:].lstrip() if text[0] == "'" and text[1:2] in _FORMULA else text)
        tags = self._tags
        for i in self._tagged:
            if row[i]:
                found_tags = tags_in(row[i] if plain else clean(row[i]))
                tags = (*tags, *[t for t in found_tags if t not in tags]) if tags else found_tags
        kind = standing = ""
        if self._rare:
            kind, standing = self._read_rare(row, custom, emails)
        for field, i in self._kept:
            if row[i] and (value := tidy(row[i])) not in self._nothing:
                custom[field] = value
        if self._custom or beyond:
            custom |= own_fields(self._read_custom(row, beyond or ()), shown, company, emails)
        if len(phones) > 1:
            phones = in_order(phones)
        if row[self._zone] or not where.zone:
            numbers = [p.number for p in phones if p.kind != "fax"]
            where = zone_for(tidy(row[self._zone]), here.city, where.region, where.country, numbers)
        return NewPerson(
            shown,
            first,
            last,
            kind or self._kind,
            company,
            tidied(row[self._title]),
            tidied(row[self._industry]),
            here.said,
            where.region,
            where.country,
            where.zone,
            where.source,
            "\n".join(notes) if notes else "",
            tidied(row[self._source_id]),
            tuple(phones),
            once_each(emails) if len(emails) > 1 else tuple(emails),
            tags,
            custom,
            number,
            standing,
        )

    def _read_phones(
        self, row: list[str], i: int, kind: str, label: int, home: str, phones: list[Phone], notes: list[str]
    ) -> None:
        """The numbers of a cell that is not one plain number; what is none goes to the notes."""
        cell = (clean(row[i]) if "\n" in row[i] else tidy(row[i])).lstrip("'")
        if not cell or cell in self._nothing:
            return
        if label >= 0 and (written := tidy(row[label])):
            told = kind_of(written)
            if told is None:
                notes.append(f"{written.lstrip('* ')}: {cell}")
            kind = told or kind
        found, rest = phones_in(cell, kind, self._country, home)
        phones += found
        if rest:
            notes.append(lost_number(self._headers[i], rest))

    def _read_emails(self, row: list[str], emails: list[Email], notes: list[str]) -> str:
        """The addresses of a row; returns the name that was written with one (``Maria Okafor <maria@...>``)."""
        addressee = ""
        for i, column_kind, label in self._emails:
            if not row[i]:
                continue
            plain = ADDRESS.fullmatch(row[i]) if label < 0 and row[i].isprintable() else None
            if plain:
                emails.append(Email(plain[1] + plain[2].lower(), column_kind))
            elif (cell := tidy(row[i])) not in self._nothing:
                kind = (kind_of(row[label]) if label >= 0 else "") or column_kind
                found, rest = emails_in(cell, kind)
                emails += found
                if rest and found and "<" in cell:
                    addressee = rest
                elif rest:
                    notes.append(f"{self._headers[i]}: {rest}")
        return addressee

    def _remembered(self, cells: tuple[str, ...], row: list[str], custom: dict[str, str]) -> Address:
        """The one address of a row, and of all that are written like it."""
        here = self._read_addresses(row, custom)
        if not custom:  # a street out of a full address is kept beside it
            if len(self._places) >= _PLACES:
                self._places.clear()
            self._places[cells] = here
        return here

    def _read_addresses(self, row: list[str], custom: dict[str, str]) -> Address:
        """The first address that says anything; what the others say is kept under its own header."""
        chosen: Address | None = None
        for group in self._groups:
            if chosen is not None:
                custom |= {self._headers[i]: v for i in group.columns() if row[i] and (v := tidy(row[i]))}
                continue
            texts = [self._where_text(row, at, once=i < _ONCE) if at else "" for i, at in enumerate(group.where)]
            street = self._lines(row, group.street) if group.street else ""
            postcode = self._lines(row, group.postcode) if group.postcode else ""
            if street or postcode or any(texts):
                chosen = read_address(*texts)
                for at in group.where[:_ONCE]:
                    if len(at) > 1:  # a county beside the state
                        also = [i for i in at if row[i].strip()][1:]
                        custom |= {self._headers[i]: tidy(row[i]) for i in also}
                if street or chosen.street:
                    custom["street"] = street.replace("\n", ", ") or chosen.street
                if postcode:
                    custom["postcode"] = postcode
        return chosen or NOWHERE

    def _where_text(self, row: list[str], columns: tuple[int, ...], *, once: bool) -> str:
        """The text of a part of an address; ``once``: it has one town, so the first column that names any is it."""
        if once and len(columns) > 1:
            columns = tuple(i for i in columns if row[i].strip())[:1] or columns[:1]
        cell = row[columns[0]]
        if len(columns) == 1 and "\n" not in cell and "  " not in cell:
            return tidy(cell)
        return self._lines(row, columns)

    def _lines(self, row: list[str], columns: Sequence[int]) -> str:
        """The cells of several columns, one below the other, each line cleaned."""
        cells = (clean(row[i]) if "\n" in row[i] or "  " in row[i] else tidy(row[i]) for i in columns if row[i])
        # Some programs write two spaces where a line of an address ends.
        lines = (
            clean_line(line)
            for cell in cells
            for line in (cell if "\n" in cell else cell.replace("  ", "\n")).split("\n")
        )
        return "\n".join(line for line in lines if line and line not in self._nothing)

    def _read_rare(self, row: list[str], custom: dict[str, str], emails: list[Email]) -> tuple[str, str]:
        """Kind and standing; the polite form, and what a mail system says about an address."""
        kind = standing = ""
        for field, i in self._rare.items():
            cell = tidy(row[i])
            if not cell or cell in self._nothing:
                continue
            if field == "kind":
                kind = kind_value(cell)
                if kind != cell:
                    custom[self._headers[i]] = cell
            elif field == "standing":
                standing = standing_value(cell)
                if not standing:
                    custom[self._headers[i]] = cell
            elif field == "do_not_call" and is_yes(cell):
                standing = Standing.DO_NOT_CALL.value
            elif field == "prefix":
                custom["salutation"] = cell
            elif field == "email_state" and (is_yes(cell) or _DAY.match(cell)):
                state = "bounced" if "bounce" in self._headers[i].lower() else "unsubscribed"
                emails[:] = [replace(e, state=state) for e in emails]
        return kind, standing

    def _read_custom(self, row: list[str], beyond: Sequence[str]) -> dict[str, str]:
        """What has no field of its own, under its header, without what programs write by themselves."""
        kept: dict[str, str] = {}
        for i, header, meant_nothing, label in self._custom:
            if row[i]:
                value = tidy(row[i])
                if value and value not in meant_nothing:
                    kept[(label >= 0 and tidy(row[label])) or header] = value
        for i, cell in enumerate(beyond, self._width + 1):
            if value := tidy(cell):
                kept[f"column {i}"] = value
        return kept


def _address_groups(columns: Sequence[ColumnGuess]) -> list[_Group]:
    """Columns of an address by the address they belong to, the one to call at first."""
    groups: dict[tuple[int, str], dict[str, list[int]]] = {}
    for i, column in enumerate(columns):
        if column.field in (*_WHERE, "street", "postcode"):
            rank = next((_GROUPS[w] for w in header_key(column.header).split() if w in _GROUPS), 0)
            # "Address 2 - Street" is of a second address, "Street 2" and "Business Street 2" are second lines.
            written = column.header.split()
            written = written[:-1] if rank or column.field in ("street", "address") else written
            # ("column 4" is a name that was made up here, for want of one.)
            counted = "1" if written[:1] == ["column"] else next((w for w in written if w.isdigit()), "1")
            groups.setdefault((rank, counted), {}).setdefault(column.field, []).append(i)
    for group in groups.values():
        group.get("region", []).sort(key=lambda i: header_key(columns[i].header) in _SMALLER)
    return [
        _Group(
            tuple(tuple(group.get(field, ())) for field in _WHERE),
            tuple(group.get("street", ())),
            tuple(group.get("postcode", ())),
        )
        for _, group in sorted(groups.items())
    ]
