"""The language check: what is empty in a text, what is missing from it, and what to say instead (S1, S4, H7)."""

from __future__ import annotations

from enum import StrEnum

from callstation.language.ruleset import Rule, Ruleset
from callstation.language.speech import seconds_to_say
from callstation.language.spots import Spots
from callstation.language.words import Words, split
from callstation.model.cards import Finding

__all__ = ["TextKind", "check", "seconds_to_say"]


class TextKind(StrEnum):
    """What a text is. Of a LINE only the phrases are judged; the others must also have their parts."""

    LINE = "line"
    OPENER = "opener"
    VOICEMAIL = "voicemail"
    EMAIL = "email"
    SCRIPT = "script"
    """A script's own source: Jinja's tags and expressions are passed over."""


def check(
    text: str, kind: TextKind = TextKind.LINE, *, my_number: str = "", rules: Ruleset | None = None
) -> list[Finding]:
    """What the rules find in ``text``, by position; what is missing from it comes last.

    ``my_number`` is the caller's own number (any spelling), which a voicemail must hold; without it any number
    counts. Lines and columns are 1-based, in characters of ``text``.
    """
    ruleset = rules or Ruleset.default()
    if kind is TextKind.SCRIPT:
        from callstation.language.jinja import blank

        words = split(*blank(text))
    else:
        words = split(text)
    machine, tags = ruleset.compiled
    spots = Spots(words, machine.run(words), tags, ruleset.plain)
    applying = [
        (number, rule)
        for number, rule in enumerate(ruleset.rules)
        if rule.severity != "off" and kind.value in rule.kinds
    ]
    found = [(rule, *span) for number, rule in applying for span in spots.of(number)]
    if ruleset.scales:
        from callstation.language.scales import Weighed

        weighed = Weighed(ruleset.scales, spots, ruleset.numbers)
        shipped = ruleset.shipped_phrases
        found = [f for f in found if f[0].id not in shipped or not weighed.says_much(f[1], f[2])]
        if not found:
            found = weighed.empty({rule.id: rule for _, rule in applying})
    findings = [_finding(rule, text, *_place(words, first, last)) for rule, first, last in _outermost(found)]
    if kind is not TextKind.LINE and kind is not TextKind.SCRIPT and text.strip():
        from callstation.language.missing import first_word, lacks

        begins_at = first_word(words, spots.introductions)
        empty = [(first, last + 1) for _, first, last in found]
        for number, rule in applying:
            for first, last in spots.begins(number, begins_at):
                findings.append(_finding(rule, text, *_place(words, first, last)))
            missing = rule.signs and not spots.signs(number, empty)
            if missing or lacks(rule, text, my_number):
                findings.append(_finding(rule, text, 0, 0))
    return sorted(findings, key=lambda f: (f.length == 0, f.line, f.column))


def _outermost(found: list[tuple[Rule, int, int]]) -> list[tuple[Rule, int, int]]:
    """Without what lies inside a finding of another rule: one phrase gets one finding."""
    kept: list[tuple[Rule, int, int]] = []
    for rule, first, last in sorted(found, key=lambda f: (f[1], -f[2])):
        if not kept or last > kept[-1][2]:
            kept.append((rule, first, last))
    return kept


def _place(words: Words, first: int, last: int) -> tuple[int, int]:
    while words.is_boundary(first):
        first += 1
    while words.is_boundary(last):
        last -= 1
    return words.spans[first][0], words.spans[last][1]


def _finding(rule: Rule, text: str, start: int, end: int) -> Finding:
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        text=text[start:end],
        instead=rule.instead,
        line=line,
        column=column,
        length=end - start,
        message=rule.message,
    )
