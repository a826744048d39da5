"""What ``--json`` prints: ISO 8601 with offset, E.164, snake_case. Fields are added, never taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime

from callstation.model.calls import Entry, NextStep, Promise
from callstation.model.cards import Finding, QueueRow, WhyNow
from callstation.model.people import Prospect
from callstation.model.reasons import Reason
from callstation.model.silence import Explanation

Shape = dict[str, object]


def iso(moment: datetime | None) -> str | None:
    """A moment with its offset, to the second."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def utc(moment: datetime | None) -> str | None:
    """A moment in UTC, to the second."""
    return None if moment is None else iso(moment.astimezone(UTC))


def iso_day(day: date | None) -> str | None:
    """A day."""
    return None if day is None else day.isoformat()


def why_shape(why: WhyNow) -> Shape:
    """Why now."""
    return {"kind": str(why.kind), "text": why.text}


def reason_shape(reason: Reason | None) -> Shape | None:
    """A reason as it stands on a card."""
    return None if reason is None else {"id": reason.id, "kind": str(reason.kind), "text": reason.text}


def queue_shape(row: QueueRow) -> Shape:
    """One line of the queue."""
    return {
        "id": row.id,
        "name": row.name,
        "company": row.company,
        "kind": str(row.kind),
        "standing": str(row.standing),
        "phone": row.phone,
        "zone": row.zone,
        "local_time": iso(row.local_time),
        "why_now": why_shape(row.why_now),
        "reason": reason_shape(row.reason),
        "due": utc(row.due),
    }


def person_shape(person: Prospect) -> Shape:
    """A person whole."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "name": person.name,
        "company": person.company,
        "title": person.title,
        "industry": person.industry,
        "kind": str(person.kind),
        "standing": str(person.standing),
        "phone": person.phone.number if person.phone else "",
        "phones": [
            {"number": p.number, "extension": p.extension, "kind": p.kind, "raw": p.raw, "flag": p.flag}
            for p in person.phones
        ],
        "emails": [e.address for e in person.emails],
        "zone": person.zone,
        "place": person.place,
        "hours": person.hours,
        "rhythm": person.rhythm,
        "tags": list(person.tags),
        "notes": person.notes,
        "custom": dict(person.custom),
        "threads": [{"text": t.text, "noted": iso_day(t.noted)} for t in person.threads],
        "objections": [
            {"slug": o.slug, "complaint": o.complaint, "raised": iso_day(o.raised), "lifted": iso_day(o.lifted)}
            for o in person.objections
        ],
        "attempts": person.attempts,
        "given": person.given,
        "asked": person.asked,
        "last_call_at": utc(person.last_call_at),
        "last_talk_at": utc(person.last_talk_at),
    }


def entry_shape(entry: Entry) -> Shape:
    """One entry of a history. ``data`` holds what only its kind has."""
    return {
        "id": entry.id,
        "at": utc(entry.at),
        "zone": entry.zone,
        "kind": str(entry.kind),
        "outcome": str(entry.outcome) if entry.outcome else None,
        "note": entry.note,
        "words": entry.words,
        "seconds": entry.seconds,
        "number": entry.number,
        "caller": entry.caller,
        "reason_id": entry.reason_id,
        "script": entry.script,
        "revision": entry.revision,
        "session_id": entry.session_id,
        "data": dict(entry.data),
    }


def promise_shape(promise: Promise | None) -> Shape | None:
    """A promise: its days are the person's."""
    if promise is None:
        return None
    return {
        "on": iso_day(promise.day),
        "hear_by": iso_day(promise.hear_by),
        "words": promise.words,
        "zone": promise.zone,
        "status": str(promise.status),
    }


def step_shape(step: NextStep | None) -> Shape | None:
    """An agreed next step."""
    if step is None:
        return None
    return {
        "on": iso_day(step.day),
        "at": utc(step.at),
        "what": step.what,
        "zone": step.zone,
        "status": str(step.status),
    }


def finding_shapes(findings: Iterable[Finding]) -> list[Shape]:
    """What the language check found."""
    return [asdict(f) for f in findings]


def silence_shapes(explanations: Iterable[Explanation]) -> list[Shape]:
    """What may explain a silence, likeliest first (D1 to D14)."""
    return [{"id": e.id, "text": e.text, "action": e.action, "key": e.key} for e in explanations]
