"""Keys that end a typing wait for the letters before them.

Textual looks for a screen's priority bindings before a key gets into the queue of the field that is typed into.
Letters that came in one burst with ctrl+s (a paste, a slow line) are still in that queue then, and would be missing
from what is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from textual.screen import Screen

AScreen = TypeVar("AScreen", bound=Screen[Any])


def once_typed(verb: Callable[[AScreen], None]) -> Callable[[AScreen], None]:
    """The verb of a screen, done when the field that is typed into has taken all letters before it."""

    @wraps(verb)
    def waiting(self: AScreen) -> None:
        (self.focused or self).call_later(verb, self)

    return waiting
