"""The second look at a section's Jinja: its tree may hold only what a script needs.

An allow-list of nodes, names, filters and tests. Each expression has a kind (text, list, number, flag, day,
time), so that what could go wrong for some person is said while the script is written, not during the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callstation.scripting.context import BY_NAME, CUSTOM, ROOTS
from callstation.scripting.filters import FILTERS
from callstation.scripting.parse import unknown
from callstation.scripting.tags import Report
from callstation.text import clean

BIGGEST_NUMBER = 1_000_000
LOOP_KINDS = {"index": "number", "first": "flag", "last": "flag", "length": "number"}
TESTS = ("defined", "undefined")

_HINTS = {
    "Getitem": "write their.custom.name, or |first, instead of [ ]",
    "Call": "nothing can be called in a script; use a filter, like {{ plan.call_on|spoken_day }}",
    "Add": "numbers cannot be added in a script",
    "Concat": "write the two after one another instead of ~: {{ a }} {{ b }}",
    "Mul": "nothing can be multiplied in a script",
    "Pow": "nothing can be raised to a power in a script",
    "Mod": "% has no use in a script",
    "Slice": "lists cannot be cut in a script; |first gives the first item",
    "Dict": "a script has no dictionaries",
}


class Grammar:
    """A walk over one section's tree; faults go to ``report`` with the line in the section."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def look(self, tree: Any) -> None:
        """Report everything in ``tree`` (a jinja2 Template node) that is not allowed."""
        self._body(tree.body, {})

    def _body(self, nodes: list[Any], names: dict[str, str]) -> None:
        """Statements; ``names`` are the script's own, with their kinds, and grow with each ``set``."""
        for node in nodes:
            match type(node).__name__:
                case "Output":
                    for child in node.nodes:
                        if type(child).__name__ != "TemplateData":
                            self._kind(child, names)
                case "If":
                    self._if(node, names)
                case "For":
                    self._for(node, names)
                case "Assign":
                    kind = self._kind(node.node, names)
                    self._own_name(node.target, kind, names)
                case other:
                    self._no(other, node.lineno)

    def _if(self, node: Any, names: dict[str, str]) -> None:
        self._kind(node.test, names)
        self._body(node.body, names)
        for branch in node.elif_:
            self._kind(branch.test, names)
            self._body(branch.body, names)
        self._body(node.else_, names)

    def _for(self, node: Any, names: dict[str, str]) -> None:
        if node.recursive:
            self._report("a for cannot be recursive in a script", node.lineno)
        if self._kind(node.iter, names) not in ("list", "unknown"):
            self._report(
                "for goes through a list: their.threads, their.tags, their.objections or reason.lifts", node.lineno
            )
        inner = dict(names)
        self._own_name(node.target, "text", inner)
        inner["loop"] = "loop"
        if node.test:
            self._kind(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(names))

    def _own_name(self, target: Any, kind: str, names: dict[str, str]) -> None:
        if type(target).__name__ != "Name":
            self._report("one name at a time can be set in a script", target.lineno)
        elif target.name in ROOTS or target.name == "loop":
            self._report(f"'{target.name}' is taken; give your own name another word", target.lineno)
        else:
            known = names.get(target.name, kind)
            names[target.name] = kind if known == kind else "any"

    def _kind(self, node: Any, names: Mapping[str, str]) -> str:
        """The kind of an expression's value; 'unknown' after a fault, so that one fault is told once."""
        match type(node).__name__:
            case "Const":
                return self._const(node)
            case "Name":
                return self._name(node, names)
            case "Getattr":
                return self._attribute(node, names)
            case "Filter":
                return self._filter(node, names)
            case "Test":
                self._kind(node.node, names)
                if node.name not in TESTS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                    self._report(
                        f"'is {node.name[:40]}' is not a test scripts know; there are: {', '.join(TESTS)}",
                        node.lineno,
                    )
                return "flag"
            case "Compare":
                return self._compare(node, names)
            case "Not":
                self._kind(node.node, names)
                return "flag"
            case "And" | "Or":
                return _either(self._kind(node.left, names), self._kind(node.right, names))
            case "CondExpr":
                self._kind(node.test, names)
                one = self._kind(node.expr1, names)
                return _either(one, self._kind(node.expr2, names)) if node.expr2 else one
            case other:
                return self._no(other, node.lineno)

    def _const(self, node: Any) -> str:
        value = node.value
        if isinstance(value, bool) or value is None:
            return "flag"
        if isinstance(value, int) and abs(value) <= BIGGEST_NUMBER:
            return "number"
        if isinstance(value, str):
            plain = value.replace("\x1e", "")
            if clean(plain) != plain:
                self._report("a text in quotes has a character that cannot be shown", node.lineno)
            return "text"
        self._report(f"numbers in a script are whole and at most {BIGGEST_NUMBER:,}", node.lineno)
        return "unknown"

    def _name(self, node: Any, names: Mapping[str, str]) -> str:
        if node.name in names:
            if names[node.name] == "loop":
                self._report("write loop.first, loop.last, loop.index or loop.length", node.lineno)
                return "unknown"
            return names[node.name]
        if node.name in BY_NAME:
            return BY_NAME[node.name].kind
        if node.name in ROOTS:
            fields = ", ".join(name for name in BY_NAME if name.startswith(node.name + "."))
            self._report(f"'{node.name}' alone says nothing; there are: {fields}", node.lineno)
        else:
            known = {**dict.fromkeys(names), **BY_NAME}
            self._report(unknown(f"'{node.name[:60]}'", "name", node.name, known), node.lineno)
        return "unknown"

    def _attribute(self, node: Any, names: Mapping[str, str]) -> str:
        path = dotted(node)
        if not path:
            return self._no(type(node.node).__name__, node.lineno)
        root, _, field = path.partition(".")
        if names.get(root) == "loop" and field in LOOP_KINDS:
            return LOOP_KINDS[field]
        if root not in names:
            if path in BY_NAME:
                return BY_NAME[path].kind
            if path.startswith(CUSTOM + ".") and path.count(".") == 2:
                return "text"
        known = {f"loop.{key}": "" for key in LOOP_KINDS} if names.get(root) == "loop" else BY_NAME
        self._report(unknown(f"'{path[:80]}'", "name", path, known), node.lineno)
        return "unknown"

    def _filter(self, node: Any, names: Mapping[str, str]) -> str:
        if node.node is None:
            return self._no("FilterBlock", node.lineno)
        kind = self._kind(node.node, names)
        entry = FILTERS.get(node.name)
        if entry is None:
            self._report(unknown(f"'|{node.name[:40]}'", "filter", node.name, FILTERS, "|{}"), node.lineno)
            return "unknown"
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not entry.least <= len(node.args) <= entry.most:
            self._report(f"|{entry.name} takes {_how_many(entry.least, entry.most)}", node.lineno)
        if kind != "unknown" and kind not in entry.takes:
            wanted = " or a ".join(sorted(entry.takes - {"any"}))
            self._report(f"|{entry.name} is for a {wanted}, and this is a {kind}", node.lineno)
        kinds = [self._kind(argument, names) for argument in node.args]
        if entry.name == "default":
            return _either(kind, kinds[0]) if kinds else kind
        if any(
            type(argument).__name__ != "Const" or kind != "text"
            for argument, kind in zip(node.args, kinds, strict=True)
        ):
            self._report(f"|{entry.name} takes only words in quotes", node.lineno)
        if kind == "unknown":
            return kind
        if entry.name == "count":
            return "text" if node.args else "number"
        return entry.gives

    def _compare(self, node: Any, names: Mapping[str, str]) -> str:
        left = self._kind(node.expr, names)
        for operand in node.ops:
            if operand.op in ("in", "notin"):
                if type(operand.expr).__name__ in ("List", "Tuple"):
                    for item in operand.expr.items:
                        if type(item).__name__ != "Const":
                            self._report("only words in quotes and numbers can stand in [ ]", node.lineno)
                        else:
                            self._const(item)
                    continue
                right = self._kind(operand.expr, names)
                if right not in ("list", "text", "unknown") or (right == "text" and left not in ("text", "unknown")):
                    self._report("'in' looks for a text in a list or in a text", node.lineno)
                continue
            right = self._kind(operand.expr, names)
            if operand.op not in ("eq", "ne") and "unknown" not in (left, right):
                self._ordered(left, right, node.lineno)
        return "flag"

    def _ordered(self, left: str, right: str, line: int) -> None:
        if left != right or left not in ("number", "day", "time"):
            self._report(f"a {left} and a {right} cannot be compared with < or >", line)

    def _no(self, what: str, line: int) -> str:
        self._report(_HINTS.get(what, f"this cannot be used in a script ({what.lower()})"), line)
        return "unknown"


def dotted(node: Any) -> str:
    """``their.custom.size`` for a chain of attributes on a name, '' for anything else."""
    fields: list[str] = []
    while type(node).__name__ == "Getattr":
        fields.append(node.attr)
        node = node.node
    return ".".join((node.name, *reversed(fields))) if type(node).__name__ == "Name" else ""


def _either(one: str, other: str) -> str:
    """The kind of a value that is one or the other."""
    if "unknown" in (one, other):
        return "unknown"
    return one if one == other else "any"


def _how_many(least: int, most: int) -> str:
    if most == 0:
        return "nothing in brackets"
    return "one word in brackets" if least == most == 1 else f"at most {most} words in brackets"
