"""Invented people, promises and a caller, for tests: names of nobody, numbers that ring nowhere (555-01xx)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from callstation.model.calls import NextStep, Outcome, Promise
from callstation.model.people import Email, Kind, NewPerson, Phone, Prospect, Standing
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.rules.outcomes import Agreement, Effect, effect_of
from callstation.rules.queue import Facts
from callstation.rules.windows import Hours
from callstation.store import outcomes, reading
from callstation.store.book import Book
from callstation.store.importing import Importer

THURSDAY = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
"""When tests begin: Thursday 12 March 2026, 11:00 in New York, 8:00 in Phoenix (which keeps no summer time)."""

FRAME = Frame(zone="America/New_York", caller="Dana Reed")


def number(n: int) -> str:
    """The ``n``-th (0 to 799,999) number that belongs to nobody, in E.164."""
    return f"+1{200 + n // 100 % 800}555{100 + n % 100:04d}"


def new_person(name: str = "Maria Okafor", *numbers: str, **more: Any) -> NewPerson:
    """Somebody as a file would bring them, with an unused kind of number where none is given."""
    first, _, last = name.partition(" ")
    emails = tuple(Email(a) for a in more.pop("emails", ()))
    phones = tuple(Phone(n) for n in (numbers or (number(sum(map(ord, name)) % 700),)))
    return NewPerson(name, first_name=first, last_name=last, phones=phones, emails=emails, **more)


def bring(
    book: Book, *people: NewPerson, source: str = "csv", at: datetime = THURSDAY, frame: Frame = FRAME
) -> list[int]:
    """Import people; the ids of those who were new."""
    with book.transaction():
        return Importer(book, frame, source, at, label="people.csv").bring(people).new_ids


def facts(**more: Any) -> Facts:
    """The record of somebody in Phoenix who was never called."""
    known: dict[str, Any] = {
        "standing": Standing.ACTIVE,
        "kind": Kind.PROSPECT,
        "zone": "America/Phoenix",
        "hours": Hours(),
        "has_number": True,
        "created_at": THURSDAY,
    }
    return Facts(**{**known, **more})


def prospect(name: str = "Maria Okafor", **more: Any) -> Prospect:
    """Somebody as the book would show them."""
    first, _, last = name.partition(" ")
    known: dict[str, Any] = {"id": 1, "first_name": first, "last_name": last, "company": "Bluebird Logistics"}
    return Prospect(**{**known, "name": name, **more})


def reason(number_: int = 0, kind: ReasonKind = ReasonKind.NEWS, **more: Any) -> Reason:
    """A reason; words of an :class:`Audience` may be given as keywords."""
    fields = Audience.__dataclass_fields__
    audience = Audience(**{k: more.pop(k) for k in list(more) if k in fields})
    return Reason(number_, kind, more.pop("text", "that the depot opens in May"), audience=audience, **more)


def promise(day: date, zone: str = "America/Phoenix", **more: Any) -> Promise:
    """A promise for ``day``."""
    return Promise(day, more.pop("hear_by", None), more.pop("words", "I will ring you"), zone, **more)


def step(day: date, at: datetime | None = None, what: str = "send the prices", **more: Any) -> NextStep:
    """Something agreed for ``day``."""
    return NextStep(day, at, what, more.pop("zone", "America/Phoenix"), **more)


def log(
    book: Book,
    person_id: int,
    outcome: Outcome,
    at: datetime = THURSDAY,
    *,
    frame: Frame = FRAME,
    agreed: Agreement | None = None,
    promise_on: tuple[date, date] | None = None,
    session_id: int | None = None,
    other_number: bool = False,
    **call: Any,
) -> tuple[outcomes.Recorded, Effect]:
    """Store an outcome straight into the book, as the desk would."""
    effect = effect_of(
        outcome,
        reading.facts(book, person_id, frame),
        at,
        frame.patience,
        agreed=agreed,
        promise_on=promise_on,
        words=call.get("words", ""),
        other_number=other_number,
    )
    stored = outcomes.Call(person_id, outcome, at, session_id=session_id, **call)
    return outcomes.record(book, frame, stored, effect), effect
