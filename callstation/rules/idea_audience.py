"""Whom an idea is for: guessed from its words while it is typed, and read from the line in which it is kept.

The line is what :func:`callstation.rules.library.audience_words` would say, with the words that one would type:
``everybody``, ``#bakery #cafe``, ``industry food; lifts minimum order``, ``customers in Phoenix``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from callstation.errors import UsageError
from callstation.model.people import Kind, Standing
from callstation.model.reasons import Audience, ReasonKind
from callstation.rules.library import slug_of
from callstation.text import clean_line

LONGEST = 4
"""Words of a tag, a trade or an objection that are looked for in an idea."""
_FOLDED = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the people in the book are known by, as they are stored, by the words they are made of."""

    objections: Mapping[_FOLDED, str] = field(default_factory=dict)
    complaints: Mapping[_FOLDED, str] = field(default_factory=dict)
    industries: Mapping[_FOLDED, str] = field(default_factory=dict)
    tags: Mapping[_FOLDED, str] = field(default_factory=dict)


def vocabulary(
    objections: Iterable[str], complaints: Iterable[str], industries: Iterable[str], tags: Iterable[str]
) -> Vocabulary:
    """A vocabulary of these slugs, trades and tags."""
    return Vocabulary(
        *({_words(w): w for w in words if _words(w)} for words in (objections, complaints, industries, tags))
    )


def guessed_audience(kind: ReasonKind, text: str, known: Vocabulary) -> Audience:
    """Whom an idea is for by what it says: those who raised what it takes away, else the trade or tag that it names.

    A *regime* answers complaints (S7), anything else lifts objections (S6); a *new you* is for those whose last
    call went badly (S9). Where it names nothing, it is for everybody.
    """
    if kind is ReasonKind.NEW_YOU:
        return Audience(after_bad_call=True)
    grams = _grams(text)
    if kind is ReasonKind.REGIME and (answers := _found(known.complaints, grams)):
        return Audience(answers=answers)
    if kind is not ReasonKind.REGIME and (lifts := _found(known.objections, grams)):
        return Audience(lifts=lifts)
    if industries := _found(known.industries, grams):
        return Audience(industries=industries)
    return Audience(tags=_found(known.tags, grams))


def _found(known: Mapping[_FOLDED, str], grams: list[_FOLDED]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known[g] for g in grams if g in known))


def _grams(text: str) -> list[_FOLDED]:
    """Every run of up to four words, with the last one also without its plural."""
    words = _words(text)
    runs = [words[i : i + n] for n in range(LONGEST, 0, -1) for i in range(len(words) - n + 1)]
    more = []
    for run in runs:
        more.append(run)
        for singular in _singulars(run[-1]):
            more.append((*run[:-1], singular))
    return more


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y", word[:-1])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return (word[:-1],)
    return ()


def _words(text: str) -> _FOLDED:
    return tuple("".join(c if c.isalnum() else " " for c in text.casefold()).split())


# the line -----------------------------------------------------------------------------------------------
_KINDS = {
    "prospect": Kind.PROSPECT, "prospects": Kind.PROSPECT, "customer": Kind.CUSTOMER, "customers": Kind.CUSTOMER,
    "referral source": Kind.REFERRAL_SOURCE, "referral sources": Kind.REFERRAL_SOURCE,
}  # fmt: skip
_STANDINGS = {str(s): s for s in Standing if s.callable}
_FIELDS = {
    "tag": "tags", "tags": "tags", "tagged": "tags",
    "industry": "industries", "industries": "industries", "trade": "industries",
    "place": "places", "places": "places", "in": "places",
    "lifts": "lifts", "lift": "lifts", "objection": "lifts",
    "answers": "answers", "answer": "answers", "complaint": "answers",
}  # fmt: skip
HINT = "everybody, #tag, industry food, in Phoenix, lifts minimum order, answers late delivery, customers"


def read_audience(typed: str) -> Audience:
    """Whom an idea is for, as it was typed: parts with commas or semicolons between. '' is everybody.

    Within one sort ``or`` gives a choice: ``industry food or hotels``. Raises UsageError naming the part that was
    not understood.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    bad_call = False
    for part in clean_line(typed).replace(";", ",").split(","):
        part = part.strip()
        low = part.casefold()
        if low in ("", "everybody", "everyone", "all"):
            continue
        if low in ("after a bad call", "bad call"):
            bad_call = True
        elif low in _STANDINGS:
            found["standings"].append(low)
        elif low in _KINDS:
            found["kinds"].append(_KINDS[low])
        elif part.startswith("#"):
            found["tags"].extend(t for w in part.split() if (t := w.lstrip("#")))
        else:
            name, values = _named(part)
            found[name].extend(values)
    words: dict[str, Any] = {name: tuple(dict.fromkeys(values)) for name, values in found.items()}
    return replace(Audience(after_bad_call=bad_call), **words)


def _named(part: str) -> tuple[str, list[str]]:
    """(field of an audience, its values) of a part that begins with a word for it."""
    head, _, rest = part.partition(" ")
    name = _FIELDS.get(head.casefold().rstrip(":"), "")
    values = [v.strip() for v in rest.replace(" OR ", " or ").split(" or ") if v.strip()]
    if name in ("lifts", "answers"):
        values = [s for v in values if (s := slug_of(v))]
    if not name or not values:
        raise UsageError(f"whom is it for? {part[:40]!r} is not understood: {HINT}")
    return name, values


def audience_line(audience: Audience) -> str:
    """The line for an audience, such that :func:`read_audience` reads it back."""
    parts = [f"{k}s" for k in audience.kinds] + list(audience.standings)
    for word, values in (
        ("tag", audience.tags),
        ("industry", audience.industries),
        ("in", audience.places),
        ("lifts", tuple(s.replace("-", " ") for s in audience.lifts)),
        ("answers", tuple(s.replace("-", " ") for s in audience.answers)),
    ):
        if values:
            parts.append(f"{word} {' or '.join(values)}")
    if audience.after_bad_call:
        parts.append("after a bad call")
    return ", ".join(parts) or "everybody"
