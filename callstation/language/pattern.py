"""The little language in which rules say what they look for, and its compiler.

A pattern is a row of words; a regular expression it is not, and no pattern can take more than one step per
word and place, so no rule of the user's can hang the check.

=================  ==========================================================================================
``touch base``     these words, with a filler ("um", "just", "you know") or a line break anywhere between them
``a|b``            one of the words
``-in``            the word directly after a hyphen (``check -in``: "check-in" and "checkin", not "check in")
``( a b / c )``    one of the rows
``[ a b / c ]``    the same, or nothing
``..3``            up to three words, whatever they are
``<want>``         one of the rows listed under that name in ``lists.toml``
``#``              a number, in digits or words
``Name``           a word with a capital
``^`` and ``$``    the beginning and the end of a clause or a sentence
``.`` and ``?``    the end of a sentence; of a question
``:`` and ``;``    the sign itself
=================  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, reduce

from callstation.language.vocabulary import OPENED, open_word, word_set

ANY = "*"
MAX_LENGTH = 2_000
MAX_PLACES = 400

_TOKEN = re.compile(r"[()\[\]/]|[^\s()\[\]/]+")
_SIGNS = frozenset("^$.?:;")
_COMMON = word_set("i we you to a the my our your is are am in on for of and with it this that me us have be")
_SIMPLE = re.compile(r"[a-z]+(?:\|[a-z]+)*\Z")
_LIST = re.compile(r"<[a-z_]+>\Z")
_PLAIN = re.compile(r"(?:-?[^\W_]+|#|\^|\$|\.|\?|:|;|'s)\Z")


class PatternError(ValueError):
    """A pattern that makes no sense; the text says what is wrong, in words for the user."""


class Places:
    """The places of a compiled pattern (Glushkov's construction).

    ``words``: what may stand in each; ``follow``: which places may come after it; ``first`` and ``last``: where a
    match begins and ends. ``after``: the list with which the pattern begins, where it is left out of the places.
    """

    __slots__ = ("after", "first", "follow", "last", "words")

    def __init__(self) -> None:
        self.words: list[frozenset[str]] = []
        self.follow: list[set[int]] = []
        self.first: set[int] = set()
        self.last: set[int] = set()
        self.after = ""


class _Part:
    """A part of a pattern: may it be nothing, where can it begin, where can it end."""

    __slots__ = ("empty", "first", "last")

    def __init__(self, empty: bool, first: set[int], last: set[int]) -> None:
        self.empty = empty
        self.first = first
        self.last = last


def compile_pattern(source: str, lists: Mapping[str, str], *, share: bool = True) -> Places:
    """``source`` as places. With ``share``, a list at its beginning is left out and named (``Places.after``).

    Raises :class:`PatternError` where the pattern cannot be read, is too long, or could match nothing.
    """
    if len(source) > MAX_LENGTH:
        raise PatternError(f"is longer than {MAX_LENGTH} signs")
    reader = _Reader(source, lists, Places(), ())
    after = reader.leading_list() if share else ""
    part = reader.row(closing="")
    places = reader.places
    places.after = after
    places.first, places.last = part.first, part.last
    if part.empty and after:
        return compile_pattern(source, lists, share=False)
    if part.empty:
        raise PatternError("could match nothing at all: at least one word must not be optional")
    if any(ANY in places.words[p] for p in (part.last if after else part.first | part.last)):
        raise PatternError("may not begin or end with '..': say which word stands there")
    return places


def needed_words(source: str) -> frozenset[str]:
    """Words of which a text must hold one if ``source`` is to be found in it; none where that is not plain to see.

    Of all the words that stand outside of brackets and lists, those are taken that texts seldom hold.
    """
    needed: set[str] = set()
    best: frozenset[str] = frozenset()
    depth = 0
    for item in [*_tokens(source), "/"]:
        if item in "([":
            depth += 1
        elif item in ")]":
            depth -= 1
        elif item == "/" and not depth:
            if not best:
                return frozenset()
            needed |= best
            best = frozenset()
        elif not depth and item != "/":
            words, others = _alternatives(item)
            if not others and words.isdisjoint(_SIGNS):
                if words.isdisjoint(_COMMON):
                    best = words
                    if "/" not in source:
                        return best
                elif not best:
                    best = words
    return frozenset(needed)


class _Reader:
    """A recursive descent over the tokens of one pattern (or of one list inside it)."""

    def __init__(self, source: str, lists: Mapping[str, str], places: Places, inside: tuple[str, ...]) -> None:
        self.tokens = _tokens(source)
        self.at = 0
        self.lists = lists
        self.places = places
        self.inside = inside

    def leading_list(self) -> str:
        """The list at the very beginning, passed over, where the rest of the pattern hangs on it alone."""
        first, *rest = self.tokens or [""]
        if not _LIST.match(first) or not rest or "/" in _outer(rest):
            return ""
        if first[1:-1] not in self.lists:
            raise PatternError(f"speaks of {first}, and there is no such list")
        self.at = 1
        return first[1:-1]

    def row(self, closing: str) -> _Part:
        """Rows separated by ``/`` up to ``closing``."""
        rows = [self._sequence(closing)]
        while self._peek() == "/":
            self.at += 1
            rows.append(self._sequence(closing))
        if closing:
            if self._peek() != closing:
                raise PatternError(f"lacks a closing '{closing}'")
            self.at += 1
        elif self._peek():
            raise PatternError(f"has a '{self._peek()}' too many")
        return self._either(rows)

    def _sequence(self, closing: str) -> _Part:
        part = _Part(True, set(), set())
        any_item = False
        while (item := self._peek()) and item not in ("/", closing, ")", "]"):
            any_item = True
            part = self._then(part, self._item())
        if not any_item:
            raise PatternError("has an empty place")
        return part

    def _item(self) -> _Part:
        item = self._next()
        if item == "(":
            return self.row(")")
        if item == "[":
            part = self.row("]")
            part.empty = True
            return part
        words, others = _alternatives(item)
        rows = [self._place(words)] if words else []
        for other in others:
            if other.startswith(".."):
                rows.append(self._gap(other[2:]))
            elif other.startswith("<"):
                rows.append(self._list(other[1:-1]))
            else:
                rows.append(reduce(self._then, [self._place(frozenset((w,))) for w in other.split()]))
        return self._either(rows)

    def _list(self, name: str) -> _Part:
        if name not in self.lists:
            raise PatternError(f"speaks of <{name}>, and there is no such list")
        if name in self.inside:
            raise PatternError(f"has the list <{name}> inside itself")
        reader = _Reader(self.lists[name], self.lists, self.places, (*self.inside, name))
        return reader.row(closing="")

    def _gap(self, most: str) -> _Part:
        if most not in tuple("123456789"):
            raise PatternError("can skip 1 to 9 words with '..'")
        part = _Part(True, set(), set())
        for _ in range(int(most)):
            place = self._place(frozenset((ANY,)))
            place.empty = True
            part = self._then(part, place)
        return part

    def _place(self, words: frozenset[str]) -> _Part:
        if len(self.places.words) >= MAX_PLACES:
            raise PatternError(f"has more than {MAX_PLACES} places")
        self.places.words.append(words)
        self.places.follow.append(set())
        number = len(self.places.words) - 1
        return _Part(False, {number}, {number})

    def _then(self, one: _Part, two: _Part) -> _Part:
        for place in one.last:
            self.places.follow[place] |= two.first
        first = one.first | two.first if one.empty else one.first
        last = one.last | two.last if two.empty else two.last
        return _Part(one.empty and two.empty, first, last)

    def _either(self, rows: list[_Part]) -> _Part:
        if len(rows) == 1:
            return rows[0]
        return _Part(
            any(r.empty for r in rows),
            set().union(*(r.first for r in rows)),
            set().union(*(r.last for r in rows)),
        )

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next(self) -> str:
        item = self._peek()
        if not item or item in (")", "]", "/"):
            raise PatternError(f"has nothing where a word should be{f' (before {item!r})' if item else ''}")
        self.at += 1
        return item


def _tokens(source: str) -> list[str]:
    """Brackets, slashes, and what stands between white space."""
    return _TOKEN.findall(source)


@cache
def _alternatives(item: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """``a|b|don't|<list>|..2`` as its single words, and all that is more than one word."""
    if _SIMPLE.match(item) and OPENED.keys().isdisjoint(words := item.split("|")):
        return frozenset(words), ()
    words, others = [], []
    for part in item.split("|"):
        if part.startswith("..") or _LIST.match(part):
            others.append(part)
        else:
            pieces = _pieces(part)
            (words if len(pieces) == 1 else others).append(" ".join(pieces))
    return frozenset(words), tuple(others)


def _pieces(part: str) -> list[str]:
    """A word of a pattern as the text will hold it: "don't" is "do not" there, "follow-up" two words."""
    if not part:
        raise PatternError("has nothing on one side of a '|'")
    if part == "Name":
        return [part]
    word = part.lower().replace("’", "'")
    opened = [word] if word == "'s" else open_word(word).split()
    pieces = [piece for word in opened for piece in ([word] if word[0] == "-" else word.split("-"))]
    for piece in pieces or [""]:
        if not _PLAIN.match(piece):
            raise PatternError(f"has '{part}', which is neither a word nor a sign of the pattern language")
    return pieces


def _outer(tokens: list[str]) -> list[str]:
    """The tokens outside of all brackets."""
    outside, depth = [], 0
    for item in tokens:
        depth += (item in "([") - (item in ")]")
        if not depth:
            outside.append(item)
    return outside
