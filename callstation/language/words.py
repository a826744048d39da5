"""A text as a row of words in plain form: lower case, contractions opened, slang spelt out, quotes marked.

The rules are written about words, so that "I'm checkin' in", "i am checking in" and a line break in the middle
are one thing to them. Every word remembers where it stood, so that a finding can be shown in the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WORD = re.compile("[^\\W_]+(?:['’ʼ‘`´][^\\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
_SENTENCE_END = re.compile("(?<![.])[.!?][!?.]*[\"'”’»)\\]]*(?:\\s|$)|[!?]|\n[ \t]*\n")
_CLAUSE = re.compile("[,;:()\\[\\]—–…|•\"“”«»]|\\.\\.|--|\\s-|-[ \\t]")
_PARTICLE = re.compile(r"\s+(?:back|in|up|on)\b", re.IGNORECASE)
_HYPHEN = re.compile("[-‐‑]\\s*")

# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st prof jr sr inc ltd co vs approx tel ext dept jan feb apr jun jul aug sep sept oct nov dec mon tue "
    "tues wed thu thur thurs fri re attn".split()
)

OPENED = {
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "hafta": "have to",
    "lemme": "let me",
    "gimme": "give me",
    "whatcha": "what you",
    "didja": "did you",
    "wouldja": "would you",
    "d'you": "do you",
    "y'all": "you all",
    "yall": "you all",
    "ya'll": "you all",
    "c'mon": "come on",
    "ya": "you",
    "ye": "you",
    "u": "you",
    "ur": "your",
    "yer": "your",
    "r": "are",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "weve": "we have",
    "theyre": "they are",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "hows": "how is",
    "heres": "here is",
    "lets": "let us",
    "let's": "let us",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "havent": "have not",
    "hasnt": "has not",
    "hadnt": "had not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "can't": "can not",
    "everythings": "everything is",
    "checkin": "check -in",
    "checkins": "check -ins",
    "followup": "follow -up",
    "followups": "follow -ups",
    "checkup": "check -up",
    "touchbase": "touch base",
    "nuthin": "nothing",
    "sumthin": "something",
    "wondrin": "wondering",
    "'bout": "about",
    "thru": "through",
    "pls": "please",
    "plz": "please",
    "msg": "message",
    "info": "information",
    "hallo": "hello",
    "'ello": "hello",
    "oughta": "ought to",
    "shoulda": "should have",
    "woulda": "would have",
    "coulda": "could have",
    "outta": "out of",
    "kinda": "kind of",
    "sorta": "sort of",
    "em": "them",
    "n": "and",
    "chk": "check",
    "chkg": "checking",
    "sry": "sorry",
    "soz": "sorry",
    "abt": "about",
    "lmk": "let me know",
    "thx": "thanks",
    "tmrw": "tomorrow",
    "hv": "have",
    "any1": "anyone",
    "some1": "someone",
    "whaddya": "what do you",
    "whatchu": "what you",
    "cuz": "because",
    "cos": "because",
    "bc": "because",
    "jus": "just",
    "tryna": "trying to",
    "fwiw": "for what it is worth",
    "fyi": "for your information",
    "asap": "as soon as possible",
    "btw": "by the way",
}
_ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
_SPLIT = {"any": ("thing", "one", "body"), "some": ("thing", "one", "body"), "every": ("thing", "one", "body")}
_DROPPED_G = frozenset(
    "callin checkin touchin followin wonderin reachin circlin sayin stoppin poppin droppin swingin ringin phonin writin "
    "bumpin pingin lookin thinkin doin goin gettin needin seein hopin tryin buggin botherin interruptin catchin keepin "
    "stayin makin runnin hearin waitin chasin sendin nudgin givin tellin askin havin comin anythin everythin somethin "
    "nothin buyin hirin signin movin loopin connectin rollin launchin bringin introducin touchin knowin floatin "
    "happenin workin usin shootin hittin mornin evenin circlin' visitin passin leavin settin".split()
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third "
    "quarter twice dozen noon midnight".split()
)
# Words that people slip in anywhere: a phrase with one of them inside is the same phrase.
SOFT = frozenset(
    "um umm uh uhh er erm err eh ah oh hmm hm mm well like just only simply merely really actually basically quickly "
    "briefly please maybe perhaps possibly again honestly literally real also still very quite finally kindly purely "
    "personally super always once totally ever yet sometime".split()
)
# Where a sentence or a clause begins, these say nothing yet.
_LEADING = frozenset("so and but ok okay anyway anyways right now then or yes yeah no hey hi hello yo".split())
_GREETINGS = frozenset("hi hello hey hiya heya yo morning afternoon evening dear howdy greetings".split())
_SOFT_PAIRS = frozenset(
    [("you", "know"), ("i", "mean"), ("i", "guess"), ("sort", "of"), ("kind", "of"), ("i", "suppose")]
)


@dataclass(slots=True)
class Words:
    """The row. All lists are of one length; boundaries of clauses and sentences stand in it as words of their own.

    ``forms``: what the word may be taken for: the plain word, "-word" after a hyphen, "#" for a number,
    "Name" with a capital. A boundary is "^" (something begins) and "$" (something ends), "." where a sentence
    does, "?" where it was a question.
    ``spans``: where it stood, as (start, end) in the text; empty for a boundary.
    ``soft``: it may be passed over inside a phrase. ``quoted``: it stands in quotation marks.
    ``sentence``: number of its sentence, from 0.
    """

    forms: list[tuple[str, ...]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    soft: list[bool] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)

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


def split(text: str, unknown: frozenset[int] = frozenset()) -> Words:
    """``text`` as :class:`Words`. ``unknown`` holds places where a word stands whose text is not known (a Jinja
    expression that was blanked)."""
    words = Words()
    quotes = _quotes(text)
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
            if kind:
                edge = ("^", "$", ".") if "." in kind else ("^", "$")
                if "?" in kind:
                    edge += ("?",)
                if "." in kind:
                    sentence += 1
                words.add(edge, (end, end), "." not in kind, False, sentence)
            glued = bool(_HYPHEN.fullmatch(gap))
        if glued and "\n" in gap and text[start:stop] == "ing":
            words.forms[-1] = (words.forms[-1][0] + "ing",)
            words.spans[-1] = (words.spans[-1][0], stop)
            end = stop
            continue
        quoted = bool(quotes) and any(a < start and stop <= b for a, b in quotes)
        if start == stop:
            words.add(("Name", "#"), (start, stop), False, quoted, sentence)
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
    elif word in _DROPPED_G and word not in OPENED:
        word += "g"
    if previous[0] in _SPLIT and word in _SPLIT[previous[0]] and words.spans[-1][1] < start:
        words.forms[-1] = (previous[0] + word,)  # any thing
        words.spans[-1] = (words.spans[-1][0], stop)
        return
    elif word == "checkin" and _PARTICLE.match(text, stop):
        word = "checking"
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
    if word[0].isdigit() or word in _NUMBER_WORDS:
        forms += ("#",)
    elif raw[0].isupper():
        forms += ("Name",)
    soft = word in SOFT or (word in _LEADING and words.forms[-1][0] == "^")
    words.add(forms, span, soft, quoted, sentence)
    if "Name" in forms and _after_greeting(words):
        words.add(("^", "$"), (stop, stop), True, False, sentence)


def _after_greeting(words: Words) -> bool:
    """Whether the word just added is the name in "Hi Tom ..." (a greeting wants no comma after it)."""
    return len(words.forms) >= 2 and words.forms[-2][0] in _GREETINGS


def open_word(word: str) -> str:
    """``i'm`` as ``i am``, ``gonna`` as ``going to``; any other word as it is."""
    opened = OPENED.get(word)
    if opened is not None:
        return opened
    if "'" not in word:
        return word
    if word.endswith("n't"):
        return word[:-3] + " not"
    head, _, tail = word.rpartition("'")
    if tail in _ENDINGS:
        return f"{head} {_ENDINGS[tail]}"
    if tail == "s":
        return f"{head} 's"
    return word.replace("'", "")


def _boundary(gap: str, text: str, end: int) -> str:
    """What ends in the signs between two words: '' nothing, ',' a clause, '.' a sentence, '?.' a question."""
    match = _SENTENCE_END.search(gap)
    if match:
        if gap[0] == "." and "\n\n" not in gap and _abbreviated(text, end):
            return ""
        return "?." if "?" in gap else "."
    return "," if _CLAUSE.search(gap) else ""


def _abbreviated(text: str, end: int) -> bool:
    """Whether the word that ends at ``end`` is one like "Mr", or a single letter ("J. Park"; not "I")."""
    start = end
    while start and end - start < 8 and text[start - 1].isalpha():
        start -= 1
    word = text[start:end].lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word != "i")


def _soften_pairs(words: Words) -> None:
    """Mark "you know" between commas, "sort of", "I mean" as words to pass over."""
    forms = words.forms
    for i in range(1, len(forms) - 2):
        pair = (forms[i][0], forms[i + 1][0])
        if pair in _SOFT_PAIRS and (pair[1] == "of" or (forms[i + 2][0] == "^" and forms[i - 1][0] == "^")):
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
