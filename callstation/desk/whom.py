"""Who is meant by what was typed: a number may be written as one writes it at home."""

from __future__ import annotations

from callstation.desk.tools import Tools
from callstation.store import whom
from callstation.text import clean_line


def who(tools: Tools, wanted: str) -> int:
    """The id of the one person that ``wanted`` names: an id, a number in any writing, an email, or a name.

    Raises NotFoundError, or AmbiguousError naming the first few.
    """
    text = clean_line(wanted)
    return whom.who(tools.book, text, _number(text, tools.settings.region.country))


def _number(text: str, country: str) -> str:
    """``text`` as E.164, '' where it is no number: only then is the way to the number plans taken."""
    digits = sum(c.isdigit() for c in text)
    if digits < 6 or "@" in text or sum(c.isalpha() for c in text) > 12:
        return ""
    from callstation.importers.numbers import read_number

    return read_number(text, country).number
