"""Who would gain from knowing whom (H2): what one seeks, matched by its words to what another offers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.anonymity import fold
from callstation.rules.everyday import FILLERS

MOST = 200
"""Pairs that are proposed at once."""
EACH = 3
"""Pairs for one wish."""
COMMON = 12
"""A word that so many people's offers or trades hold says something in the smallest of books."""
STRENGTH = 8
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile("(?:ations?|eries|ings|ists?|ers|ery|ies|ing|ors|er|or|es|ed|s)$")
_LEAST = 3
"""Letters that must be left of a word when its ending goes."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody with a wish, with something to offer, or with a trade that another may look for."""

    id: int
    name: str
    company: str = ""
    seeks: str = ""
    offers: str = ""
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who should know each other: ``first`` seeks what ``second`` offers or is, by these ``words``.

    ``mutual``: the second seeks what the first offers, too. ``offered``: it stands in what the second offers, and not
    only in their trade.
    """

    first: Seeker
    second: Seeker
    words: tuple[str, ...]
    mutual: bool
    offered: bool
    weight: float


def pairs(people: Sequence[Seeker], known: Collection[frozenset[int]] = (), *, most: int = MOST) -> list[Pair]:
    """The pairs that would gain, those first in which both do, then by how much speaks for them.

    ``known`` are pairs that were introduced already. Rare words weigh more than common ones, and what somebody says
    that they offer more than their trade; a word that stands for every fifth person says nothing. Nobody is introduced
    within their own company, and of many who fit one wish only the best few are named.
    """
    offered: defaultdict[str, dict[int, bool]] = defaultdict(dict)
    for i, person in enumerate(people):
        for stem in stems(person.trade):
            offered[stem][i] = False
        for stem in stems(person.offers):
            offered[stem][i] = True
    common = max(COMMON, len(people) // 5)
    gains: dict[tuple[int, int], tuple[float, list[str], bool]] = {}
    for i, person in enumerate(people):
        for stem, word in stems(person.seeks).items():
            found = offered.get(stem, {})
            rare = log(1 + len(people) / (1 + len(found)))
            for j, said in found.items() if len(found) <= common else ():
                if j != i and not _colleagues(person, people[j]):
                    total, words, by_offer = gains.get((i, j), (0.0, [], False))
                    gains[i, j] = (total + rare * (1.0 if said else 0.5), [*words, word], by_offer or said)
    best: list[Pair] = []
    for (i, j), (weight, words, by_offer) in gains.items():
        back = gains.get((j, i), (0.0, [], False))[0]
        if (back > weight or (back == weight and j < i)) or frozenset((people[i].id, people[j].id)) in known:
            continue  # told from the side of whoever gains more, once
        pair = Pair(people[i], people[j], tuple(dict.fromkeys(words)), back > 0, by_offer, weight + back)
        best.append(pair)
    best.sort(key=lambda p: (not p.mutual, -p.weight, p.first.id, p.second.id))
    wishes: Counter[int] = Counter()
    kept = []
    for pair in best:
        wishes[pair.first.id] += 1
        if wishes[pair.first.id] <= EACH:
            kept.append(pair)
    return kept[:most]


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
    ending = _ENDING.search(word)
    if ending is not None and ending.start() >= _LEAST and not word.endswith("ss"):
        word = word[: ending.start()]
    return word[:-1] if word[-1] in "ey" and len(word) > _LEAST else word


def _colleagues(one: Seeker, other: Seeker) -> bool:
    return bool(one.company) and one.company.casefold() == other.company.casefold()


def reasons_for_pair(pair: Pair) -> tuple[Reason, Reason]:
    """A reason for either of the two, each for that one person alone."""
    first, second = pair.first, pair.second
    if pair.offered and not pair.mutual:
        words = f"that {_who(first)} is looking for what you do{_after(': ', first.seeks)}"
    else:
        words = _meet(first)
    return (
        _reason(first, second, _meet(second), wish=first.seeks),
        _reason(second, first, words, wish=second.seeks if pair.mutual else ""),
    )


def _meet(person: Seeker) -> str:
    trade = person.trade.partition(",")[0].lower()
    return f"that you should meet {_who(person)}" + (_after(": ", person.offers) or _after(", ", trade))


def _after(mark: str, text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{mark}{text}" if text else ""


def _reason(to: Seeker, about: Seeker, text: str, *, wish: str) -> Reason:
    lead_in = f"You told me what you are looking for{_after(': ', wish)}." if wish else ""
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
