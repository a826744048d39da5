"""People, for a spreadsheet or for another callstation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from callstation.exporters.cells import write_table
from callstation.exporters.json_lines import write_lines
from callstation.model.people import Phone, Prospect, Standing

NUMBERS = 3
"""Columns for numbers and for addresses in a table; what is more stands together in the last."""
JOIN = " ::: "
"""Between several in one cell, as Google Contacts writes it."""

_HEAD = (
    "First Name",
    "Last Name",
    "Name",
    "Company",
    "Job Title",
    "Industry",
    "Kind",
    "Standing",
    "Do Not Call",
    *(f"Phone {i} - {part}" for i in range(1, NUMBERS + 1) for part in ("Type", "Value")),
    *(f"E-mail {i} - Value" for i in range(1, NUMBERS + 1)),
    "Time Zone",
    "Place",
    "Tags",
    "Notes",
)


def person_record(person: Prospect) -> dict[str, object]:
    """One person as ``export prospects --format json`` writes them; reading it again gives the same person."""
    record: dict[str, object] = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "name": person.name,
        "company": person.company,
        "title": person.title,
        "industry": person.industry,
        "kind": str(person.kind),
        "standing": str(person.standing),
        "phones": [_phone_record(p) for p in person.phones],
        "emails": [e.address for e in person.emails],
        "zone": person.zone,
        "place": person.place,
        "region": person.region,
        "country": person.country,
        "tags": list(person.tags),
        "notes": person.notes,
        "custom": dict(person.custom),
    }
    states = {e.address: e.state for e in person.emails if e.state}
    return {**record, "email_states": states} if states else record


def _phone_record(phone: Phone) -> dict[str, str]:
    record = {"number": phone.number, "extension": phone.extension, "kind": phone.kind}
    if phone.flag == "wrong":
        record["flag"] = phone.flag
    return record if phone.number else {**record, "raw": phone.raw}


def write_people_json(out: TextIO, batches: Iterable[list[Prospect]]) -> int:
    """One person a line; how many."""
    return write_lines(out, (person_record(p) for batch in batches for p in batch))


def write_people_csv(out: TextIO, batches: Iterable[list[Prospect]], own: Sequence[str] = ()) -> int:
    """A table with headings that contact programs know, and a column for each field of ``own``; how many people."""
    return write_table(
        out,
        (*_HEAD, *own),
        ((*_row(p), *(p.custom.get(field, "") for field in own)) for batch in batches for p in batch),
    )


def _row(person: Prospect) -> list[str]:
    return [
        person.first_name,
        person.last_name,
        person.name,
        person.company,
        person.title,
        person.industry,
        str(person.kind),
        str(person.standing),
        "yes" if person.standing is Standing.DO_NOT_CALL else "",
        *_numbers(person.phones),
        *_columns([e.address for e in person.emails]),
        person.zone,
        person.place,
        ", ".join(person.tags),
        person.notes,
    ]


def _numbers(phones: tuple[Phone, ...]) -> Iterator[str]:
    """Type and value of each number; those beyond the last column stand in it, too."""
    values = _columns([written(p) for p in phones])
    for i, value in enumerate(values):
        yield phones[i].kind if i < len(phones) else ""
        yield value


def _columns(values: list[str]) -> list[str]:
    first, rest = values[: NUMBERS - 1], values[NUMBERS - 1 :]
    return [*first, JOIN.join(rest), *[""] * (NUMBERS - 1 - len(first))] if rest else (first + [""] * NUMBERS)[:NUMBERS]


def written(phone: Phone) -> str:
    """A number with its extension, as one dials it."""
    number = phone.number or phone.raw
    return f"{number} ext. {phone.extension}" if phone.extension else number
