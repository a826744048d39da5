"""Which column of a file holds what: told by its header in several languages, by its neighbours, by its values.

No product's name is looked at: an export of a program nobody here has seen is read by the same table of headers
(``tables/columns.txt``), and a column without a header by what its values look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from callstation.errors import ImportRefusedError
from callstation.importers.headers import field_of, header_key
from callstation.importers.names import is_salutation
from callstation.importers.people import kind_value
from callstation.places.addresses import country_code, plain, region_country, table, towns

FIELDS = (
    "first_name", "middle_name", "last_name", "name", "prefix", "suffix", "nickname",
    "company", "title", "department", "industry",
    "phone", "phone_work", "phone_mobile", "phone_home", "phone_main", "phone_assistant", "phone_other", "phone_fax",
    "email", "email_work", "email_home", "email_state", "do_not_call", "standing", "label",
    "tags", "notes", "street", "address", "city", "region", "postcode", "country", "place", "zone", "kind",
    "website", "linkedin", "birthday", "source_id", "custom", "ignore",
)  # fmt: skip
"""The names that ``--map COLUMN=FIELD`` accepts. ``label`` says of what kind the next column is (``Phone 1 - Type``);
``custom`` keeps a column under its own header; ``ignore`` leaves it out."""

MANY = frozenset(
    ("phone", "phone_work", "phone_mobile", "phone_home", "phone_main", "phone_assistant", "phone_other", "phone_fax",
     "email", "email_work", "email_home", "tags", "notes", "street", "address", "city", "region", "postcode",
     "country", "place", "label", "custom", "ignore", "")
)  # fmt: skip
"""Fields that several columns of one file may have; of the others one column has it."""

_SURELY_PHONE = re.compile(r"phone|t[eé]l|mobil|m[oó]vil|cell|handy|fax|gsm|fon\b|rufnummer", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,200}\.[^\s@.]{2,24}")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d\d.{0,12})?")
_COMPANY = re.compile(
    r"\b(?:llc|inc|ltd|gmbh|corp|co|ag|kg|ohg|sarl|sas|s\.?a|bv|plc|pty|llp|group|foods|dental|logistics|services)\b\.?"
    r"|株式会社|有限会社",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: its header, the field it was taken for ('' : kept under its own header), three values, and why."""

    header: str
    field: str
    samples: tuple[str, ...] = ()
    why: str = ""


class ColumnsUntoldError(ImportRefusedError):
    """No column holds a name, a number or an email, as far as can be told; ``columns`` are those there are."""

    def __init__(self, message: str, columns: tuple[ColumnGuess, ...]) -> None:
        super().__init__(message)
        self.columns = columns


def guess_columns(
    headers: Sequence[str], samples: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None
) -> tuple[ColumnGuess, ...]:
    """What each column holds. ``samples`` are the first rows; ``mapping`` (header to field) is obeyed.

    ``headers`` may be empty texts: such columns are told by their values alone.
    """
    columns = [[row[i].strip() for row in samples if i < len(row) and row[i].strip()] for i in range(len(headers))]
    asked = dict(mapping or {})
    fields = [asked.get(h, "") or field_of(h) for h in headers]
    whys = ["as told" if h in asked else ("by its header" if f else "") for h, f in zip(headers, fields, strict=True)]
    fixed = [h in asked for h in headers]
    _settle_labels(headers, fields, fixed)
    _settle_ambiguous(fields, fixed, columns)
    _check_values(headers, fields, fixed, columns, whys)
    _tell_by_values(headers, fields, fixed, columns, whys)
    _one_each(fields, fixed, columns, whys)
    return tuple(
        ColumnGuess(h, "" if f == "custom" else f, tuple(v[:60] for v in c[:3]), w)
        for h, f, c, w in zip(headers, fields, columns, whys, strict=True)
    )


