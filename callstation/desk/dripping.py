"""Something of value by email (F4): whoever's day has come gets an item drafted, and nothing goes out by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callstation.desk.carding import situation_of
from callstation.desk.ledger import Ledger
from callstation.desk.listing import reasons_for
from callstation.desk.tools import Tools
from callstation.model.drips import Drip
from callstation.model.mail import LetterStatus
from callstation.model.reasons import Reason
from callstation.rules.drips import item_for, next_drip
from callstation.rules.windows import end_of_day, opening_on, zone_of
from callstation.store import drips, outbox, reading

SCRIPT = "drip"
"""The script that the emails are written from."""


class Missing(StrEnum):
    """Why nothing was drafted for somebody whose day has come."""

    REASON = "no reason that gives is left for them"
    ADDRESS = "no address that may be written to"


@dataclass(frozen=True, slots=True)
class Drafted:
    """An item that was put into the outbox."""

    item: Drip
    email_id: int
    reason: Reason
    subject: str
    following: datetime
    """When (UTC) the next one is due."""


@dataclass(frozen=True, slots=True)
class DripRun:
    """What a run came to."""

    drafted: tuple[Drafted, ...] = ()
    left_out: tuple[tuple[Drip, Missing], ...] = ()
    """Whose day has come, and why there is nothing for them."""
    to_look_at: int = 0
    """Drafts of this kind in the outbox that wait for a look, these among them."""


def run(tools: Tools, now: datetime, *, session_id: int | None = None) -> DripRun:
    """Draft an email of value for everybody at rest whose day has come.

    Nothing is sent, and nothing is queued. The same again on the same day finds nobody: each has the next day on the
    calendar by then. Whoever has no reason left stays due, for when one is written. With a session each can be undone
    there. Raises StoreError; what was drafted before it stays.
    """
    drips.fill_in(tools.book, tools.frame, now)
    drafted: list[Drafted] = []
    left_out: list[tuple[Drip, Missing]] = []
    for item in drips.due(tools.book, tonight(tools, now)):
        found = _draft(tools, item, now, session_id)
        if isinstance(found, Missing):
            left_out.append((item, found))
        else:
            drafted.append(found)
    return DripRun(tuple(drafted), tuple(left_out), drips.waiting_for_a_look(tools.book))


def tonight(ledger: Ledger, now: datetime) -> datetime:
    """The end (UTC) of the caller's day: what is due in the course of it is due from its beginning, so that one run a
    day is enough at any hour."""
    zone = ledger.frame.zone
    return end_of_day(now.astimezone(zone_of(zone)).date(), zone) - timedelta(seconds=1)


def ahead(tools: Tools, now: datetime, limit: int) -> list[Drip]:
    """What is due, waiting or in the outbox, by its day."""
    if not tools.book.read_only:
        drips.fill_in(tools.book, tools.frame, now)
    return drips.coming(tools.book, tonight(tools, now), limit)


def _draft(tools: Tools, item: Drip, now: datetime, session_id: int | None) -> Drafted | Missing:
    book, frame = tools.book, tools.frame
    if not outbox.address_of(book, item.person_id):
        return Missing.ADDRESS
    person = reading.person(book, item.person_id)
    facts = reading.facts(book, item.person_id, frame)
    fitting = reasons_for(tools, [person], now)[person.id]
    reason = item_for(fitting, drips.given(book, person.id))
    if reason is None:
        return Missing.REASON
    there = zone_of(facts.zone)
    today = now.astimezone(there).date()
    situation = situation_of(tools, person, facts, reason, (today, today), now)
    script, _ = tools.shelf.usable(SCRIPT)
    # It asks for nothing and announces nothing: no day is named in it.
    subject, body = tools.renderer.email(script, replace(situation, hear_by=None, call_on=None, step=None))
    following = opening_on(next_drip(today, frame.patience.drip_every), facts.hours, facts.zone)
    email_id = drips.draft(book, frame, item, reason, subject.text, body.text, following, now, session_id=session_id)
    if email_id is None:
        return Missing.ADDRESS
    return Drafted(item, email_id, reason, subject.text, following)


def state_words(item: Drip, now: datetime) -> str:
    """Where an item stands, for the eye."""
    if item.email_status == LetterStatus.DRAFT:
        return "drafted: waits for a look"
    if item.email_status:
        return item.email_status
    return "due" if item.due_at <= now else "waiting"
