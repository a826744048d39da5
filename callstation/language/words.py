"""A text as a row of words in plain form: lower case, contractions opened, slang spelt out, quotes marked.

The rules are written about words, so that "I'm checkin' in", "i am checking in" and a line break in the middle
are one thing to them. Every word remembers where it stood, so that a finding can be shown in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from callstation.language.vocabulary import (
    ABBREVIATIONS,
    BEFORE_TO,
    DROPPED_G,
    GREETINGS,
    LEADING,
    NUMBER_WORDS,
    SOFT,
    SOFT_PAIRS,
    SPLIT,
    open_word,
)

_WORD = re.compile("[^\\W_]+(?:['’ʼ‘`´][^\\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
_SENTENCE_END = re.compile("(?:(?<![.])[.](?![.])|[!?][!?.]*)[\"'”’»)\\]]*(?:\\s|$)|[!?]|\n[ \t]*\n")
_CLAUSE = re.compile('[,;:()\\[\\]—–…|•"“”«»]|\\.\\.|--|\\s-|-[ \\t]')
_PARTICLE = re.compile(r"\s+(?:back|in|up|on)\b", re.IGNORECASE)
_QUOTES = frozenset("\"'“”‘’«»")
_HYPHEN = re.compile("[-‐‑]\\s*")


NOTHING: Mapping[int, str] = MappingProxyType({})


class Words:
    """The row. All lists are of one length; boundaries of clauses and sentences stand in it as words of their own.

    ``forms``: what the word may be taken for: the plain word, "-word" after a hyphen, "#" for a number,
    "Name" with a capital. A boundary is "^" (something begins) and "$" (something ends), "." where a sentence
    does, "?" where it was a question, ":" and ";" where that sign stands.
    ``spans``: where it stood, as (start, end) in the text; empty for a boundary.
    ``soft``: it may be passed over inside a phrase. ``quoted``: it stands in quotation marks.
    ``sentence``: number of its sentence, from 0.
    """

    __slots__ = ("forms", "quoted", "sentence", "soft", "spans")

    def __init__(self) -> None:
        self.forms: list[tuple[str, ...]] = []
        self.spans: list[tuple[int, int]] = []
        self.soft: list[bool] = []
        self.quoted: list[bool] = []
        self.sentence: list[int] = []

    def is_boundary(self, index: int) -> bool:
        """Whether the word at ``index`` is none, but the edge of a clause or a sentence."""
        return self.forms[index][0] == "^"

    def add(self, forms: tuple[str, ...], span: tuple[int, int], soft: bool, quoted: bool, sentence: int) -> None:
        """One more word (or boundary) at the end."""
        self.forms.append(forms)
        self.spans.append(span)
        self.soft.append(soft)
        self.quoted.append(quoted)
        self.sentence.append(sentence)


def split(text: str, unknown: Mapping[int, str] = NOTHING) -> Words:
    """``text`` as :class:`Words`. ``unknown`` holds places where a word stands whose text is not known (a Jinja
    expression that was blanked), and what is known of it: a name says nothing by itself, all else does."""
    words = Words()
    quotes = sorted(_quotes(text), reverse=True)
    quote_end = -1
    sentence = 0
    words.add(("^", "$", "."), (0, 0), False, False, 0)
    found: list[tuple[int, int]] = [m.span() for m in _WORD.finditer(text)]
    if unknown:
        found = sorted([*found, *((at, at) for at in unknown)])
    end = 0
    for start, stop in found:
        gap = text[end:start]
        glued = False
        if len(gap) != 1 or gap != " ":
            kind = _boundary(gap, text, end) if words.forms[-1][0] != "^" else ""
            if "." in kind and not _QUOTES.isdisjoint(gap) and text[start].islower():
                kind = ","  # "Any news?" is what he says
            if kind:
                edge: tuple[str, ...] = ("^", "$", ".") if "." in kind else ("^", "$")
                edge += tuple(sign for sign in "?:;" if sign in kind)
                if "." in kind:
                    sentence += 1
                words.add(edge, (end, end), "." not in kind, False, sentence)
            glued = bool(_HYPHEN.fullmatch(gap))
        if glued and "\n" in gap and text[start:stop] == "ing":
            words.forms[-1] = (words.forms[-1][0] + "ing",)
            words.spans[-1] = (words.spans[-1][0], stop)
            end = stop
            continue
        while quotes and quotes[-1][0] < start:
            quote_end = max(quote_end, quotes.pop()[1])
        quoted = stop <= quote_end
        if start == stop:
            forms = ("{}", "Name") if "name" in unknown[start] else ("{}", "#")
            words.add(forms, (start, stop), False, quoted, sentence)
        else:
            _add_word(words, text, start, stop, glued, quoted, sentence)
        end = stop
    gap = text[end:]
    words.add(("^", "$", ".", "?") if "?" in gap else ("^", "$", "."), (end, end), False, False, sentence)
    _soften_pairs(words)
    return words


def _add_word(words: Words, text: str, start: int, stop: int, glued: bool, quoted: bool, sentence: int) -> None:
    raw = text[start:stop]
    word = raw.lower().translate(_APOSTROPHES)
    span = (start, stop)
    previous = words.forms[-1]
    if stop < len(text) and text[stop] in "'’" and word.endswith("in") and word + "g" != "ing":
        word += "g"  # touchin' base
    elif word in DROPPED_G:
        word += "g"
    if previous[0] in SPLIT and word in SPLIT[previous[0]] and words.spans[-1][1] < start:
        words.forms[-1] = (previous[0] + word,)  # any thing
        words.spans[-1] = (words.spans[-1][0], stop)
        return
    if word == "checkin" and _PARTICLE.match(text, stop):
        word = "checking"
    elif word == "2" and previous[0] in BEFORE_TO:
        word = "to"
    if word == "w" and text[stop : stop + 1] == "/":
        word = "with"
    pieces = open_word(word)
    if pieces != word:
        for piece in pieces.split():
            if piece.startswith("-"):
                words.add((piece[1:], piece), span, False, quoted, sentence)
            else:
                words.add((piece, "is") if piece == "'s" else (piece,), span, False, quoted, sentence)
        return
    forms: tuple[str, ...] = (word,)
    if glued:
        forms += ("-" + word,)
    if word[0].isdigit() or word in NUMBER_WORDS:
        forms += ("#",)
    elif raw[0].isupper() and raw != "I":
        forms += ("Name",)
    soft = word in SOFT or (word in LEADING and words.forms[-1][0] == "^")
    words.add(forms, span, soft, quoted, sentence)
    if "Name" in forms and _after_greeting(words):
        words.add(("^", "$"), (stop, stop), True, False, sentence)


def _after_greeting(words: Words) -> bool:
    """Whether the word just added is the name in "Hi Tom ..." (a greeting wants no comma after it)."""
    return len(words.forms) >= 2 and words.forms[-2][0] in GREETINGS


def _boundary(gap: str, text: str, end: int) -> str:
    """What ends in the signs between two words: '' nothing, ',' a clause (':' and ';' too), '.' a sentence,
    '?.' a question."""
    match = _SENTENCE_END.search(gap)
    if match:
        if gap[0] == "." and "\n\n" not in gap and _abbreviated(text, end):
            return ""
        return "?." if "?" in gap else "."
    if _CLAUSE.search(gap):
        return ":" if ":" in gap else ";" if ";" in gap else ","
    return ""


def _abbreviated(text: str, end: int) -> bool:
    """Whether the word that ends at ``end`` is one like "Mr", or a single letter ("J. Park"; not "I")."""
    start = end
    while start and end - start < 8 and text[start - 1].isalpha():
        start -= 1
    if start and text[start - 1] in "'’":
        return False
    word = text[start:end].lower()
    return word in ABBREVIATIONS or (len(word) == 1 and word != "i")


def _soften_pairs(words: Words) -> None:
    """Mark "you know" between commas, "sort of", "I mean" as words to pass over."""
    forms = words.forms
    for i in range(1, len(forms) - 2):
        pair = (forms[i][0], forms[i + 1][0])
        if pair in SOFT_PAIRS and (pair[1] == "of" or (forms[i + 2][0] == "^" and forms[i - 1][0] == "^")):
            words.soft[i] = words.soft[i + 1] = True


def _quotes(text: str) -> list[tuple[int, int]]:
    """Where quotations stand, as (place of the opening sign, place of the closing one); a quotation of the whole
    text is none, it is the text."""
    spans: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for i, sign in enumerate(text):
        if sign not in "\"'“”‘’«»":
            continue
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        kind = '"' if sign in '"“”' else "'" if sign in "'‘’" else "«"
        opens = sign in "“«" or (
            sign in "\"'‘’" and not before.isalnum() and before not in ".,!?" and not after.isspace()
        )
        if opens and kind not in opened:
            opened[kind] = i
        elif not opens and kind in opened and not (kind == "'" and after.isalnum()):
            if kind == "'" and before == "n" and "'" in text[i + 1 :]:
                continue  # 'touchin' base': the dropped g does not end the quotation
            spans.append((opened.pop(kind), i))
    return [(a, b) for a, b in spans if text[:a].strip(" \n\t-*>") or text[b + 1 :].strip(" \n\t.!?")]
