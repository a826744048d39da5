"""Who would gain from knowing whom (H2): what one seeks, matched by its words to what another offers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.anonymity import fold
from callstation.rules.everyday import FILLERS

MOST = 200
"""Pairs that are proposed at once."""
STRENGTH = 8
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = tuple("ations ation eries ings ists ers ery ies ing ist ors er or es ed".split())
_LEAST = 3
"""Letters that must be left of a word when its ending goes."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody with a wish, or with something to offer. ``trade`` is what they do, as far as the book tells."""

    id: int
    name: str
    company: str = ""
    seeks: str = ""
    offers: str = ""
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who should know each other: ``first`` seeks what ``second`` offers, by these ``words`` of the wish.

    ``mutual``: the second seeks what the first offers, too.
    """

    first: Seeker
    second: Seeker
    words: tuple[str, ...]
    mutual: bool
    weight: float


def pairs(people: Sequence[Seeker], known: Collection[frozenset[int]] = (), *, most: int = MOST) -> list[Pair]:
    """The pairs that would gain, those first in which both do, then by how much speaks for them.

    ``known`` are pairs that were introduced already. Rare words weigh more than common ones, and what somebody says
    that they offer more than their trade. Nobody is introduced within their own company.
    """
    offered: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, person in enumerate(people):
        own = stems(person.offers)
        for stem in own.keys() | stems(person.trade).keys():
            offered[stem].append((i, 1.0 if stem in own else 0.5))
    gains: dict[tuple[int, int], tuple[float, list[str]]] = {}
    for i, person in enumerate(people):
        for stem, word in stems(person.seeks).items():
            found = offered.get(stem, [])
            rare = log(1 + len(people) / (1 + len(found)))
            for j, weight in found:
                if j != i and not _colleagues(person, people[j]):
                    total, words = gains.get((i, j), (0.0, []))
                    gains[i, j] = (total + weight * rare, [*words, word])
    best: list[Pair] = []
    for (i, j), (weight, words) in gains.items():
        back, _ = gains.get((j, i), (0.0, []))
        if (back > weight or (back == weight and j < i)) or frozenset((people[i].id, people[j].id)) in known:
            continue  # told from the side of whoever gains more, once
        best.append(Pair(people[i], people[j], tuple(dict.fromkeys(words)), back > 0, weight + back))
    best.sort(key=lambda p: (not p.mutual, -p.weight, p.first.id, p.second.id))
    return best[:most]


def stems(text: str) -> dict[str, str]:
    """The telling words of ``text``: how they begin, whatever their ending, and as they stand there."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = fold(match[0])
        if len(word) > 2 and word not in FILLERS:
            found.setdefault(stem_of(word), match[0])
    return found


def stem_of(word: str) -> str:
    """A folded word without its ending: *bakery*, *bakers* and *baking* are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word[: -len(ending)]
            break
    else:
        if word.endswith("s") and not word.endswith("ss") and len(word) > _LEAST:
            word = word[:-1]
    return word[:-1] if word[-1] in "ey" and len(word) > _LEAST else word


def _colleagues(one: Seeker, other: Seeker) -> bool:
    return bool(one.company) and one.company.casefold() == other.company.casefold()


def reasons_for_pair(pair: Pair) -> tuple[Reason, Reason]:
    """A reason for either of the two, each for that one person alone."""
    first, second = pair.first, pair.second
    wish = first.seeks.strip().rstrip(".")
    gift = second.offers.strip().rstrip(".") or second.trade
    to_first = _reason(first, second, f"that you should meet {_who(second)}" + (f": {gift}" if gift else ""))
    to_second = _reason(second, first, f"that {_who(first)} is looking for what you do: {wish}")
    if pair.mutual:
        to_second = _reason(second, first, f"that you and {_who(first)} should meet: they seek {wish}")
    return to_first, to_second


def _reason(to: Seeker, about: Seeker, text: str) -> Reason:
    wish = to.seeks.strip().rstrip(".")
    lead_in = f"You told me what you are looking for: {wish}." if wish else ""
    audience = Audience(people=(to.id,))
    return Reason(
        0, ReasonKind.INTRODUCTION, text, lead_in=lead_in, audience=audience, strength=STRENGTH, client_id=about.id
    )


def _who(person: Seeker) -> str:
    return f"{person.name} of {person.company}" if person.company and person.company != person.name else person.name


def introduced(reasons: Iterable[Reason]) -> set[frozenset[int]]:
    """The pairs for whom an introduction is in the library, whether or not it was used."""
    return {
        frozenset((person_id, reason.client_id))
        for reason in reasons
        if reason.kind is ReasonKind.INTRODUCTION and reason.client_id
        for person_id in reason.audience.people
    }