def _settle_labels(headers: Sequence[str], fields: list[str], fixed: list[bool]) -> None:
    """``Phone 1 - Type`` right before ``Phone 1 - Value`` says what kind of number that is."""
    keys = [header_key(h) for h in headers]
    for i, key in enumerate(keys[:-1]):
        base, _, last = key.rpartition(" ")
        if last in ("label", "type") and base and keys[i + 1] == f"{base} value" and not fixed[i]:
            fields[i] = "label"


def _settle_ambiguous(fields: list[str], fixed: list[bool], columns: list[list[str]]) -> None:
    """``Title``, ``Name``, ``Nom``, ``Nombre`` and ``Account`` mean what the other columns leave for them."""
    for i, field in enumerate(fields):
        if fixed[i]:
            continue
        has = {f for j, f in enumerate(fields) if j != i}
        if field == "title_or_prefix":
            polite = columns[i] and sum(map(is_salutation, columns[i])) * 2 >= len(columns[i])
            fields[i] = "prefix" if polite or ("title" in has and not columns[i]) or "title" in has else "title"
        elif field == "account":
            fields[i] = "custom" if "company" in has or not columns[i] else "company"
        elif field == "client":
            people = has & {"name", "first_name", "last_name"}
            fields[i] = "company" if "company" not in has and (people or _share_of(columns[i], is_company)) else "name"
        elif field == "nombre":
            fields[i] = "first_name" if "last_name" in has else "name"
        elif field in ("nom", "name") and "first_name" in has and "last_name" not in has:
            fields[i] = "last_name"
        elif field == "nom":
            fields[i] = "name"
        elif field == "name" and "last_name" in has and "first_name" not in has:
            alone = _share_of(columns[i], lambda v: len(v.split()) == 1)
            fields[i] = "first_name" if alone else "name"


def _share_of(values: list[str], fits: Callable[[str], bool]) -> bool:
    """Whether it is so of more than half of the values."""
    return bool(values) and _share(values, fits) > 0.5


def is_company(value: str) -> bool:
    """Whether a name says that it is a company's (``Müller GmbH``)."""
    return bool(_COMPANY.search(value))


def _check_values(
    headers: Sequence[str], fields: list[str], fixed: list[bool], columns: list[list[str]], whys: list[str]
) -> None:
    """A column that may be called a number (``Home``) or an address, and never holds one, is left under its header."""
    for i, field in enumerate(fields):
        values = columns[i]
        if fixed[i] or not values:
            continue
        if field.startswith("phone") and not _SURELY_PHONE.search(headers[i]) and not any(map(looks_phone, values)):
            fields[i] = "email" if _share(values, looks_email) > 0.5 else "custom"
            whys[i] = "its values are no numbers"
        elif field in ("email", "email_work", "email_home") and not any("@" in v for v in values):
            fields[i] = "custom"
            whys[i] = "its values are no addresses"
        elif field in ("name", "company") and _share(values, looks_email) > 0.5:
            fields[i], whys[i] = "email", "by its values"
        elif field == "name" and _share(values, lambda v: looks_phone(v) and _dialled(v)) > 0.5:
            fields[i], whys[i] = "phone", "by its values"
        elif field == "name" and _share(values, lambda v: not any(map(str.isalpha, v))) > 0.5:
            fields[i], whys[i] = "custom", "its values are no names"
        elif field == "name" and "company" not in fields and _share(values, is_company) > 0.5:
            fields[i], whys[i] = "company", "by its values"
        elif field == "website" and _share(values, lambda v: "linkedin.com/in" in v) > 0.5:
            fields[i] = "linkedin"


_TYPES = frozenset(("type", "typ", "art", "tipo", "status", "stage", "category type", "group type", "relation"))
"""Headers under which a list may say who is a customer."""
_BY_VALUE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email", lambda v: looks_email(v)),
    ("linkedin", lambda v: "linkedin.com/in/" in v),
    ("website", lambda v: bool(_WEB.fullmatch(v))),
    ("phone", lambda v: looks_phone(v) and _dialled(v)),
)
_BY_VALUE_UNNAMED: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("country", lambda v: len(v) > 3 and bool(country_code(v))),
    ("region", lambda v: len(v) == 2 and v.isupper() and bool(region_country(v))),
    ("city", lambda v: plain(v) in towns()),
    ("company", lambda v: is_company(v)),
    ("name", lambda v: looks_name(v)),
)


