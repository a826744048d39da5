"""A brainstorm of last week in the invented book (S10): ideas of two that wait to be looked through."""

from __future__ import annotations

from datetime import datetime, timedelta

from callstation.model.reasons import ReasonKind
from callstation.rules.frame import Frame
from callstation.store import ideas
from callstation.store.book import Book

PLAYERS = ("Dana", "Sam")
WAITING = (
    ("Dana", ReasonKind.OFFER, "that you can borrow our drop-test rig for a week, set up and explained"),
    ("Sam", ReasonKind.STORY, "that a brewery cut its returns by half with one fold, and I can show you the fold"),
    ("Dana", ReasonKind.NEWS, "that the post measures parcels by volume from January, and yours could be flatter"),
    ("Sam", ReasonKind.INVITATION, "that there is a chair for you when we judge the students' boxes in May"),
)
"""Whose idea, of what kind, and its words."""
MINUTES = 10


def tell_brainstorm(book: Book, frame: Frame, now: datetime) -> None:
    """A round that was played a week before ``now`` and never looked through. Use inside a transaction."""
    begun = now - timedelta(days=7)
    played = ideas.begin(book, frame.caller, PLAYERS, MINUTES * 60, begun)
    for number, (player, kind, text) in enumerate(WAITING, 1):
        at = begun + timedelta(minutes=2 * number)
        ideas.add(book, played.id, player, kind, text, at)
    ideas.keep_time(book, played.id, MINUTES * 60)
    ideas.end(book, played.id, begun + timedelta(minutes=MINUTES))
