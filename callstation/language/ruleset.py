"""The rules as data: read from ``rules_data/*.toml``, changed by what the user writes, compiled when first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cache, cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:  # "typing" costs the start two milliseconds, the machine five: it is built when first needed
    from typing import Any

    from callstation.language.machine import Machine
    from callstation.language.scales import Scales

SEVERITIES = ("error", "warning", "off")
KINDS = ("line", "opener", "voicemail", "email", "script")
SHIPPED = (
    "check_in",
    "touch_base",
    "courtesy_call",
    "need_anything",
    "say_hello",
    "ready_to_hire",
    "ask_referrals",
    "follow_up_mine",
    "apology",
    "product_talk",
    "nothing_in_it",
    "starts_with_me",
    "no_reason",
    "no_result",
    "voicemail_number_missing",
    "voicemail_number_once",
    "voicemail_no_day",
    "voicemail_long",
    "email_no_next_step",
)


class Role(IntEnum):
    """What a pattern does in its rule."""

    FOUND = 0
    """Finds the rule's words."""
    WEAK = 1
    """The same, where the sentence says nothing specific."""
    EXCEPT = 2
    """Takes back what it overlaps."""
    WEAK_EXCEPT = 3
    """Takes back what is weak and overlaps it."""
    UNLESS = 4
    """Takes back what stands in the same sentence."""
    SIGN = 5
    """A sign of what must not be missing from a text."""
    BEGIN = 6
    """Must not begin the text."""
    SPECIFIC = 7
    """Shared: makes a sentence specific."""
    NEGATION = 8
    """Shared: right before a phrase, says that it is only spoken of."""
    INTRODUCTION = 9
    """Shared: a greeting or a name, with which a text may begin."""
    CUE = 10
    """Finds the rule's words where the sentence is made of nothing but plain words."""
    EVIDENCE = 11
    """Shared: weighs for or against a text's being empty."""
    NO_EVIDENCE = 12
    """Shared: takes back the evidence that it overlaps."""
    OPEN = 13
    """Takes back what stands in the same sentence or the one after it: something is on the table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``signs`` are what a text must hold, ``begins`` what it must not begin with (after a greeting and
    the caller's name); both concern texts whose kind is known."""

    id: str
    severity: str
    message: str
    instead: str
    kinds: tuple[str, ...] = KINDS
    patterns: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    weak_exceptions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


TEXTS = ("severity", "message", "instead")
FIELDS = {
    "severity": "severity",
    "message": "message",
    "instead": "instead",
    "kinds": "kinds",
    "patterns": "patterns",
    "weak": "weak",
    "cues": "cues",
    "except": "exceptions",
    "weak_except": "weak_exceptions",
    "unless": "unless",
    "open": "open",
    "signs": "signs",
    "begins": "begins",
    "bad": "bad",
    "good": "good",
}
_ROLES = {
    Role.FOUND: "patterns",
    Role.WEAK: "weak",
    Role.CUE: "cues",
    Role.EXCEPT: "exceptions",
    Role.WEAK_EXCEPT: "weak_exceptions",
    Role.UNLESS: "unless",
    Role.OPEN: "open",
    Role.SIGN: "signs",
    Role.BEGIN: "begins",
}


@dataclass(frozen=True)
class Ruleset:
    """The rules that a check goes by, in the order in which they are listed."""

    rules: tuple[Rule, ...]
    lists: Mapping[str, str] = field(repr=False)
    shared: Mapping[Role, tuple[str, ...]] = field(repr=False)
    plain: frozenset[str] = field(default=frozenset(), repr=False)
    """Words that say nothing by themselves; a sentence of them alone is empty."""
    scales: Scales | None = field(default=None, repr=False)
    """What a text is weighed with as a whole, beside the rules' phrases."""

    @staticmethod
    def default() -> Ruleset:
        """The shipped rules; read once."""
        return _default()

    def with_user(self, toml_text: str) -> Ruleset:
        """These rules, changed by the user's TOML.

        ``silence = ["apology"]`` switches rules off. A table ``[rules.ID]`` changes a rule (its ``severity``,
        ``message``, ``instead``, ``kinds``; ``patterns``, ``weak``, ``except`` and ``unless`` are added to those
        it has) or, under a new id, adds one (``patterns``, ``message`` and ``instead`` are needed then). ``bad``
        and ``good`` are examples, and are tried at once.

        Raises :class:`SettingsError` with the rule and its fault.
        """
        from callstation.language.user_rules import add_user_rules

        return add_user_rules(self, toml_text)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of this id, or None."""
        return next((r for r in self.rules if r.id == rule_id), None)

    def replaced(self, rules: Sequence[Rule]) -> Ruleset:
        """The same lists with other rules."""
        return replace(self, rules=tuple(rules))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of every rule, by id."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    @cached_property
    def shipped_phrases(self) -> frozenset[str]:
        """The ids of the rules whose phrases are as shipped: only those give way to what a sentence says."""
        shipped = {rule.id: rule.patterns for rule in _default().rules}
        return frozenset(rule.id for rule in self.rules if shipped.get(rule.id) is rule.patterns)

    @cached_property
    def compiled(self) -> tuple[Machine, tuple[tuple[int, Role], ...]]:
        """The machine that looks for all patterns, and for each of its tags the rule (its place in ``rules``, -1
        for what all share) and the pattern's role."""
        from callstation.language.machine import Machine

        tags: list[tuple[int, Role]] = []
        patterns: list[str] = []
        for role, sources in self.shared.items():
            for source in sources:
                tags.append((-1, role))
                patterns.append(source)
        for number, row in enumerate(self.scales.rows if self.scales else ()):
            for source in row.patterns:
                tags.append((number, Role.EVIDENCE))
                patterns.append(source)
            for source in row.exceptions:
                tags.append((number, Role.NO_EVIDENCE))
                patterns.append(source)
        for number, rule in enumerate(self.rules):
            if rule.severity != "off":
                for role, name in _ROLES.items():
                    for source in getattr(rule, name):
                        tags.append((number, role))
                        patterns.append(source)
        return Machine(patterns, self.lists), tuple(tags)


@cache
def _default() -> Ruleset:
    import tomllib
    from importlib.resources import files

    from callstation.language.scales import scales_from

    folder = files("callstation.language") / "rules_data"

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))

    shared = read("shared")
    return Ruleset(
        tuple(rule_from(name, read(name)) for name in SHIPPED),
        read("lists"),
        {role: lines(shared[role.name.lower()]) for role in (Role.SPECIFIC, Role.NEGATION, Role.INTRODUCTION)},
        frozenset(shared["plain"].split()),
        scales_from(read("evidence"), read("weights")),
    )


def pattern_fields() -> tuple[str, ...]:
    """The keys of a rules file that hold patterns."""
    return tuple(key for key, name in FIELDS.items() if name in _ROLES.values())


def lines(value: str | list[str]) -> tuple[str, ...]:
    """A list of a rules file: a list of texts, or one text with an entry a line (``//`` begins a remark)."""
    entries = value.splitlines() if isinstance(value, str) else value
    return tuple(entry.strip() for entry in entries if entry.strip() and not entry.startswith("//"))


def rule_from(rule_id: str, table: Mapping[str, Any]) -> Rule:
    """A table of a rules file as a rule; its types have been checked where it is the user's."""
    values: dict[str, Any] = {FIELDS[key]: value if key in TEXTS else lines(value) for key, value in table.items()}
    return Rule(rule_id, **values)
