"""Handing somebody over: what was promised to them and agreed with them becomes a colleague's to keep."""

from __future__ import annotations

from callstation.desk.desk import Desk
from callstation.errors import AmbiguousError, NotFoundError, RefusedError
from callstation.model.people import Prospect
from callstation.rules.team import HERE
from callstation.rules.windows import zone_of
from callstation.store import colleagues, handing, reading


def hand_over(desk: Desk, person_id: int, to: str) -> tuple[Prospect, str]:
    """Give all open promises and steps of this person to the colleague ``to``: (the person, the colleague's name).

    A step of the running session, if there is one: :meth:`Desk.undo` takes it back, and :func:`undo_hand_over` does
    at any time. Raises NotFoundError for a name that never worked on this book, AmbiguousError for a first name of
    two, RefusedError where the book has one caller, or where nothing open is another's.
    """
    book = desk.tools.book
    if book.sqlite:
        raise RefusedError("this book is one caller's own: handing over needs a team's book ('callstation move-to')")
    person = reading.person(book, person_id)
    name = colleague_named(desk, to)
    session_id = desk.session.id if desk.session else None
    if not handing.hand_over(book, person_id, name, desk.now, session_id=session_id):
        raise RefusedError(f"nothing is promised to or agreed with {person.name} that is not {name}'s already")
    return person, name


def colleagues_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Everybody else who works on this book, whoever was there last first: (name, ``here now`` or ``seen 12 Mar``).

    () for a book of one caller.
    """
    book, frame = desk.tools.book, desk.tools.frame
    if book.sqlite:
        return ()
    seen = {name: at for name, at in colleagues.last_seen(book).items() if name != frame.caller}
    found = []
    for name, at in sorted(seen.items(), key=lambda one: (-one[1].timestamp(), one[0])):
        day = at.astimezone(zone_of(frame.zone))
        found.append((name, "here now" if desk.now - at <= HERE else f"seen {day.day} {day:%b}"))
    return tuple(found)


def undo_hand_over(desk: Desk, person_id: int) -> Prospect:
    """Give back what was handed over last. Raises NotFoundError where nothing was."""
    person = reading.person(desk.tools.book, person_id)
    handing.take_over_back(desk.tools.book, person_id, desk.now)
    return person


def colleague_named(desk: Desk, wanted: str) -> str:
    """The colleague of this name or first name. Raises NotFoundError, AmbiguousError."""
    names = sorted(colleagues.last_seen(desk.tools.book))
    bare = " ".join(wanted.split()).casefold()
    found = [n for n in names if n.casefold() == bare] or [n for n in names if n.casefold().split()[0] == bare]
    if len(found) > 1:
        raise AmbiguousError(f"{wanted} may be {', '.join(found)}: write the whole name")
    if not found:
        known = f"known are {', '.join(names)}" if names else "nobody was seen so far"
        raise NotFoundError(f"nobody called {wanted!r} has worked on this book yet: {known}")
    return found[0]
