"""People's names: what is shown, what they are called by, and what they are filed under.

``Dr. Maria Okafor, PhD`` is called Maria and filed under Okafor; ``Okafor, Maria`` is Maria Okafor;
``Ludwig van der Berg`` is filed under van der Berg. What cannot be told is left empty rather than guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Name(NamedTuple):
    """``shown`` is the whole name as it is displayed; ``salutation`` is what stood before it (``Herr``)."""

    shown: str
    first: str = ""
    last: str = ""
    salutation: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SALUTATIONS = _words(
    "mr mrs ms miss mx sir madam herr frau fräulein hr fr m mme mlle monsieur madame mademoiselle mm sr sra srta "
    "señor señora señorita doña sig sigra signor signora dhr mevr mw senhor senhora"
)
_TITLES = _words("dr prof professor doctor ing dipl-ing mag rev hon capt col gen lt maj sgt dott dra drs ir")
_SUFFIXES = _words(
    "jr sr ii iii iv v phd md dds dmd esq cpa mba jd rn pe cfa cfp pmp msc bsc ma ba od do dc dvm llm llb psyd edd "
    "mph facs ret"
)
_ALSO_NAMES = _words("ma do ba od v")
"""Suffixes that are family names too (Jack Ma): after a first name alone they are taken for one."""
_PARTICLES = _words(
    "van von der den de del della di da do dos das du la le las los ten ter zu zum zur vom el al bin ibn af av san "
    "santa st"
)
_TWO_WORDS = re.compile(r"([^\W\d_][\w'’-]+) ([^\W\d_][\w'’-]+)")
_SPECIAL = _SALUTATIONS | _TITLES | _PARTICLES


def _bare(word: str) -> str:
    return word.strip(".,").casefold().replace(".", "")


def full_name(first: str, middle: str, last: str) -> str:
    """The name as it is shown, from its parts."""
    return " ".join(part for part in (first, middle, last) if part)


def split_name(text: str, company: str = "") -> Name:
    """A whole name (one line, cleaned) taken apart.

    ``company`` helps with a single word: ``Patel`` of Patel Foods is a family name, else it is what one is called.
    Names without spaces in scripts that write none are shown, and not split.
    """
    # Most names are two plain words: a list of a million has no use for more thought about them.
    plain = _TWO_WORDS.fullmatch(text)
    if plain and plain[1].lower() not in _SPECIAL and plain[2].lower() not in _SUFFIXES:
        return Name(text, plain[1], plain[2])
    return _split(text, company)


@lru_cache(maxsize=4096)
def _split(text: str, company: str) -> Name:
    words, salutation = _unsaluted(text.strip(" ,;"))
    if not words:
        return Name(text)
    shown = " ".join(words)
    head, comma, tail = shown.partition(",")
    if comma and tail.strip() and not _is_suffix(tail):
        rest, _, more = tail.partition(",")
        given, inner = _unsaluted(rest.strip())
        suffix = f", {more.strip()}" if more.strip() else ""
        shown = " ".join((*given, head.strip())) + suffix
        return Name(shown, _first(given), head.strip(), salutation or inner)
    core = head.split() if comma else words
    if any(w.startswith("(") for w in core[1:]):
        core = core[: next(i for i, w in enumerate(core) if i and w.startswith("("))]
    while core and _bare(core[0]) in _TITLES:
        core = core[1:]
    while len(core) > 1 and _is_suffix(core[-1]) and (len(core) > 2 or _bare(core[-1]) not in _ALSO_NAMES):
        core = core[:-1]
    core = [w for w in core if not (w[0] in "\"'(“„«" and w[-1] in "\"')”“»" and len(w) > 2)]
    if not core:
        return Name(shown, "", "", salutation)
    if len(core) == 1:
        return _single(shown, core[0], salutation or ("x" if core != words else ""), company)._replace(
            salutation=salutation
        )
    cut = len(core) - 1
    while cut > 1 and _bare(core[cut - 1]) in _PARTICLES:
        cut -= 1
    if core[0] in _PARTICLES and len(core) == 2:
        return Name(shown, "", " ".join(core), salutation)
    return Name(shown, core[0], " ".join(core[cut:]), salutation)


def _single(shown: str, word: str, addressed: str, company: str) -> Name:
    """One word: a family name after a salutation or where the company bears it, else what one is called."""
    if not word.isascii() and _unspaced(word):
        return Name(shown)
    if addressed or (company and _bare(company.split()[0]).removesuffix("'s") == _bare(word)):
        return Name(shown, "", word)
    return Name(shown, word, "")


def _unspaced(word: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word)


def _first(given: list[str]) -> str:
    return next((w for w in given if _bare(w) not in _TITLES), "")


def _is_suffix(text: str) -> bool:
    words = text.replace(",", " ").split()
    return all(_bare(w) in _SUFFIXES and (_bare(w) not in _ALSO_NAMES or w.isupper()) for w in words)


def _unsaluted(text: str) -> tuple[list[str], str]:
    """The words without the salutations before them; a name that is nothing but a salutation stays."""
    words = text.split()
    taken = 0
    while (
        taken < len(words) - 1
        and _bare(words[taken]) in _SALUTATIONS
        and (
            # "Fr", "M" and "Sr" are salutations with a full stop or in their own spelling, else initials.
            len(_bare(words[taken])) > 1 or words[taken].endswith(".")
        )
    ):
        taken += 1
    return words[taken:], " ".join(words[:taken])


def calling_name(first: str) -> str:
    """A first name without titles and salutations that were typed into its field (``Dr. Maria``)."""
    if " " not in first:
        return "" if _bare(first) in _TITLES or (_bare(first) in _SALUTATIONS and first.endswith(".")) else first
    words, _ = _unsaluted(first)
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    return " ".join(words)


def is_salutation(text: str) -> bool:
    """Whether ``text`` is nothing but salutations and titles (``Herr Dr.``)."""
    return bool(text) and all(_bare(w) in _SALUTATIONS or _bare(w) in _TITLES for w in text.split())
