"""The very first look at a section's Jinja: does everything that begins with ``{{`` or ``{%`` end?

Jinja itself would tell it lines later, in the words of its parser. Whoever types a script sees this fault with
every name they begin, so it is said here: on its line, with what to write.
"""

from __future__ import annotations

import re

from callstation.scripting.parse import without_comments
from callstation.scripting.tags import Report

_ENDS = {"{{": "}}", "{%": "%}"}
# Texts in quotes stay on their line, and those with braces in them are not taken for any: an apostrophe in the
# words after an unclosed {{ would else begin one.
_SIGN = re.compile(r"\{\{|\{%|\}\}|%\}|'[^'\n{}]*'|\"[^\"\n{}]*\"|['\"]")


def look(text: str, report: Report) -> bool:
    """Report what begins and does not end; whether there was anything of that."""
    text, _ = without_comments(text)
    begun, at = "", 0
    quote = ""
    faulty = False

    def fault(message: str) -> None:
        nonlocal faulty
        faulty = True
        report(message, text.count("\n", 0, at) + 1)

    for match in _SIGN.finditer(text):
        sign = match[0]
        if sign in _ENDS:
            if begun == sign:
                fault(f"{begun} begins here, and another {sign} before it ends; write {_ENDS[begun]} where it ends")
            elif begun:
                fault(
                    f"{begun} begins here and {sign} stands inside it; write {_ENDS[begun]} where it ends "
                    "(names need no braces of their own inside)"
                )
            begun, at, quote = sign, match.start(), ""
        elif not begun:
            continue
        elif sign == _ENDS[begun]:
            if quote:
                fault(f"a text in quotes begins here and never ends; write another {quote} where it ends")
            begun = ""
        elif sign in _ENDS.values():
            fault(f"{begun} ends with {_ENDS[begun]}, and here it ends with {sign}")
            begun = ""
        elif len(sign) == 1:
            quote = sign
    if begun:
        fault(f"{begun} begins here and never ends; write {_ENDS[begun]} where it ends")
    return faulty


_PLAIN = (
    (r"[Ee]xpected an expression, got 'end of", "there is nothing here where a name should stand"),
    (r"tag name expected", "there is nothing between {% and %}; write if, for or set"),
    (r"expected name or number", "a name ends with a dot here; something is missing after it"),
    (r"expected token 'name', got", "after | comes the name of a filter, like |spoken_day"),
    (r"expected token 'in', got", "a for reads: {% for thread in their.threads %}"),
    (r"expected token '[^']*', got '='|unexpected '='", "to compare two things, write =="),
    (r"Unexpected end of template.{1,60} tags: 'endset'", "a set reads: {% set who = their.first_name %}"),
    (r"expected token 'end of [^']*', got '([^'\n]{1,40})'", "'{}' is one word too many; {{{{ }}}} holds one name"),
    (r"unexpected char '([^\n])'", "'{}' cannot stand between braces"),
    (r"unexpected '([^'\n]{1,10})'", "'{}' stands in the wrong place here"),
)


def plainly(message: str) -> str:
    """What Jinja's parser says, in words for whoever writes a script."""
    for pattern, words in _PLAIN:
        if match := re.match(pattern, message):
            return words.format(*match.groups()) if match.groups() else words
    return f"this cannot be read: {message}"
