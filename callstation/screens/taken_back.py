"""What an undo took back, in a line."""

from __future__ import annotations

from callstation.store.undo import Undone

_WORDS = {
    "skip": "passed over",
    "snooze": "put off",
    "thread": "what is on their mind",
    "objection": "what is in the way",
    "edit": "what was edited",
    "edit-of-several": "what was changed for several",
    "merge": "two records made one",
    "apart": "that they are two",
    "email": "the email",
    "invitation": "the invitation",
    "drip": "something of value by email",
    "hand-over": "the handing over",
    "add": "what was typed in",
}
"""What the steps are called that are no outcome of a call."""


def taken_back(undone: Undone, name: str = "") -> str:
    """``taken back: no answer, Maria Okafor``; where it was too late, why it stays. ``name``: whose step it was."""
    if undone.gone:
        return f"taken back: {undone.gone} is out of the book again"
    if undone.too_late:
        if undone.verb == "add":
            return f"{name}: something was stored with them since, so they stay" if name else "they stay"
        return f"that email is out, and stays so{', ' + name if name else ''}"
    what = _WORDS.get(undone.verb, undone.verb.replace("-", " "))
    return f"taken back: {what}{', ' + name if name else ''}"
