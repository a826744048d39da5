"""Whom a reason reaches, counted by the database part by part: a screen stays alive while a million are looked at.

The rule is :func:`callstation.rules.reasons.reaches`; what is asked of the database here is the same, and a test holds
the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from callstation.model.calls import Outcome
from callstation.model.people import Kind, Standing
from callstation.model.reasons import Reason
from callstation.rules.frame import Frame
from callstation.rules.reasons import GONE_BADLY, allowed, over, places_of, shared, unnamed
from callstation.rules.windows import zone_of
from callstation.store.book import Book
from callstation.store.reading import marks
from callstation.store.reasons import confidant

_TALKS = tuple(str(o) for o in Outcome if o.conversation)
_PART = 20_000
"""People looked at in one go where nobody waits for a screen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A reason's audience as a question to the database, asked of one part of the book after the other."""

    sql: str
    params: tuple[object, ...]
    industries: tuple[str, ...]
    places: tuple[str, ...]
    top: int
    """The highest id there is."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody whom a reason reaches."""

    id: int
    name: str
    company: str
    kind: str
    standing: str
    told: bool


def ask(book: Book, reason: Reason) -> Asked:
    """Prepare the question whom ``reason`` reaches: people who may be called, in its audience, told or not told yet."""
    audience = reason.audience
    wheres: list[str] = []
    params: list[object] = []

    def among(column: str, values: tuple[object, ...]) -> None:
        wheres.append(f"{column} IN ({marks(values)})" if values else "1 = 0")
        params.extend(values)

    standings = tuple(str(s) for s in Standing if allowed(reason, s))
    if audience.standings:
        standings = tuple(s for s in standings if s in audience.standings)
    among("p.standing", standings)
    if audience.people:
        among("p.id", audience.people)
    if audience.kinds:
        among("p.kind", audience.kinds)
    elif unnamed(audience):
        wheres.append("p.kind <> ?")
        params.append(str(Kind.REFERRAL_SOURCE))
    if audience.tags:
        spelled = _spellings(book, audience.tags)
        has_tag = f"EXISTS (SELECT 1 FROM tag t WHERE t.person_id = p.id AND t.tag IN ({marks(spelled)}))"
        wheres.append(has_tag if spelled else "1 = 0")
        params.extend(spelled)
    for slugs, complaint in ((audience.lifts, 0), (audience.answers, 1)):
        if slugs:
            wheres.append(
                "EXISTS (SELECT 1 FROM objection o WHERE o.person_id = p.id AND o.complaint = ? "
                f"AND o.slug IN ({marks(slugs)}))"
            )
            params.extend((complaint, *slugs))
    if audience.after_bad_call:
        badly = sorted(str(o) for o in GONE_BADLY)
        wheres.append(
            "p.last_talk_at IS NOT NULL AND (SELECT e.outcome FROM entry e WHERE e.person_id = p.id "
            f"AND e.kind = 'call' AND e.outcome IN ({marks(_TALKS)}) ORDER BY e.id DESC LIMIT 1) IN ({marks(badly)})"
        )
        params.extend((*_TALKS, *badly))
    if reason.client_id is not None:
        wheres.append("p.id <> ?")
        params.append(reason.client_id)
        keeper = confidant(book, reason.client_id) if reason.anonymous else None
        if keeper is not None and keeper.company:
            wheres.append("lower(p.company) <> lower(?)")
            params.append(keeper.company)
    top = int(book.value("SELECT max(id) FROM person") or 0)
    return Asked(" AND ".join(wheres), tuple(params), audience.industries, audience.places, top)


def part(book: Book, asked: Asked, reason_id: int, after: int, upto: int) -> list[tuple[int, bool]]:
    """(id, whether they were told) of everybody reached whose id is above ``after`` and at most ``upto``."""
    wordy = bool(asked.industries or asked.places)
    rows = book.rows(
        "SELECT p.id, CASE WHEN EXISTS (SELECT 1 FROM reason_use u WHERE u.person_id = p.id AND u.reason_id = ?) "
        f"THEN 1 ELSE 0 END{', p.industry, p.place, p.region, p.country' if wordy else ''} "
        f"FROM person p WHERE p.id > ? AND p.id <= ? AND {asked.sql} ORDER BY p.id",
        reason_id,
        after,
        upto,
        *asked.params,
    )
    return [(r[0], bool(r[1])) for r in rows if not wordy or _fits(asked.industries, asked.places, *r[2:])]


@lru_cache(maxsize=20_000)
def _fits(
    industries: tuple[str, ...], places: tuple[str, ...], industry: str, place: str, region: str, country: str
) -> bool:
    """Trade and place, compared as the rule does: the database does not know every letter's capital."""
    if industries and not shared(industries, (industry,)):
        return False
    return not places or shared(places, places_of(place, region, country))


def reach(book: Book, frame: Frame, reason: Reason, now: datetime) -> int:
    """How many people the reason would be brought to as of ``now``: reached, and not told yet. Looks at everybody."""
    if over(reason, now.astimezone(zone_of(frame.zone)).date()):
        return 0
    asked = ask(book, reason)
    return sum(
        not told
        for after in range(0, asked.top, _PART)
        for _, told in part(book, asked, reason.id, after, after + _PART)
    )


def names(book: Book, found: list[tuple[int, bool]]) -> list[Someone]:
    """Who these are, in the order of their names; a few hundred at most."""
    told = dict(found)
    if not told:
        return []
    rows = book.rows(
        f"SELECT id, name, company, kind, standing FROM person WHERE id IN ({marks(list(told))}) ORDER BY name, id",
        *told,
    )
    return [Someone(r[0], r[1], r[2], r[3], r[4], told[r[0]]) for r in rows]


def _spellings(book: Book, tags: tuple[str, ...]) -> list[str]:
    """How the book writes these tags; from one tag to the next through their index, however many people have them."""
    wanted = {t.casefold() for t in tags}
    rows = book.rows(
        "WITH RECURSIVE every(tag) AS (SELECT min(tag) FROM tag UNION ALL "
        "SELECT (SELECT min(t.tag) FROM tag t WHERE t.tag > every.tag) FROM every WHERE every.tag IS NOT NULL) "
        "SELECT tag FROM every WHERE tag IS NOT NULL"
    )
    return [r[0] for r in rows if r[0].casefold() in wanted]
