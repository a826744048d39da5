"""Reading people out of the book: rows go in here and frozen dataclasses come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from callstation.errors import NotFoundError
from callstation.model.calls import NextStep, Promise, PromiseStatus, StepStatus
from callstation.model.people import Email, Kind, Objection, Phone, Prospect, Standing, Thread
from callstation.places.keys import place_key
from callstation.rules.frame import Frame
from callstation.rules.laws import ELSEWHERE
from callstation.rules.rhythms import rhythm_of
from callstation.store.book import Book, Row, day_of, loads, moment_of
from callstation.store.own_record import own_of

if TYPE_CHECKING:
    from callstation.rules.queue import Facts

_PERSON = (
    "id, name, first_name, last_name, kind, standing, company, title, industry, place, region, country, zone, "
    "zone_source, hours, rhythm, notes, seeks, offers, source, source_id, custom, attempts, given, asked, "
    "last_call_at, last_talk_at, created_at, (SELECT g.zone FROM window_group g WHERE g.id = person.window_group_id)"
)


def marks(ids: Sequence[object]) -> str:
    """``?, ?, ?`` for an IN list."""
    return ", ".join("?" * len(ids))


def person(book: Book, person_id: int) -> Prospect:
    """One person whole. Raises NotFoundError."""
    found = people(book, [person_id])
    if not found:
        raise NotFoundError(f"nobody in the book has the id {person_id}")
    return found[0]


def people(book: Book, ids: Sequence[int]) -> list[Prospect]:
    """People whole, in the order of ``ids``; unknown ids are left out. At most a few hundred at a time."""
    if not ids:
        return []
    where = f"IN ({marks(ids)})"
    rows = {r[0]: r for r in book.rows(f"SELECT {_PERSON} FROM person WHERE id {where}", *ids)}
    phones = _grouped(
        book,
        "SELECT person_id, number, extension, kind, raw, flag, id FROM phone "
        f"WHERE person_id {where} ORDER BY position, id",
        ids,
    )
    emails = _grouped(
        book,
        f"SELECT person_id, address, kind, state, id FROM email WHERE person_id {where} ORDER BY position, id",
        ids,
    )
    tags = _grouped(book, f"SELECT person_id, tag FROM tag WHERE person_id {where} ORDER BY id", ids)
    threads = _grouped(
        book,
        f"SELECT person_id, text, id, noted_at FROM thread WHERE person_id {where} AND closed_at IS NULL ORDER BY id",
        ids,
    )
    objections = _grouped(
        book,
        "SELECT person_id, slug, complaint, raised_at, lifted_at, id FROM objection "
        f"WHERE person_id {where} ORDER BY id",
        ids,
    )
    found = []
    for i in ids:
        if i not in rows:
            continue
        found.append(
            replace(
                _prospect(rows[i]),
                phones=tuple(Phone(*r[1:]) for r in phones[i]),
                emails=tuple(Email(*r[1:]) for r in emails[i]),
                tags=tuple(r[1] for r in tags[i]),
                threads=tuple(Thread(r[1], r[2], _date(r[3])) for r in threads[i]),
                objections=tuple(
                    Objection(r[1], bool(r[2]), _date(r[3]), _date(r[4]) if r[4] else None, r[5]) for r in objections[i]
                ),
            )
        )
    return found


def _grouped(book: Book, sql: str, ids: Sequence[int]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in book.rows(sql, *ids):
        found[row[0]].append(row)
    return found


def _date(seconds: int) -> Any:
    moment = moment_of(seconds)
    return moment.date() if moment else None


def _prospect(r: Row) -> Prospect:
    return Prospect(
        id=r[0],
        name=r[1],
        first_name=r[2],
        last_name=r[3],
        kind=Kind(r[4]),
        standing=Standing(r[5]),
        company=r[6],
        title=r[7],
        industry=r[8],
        place=r[9],
        region=r[10],
        country=r[11],
        zone=r[12],
        zone_source=r[13],
        hours=r[14],
        rhythm=r[15],
        notes=r[16],
        seeks=r[17],
        offers=r[18],
        source=r[19],
        source_id=r[20],
        custom=loads(r[21]),
        attempts=r[22],
        given=r[23],
        asked=r[24],
        last_call_at=moment_of(r[25]),
        last_talk_at=moment_of(r[26]),
        created_at=moment_of(r[27]),
        zones=tuple(r[28].split()),
    )


def facts(book: Book, person_id: int, frame: Frame) -> Facts:
    """What the rule of the queue needs to know of a person. Raises NotFoundError."""
    from callstation.rules.queue import Facts  # late: lists of people do without

    r = book.one(
        "SELECT p.standing, p.kind, g.zone, p.hours, p.created_at, p.attempts, p.last_call_at, p.last_talk_at, "
        "p.rhythm, p.snoozed_until, p.drip_until, EXISTS (SELECT 1 FROM phone f WHERE f.person_id = p.id "
        "AND f.number <> '' AND f.flag <> 'wrong' AND f.kind <> 'fax'), g.law, p.country, p.region, p.answers, "
        "(SELECT max(m.bounced_at) FROM email m WHERE m.person_id = p.id) "
        "FROM person p JOIN window_group g ON g.id = p.window_group_id WHERE p.id = ?",
        person_id,
    )
    if r is None:
        raise NotFoundError(f"nobody in the book has the id {person_id}")
    zones = tuple(r[2].split())
    return Facts(
        standing=Standing(r[0]),
        kind=Kind(r[1]),
        zone=zones[0] if zones else frame.zone,
        zone_known=bool(zones),
        hours=frame.hours_for(r[3], r[12], zones, home_of(r[13], r[14], r[12], frame)),
        has_number=bool(r[11]),
        created_at=_moment(r[4]),
        attempts=r[5],
        last_call_at=moment_of(r[6]),
        last_talk_at=moment_of(r[7]),
        rhythm=r[8] or _rhythm_of_tags(book, person_id, frame),
        snoozed_until=moment_of(r[9]),
        drip_until=day_of(r[10]),
        promise=standing_promise(book, person_id),
        step=open_step(book, person_id),
        lifted_at=lifted_at(book, person_id),
        own=own_of(r[15]),
        bounced_at=moment_of(r[16]),
    )


def _rhythm_of_tags(book: Book, person_id: int, frame: Frame) -> str:
    if not frame.rhythms:
        return ""
    tags = [r[0] for r in book.rows("SELECT tag FROM tag WHERE person_id = ?", person_id)]
    return rhythm_of("", tags, frame.rhythms)


def home_of(country: str, region: str, law: str, frame: Frame) -> str:
    """The place whose holidays are somebody's: their own, else that whose law holds for them, else the caller's."""
    if country:
        return place_key(country, region)
    nearest = law.partition(" ")[0]
    return nearest if nearest and nearest != ELSEWHERE else ("" if nearest else frame.country)


def _moment(seconds: int) -> datetime:
    found = moment_of(seconds)
    assert found is not None  # the column is NOT NULL
    return found


def standing_promise(book: Book, person_id: int) -> Promise | None:
    """The newest promise that is open or broken."""
    r = book.one(
        "SELECT day, hear_by, words, zone, status, made_at, id FROM promise "
        "WHERE person_id = ? AND status IN ('open', 'broken') ORDER BY id DESC LIMIT 1",
        person_id,
    )
    if r is None:
        return None
    day = day_of(r[0])
    assert day is not None
    return Promise(day, day_of(r[1]), r[2], r[3], PromiseStatus(r[4]), moment_of(r[5]), r[6])


def open_step(book: Book, person_id: int) -> NextStep | None:
    """The next step that was agreed and is still to come."""
    r = book.one(
        "SELECT day, at, what, zone, status, agreed_at, id FROM step "
        "WHERE person_id = ? AND status = 'open' ORDER BY id DESC LIMIT 1",
        person_id,
    )
    if r is None:
        return None
    day = day_of(r[0])
    assert day is not None
    return NextStep(day, moment_of(r[1]), r[2], r[3], StepStatus(r[4]), moment_of(r[5]), r[6])


def lifted_at(book: Book, person_id: int) -> datetime | None:
    """Since when a reason takes away what was in this person's way, if they have not been told (S6).

    They have been told by a voicemail with that reason, or by any conversation since.
    """
    return moment_of(
        book.value(
            "SELECT max(o.lifted_at) FROM objection o JOIN person p ON p.id = o.person_id WHERE o.person_id = ? "
            "AND o.lifted_at > coalesce(p.last_talk_at, 0) AND NOT EXISTS "
            "(SELECT 1 FROM reason_use u WHERE u.person_id = o.person_id AND u.reason_id = o.reason_id)",
            person_id,
        )
    )
