"""Keeping a client's confidence (H5): the words by which they would be known, found and hidden in any text.

A name is looked for as a whole, its parts one by one, and run together as addresses write it. A part that is an
ordinary word as well (Will, Lane) counts where it is written like a name. It errs on the side of silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from callstation.rules.everyday import LEGAL_FORMS, ORDINARY, PARTICLES, TRADES

STAND_IN = "a client"
"""What is said in the place of a name."""
LONGEST = 12
"""Words of a name that are looked at."""
SURE = 8
"""Letters from which a name run together is found inside a longer run too."""
_UNTELLING = "".join(STAND_IN.split()) * 2
"""What is said in the place of a name gives nobody away, whatever somebody's firm is called."""
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ARTICLES = frozenset(("the", "a", "an", "our", "my"))


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be said of one client. All of it folded: no case, no accents."""

    runs: tuple[str, ...] = ()
    """Whole names, their words run together."""
    words: frozenset[str] = frozenset()
    """Single words, however they are written."""
    names: frozenset[str] = frozenset()
    """Single words, where they are written with a capital."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name; scripts without capitals always are."""
        return not self.text[0].islower()


@lru_cache(maxsize=256)
def secret_of(name: str, first_name: str = "", last_name: str = "", company: str = "") -> Secret:
    """What must not be said of the client of these names."""
    runs: set[str] = set()
    words: set[str] = set()
    names: set[str] = set()
    for parts in (_folded(name), _folded(f"{first_name} {last_name}"), _folded(f"{last_name} {first_name}")):
        bare = [p for p in parts if p not in PARTICLES]
        runs |= {"".join(s) for s in _slices(parts) if s[-1] not in PARTICLES}
        if len(bare) > 1:
            runs |= {"".join(bare), bare[0] + bare[-1], bare[-1] + bare[0]}
        for part in bare:
            _single(part, words, names)
    firm = [p for p in _folded(company) if p not in LEGAL_FORMS]
    telling = [p for p in firm if p not in TRADES]
    runs |= {"".join(s) for s in _slices(firm) if (telling and s == firm) or sum(p not in TRADES for p in s) > 1}
    for part in telling:
        _single(part, words if len(firm) == 1 else names, names)
    if not telling:  # "The Bakery": only its capital tells it from any other
        names |= {p for p in firm if p not in PARTICLES}
    runs |= {w for w in words | names if _IDEOGRAPHS.search(w)}
    runs = {r for r in runs if (len(r) > 3 or _IDEOGRAPHS.search(r)) and r not in _UNTELLING}
    return Secret(tuple(sorted(runs, key=lambda r: (-len(r), r))), frozenset(words), frozenset(names))


def _folded(text: str) -> list[str]:
    return [t.folded for t in _tokens(text)]


def _slices(parts: list[str]) -> Iterator[list[str]]:
    """Every two or more words that follow each other; of absurdly long names only the beginning."""
    parts = parts[:LONGEST]
    for first in range(len(parts)):
        for end in range(first + 2, len(parts) + 1):
            yield parts[first:end]


def _single(part: str, words: set[str], names: set[str]) -> None:
    """One part of a name: long and unlike any other word, or only known by its capital."""
    if len(part) < 2 and not _IDEOGRAPHS.search(part):
        return
    (names if part in ORDINARY or len(part) < 4 else words).add(part)


def found_in(secret: Secret, text: str) -> str:
    """The first words in ``text`` that would give the client away, '' where none does."""
    spans = _joined(text, _spans(secret, _tokens(text), frozenset()))
    return text[spans[0][0] : spans[0][1]] if spans else ""


def masked(secret: Secret, text: str, *, own: Iterable[str] = ()) -> str:
    """``text`` with a stand-in for whatever would give the client away.

    ``own`` are names that may be said because somebody else in the call bears them: who is called, and the caller.
    """
    tokens = _tokens(text)
    mine = frozenset(t.folded for name in own for t in _tokens(name))
    spans = _joined(text, _spans(secret, tokens, mine))
    before = {t.end: t for t in tokens}
    for start, end in reversed(spans):
        article = before.get(start - 1)
        if article is not None and article.folded in _ARTICLES:
            start = article.start
        text = text[:start] + STAND_IN + text[end:]
    return text


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts of one name that stand beside each other, made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" .,-&'’_/@") and start - joined[-1][1] <= 3:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _spans(secret: Secret, tokens: list[_Token], own: Collection[str]) -> list[tuple[int, int]]:
    """Where something gives the client away, as characters of the text, in order and apart from each other."""
    hit = {i for i, t in enumerate(tokens) if _gives_away(secret, t, own)}
    for first, last in _runs(secret, tokens):
        if not all(t.folded in own for t in tokens[first : last + 1]):
            hit.update(range(first, last + 1))
    return [(tokens[i].start, tokens[i].end) for i in sorted(hit)]


def _gives_away(secret: Secret, token: _Token, own: Collection[str]) -> bool:
    if token.folded in own:
        return False
    for form in (token.folded, token.folded.removesuffix("s")):
        if form in secret.words or (token.capital and form in secret.names):
            return True
    return False


def _runs(secret: Secret, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """The first and last token of every whole name, whatever stands between its words."""
    if not secret.runs:
        return
    text = "".join(t.folded for t in tokens)
    of = [i for i, t in enumerate(tokens) for _ in t.folded]
    for run in secret.runs:
        at = text.find(run)
        while at >= 0:
            end = at + len(run) - 1
            begins = at == 0 or of[at - 1] != of[at]
            ends = end + 1 == len(of) or of[end + 1] != of[end]
            if len(run) >= SURE or (begins and ends) or _IDEOGRAPHS.search(run):
                yield of[at], of[end]
            at = text.find(run, at + 1)


def _tokens(text: str) -> list[_Token]:
    return [_Token(m[0], fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def fold(word: str) -> str:
    """A word without case and accents: ``JOSÉ`` and ``jose`` are one."""
    if word.isascii():
        return word.lower()
    folded = normalize("NFKD", word).casefold()
    return "".join(c for c in folded if not combining(c))
