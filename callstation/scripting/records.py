"""What a script may touch: plain values, lists of texts, and gaps where a value is missing.

No dataclass, row or other object with methods ever reaches a script. A :class:`Record` is read by name through
:meth:`Record.read`; the sandbox never uses Python's own attribute access on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import TypeAlias

from callstation.text import clean_line

VALUE_LIMIT = 4_000
"""The most characters of one value that a script gets to see; what is longer ends in an ellipsis."""

LIST_LIMIT = 20
"""The most items of one list: loops over it stay short, however many tags a person has."""

GAP_BEGINS, GAP_ENDS = "\x02", "\x03"
"""Around a gap's name in text being rendered; no person's text and no script can contain them."""

Raw: TypeAlias = "str | int | bool | date | datetime | time | tuple[str, ...] | None"


class Gap:
    """A name that has no value: false, empty, less and more than nothing, and visible when it is rendered."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __contains__(self, item: object) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gap) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def _never(self, _other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never

    def __str__(self) -> str:
        return shown_gap(self.name)


Value: TypeAlias = "str | int | bool | date | datetime | time | tuple[str, ...] | Gap | Record"


class Record:
    """The values under one name (``their``), each looked up once, when a script first asks for it."""

    __slots__ = ("_known", "_lookup", "_root")

    def __init__(self, root: str, lookup: Callable[[str], Value]) -> None:
        self._root = root
        self._lookup = lookup
        self._known: dict[str, Value] = {}

    def read(self, field: str) -> Value:
        """The value called ``field``, a gap where there is none."""
        known = self._known.get(field)
        if known is None:
            known = self._known[field] = self._lookup(f"{self._root}.{field}")
        return known


def shown_gap(name: str) -> str:
    """``their.first_name`` as a visible gap: ``[their first name?]``."""
    return "[" + name.replace(".", " ").replace("_", " ") + "?]"


def plain(name: str, raw: Raw) -> Value:
    """``raw`` made harmless for a script: one clean line, a short list, or a gap where there is nothing."""
    if isinstance(raw, str):
        return _line(raw) or Gap(name)
    if isinstance(raw, tuple):
        return tuple(line for item in raw[:LIST_LIMIT] if (line := _line(item))) or Gap(name)
    return Gap(name) if raw is None else raw


def _line(text: str) -> str:
    """``text`` on one clean line, cut with an ellipsis where it is very long."""
    if not (text.isascii() and text.isprintable() and text == " ".join(text.split())):
        text = clean_line(text)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"
