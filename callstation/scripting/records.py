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
    """The values under one name (``their``), each looked up when a script asks for it."""

    __slots__ = ("_lookup",)

    def __init__(self, lookup: Callable[[str], Value]) -> None:
        self._lookup = lookup

    def read(self, name: str) -> Value:
        """The value called ``name``, a gap where there is none."""
        return self._lookup(name)


def shown_gap(name: str) -> str:
    """``their.first_name`` as a visible gap: ``[their first name?]``."""
    return "[" + name.replace(".", " ").replace("_", " ") + "?]"


def plain(name: str, raw: Raw) -> Value:
    """``raw`` made harmless for a script: one clean line, a short list, or a gap where there is nothing."""
    if isinstance(raw, str):
        text = clean_line(raw)
        if not text:
            return Gap(name)
        return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"
    if isinstance(raw, tuple):
        items = tuple(line[:VALUE_LIMIT] for item in raw[:LIST_LIMIT] if (line := clean_line(item)))
        return items or Gap(name)
    return Gap(name) if raw is None else raw
