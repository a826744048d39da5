"""Jinja2 inside fences. This module imports jinja2, so it is itself imported only where a script is compiled.

The fences, from outside in: :mod:`callstation.scripting.check` refuses everything but a short list of tags,
names and filters before anything is compiled; the environment here has no globals, no loader, only our own
filters, and reads nothing but :class:`Record` objects; the output is counted while it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType
from typing import Any, NoReturn

from jinja2 import Template, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from callstation.errors import ScriptError
from callstation.scripting.filters import FILTERS, short_day, shown
from callstation.scripting.records import GAP_BEGINS, GAP_ENDS, Gap, Record

OUTPUT_LIMIT = 65_536
"""The most characters that one part of a script may render to."""

LOOP_NAMES = ("index", "first", "last", "length")
"""What a script may ask of ``loop``."""


class ScriptEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, narrowed to records: no attribute of a Python object is ever looked up for a script."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is Record:
            return obj.read(attribute)
        if type(obj) is LoopContext and attribute in LOOP_NAMES:
            return getattr(obj, attribute)
        return self.undefined(name=attribute)

    def getitem(self, obj: Any, argument: Any) -> NoReturn:
        raise SecurityError("scripts cannot look things up with []")

    def call(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise SecurityError("scripts cannot call anything")


def _finalize(value: object) -> str:
    """What ``{{ value }}`` writes: gaps are marked here, and made visible once the whole text is there."""
    if type(value) is str:
        return value
    if type(value) is Gap:
        return f"{GAP_BEGINS}{value.name}{GAP_ENDS}"
    return "" if isinstance(value, Undefined) else shown(value)


def _defined(value: object) -> bool:
    return not isinstance(value, (Gap, Undefined))


@pass_context
def _short_day(context: Context, value: object) -> object:
    return short_day(value, context.resolve("today"))


@lru_cache(maxsize=1)
def environment() -> ScriptEnvironment:
    """The one environment that all scripts are compiled in."""
    made = ScriptEnvironment(finalize=_finalize, optimized=False, autoescape=False, cache_size=0)
    made.globals.clear()
    made.filters = {name: entry.apply for name, entry in FILTERS.items()} | {"short_day": _short_day}
    made.tests = {"defined": _defined, "undefined": lambda value: not _defined(value)}
    return made


def compiled(tree: nodes.Template) -> Template:
    """A checked tree as a template that can be rendered."""
    made = environment()
    code: CodeType = made.compile(tree)
    return Template.from_code(made, code, {}, None)


def rendered(template: Template, names: dict[str, Any]) -> str:
    """The raw text of ``template``. Raises ScriptError where it grows too long or a value does not fit."""
    parts: list[str] = []
    length = 0
    make: Callable[[Context], Iterator[str]] = template.root_render_func
    try:
        for part in make(template.new_context(names)):
            length += len(part)
            if length > OUTPUT_LIMIT:
                raise ScriptError(f"it renders to more than {OUTPUT_LIMIT:,} characters; make it shorter")
            parts.append(part)
    except (TypeError, ValueError, ArithmeticError, LookupError, SecurityError) as error:
        raise ScriptError(f"it cannot be rendered for this person: {error}") from None
    return "".join(parts)
