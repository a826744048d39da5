"""The book that ``callstation demo`` opens: its caller, and how it is made."""

from __future__ import annotations

from datetime import datetime

from callstation.demo.brainstorm import tell_brainstorm
from callstation.demo.days import events
from callstation.demo.people import invented_people, invented_reasons
from callstation.demo.resting import tell_rest
from callstation.demo.telling import Teller
from callstation.errors import RefusedError
from callstation.rules.frame import Frame
from callstation.scripting.context import Caller
from callstation.settings import Calling, Me, Region, Settings
from callstation.store.book import Book
from callstation.store.stats import is_empty


def demo_settings() -> Settings:
    """The invented caller. She works on any day, so that the demo is alive on any."""
    return Settings(
        me=Me(name="Dana Reed", business="Reed Design", number="+1 212 555 0142", place="New York"),
        region=Region(zone="America/New_York", country="US"),
        calling=Calling(days="mon-sun"),
    )


def build_demo(book: Book, frame: Frame, now: datetime) -> None:
    """Fill an empty ``book`` with invented people and their past up to ``now`` (aware), as one or not at all.

    The same ``now`` gives the same book. Raises RefusedError for a book with somebody in it, StoreError.
    """
    if not is_empty(book):
        raise RefusedError("the demo goes into a book of its own, and somebody is in this one already")
    people = invented_people()
    me = demo_settings().me
    teller = Teller(book, frame, now, Caller(me.name, me.business, me.number, me.place))
    with book.transaction():
        teller.bring(people)
        teller.tell(events(people, frame, now), invented_reasons())
        tell_rest(book, frame, demo_settings(), now)
        tell_brainstorm(book, frame, now)
