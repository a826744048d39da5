"""A person's own fields (what files brought along, T1) as one line to edit: ``shoe size = 44; street = 1 Main St``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from callstation.errors import UsageError
from callstation.text import clean_line

_BETWEEN = re.compile(r"(?<!\\);")


def own_line(fields: Mapping[str, str]) -> str:
    """The fields as one line; a semicolon in a value has a backslash before it."""
    return "; ".join(f"{name} = {value.replace(';', chr(92) + ';')}" for name, value in fields.items())


def read_own_line(line: str) -> dict[str, str]:
    """The fields that a line says. Raises UsageError naming a part that is no field."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(line):
        text = clean_line(part.replace("\\;", ";"))
        if not text:
            continue
        name, equals, value = (piece.strip() for piece in text.partition("="))
        if not equals or not name:
            raise UsageError(f"{text!r} is no field: write name = value, with semicolons between them")
        if value:
            found[name] = value
    return found