def _tell_by_values(
    headers: Sequence[str], fields: list[str], fixed: list[bool], columns: list[list[str]], whys: list[str]
) -> None:
    """Columns whose header says nothing. Names are only looked for where there is no header at all."""
    for i, values in enumerate(columns):
        if fields[i] or fixed[i] or not values or (headers[i] and header_key(headers[i]) in noise()):
            continue
        unnamed = not headers[i]
        if "kind" not in fields and header_key(headers[i]) in _TYPES and _share(values, kind_value) >= 0.9:
            fields[i], whys[i] = "kind", "by its values"
            continue
        for field, fits in (*_BY_VALUE, *(_BY_VALUE_UNNAMED if unnamed else ())):
            if field not in MANY and field in fields:
                continue
            # A named column needs its values to be beyond doubt: "Contact owner" holds an address, too.
            if _share(values, fits) >= (0.5 if unnamed else 0.9) and (
                unnamed or field == "phone" or _free(field, fields)
            ):
                if field == "phone" and not unnamed and not _free("phone", fields):
                    break
                fields[i], whys[i] = field, "by its values"
                break


def _free(field: str, fields: list[str]) -> bool:
    """Whether no column has such a field yet."""
    return not any(f.startswith(field) for f in fields)


def _one_each(fields: list[str], fixed: list[bool], columns: list[list[str]], whys: list[str]) -> None:
    """Of the fields that a person has once, the column told by the user has it, else the one most often filled."""
    for field in {f for f in fields if f not in MANY}:
        rivals = [i for i, f in enumerate(fields) if f == field]
        best = max(rivals, key=lambda i: (fixed[i], len(columns[i]), -i))
        for i in rivals:
            if i != best:
                fields[i], whys[i] = "custom", f"another column is the {field.replace('_', ' ')}"


def _share(values: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(map(bool, map(fits, values))) / len(values)


def looks_email(value: str) -> bool:
    """Whether a cell holds an address (or several)."""
    return bool(_EMAIL.search(value)) and " " not in value.replace(" ::: ", "").replace("; ", ";").strip()


def looks_phone(value: str) -> bool:
    """Whether a cell could hold a number: five digits at least, no date, and few letters."""
    if len(value) > 120 or _DATE.fullmatch(value) or "@" in value:
        return False
    digits = sum(c.isdigit() for c in value)
    letters = sum(c.isalpha() for c in value)
    return (digits >= 5 and letters <= 24 and "://" not in value) or (
        digits >= 4 and letters >= 3 and value[:1] in "1+("
    )


def _dialled(value: str) -> bool:
    """Whether it is written like a number to dial, not like a record's number or an amount."""
    digits = sum(c.isdigit() for c in value)
    return (
        7 <= digits <= 20 and (value.lstrip("'")[:1] in "+(0" or any(c in value for c in " -./")) and "," not in value
    )


def looks_name(value: str) -> bool:
    """Whether a cell could be a person's name: one to five words, a capital somewhere, no digits."""
    words = value.split()
    return 1 <= len(words) <= 5 and len(value) <= 60 and not any(c.isdigit() for c in value) and (
        any(w[0].isupper() for w in words) or not value.isascii()
    )  # fmt: skip


@cache
def noise() -> dict[str, frozenset[str]]:
    """Header key (or ``*``) to the values that programs write there by themselves; ``*`` stands for any."""
    rows: dict[str, frozenset[str]] = {}
    for line in table("noise", "callstation.importers"):
        header, _, values = line.partition(":")
        rows[header_key(header) or "*"] = frozenset(v.strip() for v in values.split(";"))
    return rows
