"""Which program wrote a file of vCards, as far as its first cards tell: vCards have no columns to tell them apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

_LOOKED_AT = 65_536
_DIGITS = re.compile(rb"[\d.]+")


def program_of(opener: Callable[[], BinaryIO]) -> str:
    """A few marks of the writing program: the same for all its files, and for its next version too."""
    with opener() as file:
        head = file.read(_LOOKED_AT)
    marks = []
    for line in head.splitlines():
        name, _, value = line.partition(b":")
        if name == b"VERSION":
            marks.append(value.strip())
        elif name == b"PRODID":
            marks.append(_DIGITS.sub(b"", value).strip())
        if len(marks) > 1:
            break
    found = [m.decode("ascii", "replace") for m in dict.fromkeys(marks)]
    found += [mark for mark in ("X-MS-", "type=", "TYPE=") if mark.encode() in head][:1]
    return " ".join(found)
