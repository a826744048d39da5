"""The next card, put together while the caller is on the line with somebody, so that it is there with the key.

A card is made of what the book says, of scripts and settings, and of the minute. All that was asked of the book for it
is noted, and asked again when the card is wanted: any other answer, whoever caused it, and the card is made anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from callstation.desk.carding import build_card
from callstation.desk.tools import Tools
from callstation.model.cards import Card
from callstation.model.reasons import Reason
from callstation.scripting.parse import Script
from callstation.store import answers
from callstation.store.book import Asked


class _Around(NamedTuple):
    """What a card is made of beside the book's rows and its script."""

    person_id: int
    minute: int
    edges_advised: bool
    """Asked apart: it is a matter of all calls together, whose counts change with each."""
    library: list[Reason]


class _Laid(NamedTuple):
    card: Card
    around: _Around
    script: tuple[Script, str]
    asked: tuple[Asked, ...]


class Ready:
    """At most one card, of whoever is likely to come next."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._laid: _Laid | None = None

    def lay(self, person_id: int, now: datetime) -> None:
        """Put the card of ``person_id`` together for this minute, unless that was done. Raises StoreError.

        Not for PostgreSQL, where asking again would be as many trips to the server as making the card.
        """
        if not self._tools.book.sqlite:
            return
        around = self._around(person_id, now)
        if self._laid is not None and self._laid.around == around:
            return
        self._laid = None
        with self._tools.book.noting() as asked:
            card = build_card(self._tools, person_id, now, edges_advised=around.edges_advised)
        self._laid = _Laid(card, around, self._tools.shelf.usable(card.script), tuple(asked))

    def card(self, person_id: int, now: datetime) -> Card:
        """The card of one person at ``now``: the one that lies ready where it is still true, else a new one.

        Raises NotFoundError for nobody.
        """
        laid, self._laid = self._laid, None
        around = self._around(person_id, now)
        if (
            laid is not None
            and laid.around == around
            and laid.script == self._tools.shelf.usable(laid.card.script)
            and self._tools.book.answers_still(laid.asked)
        ):
            return laid.card
        return build_card(self._tools, person_id, now, edges_advised=around.edges_advised)

    def _around(self, person_id: int, now: datetime) -> _Around:
        tools = self._tools
        return _Around(person_id, int(now.timestamp()) // 60, answers.edges_advised(tools.book), tools.library())
