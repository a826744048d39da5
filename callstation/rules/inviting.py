"""Whether somebody's calendar still says what was agreed (T6): what an email has to tell it, if anything."""

from __future__ import annotations

from datetime import datetime

from callstation.model.calls import NextStep
from callstation.model.invitations import Said


def to_be_said(last: Said | None, step: NextStep | None, now: datetime) -> Said | None:
    """What their calendar must be told, None where it is right already or was never told anything.

    ``last`` is what it was last told by an email that may have arrived, ``step`` the open next step. An hour that is
    over is left alone: it took place, or it did not. The sequence rises with each change (RFC 5546, 2.1.4).
    """
    if last is None or last.at is None or last.at <= now:
        return None
    hour = step.at if step is not None and step.at is not None and step.at > now else None
    return None if hour == last.at else Said(last.uid, last.sequence + 1, hour)


def invited(last: Said | None, uid: str, step: NextStep, now: datetime) -> Said | None:
    """What an invitation to ``step`` says; None where they have it already. ``uid`` is for one that is new.

    A meeting that was called off, or is over, is another one than the next; the very same one goes on in its sequence.
    """
    if last is None or last.at is None or last.at <= now:
        return Said(uid, last.sequence + 1 if last is not None and last.uid == uid else 0, step.at)
    return None if last.at == step.at else Said(last.uid, last.sequence + 1, step.at)


def is_true(said: Said, last: Said | None, wanted: Said | None, hour: datetime | None, now: datetime) -> bool:
    """Whether an email that waits says what is so: ``wanted`` is what their calendar must be told, ``hour`` the
    agreed one."""
    if last is None or last.at is None or last.at <= now:
        return said.at is not None and said.at == hour
    return wanted is not None and said.at == wanted.at
