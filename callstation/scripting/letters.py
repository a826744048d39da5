"""Follow-up emails (T3, T5): one template for each outcome of a conversation, shipped, or the user's own copy.

A template is a whole email: ``Subject: ...``, an empty line, the body, with the names that scripts know. A copy
stands in the folder of scripts, in ``emails/`` there, under the outcome's name: ``emails/talked.j2``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from callstation.errors import NotFoundError
from callstation.scripting.parse import SOURCE_LIMIT, Script, Section, revision_of
from callstation.scripting.shelf import SUFFIX
from callstation.text import clean

_SHIPPED = Path(__file__).with_name("emails")
FOLDER = "emails"


def template_names() -> tuple[str, ...]:
    """The outcomes that have a template of their own."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*" + SUFFIX)))


def template(name: str, folder: Path) -> tuple[Script, str]:
    """The template to use, and why the user's own copy in ``folder`` cannot be, '' where it can or there is none.

    Raises NotFoundError where no outcome of this name has one.
    """
    from callstation.scripting.check import checked, pieces

    shipped = _shipped(name)
    own = folder / FOLDER / (name + SUFFIX)
    try:
        if not own.is_file():
            return shipped, ""
        if own.stat().st_size > 4 * SOURCE_LIMIT:
            return shipped, f"{own} is too long"
        script = _script(name, own.read_text(encoding="utf-8-sig"), "own")
    except (OSError, UnicodeDecodeError):
        return shipped, f"{own} cannot be read"
    for piece in pieces("email", script.sections["email"]):
        if piece is None:
            return shipped, f"{own}: the email begins with a line 'Subject: ...'"
        if faults := checked(piece)[1]:
            return shipped, f"{own}: {faults[0]}"
    return script, ""


@lru_cache(maxsize=32)
def _shipped(name: str) -> Script:
    if name not in template_names():
        raise NotFoundError(f"there is no email called {name[:60]!r}; there are: {', '.join(template_names())}")
    return _script(name, (_SHIPPED / (name + SUFFIX)).read_text(encoding="utf-8"), "shipped")


def _script(name: str, text: str, origin: str) -> Script:
    text = clean(text)
    return Script(name, text, revision_of(text), MappingProxyType({"email": Section(text, 1)}), "", origin)
