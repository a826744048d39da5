"""The email that fits what a call came to: put together from scripts and the record, never from a note (T5).

It becomes a draft with the outcome, in the same transaction; nobody but the user lets it go out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from callstation.desk.carding import brought, situation_of
from callstation.desk.tools import Tools
from callstation.model.calls import Outcome
from callstation.model.cards import Card, Spoken
from callstation.model.mail import LetterKind, NewLetter
from callstation.model.reasons import Reason
from callstation.rules.outcomes import UNREACHED, Effect
from callstation.rules.queue import Facts
from callstation.scripting.letters import template

NO_LETTER = frozenset((Outcome.DO_NOT_CALL,))
"""Whoever asked to be left alone is not written to about it either."""


def letter_after(
    tools: Tools, card: Card, facts: Facts, outcome: Outcome, effect: Effect, now: datetime
) -> NewLetter | None:
    """The email that fits ``outcome``; None where none does: no address, nothing to say, or left alone for good.

    ``facts`` are those before the call.

    Where nobody was reached it is the script's own email, with the dates of a promise that was left; from the third
    try on it lets them off the hook (F3). After a conversation it names what was agreed (F5).
    """
    person = card.prospect
    if outcome in NO_LETTER or person.email is None:
        return None
    reached = outcome not in UNREACHED
    if not reached and card.reason is None and "reason.text" in card.email_body.gaps:
        return None
    promise, step = effect.promise, effect.step
    days: tuple[date | None, date | None] = (None, None)
    if promise is not None:
        days = promise.hear_by, promise.day
    elif outcome is Outcome.NOT_NOW:
        days = None, effect.after.drip_until
    now_there = situation_of(tools, person, facts, card.reason, card.promise_days, now)
    situation = replace(
        now_there,
        hear_by=days[0],
        call_on=days[1],
        step=step if reached else now_there.step,
        promise=None if reached else now_there.promise,
    )
    if reached:
        script, _ = template(str(outcome), tools.shelf.folder)
    else:
        script, _ = tools.shelf.usable(card.script)
    subject, body = tools.renderer.email(script, situation)
    reason = _goes_along(card, outcome, body)
    return NewLetter(
        person_id=person.id,
        subject=subject.text,
        body=body.text,
        kind=LetterKind.OUTCOME,
        address=person.email.address,
        reason_id=reason.id or None if reason else None,
        links=(reason.link,) if reason and reason.link else (),
        attachments=(reason.attachment,) if reason and reason.attachment else (),
    )


def _goes_along(card: Card, outcome: Outcome, body: Spoken) -> Reason | None:
    """The reason whose link and attachment go along: one that the email brings, or that was brought in the talk."""
    if outcome is Outcome.SAID_NO:
        return None
    return brought(card, card.opener if outcome.conversation else body)
