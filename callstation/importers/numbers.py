"""Telephone numbers as people write them, to E.164, with extension and a word about how sure it is.

Numbers in the plain shapes of North America, and any that begin with ``+``, are read without parsing (about 2 us);
``phonenumbers`` (190 us) is asked for the rest, and its answers are remembered. A number is kept where it is
*possible*; it is flagged 'doubtful' where the plan does not know it, since new area codes look like that too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from callstation.importers import plans
from callstation.model.people import Phone
from callstation.text import clean_line

_LONGEST = 64
"""Characters that a number with its extension may have; longer text is no number."""

_MARKS = str.maketrans("", "", " -.()/\u00a0\u2010\u2011\u2012\u2013\u2014\u202f\u2009\u2212\u00b7")
_EXTENSION = re.compile(
    r"(?<=[\d\s,;.()-])(?:;ext=|extension|extn|ext|x|interno|int|poste|post|durchwahl|dw|anexo|ramal|[#,;pw])"
    r"[.:\s]{0,2}(\d{1,7})#?\)?$"
    r"|\s(\d{1,7})#$",  # the key that ends what is typed into a menu: 602 555 0134 12#
    re.IGNORECASE,
)
_FLOAT = re.compile(r"(\+?\d{7,15})[.,]0{1,2}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d{1,15})?[eE]\+?\d{1,2}")
_VANITY = re.compile(r"[+\d(][\d\s().-]{2,12}[A-Za-z][A-Za-z\d\s.-]{2,14}")
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NANP_PLAIN = re.compile(r"(?:(\+)?1[-. ]{0,2})?\(?([2-9][0-9]{2})\)?[-. /]{0,2}([2-9][0-9]{2})[-. ]{0,2}([0-9]{4})")
# Grouped as North America writes it: three, three and four digits, with something between them.
_NANP_SHAPE = re.compile(r"(?:\+?1[-. ]{0,2})?\(?[2-9]\d\d\)?[-. /]{1,2}[2-9]\d\d[-. ]{1,2}\d{4}")


class Number(NamedTuple):
    """A number taken apart: E.164, extension, flag ('' or 'doubtful')."""

    e164: str
    extension: str
    flag: str


def read_number(text: str, default_country: str) -> Phone:
    """The number in ``text``, read as one would dial it in ``default_country`` (ISO 3166 code).

    ``raw`` is what was written, cleaned; vanity numbers keep their letters there. ``number`` is '' where the text
    is no number that could be dialled, also where a spreadsheet has cut it short (``6.02255E+09``).
    """
    raw = clean_line(text)
    found = take_apart(raw, default_country)
    if found is None:
        return Phone("", raw=raw)
    return Phone(found.e164, found.extension, raw=raw, flag=found.flag)


def take_apart(text: str, country: str, other: str = "") -> Number | None:
    """The number in ``text`` (one line, cleaned), or None where it holds none.

    ``country`` is how numbers are dialled by default, ``other`` the country of the person's own address ('' where
    unknown): a number without a country code is one of their own country, unless it is written as in North America.
    """
    return _plain(text, other or country) or _written(text, country, other)


def cut_short(text: str) -> bool:
    """Whether a spreadsheet has turned the number into scientific notation, and so lost digits."""
    return bool(_SCIENTIFIC.fullmatch(text.strip().lstrip("'")))


def _plain(text: str, country: str) -> Number | None:
    """The quick way: E.164 as it stands, or ten digits where the country dials so; None where it is neither."""
    nanp = _NANP_PLAIN.fullmatch(text)
    if nanp and (nanp[1] or country in _NANP):
        start, end = nanp[2] + nanp[3], nanp[4]
        if nanp[3] == "555" and end.startswith("01"):
            return Number(f"+1{start}{end}", "", "")
        return Number(f"+1{start}{end}", "", _nanp_flag(start))
    if text.startswith("+"):
        digits = text[1:].translate(_MARKS)
        if digits.isdigit() and digits.isascii():
            return _foreign(digits)
    return None


_NANP = frozenset(
    ("US", "CA", "AG", "AI", "AS", "BB", "BM", "BS", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP", "MS", "PR",
     "SX", "TC", "TT", "VC", "VG", "VI")
)  # fmt: skip


@lru_cache(maxsize=65536)
def _nanp_flag(start: str) -> str:
    """'' or 'doubtful' for all numbers with these six digits: the plan says nothing about the last four."""
    plan = plans.plan("1")
    return "" if plan and plan.known.fullmatch(start + "0000") else "doubtful"


@lru_cache(maxsize=16384)
def _foreign(digits: str) -> Number | None:
    found = plans.international(digits)
    return found and Number(found[0], "", "" if found[1] else "doubtful")


@lru_cache(maxsize=16384)
def _written(text: str, country: str, other: str) -> Number | None:
    """The slow way, for everything that is not plainly a number."""
    text = _ascii_digits(text).strip().lstrip("'").strip()
    if len(text) > _LONGEST or not any(c.isdigit() for c in text) or _SCIENTIFIC.fullmatch(text):
        return None
    if text[:4].lower() == "tel:":
        text = text[4:]
    whole = _FLOAT.fullmatch(text)
    if whole:
        text = whole[1]
    text, extension = _split_extension(text)
    if _VANITY.fullmatch(text) and _vanity_like(text):
        text = text.upper().translate(_LETTERS)
        text = _shorten(text)
    elif any(c.isalpha() for c in text) or any(c in "*#@" for c in text):
        return None
    found = _decide(text, country, other)
    return found and found._replace(extension=extension)


def _split_extension(text: str) -> tuple[str, str]:
    match = _EXTENSION.search(text)
    if not match or sum(c.isdigit() for c in text[: match.start()]) < 7:
        return text, ""
    return text[: match.start()].rstrip(" ,;-("), match[1] or match[2]


def _vanity_like(text: str) -> bool:
    """Letters that stand for digits come in one run at the end (``1-800-FLOWERS``), and make a full number."""
    signs = [c for c in text if c.isalnum()]
    letters = sum(c.isalpha() for c in signs)
    return letters >= 3 and 10 <= len(signs) <= 14


def _shorten(text: str) -> str:
    """A vanity number may have letters too many (``1-800-CONTACTS``): the exchange ignores them."""
    digits = [c for c in text if c.isdigit()]
    return "".join(digits[: 11 if digits[0] == "1" else 10]) if not text.startswith("+") else text


def _decide(text: str, country: str, other: str) -> Number | None:
    """The best reading of a number without letters: shape first, then the person's own country, then the default."""
    if country in _NANP and _NANP_SHAPE.fullmatch(text):
        found = _plain(text, country)
        if found:
            return found
    tries = [_library(text, land) for land in dict.fromkeys((other, country)) if land]
    possible = [t for t in tries if t]
    if not possible and text.startswith("00"):
        possible = [t for t in (_library("+" + text[2:], country),) if t]
    return next((t for t in possible if not t.flag), possible[0] if possible else None)


def _library(text: str, country: str) -> Number | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    # A local number without its area code is called possible as well: nobody could dial it from here.
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(parsed) or (e164.startswith("+1") and e164[5:10] == "55501")
    return Number(e164, parsed.extension or "", "" if valid else "doubtful")


def _ascii_digits(text: str) -> str:
    """Digits of other scripts and full-width signs as ASCII: only those may ever reach a dialler."""
    if text.isascii():
        return text
    import unicodedata

    wide = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in wide)
