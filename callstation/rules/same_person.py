"""Whether a person in a file is one in the book: by what identifies, never by guess (practice T1).

A shared switchboard or an info@ address is no identity, so a number or an address only counts where the names
agree; a source's own id counts alone; else name and company together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from callstation.model.people import NewPerson, Prospect


def folded(text: str) -> str:
    """``text`` for comparison: no case, no accents, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def names_agree(one: NewPerson | Prospect, other: NewPerson | Prospect) -> bool:
    """Whether two names can be one person's: equal, or one is a part or an initial of the other."""
    if folded(one.name) == folded(other.name):
        return True
    if not _agree(one.last_name, other.last_name):
        return False
    return _agree(one.first_name, other.first_name, initials=True)


def _agree(one: str, other: str, *, initials: bool = False) -> bool:
    a, b = folded(one).rstrip("."), folded(other).rstrip(".")
    if not a or not b or a == b:
        return True
    return initials and (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def same_person(new: NewPerson, known: Iterable[Prospect], source: str) -> Prospect | None:
    """Who of ``known`` the new one is, or None. ``source`` is the kind of file it came from."""
    numbers = {p.number for p in new.phones if p.number}
    addresses = {e.address.lower() for e in new.emails}
    by_name: Prospect | None = None
    by_way: Prospect | None = None
    for person in known:
        if new.source_id and new.source_id == person.source_id and source == person.source:
            return person
        if not names_agree(new, person):
            continue
        shared = addresses & {e.address.lower() for e in person.emails}
        if shared or numbers & {p.number for p in person.phones if p.number}:
            by_way = by_way or person
        elif (
            folded(new.name) == folded(person.name)
            and folded(new.company) == folded(person.company)
            # Two people of one name, each with an address of their own, stay two unless a company joins them.
            and (new.company or not (addresses and person.emails))
        ):
            by_name = by_name or person
    return by_way or by_name
