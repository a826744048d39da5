"""A text on the scales: is there anything in it for the listener, whatever its words?

The rules know phrases; nobody can list all the ways in which a call without a reason is put. So what stands in a
text is weighed as well: evidence that it is empty (somebody wonders, asks how things are, praises what is his own)
against evidence that it says something (a day, a sum, what the listener said, what changed for them). The rows of
``rules_data/evidence.toml`` say what counts as evidence, those of ``weights.toml`` how much; the sum decides.

It does two things. A text in which no rule finds a phrase, and which weighs nothing, is found all the same, under
the rule whose kind of emptiness weighs most in it. And a phrase in a sentence that says much is left alone: "the
agent for the other side keeps following up on the boundary, and your deed of 1961 settles it".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from callstation.language.missing import first_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from callstation.language.ruleset import Rule
    from callstation.language.spots import Spots

Seen = tuple[int, int, int]
"""A row's number, and the first and last word of what it saw."""
NOTHING = "nothing_in_it"
"""The rule under which a text is found whose emptiness is of no special kind."""
SPECIAL = 60
"""What the evidence for a rule weighs where it is of that rule's kind, in hundredths."""
CALLER = frozenset(("i", "we", "me", "us", "my", "our", "mine", "ours", "ourselves", "myself"))
STATEMENT = "caller_or_question_0"
OF_OTHERS = 100
"""What a text must weigh that neither asks nor speaks of the caller: a plain statement is seldom empty."""
VAGUE = 30
"""What a text must weigh to be found under that rule."""
LONGEST = 80
"""Words; what is longer is no opener, and is judged by its phrases alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: what it looks for, whose kind of emptiness it is (the id of a rule; "" says none), its weight.

    A row with a ``measure`` counts instead, from ``least`` to ``most``: "words", "telling" words (those that say
    something by themselves), "caller" (I, we, our), "caller_or_question" (those and questions).
    """

    id: str
    weight: int
    rule: str = ""
    patterns: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    measure: str = ""
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Scales:
    """``rows`` and ``words`` with their weights, in hundredths; what is above zero is empty. ``bias`` is what a text
    weighs before anything is seen; a phrase is left alone in a sentence that weighs less than ``saying``."""

    rows: tuple[Evidence, ...]
    words: Mapping[str, int]
    bias: int
    saying: int

    def seen_in(self, spots: Spots, seen: Sequence[Seen], begin: int, end: int) -> set[str]:
        """The ids of all rows, and the words ("=word"), that weigh in the words from ``begin`` to ``end``."""
        words, plain = spots.words, spots.plain
        ids = {self.rows[row].id for row, first, last in seen if begin <= first and last <= end}
        count = telling = caller = asked = 0
        before = "."
        for i in range(begin, end + 1):
            forms = words.forms[i]
            if words.is_boundary(i):
                asked += "?" in forms
                before = "?" if "?" in forms else "," if words.soft[i] else "."
                continue
            count += 1
            caller += forms[0] in CALLER
            named = "Name" in forms and not words.is_boundary(i - 1)
            if named:
                before = ""
            else:
                ids.add("=" + forms[0])
                if before:
                    ids.add(f"={before}_{forms[0]}")
                before = forms[0]
            telling += forms[0] not in plain and "Name" not in forms and "#" not in forms
        measures = {"words": count, "telling": telling, "caller": caller, "caller_or_question": caller + asked}
        ids.update(row.id for row in self.rows if row.measure and row.least <= measures[row.measure] <= row.most)
        return ids

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """The weight of every row by its id, and of every word by "=word"."""
        return {**self.words, **{row.id: row.weight for row in self.rows}}

    def weigh(self, ids: set[str]) -> int:
        """The sum; above zero is empty."""
        weights = self.weights
        return self.bias + sum([weights[name] for name in ids if name in weights])

    def rules(self, ids: set[str]) -> list[str]:
        """The rules whose evidence is in ``ids``, the one with the heaviest first."""
        sums: dict[str, int] = {}
        for row in self.rows:
            if row.rule and row.id in ids and row.weight > 0:
                sums[row.rule] = sums.get(row.rule, 0) + row.weight
        return sorted((rule for rule in sums if sums[rule] >= SPECIAL), key=lambda rule: -sums[rule])


class Weighed:
    """One text on the scales. ``numbers`` are the places of the rules in their ruleset, by id."""

    def __init__(self, scales: Scales, spots: Spots, numbers: Mapping[str, int]) -> None:
        self.scales = scales
        self.spots = spots
        self.begin = first_word(spots.words, spots.introductions)
        self.end = len(spots.words.forms) - 1
        self.seen = [
            (row, first, last)
            for row, first, last in spots.evidence
            if spots.counts(row, first, last, numbers.get(scales.rows[row].rule, -1))
        ]

    @property
    def ids(self) -> set[str]:
        """What is seen in the whole text, after greeting and name."""
        return self.scales.seen_in(self.spots, self.seen, self.begin, self.end)

    def says_much(self, first: int, last: int) -> bool:
        """Whether the sentence around a phrase weighs so little that the phrase is none."""
        words = self.spots.words
        number = words.sentence[last]
        inside = [i for i in range(first, len(words.forms)) if words.sentence[i] == number]
        begin, end = words.sentence.index(number), inside[-1]
        ids = self.scales.seen_in(self.spots, self.seen, max(begin, min(self.begin, first)), end)
        return self.scales.weigh(ids) < self.scales.saying

    def empty(self, rules: Mapping[str, Rule]) -> list[tuple[Rule, int, int]]:
        """The rule of ``rules`` under which the text is empty as a whole, and the words that weigh most; or none."""
        if self.begin >= self.end or self.end > LONGEST:
            return []
        ids = self.ids
        weight = self.scales.weigh(ids)
        if weight <= (OF_OTHERS if STATEMENT in ids else 0):
            return []
        for rule_id in self.scales.rules(ids)[:1]:
            rows = [
                (self.scales.rows[row].weight, last - first, first, last)
                for row, first, last in self.seen
                if self.scales.rows[row].rule == rule_id and first >= self.begin
            ]
            _, _, first, last = max(rows)
            return [(_warned(rules[rule_id]), first, last)] if rule_id in rules else []
        return [(rules[NOTHING], self.begin, self.end)] if NOTHING in rules and weight > VAGUE else []


def _warned(rule: Rule) -> Rule:
    """``rule`` as a warning: what was weighed is less sure than what was read."""
    from dataclasses import replace

    return replace(rule, severity="warning")


def scales_from(evidence: Mapping[str, Any], weights: Mapping[str, Any]) -> Scales:
    """The two files as :class:`Scales`; a row without a weight weighs nothing."""
    from callstation.language.ruleset import lines

    rows = tuple(
        Evidence(
            name,
            weights["rows"].get(name, 0),
            table.get("rule", ""),
            lines(table.get("patterns", "")),
            lines(table.get("except", "")),
            table.get("measure", ""),
            table.get("least", 0),
            table.get("most", 0),
        )
        for name, table in evidence.items()
    )
    words = {"=" + word: int(weight) for weight, row in weights["words"].items() for word in row.split()}
    return Scales(rows, words, weights["bias"], weights["saying"])
