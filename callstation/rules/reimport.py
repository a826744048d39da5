"""What a row of a file changes in somebody who is known already (practice T1).

A row that comes again changes only what changed in the file since it last came: what another program or the
caller said in between stands. What was typed here is never overwritten, a no is never taken back, and within
one file the first row to say something wins.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple
from zlib import crc32

from callstation.model.people import Email, Kind, NewPerson, Phone, Prospect, Standing

TEXTS = ("name", "first_name", "last_name", "company", "title", "industry", "place", "region", "country", "notes")
"""Fields that hold one text each."""
FIELDS = (*TEXTS, "zone", "kind", "standing", "phones", "emails", "tags", "custom")
"""Everything that a row may say, in the order in which it is remembered."""
BIT = {name: 1 << i for i, name in enumerate(FIELDS)}
ZONE_SOURCES = ("", "number", "address", "file", "set")
"""Where a zone may come from, the surest last."""
_UNCHANGED = ("", Kind.PROSPECT)
_CHANGING = tuple(k for k in Kind if k is not Kind.PROSPECT)
STRICT = (Standing.SAID_NO, Standing.DO_NOT_CALL)
"""What is never taken back by a file, the stricter last."""


@dataclass(slots=True)
class News:
    """What is to be changed: columns by name, and what is to be added."""

    columns: dict[str, Any] = field(default_factory=dict)
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    tags: tuple[str, ...] = ()
    states: tuple[Email, ...] = ()
    """Addresses known already of which the row says for the first time that they bounce or want no mail."""
    custom: dict[str, str] | None = None
    """All own fields as they will be, None where they stay."""

    def __bool__(self) -> bool:
        return bool(self.columns or self.phones or self.emails or self.states or self.tags or self.custom is not None)


def number_of(text: str) -> int:
    """A text as a signed 64-bit number, the same in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def said(new: NewPerson, shape: str) -> tuple[int, str, int]:
    """What is remembered of a row of a file of this shape: (digest, sums, mask).

    The digest is of all that it says, and of the shape; the sums are one for each of :data:`FIELDS`; the mask has the
    bits (see :data:`BIT`) of those that it says anything about.
    """
    name, first, last, company, notes = new.name, new.first_name, new.last_name, new.company, new.notes
    # What many rows say alike is summed up once: a list of a million has few companies, titles and towns.
    about = _alike(new.title, new.industry, new.place, new.region, new.country)
    state = _alike(new.zone, new.kind, new.standing)
    phones = "\x1e".join([f"{p.number or p.raw}\x1d{p.extension}" for p in new.phones]) if new.phones else ""
    emails = "\x1e".join([e.address + "\x1d" + e.state for e in new.emails]) if new.emails else ""
    tags = "\x1e".join(new.tags)
    custom = "\x1e".join([f"{k}\x1d{v}" for k, v in new.custom.items() if v]) if new.custom else ""
    whole = (
        f"{name}\x1f{first}\x1f{last}\x1f{company}\x1f{about.texts}\x1f{notes}\x1f{state.texts}\x1f{phones}\x1f"
        f"{emails}\x1f{tags}\x1f{custom}\x1f{new.source_id}\x1f{shape}"
    ).encode("utf-8", "surrogatepass")
    mask = about.mask << _ABOUT | state.mask << _STATE
    if name:
        mask |= BIT["name"]
        name = _sum(name)
    if first:
        mask |= BIT["first_name"]
        first = _known_sum(first)
    if last:
        mask |= BIT["last_name"]
        last = _sum(last)
    if company:
        mask |= BIT["company"]
        company = _known_sum(company)
    if notes:
        mask |= BIT["notes"]
        notes = _sum(notes)
    if phones:
        mask |= BIT["phones"]
        phones = _sum(phones)
    if emails:
        mask |= BIT["emails"]
        emails = _sum(emails)
    if tags:
        mask |= BIT["tags"]
        tags = _known_sum(tags)
    if custom:
        mask |= BIT["custom"]
        custom = _sum(custom)
    sums = f"{name},{first},{last},{company},{about.sums},{notes},{state.sums},{phones},{emails},{tags},{custom}"
    digest = int.from_bytes(blake2b(whole, digest_size=8).digest(), "big", signed=True)
    return digest, sums, mask


_ABOUT, _STATE = FIELDS.index("title"), FIELDS.index("zone")


