"""The first look at a section's Jinja: are its tags ones that scripts know, closed, and few enough?

Works on Jinja's tokens, before anything is parsed: what passes here is small and shallow, so that the parser
and the compiler cannot be made to work for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from callstation.scripting.parse import unknown

TAGS: Mapping[str, str] = MappingProxyType(
    {
        "if": "{% if their.company %} ... {% endif %}: only where there is one",
        "elif": "{% elif ... %}: otherwise, if",
        "else": "{% else %}: otherwise",
        "endif": "{% endif %}: the end of an if",
        "for": "{% for thread in their.threads %} ... {% endfor %}: once for each",
        "endfor": "{% endfor %}: the end of a for",
        "set": "{% set who = their.first_name %}: a name of your own",
    }
)
"""The tags that scripts know, with an example each."""

MOST_TAGS = 100
"""The most tags and ``{{ }}`` in one section; a compiler's time grows with them."""
MOST_WORDS = 60
"""The most words and signs within one tag or one ``{{ }}``."""
MOST_DEPTH = 6
"""How deep ``if`` and ``for`` may stand in one another."""
MOST_LOOPS = 2
"""How deep ``for`` may stand in ``for``."""

Report = Callable[[str, int], None]
"""Takes a sentence and the 1-based line in the section."""


def too_many(text: str, report: Report) -> bool:
    """Report it where ``text`` has more tags than a section may have; counted before anything reads them."""
    count = text.count("{{") + text.count("{%")
    if count > MOST_TAGS:
        report(f"a section may have {MOST_TAGS} tags and this one has {count:,}; make it shorter", 1)
    return count > MOST_TAGS


def look(tokens: Iterable[tuple[int, str, str]], report: Report) -> bool:
    """Report every fault of the tags in ``tokens`` (Jinja's line, type, text); whether parsing can go on."""
    tags = _Tags(report)
    words = 0
    naming = False
    for line, kind, text in tokens:
        if kind in ("variable_begin", "block_begin"):
            words, naming = 0, kind == "block_begin"
        elif kind == "raw_begin":
            tags.fault("{% raw %} cannot be used in a script; only if, for and set can", line)
        elif kind in ("whitespace", "data", "variable_end", "block_end"):
            continue
        elif naming:
            naming = False
            tags.named(text, line)
        else:
            words += 1
            if words > MOST_WORDS:  # read no further: reading costs time too
                tags.fault(f"there are more than {MOST_WORDS} words and signs between the braces; say it simpler", line)
                return False
    for tag, line in tags.open:
        tags.fault(f"{{% {tag} %}} begins here and never ends; write {{% end{tag} %}} where it ends", line)
    return not tags.faulty


class _Tags:
    """The tags seen so far: which are open, and whether there was a fault."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._refused: set[str] = set()
        self.open: list[tuple[str, int]] = []
        self.faulty = False

    def fault(self, message: str, line: int) -> None:
        """Report a fault at ``line``."""
        self.faulty = True
        self._report(message, line)

    def named(self, tag: str, line: int) -> None:
        """Look at one tag's name: known, in its place, not too deep."""
        if tag not in TAGS:
            if tag.removeprefix("end") not in self._refused:  # an end is not told where its beginning was
                self._refused.add(tag)
                self.fault(unknown(f"{{% {tag[:40]} %}}", "tag", tag, TAGS, "{{% {} %}}"), line)
        elif tag in ("if", "for"):
            self._opened(tag, line)
        elif tag in ("endif", "endfor"):
            if self.open and self.open[-1][0] == tag[3:]:
                self.open.pop()
            else:
                self.fault(f"{{% {tag} %}} ends something that did not begin with {{% {tag[3:]} %}}", line)
        elif tag in ("else", "elif"):
            around = self.open[-1][0] if self.open else ""
            if around != "if" and (around, tag) != ("for", "else"):
                self.fault(f"{{% {tag} %}} stands outside of an {{% if %}}", line)

    def _opened(self, tag: str, line: int) -> None:
        self.open.append((tag, line))
        if len(self.open) == MOST_DEPTH + 1:
            self.fault(f"if and for may stand {MOST_DEPTH} deep in one another, and this is deeper", line)
        elif tag == "for" and [name for name, _ in self.open].count("for") == MOST_LOOPS + 1:
            self.fault("a for may stand in another for, and no deeper", line)
