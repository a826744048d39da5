"""The language check: what is empty in a text, what is missing from it, and what to say instead (S1, S4, H7)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from callstation.language.machine import Match
from callstation.language.missing import first_word, lacks
from callstation.language.ruleset import Role, Rule, Ruleset
from callstation.language.words import Words, split
from callstation.model.cards import Finding


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
    spots = _Spots(words, machine.run(words), tags, ruleset.plain)
    found: list[tuple[Rule, int, int]] = []
    lacking: list[tuple[int, Rule]] = []
    for number, rule in enumerate(ruleset.rules):
        if rule.severity == "off" or kind.value not in rule.kinds:
            continue
        found += [(rule, first, last) for first, last in spots.of(number)]
        if rule.begins:
            found += [(rule, first, last) for first, last in spots.begins(number)]
        lacking.append((number, rule))
    findings = [_finding(rule, text, *_span(words, first, last)) for rule, first, last in _outermost(found)]
    findings.sort(key=lambda f: (f.line, f.column))
    if kind is TextKind.LINE or kind is TextKind.SCRIPT or not text.strip():
        return findings
    empty = [(first, last + 1) for _, first, last in found]
    for number, rule in lacking:
        if (rule.signs and not spots.signs(number, empty)) or lacks(rule, text, my_number):
            findings.append(_finding(rule, text, 0, 0))
    return findings


class _Spots:
    """The matches of one text, by rule."""

    def __init__(
        self, words: Words, matches: list[Match], tags: tuple[tuple[int, Role], ...], plain: frozenset[str]
    ) -> None:
        self.words = words
        self.plain = plain
        self.by_rule: dict[int, dict[Role, list[tuple[int, int]]]] = {}
        self.specific: set[int] = set()
        self.negations: list[tuple[int, int]] = []
        self.introductions: list[tuple[int, int]] = []
        for tag, first, last in matches:
            number, role = tags[tag]
            if role is Role.SPECIFIC:
                self.specific.add(words.sentence[last])
            elif role is Role.NEGATION:
                self.negations.append((first, last))
            elif role is Role.INTRODUCTION:
                self.introductions.append((first, last))
            else:
                self.by_rule.setdefault(number, {}).setdefault(role, []).append((first, last))

    def signs(self, number: int, empty: Sequence[tuple[int, int]]) -> bool:
        """Whether a sign of the rule's stands in the text, outside of its ``empty`` phrases."""
        return bool(_without(self.by_rule.get(number, {}).get(Role.SIGN, ()), empty))

    def begins(self, number: int) -> list[tuple[int, int]]:
        """Where the text begins as the rule forbids it, after greeting and name: none or one."""
        spots = self.by_rule.get(number, {})
        at = first_word(self.words, self.introductions)
        kept = _without(spots.get(Role.BEGIN, ()), spots.get(Role.EXCEPT, ()))
        return [(first, last) for first, last in kept if first == at][:1]

    def of(self, number: int) -> list[tuple[int, int]]:
        """Where the rule holds, as first and last word; what overlaps is made one."""
        spots = self.by_rule.get(number)
        if not spots:
            return []
        weak_back = [*spots.get(Role.WEAK_EXCEPT, ()), *spots.get(Role.EXCEPT, ())]
        candidates = _without(spots.get(Role.FOUND, ()), spots.get(Role.EXCEPT, ()))
        for spot in _without(spots.get(Role.WEAK, ()), weak_back):
            if self.words.sentence[spot[1]] not in self.specific and not any(self.words.quoted[spot[0] : spot[1] + 1]):
                candidates.append(spot)
        candidates += [s for s in _without(spots.get(Role.CUE, ()), weak_back) if self._all_plain(s[0])]
        elsewhere = {self.words.sentence[last] for _, last in spots.get(Role.UNLESS, ())}
        kept = sorted(
            (first, last)
            for first, last in candidates
            if self.words.sentence[last] not in elsewhere and not self._spoken_of(first, last)
        )
        merged: list[tuple[int, int]] = []
        for first, last in kept:
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def _all_plain(self, inside: int) -> bool:
        """Whether the sentence around ``inside`` has no word that says something by itself; names do not."""
        words = self.words
        first = last = inside
        while first > 1 and "." not in words.forms[first - 1]:
            first -= 1
        while "." not in words.forms[last + 1] if last + 1 < len(words.forms) else False:
            last += 1
        for i in range(first, last + 1):
            forms = words.forms[i]
            named = "Name" in forms and (i > first or words.is_boundary(i + 1) or "Name" in words.forms[i + 1])
            if words.quoted[i] or not (named or forms[0] in self.plain or words.is_boundary(i)):
                return False
        return True

    def _spoken_of(self, first: int, last: int) -> bool:
        """Whether the phrase is quoted or denied, and not used."""
        words = self.words
        inside = [i for i in range(first, last + 1) if not words.is_boundary(i)]
        if inside and words.quoted[inside[0]] and not _scare(words, inside[0]):
            return True
        if words.forms[first][0] in ("not", "never", "without"):
            return False  # the denial is part of the phrase: "not to be a pest"
        before = first - 1
        while before > 0 and words.soft[before] and not words.is_boundary(before):
            before -= 1
        return any(a < first and before <= b for a, b in self.negations)


def _without(spots: Sequence[tuple[int, int]], taken_back: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spots that nothing takes back by overlapping them."""
    return [(a, b) for a, b in spots if not any(c <= b and a <= d for c, d in taken_back)]


def _scare(words: Words, first: int) -> bool:
    """Whether the quotation marks are only for show: just "checking in" with you."""
    before = first - 1
    while before > 0 and words.is_boundary(before):
        before -= 1
    return not words.quoted[before] and words.forms[before][0] in ("just", "only", "simply", "am", "quick", "little")


def _outermost(found: list[tuple[Rule, int, int]]) -> list[tuple[Rule, int, int]]:
    """Without what lies inside a finding of another rule: one phrase gets one finding."""
    kept: list[tuple[Rule, int, int]] = []
    for rule, first, last in sorted(found, key=lambda f: (f[1] - f[2], f[1])):
        if not any(a <= first and last <= b for _, a, b in kept):
            kept.append((rule, first, last))
    return kept


def _span(words: Words, first: int, last: int) -> tuple[int, int]:
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
