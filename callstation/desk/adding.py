"""Adding someone in seconds: what was typed is read, looked up, and stored (practice T1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from callstation.desk.tools import Tools
from callstation.errors import UsageError
from callstation.model.people import NewPerson, Prospect
from callstation.rules.same_person import same_person
from callstation.store import known, people, reading
from callstation.text import clean_line


class By(StrEnum):
    """By what somebody was recognised."""

    NUMBER = "number"
    ADDRESS = "email address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the book who may be the one being typed in.

    ``same``: they are, as an import would decide it, and what is new is added to their record. Otherwise (another
    name on the same number, another company under the same name) the caller has to say.
    """

    person: Prospect
    by: By
    same: bool


def read_typed(tools: Tools, name: str, number: str, rest: str) -> NewPerson:
    """The person that was typed in, as it is understood. Raises UsageError for a number that is none."""
    from callstation.importers.line import read_person_line

    new = read_person_line(name, number, rest, tools.settings.region.country)
    if clean_line(number) and not any(phone.number for phone in new.phones):
        raise UsageError(f"{clean_line(number)[:40]!r} is no number that could be dialled")
    return new


def find_known(tools: Tools, new: NewPerson) -> Known | None:
    """Who in the book this may be: by number, then by address, then by name."""
    book = tools.book
    numbers = [phone.number for phone in new.phones]
    for by, ids in (
        (By.NUMBER, known.with_number(book, numbers)),
        (By.ADDRESS, known.with_address(book, [email.address for email in new.emails])),
        (By.NAME, known.named(book, new.name)),
    ):
        found = reading.people(book, ids)
        if not found:
            continue
        same = same_person(new, found, "typed")
        return Known(same or found[0], by, same is not None)
    return None


def is_barred(tools: Tools, new: NewPerson) -> bool:
    """Whether the number is on the do-not-call list: the person is then kept, and never offered."""
    return known.barred(tools.book, [phone.number for phone in new.phones])


def add_person(
    tools: Tools, new: NewPerson, now: datetime, known: Known | None = None, *, session_id: int | None = None
) -> int:
    """Store somebody, or what is new of somebody who is ``known`` to be the same; the id. Can be undone in a session.

    Raises UsageError without a name or a number, StoreError where it could not be stored.
    """
    if known is not None and known.same:
        # An initial typed in haste does not replace the name that is in the book.
        person = known.person
        new = replace(new, name=person.name, first_name=person.first_name, last_name=person.last_name)
    return people.add(tools.book, tools.frame, new, now, session_id=session_id)[0]
