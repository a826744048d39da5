"""What a reason takes out of people's way, and what stands in it again when the reason goes (S6, S7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from callstation.model.calls import EntryKind
from callstation.model.people import Standing
from callstation.model.reasons import Reason
from callstation.rules.frame import Frame
from callstation.rules.reasons import allowed, over, reaches
from callstation.rules.windows import zone_of
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes
from callstation.store.placing import replace_places
from callstation.store.reading import marks, people
from callstation.store.reasons import last_conversations

BATCH = 300
UNTOLD = (
    "o.lifted_at > coalesce(p.last_talk_at, 0) AND NOT EXISTS "
    "(SELECT 1 FROM reason_use u WHERE u.person_id = o.person_id AND u.reason_id = o.reason_id)"
)
"""Of an objection ``o`` of a person ``p``: they have not been told that it is gone."""


def lift(
    changes: Changes, frame: Frame, reason: Reason, now: datetime, *, only: Collection[int] | None = None
) -> set[int]:
    """Mark what the reason takes away as gone, for everybody whom it is for; who they are.

    Those who said no stay out of it (H6), unless the reason is of kind *regime* and was written for them too: they
    are active again then, which their history says. ``only`` narrows to some people. Places are the caller's.
    """
    book, audience = changes.book, reason.audience
    if over(reason, now.astimezone(zone_of(frame.zone)).date()):
        return set()
    standing: dict[int, list[int]] = {}
    for slugs, complaint in ((audience.lifts, 0), (audience.answers, 1)):
        for objection_id, person_id in _standing(book, slugs, complaint):
            if only is None or person_id in only:
                standing.setdefault(person_id, []).append(objection_id)
    lifted: set[int] = set()
    for part in parts(sorted(standing)):
        talked = last_conversations(book, part) if audience.after_bad_call else {}
        for person in people(book, part):
            if person.id == reason.client_id or not allowed(reason, person.standing):
                continue
            if not reaches(audience, person, talked.get(person.id)):
                continue
            if person.standing is Standing.SAID_NO:
                _ask_again(changes, frame, person.id, person.zone, reason, now)
            for objection_id in standing[person.id]:
                changes.update("objection", objection_id, lifted_at=epoch(now), reason_id=reason.id)
            lifted.add(person.id)
    return lifted


def _standing(book: Book, slugs: Sequence[str], complaint: int) -> Iterator[tuple[int, int]]:
    """(objection, person) of everything with one of these slugs that stands."""
    if slugs:
        for row in book.rows(
            "SELECT id, person_id FROM objection "
            f"WHERE lifted_at IS NULL AND complaint = ? AND slug IN ({marks(slugs)})",
            complaint,
            *slugs,
        ):
            yield row[0], row[1]


def _ask_again(changes: Changes, frame: Frame, person_id: int, zone: str, reason: Reason, now: datetime) -> None:
    changes.update("person", person_id, standing=str(Standing.ACTIVE))
    changes.insert(
        "entry",
        person_id=person_id,
        at=epoch(now),
        kind=str(EntryKind.EDIT),
        zone=zone,
        caller=frame.caller,
        reason_id=reason.id,
        data=dumps({"before": {"standing": str(Standing.SAID_NO)}, "after": {"standing": str(Standing.ACTIVE)}}),
    )


def put_back(changes: Changes, frame: Frame, reason: Reason, now: datetime) -> set[int]:
    """Put back into people's way what the reason had taken out of it and does not any more (retired, over, or written
    for others), for those who were not told; who they are."""
    book, audience = changes.book, reason.audience
    gone = reason.retired or over(reason, now.astimezone(zone_of(frame.zone)).date())
    freed: set[int] = set()
    held = book.rows(
        "SELECT o.id, o.person_id, o.slug, o.complaint FROM objection o JOIN person p ON p.id = o.person_id "
        f"WHERE o.reason_id = ? AND {UNTOLD}",
        reason.id,
    )
    for part in parts(sorted({r[1] for r in held})):
        talked = last_conversations(book, part) if audience.after_bad_call else {}
        still = {p.id for p in people(book, part) if reaches(audience, p, talked.get(p.id))}
        for objection_id, person_id, slug, complaint in held:
            if person_id not in part:
                continue
            lifts = slug in (audience.answers if complaint else audience.lifts)
            if gone or not lifts or person_id not in still:
                changes.update("objection", objection_id, lifted_at=None, reason_id=None)
                freed.add(person_id)
    return freed


def let_expire(book: Book, frame: Frame, now: datetime) -> int:
    """Put back what reasons had taken out of people's way whose last day is over; how many people that touched.

    Costs a look at the library where nothing is over. Opens its own transaction where something is.
    """
    today = now.astimezone(zone_of(frame.zone)).date()
    gone = book.rows("SELECT id FROM reason WHERE retired = 0 AND valid_until < ? ORDER BY id", today.isoformat())
    if not gone or book.read_only:
        return 0
    ids = [r[0] for r in gone]
    held = book.rows(
        "SELECT o.id, o.person_id FROM objection o JOIN person p ON p.id = o.person_id "
        f"WHERE o.reason_id IN ({marks(ids)}) AND {UNTOLD}",
        *ids,
    )
    if not held:
        return 0
    touched = {r[1] for r in held}
    with book.transaction():
        for objection_id, _ in held:
            book.run("UPDATE objection SET lifted_at = NULL, reason_id = NULL WHERE id = ?", objection_id)
        replace_places(book, sorted(touched), frame, now)
    return len(touched)


def parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """A few hundred ids at a time."""
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]
