"""People who may be in the book twice: shown in pairs, and made one where the caller says so. Never by guess."""

from __future__ import annotations

from callstation.desk.desk import Desk
from callstation.model.people import Prospect
from callstation.store import apart, duplicates, merging
from callstation.store.duplicates import Pair

__all__ = ["Pair", "keep_both", "merge", "pairs", "propose_again", "undo_merge"]


def pairs(desk: Desk, limit: int = 100) -> list[Pair]:
    """At most ``limit`` pairs (``first``, ``second``, ``why``) of people who may be one.

    Looks through the whole book: seconds, in a book of a million; never to be asked for between two calls.
    """
    return duplicates.probable_duplicates(desk.tools.book, limit)


def merge(desk: Desk, kept_id: int, other_id: int) -> Prospect:
    """Make the other record part of the kept one, which is returned as it is then.

    The history of both is one; what the kept record says stays, the stricter standing holds. A step of the
    running session, if there is one: :meth:`Desk.undo` takes it back, and :func:`undo_merge` does at any time.
    Raises NotFoundError, and RefusedError where both are one person already.
    """
    session_id = desk.session.id if desk.session else None
    return merging.merge(desk.tools.book, desk.tools.frame, kept_id, other_id, desk.now, session_id=session_id)


def undo_merge(desk: Desk) -> tuple[Prospect, Prospect]:
    """Make two of the newest merge again: (who was kept, who is back).

    Raises NotFoundError where there is none, RefusedError where the one who was kept was worked on since.
    """
    return merging.undo_merge(desk.tools.book, desk.tools.frame, desk.now)


def keep_both(desk: Desk, one: int, other: int) -> int:
    """They are two, and are never proposed as one again; the id of this step. :meth:`Desk.undo` takes it back, too.

    Raises NotFoundError, RefusedError where both are one person.
    """
    session_id = desk.session.id if desk.session else None
    return apart.keep_apart(desk.tools.book, one, other, desk.now, session_id=session_id)


def propose_again(desk: Desk, step: int | None = None) -> tuple[int, int]:
    """Take such a step back, the newest where none is named: the ids of two who may be proposed as one again.

    Raises NotFoundError where there is none.
    """
    return apart.propose_again(desk.tools.book, desk.now, step)
