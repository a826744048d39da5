"""One cell of a file to what it holds: numbers, addresses, tags. Nothing is lost: what is none of it comes back."""

from __future__ import annotations

import re
from functools import lru_cache

from callstation.importers.headers import field_of
from callstation.importers.numbers import cut_short, take_apart
from callstation.model.people import Email, Phone
from callstation.places.addresses import plain
from callstation.text import clean_line

_JOINED = re.compile(r" ::: |\n|[;|]| or | oder | ou | o | and | und | et | y |, ", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_RUN = re.compile(
    r"\+?\(?\d[\d\s().\-/\u00a0\u2010-\u2014]{5,26}\d(?:[\s,;]{0,2}(?:ext|x)[.:]?\s?\d{1,7}(?!\d))?", re.IGNORECASE
)
ADDRESS = re.compile(
    r"([^\s@<>,;:()\[\]\"'\\|]{1,64}@)([^\s@<>,;:()\[\]\"'\\|]{1,190}\.[^\s@<>,;:()\[\]\"'\\|.\d]{2,24})"
)
"""One address: what stands before the domain, with the @, and the domain."""
_SYSTEM_GROUPS = frozenset(("mycontacts", "my contacts", "starred", "other contacts", "all contacts", "imported"))
"""Groups that an address book makes by itself; Google marks them with a star in front."""

# Words before a number that say what it is; the table of headers knows the longer ones.
_SHORT_KINDS = {
    word: kind
    for kind, words in (
        (
            "work",
            "w; o; d; b; direct; office; business; firma; dienstlich; buro; bureau; travail; trabajo; arbeit; geschaft",
        ),
        ("mobile", "m; c; cell; mobil; car; iphone"),
        ("home", "h; casa; privat"),
        ("main", "main; company; switchboard"),
        ("assistant", "assistant; assistantphone"),
        ("fax", "f; fax; work fax; home fax; other fax"),
        ("other", "other; pager; callback; radio; isdn; school; custom; google voice"),
        ("", "p; t; tel; telephone; phone; voice; pref; primary; internet; smtp; homepage; profile"),
    )
    for word in words.split("; ")
}


@lru_cache(maxsize=2048)
def kind_of(label: str) -> str | None:
    """The kind of number a label means (``* Work``, ``_$!<Mobile>!$_``, ``Geschäft``); None where it is a word
    of the owner's own (``Boat``), '' where it means no kind."""
    word = plain(label.replace("_$!<", "").replace(">!$_", "").replace("*", " ")).removeprefix("x ").strip()
    if not word:
        return ""
    if word in _SHORT_KINDS:
        return _SHORT_KINDS[word]
    field = field_of(word)
    if field.startswith("phone"):
        return field.removeprefix("phone").lstrip("_")
    return "assistant" if "assist" in word else ("fax" if "fax" in word else None)


def phones_in(cell: str, kind: str, country: str, other: str = "") -> tuple[list[Phone], str]:
    """The numbers in a cell, and whatever else stood there (for the notes).

    ``kind`` is the column's; a word before a number (``cell: 602...``) is stronger. Countries as in ``take_apart``.
    """
    found = take_apart(cell, country, other)
    if found:
        return [Phone(found.e164, found.extension, kind, cell, found.flag)], ""
    return _several(cell, kind, country, other)


@lru_cache(maxsize=4096)
def _several(cell: str, kind: str, country: str, other: str) -> tuple[list[Phone], str]:
    phones: list[Phone] = []
    rest: list[str] = []
    for joined in _JOINED.split(cell):
        pieces = _SLASH.split(joined)
        if not all(sum(c.isdigit() for c in p) >= 7 for p in pieces):
            pieces = [joined]
        for piece in map(clean_line, pieces):
            found = take_apart(piece, country, other)
            if found:
                phones.append(Phone(found.e164, found.extension, kind, piece, found.flag))
            elif piece:
                rest.append(_among_words(piece, kind, country, other, phones))
    if not phones:
        return [], clean_line(cell)
    return phones, "; ".join(r for r in rest if r)


def _among_words(piece: str, kind: str, country: str, other: str, phones: list[Phone]) -> str:
    """Numbers that stand among words go to ``phones``; returns the words that say more than the kind of number."""
    words = piece
    for match in _RUN.finditer(piece[:400]):
        found = take_apart(match[0].strip(), country, other)
        if not found:
            continue
        before = piece[: match.start()].rpartition(" ")[2] if " " in piece[: match.start()].strip() else ""
        label = (before or piece[: match.start()]).strip(" :.-()").rpartition(" ")[2]
        after = piece[match.end() :].strip(" :.-()").partition(" ")[0]
        told = (label and kind_of(label)) or (after and kind_of(after)) or ""
        phones.append(Phone(found.e164, found.extension, told or kind, match[0].strip(), found.flag))
        words = words.replace(match[0], " ", 1)
    left = clean_line(words).strip(" :,.-()")
    if phones and (kind_of(left) is not None or all(kind_of(w.strip(":.,")) is not None for w in left.split())):
        return ""
    return left


def lost_number(header: str, text: str) -> str:
    """The line of the notes that keeps what was in a number's place and could not be read as one."""
    if cut_short(text):
        return f"{header}: {text} (a spreadsheet cut this number short: ask for it again)"
    return f"{header}: {text}"


def emails_in(cell: str, kind: str = "") -> tuple[list[Email], str]:
    """The addresses in a cell, and whatever else stood there."""
    whole = ADDRESS.fullmatch(cell)
    if whole:
        return [Email(whole[1] + whole[2].lower(), kind)], ""
    emails: list[Email] = []
    rest = cell
    for match in ADDRESS.finditer(cell[:2000]):
        emails.append(Email(match[1] + match[2].lower(), kind))
        rest = rest.replace(match[0], " ", 1)
    left = " ".join(w for w in rest.split() if w not in (":::", "<>", "mailto", "mailto:", "()")).strip(" <>,;:()|/\"'")
    return emails, "" if emails and len(left) < 3 else left


@lru_cache(maxsize=4096)
def tags_in(cell: str) -> tuple[str, ...]:
    """The tags in a cell (``* myContacts ::: Prospects``), without the groups that address books make themselves."""
    found: dict[str, str] = {}
    for written in re.split(r":::|[;,|\n]", cell):
        tag = clean_line(written).lstrip("*# ").strip(' "')
        if tag and tag.casefold() not in _SYSTEM_GROUPS:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())
