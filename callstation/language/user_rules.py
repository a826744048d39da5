"""The user's own rules: read strictly, tried on their own examples, and too small to slow the check down."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from itertools import count
from typing import Any

from callstation.errors import SettingsError
from callstation.language.pattern import PatternError, compile_pattern
from callstation.language.ruleset import (
    FIELDS,
    KINDS,
    SEVERITIES,
    TEXTS,
    Rule,
    Ruleset,
    lines,
    pattern_fields,
    rule_from,
)
from callstation.text import clean_line

MAX_TEXT = 64_000
MAX_RULES = 100
MAX_STEPS = 20_000
"""Ways from word to word in all patterns together: what a key in the editor may cost at worst, a tenth of a second."""
MAX_EXAMPLES = 8_000
"""Characters of all examples together: they are tried whenever the rules are read."""


class RuleError(SettingsError):
    """A fault of one rule, whose name is in ``rule_id``."""

    def __init__(self, rule_id: str, what: str) -> None:
        self.rule_id = rule_id
        super().__init__(f"rule {rule_id}: {what}")


def add_user_rules(ruleset: Ruleset, toml_text: str) -> Ruleset:
    """``ruleset`` with what ``toml_text`` adds, silences and changes (see :meth:`Ruleset.with_user`)."""
    if len(toml_text) > MAX_TEXT:
        raise SettingsError(f"the text is longer than {MAX_TEXT:,} signs")
    try:
        document = tomllib.loads(toml_text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"this is not TOML: {str(error)[:120]}") from None
    unknown = sorted(document.keys() - {"silence", "rules"})
    if unknown:
        raise SettingsError(f"'{unknown[0]}' means nothing here; there are 'silence' and [rules.NAME]")
    rules = {rule.id: rule for rule in ruleset.rules}
    tables = document.get("rules", {})
    if not isinstance(tables, dict) or len(tables) > MAX_RULES:
        raise SettingsError(f"'rules' must be at most {MAX_RULES} tables [rules.NAME]")
    steps = examples = 0
    for rule_id, table in tables.items():
        checked = _table(rule_id, table)
        rules[rule_id] = _changed(rules[rule_id], checked) if rule_id in rules else _new(rule_id, checked)
        steps += _steps(ruleset, rule_id, checked)
        if steps > MAX_STEPS:
            raise RuleError(rule_id, "with it the check would be slow; use fewer '..', or '..2' in the place of '..9'")
        examples += sum(len(text) for key in ("bad", "good") for text in lines(checked.get(key, [])))
        if examples > MAX_EXAMPLES:
            raise RuleError(rule_id, f"the examples have more than {MAX_EXAMPLES:,} characters; a few will do")
    changed = ruleset.replaced(list(rules.values()))
    for rule_id, table in tables.items():
        _try_examples(changed, rule_id, table)
    for rule_id in _names(document.get("silence", [])):
        if rule_id not in rules:
            raise SettingsError(f"silence: there is no rule '{rule_id}'; there are {', '.join(rules)}")
        rules[rule_id] = replace(rules[rule_id], severity="off")
    return changed.replaced(list(rules.values()))


TEMPLATE = """\
# Your own rules of callstation's language check. They count beside the
# shipped ones from the moment this file is saved.

# Rules that you do not want, by name:
silence = []

# A rule of your own looks like this, without the # before its lines:
#
# [rules.synergy]
# message = "Nobody knows what a synergy is."
# instead = "Say what becomes cheaper, and by how much."
# patterns = [
#     "synergy|synergies",    # one of these words
#     "win win [..2] deal",   # a row of words; [..2]: up to two more
# ]
# except = ["synergy road"]   # takes back what it overlaps
# bad = ["We see real synergy here."]            # must be found ...
# good = ["Your shop in Synergy Road is let."]   # ... and this not
"""
"""What a file of one's own begins as."""


def with_new(toml_text: str) -> str:
    """The user's file (:data:`TEMPLATE` where it is empty) with the beginning of one more rule at its end."""
    text = toml_text if toml_text.strip() else TEMPLATE
    number = next(n for n in count(1) if f"[rules.my_rule_{n}]" not in text)
    return f"""{text.rstrip()}

[rules.my_rule_{number}]
message = "Why this is better not said."
instead = "What to say in its place."
patterns = ["words to find"]
bad = ["Here are words to find."]
good = ["Here is nothing of the kind."]
"""


_SILENCE = re.compile(r"^[ \t]*silence[ \t]*=[ \t]*\[[^\]\[]*\]", re.M)


def silenced_in(toml_text: str) -> list[str]:
    """The rules that a user's file silences. Raises SettingsError where it cannot be read."""
    try:
        return _names(tomllib.loads(toml_text).get("silence", []))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"this is not TOML: {str(error)[:120]}") from None


