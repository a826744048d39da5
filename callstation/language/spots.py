"""Where the rules hold in one text: matches, less what exceptions, quotation marks and denials take back."""

from __future__ import annotations

from collections.abc import Sequence

from callstation.language.ruleset import Role
from callstation.language.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from callstation.language.machine import Match

Span = tuple[int, int]
"""First and last word of a match, as indexes into :class:`Words`."""


class Spots:
    """The matches of one text, by rule."""

    def __init__(
        self, words: Words, matches: list[Match], tags: tuple[tuple[int, Role], ...], plain: frozenset[str]
    ) -> None:
        self.words = words
        self.plain = plain
        self.by_rule: dict[int, dict[Role, list[Span]]] = {}
        self.specific: set[int] = set()
        self.introductions: list[Span] = []
        self.evidence: list[tuple[int, int, int]] = []
        self._no_evidence: dict[int, set[int]] = {}
        negations: list[Span] = []
        for tag, first, last in matches:
            number, role = tags[tag]
            if role is Role.SPECIFIC:
                self.specific.add(words.sentence[last])
            elif role is Role.NEGATION:
                negations.append((first, last))
            elif role is Role.INTRODUCTION:
                self.introductions.append((first, last))
            elif role is Role.EVIDENCE:
                self.evidence.append((number, first, last))
            elif role is Role.NO_EVIDENCE:
                self._no_evidence.setdefault(number, set()).update(range(first, last + 1))
            else:
                self.by_rule.setdefault(number, {}).setdefault(role, []).append((first, last))
        self._denied = _covered(negations)
        self._telling: set[int] | None = None
        self._taken_back: dict[int, set[int]] = {}

    def signs(self, number: int, empty: Sequence[Span]) -> bool:
        """Whether a sign of the rule's stands in the text, outside of its ``empty`` phrases."""
        return bool(_without(self.by_rule.get(number, {}).get(Role.SIGN, ()), empty))

    def begins(self, number: int, at: int) -> list[Span]:
        """The words with which the text begins (at word ``at``) as the rule forbids it: none, or one span."""
        spots = self.by_rule.get(number, {})
        kept = _without(spots.get(Role.BEGIN, ()), spots.get(Role.EXCEPT, ()))
        return [(first, last) for first, last in kept if first == at][:1]

    def of(self, number: int) -> list[Span]:
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
        for _, last in spots.get(Role.OPEN, ()):
            elsewhere |= {self.words.sentence[last], self.words.sentence[last] + 1}
        kept = sorted(
            (first, last)
            for first, last in candidates
            if self.words.sentence[last] not in elsewhere and not self._spoken_of(first, last)
        )
        merged: list[Span] = []
        for first, last in kept:
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def counts(self, row: int, first: int, last: int, rule: int) -> bool:
        """Whether the evidence of ``row`` from ``first`` to ``last`` counts: not where an exception of its own, or
        of the ``rule`` for which it speaks, takes it back, nor where its words are quoted or denied."""
        if row in self._no_evidence and not self._no_evidence[row].isdisjoint(range(first, last + 1)):
            return False
        if rule < 0:
            return True
        if rule not in self._taken_back:
            spots = self.by_rule.get(rule, {})
            self._taken_back[rule] = _covered([*spots.get(Role.EXCEPT, ()), *spots.get(Role.WEAK_EXCEPT, ())])
        return self._taken_back[rule].isdisjoint(range(first, last + 1)) and not self._spoken_of(first, last)

    def _all_plain(self, inside: int) -> bool:
        """Whether the sentence around ``inside`` has no word that says something by itself; names do not."""
        words = self.words
        if self._telling is None:
            self._telling = set()
            begun = -1
            for i, forms in enumerate(words.forms):
                if words.is_boundary(i):
                    continue
                named = "Name" in forms and (
                    words.sentence[i] == begun or words.is_boundary(i + 1) or "Name" in words.forms[i + 1]
                )
                begun = words.sentence[i]
                if words.quoted[i] or not (named or forms[0] in self.plain):
                    self._telling.add(begun)
        return words.sentence[inside] not in self._telling

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
        return before in self._denied


def _without(spots: Sequence[Span], taken_back: Sequence[Span]) -> list[Span]:
    """The spots that nothing takes back by overlapping them."""
    if not taken_back:
        return list(spots)
    covered = _covered(taken_back)
    return [(first, last) for first, last in spots if covered.isdisjoint(range(first, last + 1))]


def _covered(spots: Sequence[Span]) -> set[int]:
    return {i for first, last in spots for i in range(first, last + 1)}


def _scare(words: Words, first: int) -> bool:
    """Whether the quotation marks are only for show: just "checking in" with you."""
    before = first - 1
    while before > 0 and words.is_boundary(before):
        before -= 1
    return not words.quoted[before] and words.forms[before][0] in ("just", "only", "simply", "am", "quick", "little")