class _Alike(NamedTuple):
    """Several fields together: their texts, their sums, and the bits of those that say something."""

    texts: str
    sums: str
    mask: int


@lru_cache(maxsize=32768)
def _alike(*parts: str) -> _Alike:
    said = ",".join(_sum(part) if part else "" for part in parts)
    return _Alike("\x1f".join(parts), said, sum(1 << i for i, part in enumerate(parts) if part))


def _sum(part: str) -> str:
    return f"{crc32(part.encode('utf-8', 'surrogatepass')):x}"


_known_sum = lru_cache(maxsize=32768)(_sum)


def mask_of(new: NewPerson) -> int:
    """Bits of the fields that a row says anything about."""
    return sum(bit for name, bit in BIT.items() if getattr(new, name))


def said_before(fields: str, earlier: Collection[str]) -> int:
    """Bits of the fields in which a row says the same as one of its ``earlier`` versions."""
    if not earlier:
        return 0
    olds = [old.split(",") for old in earlier]
    same = 0
    for i, now in enumerate(fields.split(",")):
        if any(i < len(old) and old[i] == now for old in olds):
            same |= 1 << i
    return same


def news(
    old: Prospect | NewPerson, new: NewPerson, *, typed: Collection[str] = (), taken: int = 0, before: int = 0
) -> News:
    """What ``new`` changes in ``old``.

    ``typed``: fields that were typed here. ``taken``: bits of the fields that an earlier row of the same file
    has said. ``before``: bits of the fields that say what they said in the last import of this shape.
    """
    found = News()
    closed = taken | before
    for name in TEXTS:
        value = getattr(new, name)
        if value and not closed & BIT[name] and name not in typed and value != getattr(old, name):
            found.columns[name] = value
    if new.zone and new.zone != old.zone and not before & BIT["zone"] and "zone" not in typed:
        surer = _rank(new.zone_source) - _rank(old.zone_source)
        if old.zone_source != "set" and (surer > 0 if taken & BIT["zone"] and old.zone else surer >= 0):
            found.columns["zone"] = new.zone
            found.columns["zone_source"] = new.zone_source
    if new.source_id and not old.source_id:
        found.columns["source_id"] = new.source_id
    # Only away from a prospect: an order that was won here makes a customer, whatever a list says.
    if new.kind in _CHANGING and not closed & BIT["kind"] and "kind" not in typed and old.kind in _UNCHANGED:
        found.columns["kind"] = str(new.kind)
    if (
        new.standing in STRICT
        and not before & BIT["standing"]
        and _strictness(new.standing) > _strictness(old.standing)
    ):
        found.columns["standing"] = str(new.standing)
    if not before & BIT["phones"]:
        have = {p.number or p.raw for p in old.phones}
        found.phones = tuple(p for p in once(new.phones, attrgetter("number")) if (p.number or p.raw) not in have)
    if not before & BIT["emails"]:
        lower = {e.address.lower() for e in old.emails}
        found.emails = tuple(e for e in once(new.emails, attrgetter("address")) if e.address.lower() not in lower)
        # Never the other way: that a list knows nothing of it does not make an address work again.
        told = {e.address.lower(): e.state for e in new.emails if e.state}
        found.states = tuple(
            replace(e, state=told[e.address.lower()]) for e in old.emails if not e.state and e.address.lower() in told
        )
    if not before & BIT["tags"]:
        found.tags = tuple(t for t in dict.fromkeys(new.tags) if t not in old.tags)
    if new.custom and not before & BIT["custom"]:
        own = {k: v for k, v in new.custom.items() if v}
        first_wins = taken & BIT["custom"] or "custom" in typed
        merged = {**own, **old.custom} if first_wins else {**old.custom, **own}
        if merged != dict(old.custom):
            found.custom = merged
    return found


def once(ways: Sequence[Any], key: Callable[[Any], str]) -> Sequence[Any]:
    """Nothing of one ``key`` twice, whatever its case; what has none is told apart by all else it says."""
    if len(ways) < 2:
        return ways
    kept: dict[object, Any] = {}
    for way in ways:
        kept.setdefault(key(way).lower() or way, way)
    return list(kept.values())


def _rank(zone_source: str) -> int:
    return ZONE_SOURCES.index(zone_source) if zone_source in ZONE_SOURCES else 0


def _strictness(standing: str) -> int:
    return STRICT.index(Standing(standing)) + 1 if standing in STRICT else 0