def with_silenced(toml_text: str, names: list[str]) -> str:
    """The user's file (:data:`TEMPLATE` where it is empty) with another list of what is silenced, and all else as it
    was. Raises SettingsError where that list is written in a way that this cannot change."""
    text = toml_text if toml_text.strip() else TEMPLATE
    new = f"silence = [{', '.join(json.dumps(name) for name in names)}]"
    changed, found = _SILENCE.subn(lambda _: new, text, count=1)
    if not found:
        changed = f"{new}\n{text}"
    before, after = (_without_silence(t) for t in (text, changed))
    if before != after or silenced_in(changed) != names:
        raise SettingsError("the list of what is silenced is written in its own way here: change it in the file (e)")
    return changed


def _without_silence(toml_text: str) -> object:
    try:
        return {key: value for key, value in tomllib.loads(toml_text).items() if key != "silence"}
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise SettingsError('silence must be a list of rule names: silence = ["apology"]')
    return value


def _table(rule_id: str, table: object) -> dict[str, Any]:
    """The user's table, its keys and types looked at."""
    if not isinstance(table, dict):
        raise RuleError(rule_id, f"must be a table: [rules.{rule_id}]")
    if not rule_id.replace("_", "").isalnum() or not rule_id.isascii():
        raise RuleError(rule_id, "the name may hold letters, digits and _ only")
    for key, value in table.items():
        if key not in FIELDS:
            raise RuleError(rule_id, f"'{key}' means nothing; a rule has {', '.join(FIELDS)}")
        if key in TEXTS:
            if not isinstance(value, str) or not value.strip():
                raise RuleError(rule_id, f"{key} must be a text in quotes")
        elif not isinstance(value, str | list) or not all(isinstance(v, str) for v in value):
            raise RuleError(rule_id, f"{key} must be a list of texts, or one text with an entry a line")
    if table.get("severity", "error") not in SEVERITIES:
        raise RuleError(rule_id, f"severity '{table['severity']}' must be one of {', '.join(SEVERITIES)}")
    for kind in lines(table.get("kinds", [])):
        if kind not in KINDS:
            raise RuleError(rule_id, f"kind '{kind}' must be one of {', '.join(KINDS)}")
    return table


def _new(rule_id: str, table: dict[str, Any]) -> Rule:
    for key in ("message", "instead"):
        if key not in table:
            raise RuleError(rule_id, f"a new rule needs '{key}': what the user reads when it finds something")
    if not any(table.get(key) for key in ("patterns", "weak", "signs", "begins")):
        raise RuleError(rule_id, "a new rule needs 'patterns': what it looks for")
    return rule_from(rule_id, {"severity": "error", **_harmless(table)})


def _harmless(table: dict[str, Any]) -> dict[str, Any]:
    """The table with its sentences on one line each, without what would act on a terminal."""
    return {key: clean_line(value) if key in TEXTS else value for key, value in table.items()}


def _changed(rule: Rule, table: dict[str, Any]) -> Rule:
    """``rule`` with other texts, and with more patterns and examples."""
    values: dict[str, Any] = {}
    for key, value in _harmless(table).items():
        name = FIELDS[key]
        values[name] = value if key in TEXTS else lines(value)
        if key not in TEXTS and key != "kinds":
            values[name] = getattr(rule, name) + values[name]
    return replace(rule, **values)


def _steps(ruleset: Ruleset, rule_id: str, table: dict[str, Any]) -> int:
    """How many ways lead from word to word in the patterns of a table."""
    steps = 0
    for key in pattern_fields():
        for source in lines(table.get(key, [])):
            try:
                steps += sum(map(len, compile_pattern(source, ruleset.lists, share=False).follow))
            except PatternError as error:
                raise RuleError(rule_id, f"the pattern '{source}' {error}") from None
    return steps


def _try_examples(ruleset: Ruleset, rule_id: str, table: dict[str, Any]) -> None:
    """A rule that does not do what its examples say is refused: nobody would notice it later."""
    from callstation.language.check import TextKind, check

    rule = ruleset.rule(rule_id)
    if rule is None or rule.severity == "off":
        return
    alone = ruleset.replaced([rule])
    kind = TextKind("line" if "line" in rule.kinds else rule.kinds[0]) if rule.kinds else TextKind.LINE
    for text in lines(table.get("bad", [])):
        if not check(text, kind, rules=alone):
            raise RuleError(rule_id, f"does not find its own bad example '{text}'")
    for text in lines(table.get("good", [])):
        if check(text, kind, rules=alone):
            raise RuleError(rule_id, f"blames its own good example '{text}'")
