"""People to call: who they are, how they are reached, what is on their mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Which of the lists a person is on (practice T2)."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    REFERRAL_SOURCE = "referral source"


class Standing(StrEnum):
    """Where the relationship stands; only the first three are ever offered for a call."""

    ACTIVE = "active"
    PROPOSAL_OPEN = "proposal open"
    DRIP = "drip"
    SAID_NO = "said no"
    DO_NOT_CALL = "do not call"

    @property
    def callable(self) -> bool:
        """Whether a person of this standing may be offered at all (H6)."""
        return self in (Standing.ACTIVE, Standing.PROPOSAL_OPEN, Standing.DRIP)


@dataclass(frozen=True, slots=True)
class Phone:
    """One number. ``number`` is E.164, or '' where ``raw`` could not be read as a number."""

    number: str
    extension: str = ""
    kind: str = ""
    """work, mobile, home, main, assistant, fax, other, or ''."""
    raw: str = ""
    """As it was written where it came from; vanity numbers keep their letters here."""
    flag: str = ""
    """'' (fine), 'doubtful' (possible, but the number plan does not know it), 'wrong' (a caller found out)."""
    id: int = 0

    @property
    def dialable(self) -> bool:
        """Whether a person may answer: a number, not known to be wrong, and no fax."""
        return bool(self.number) and self.flag != "wrong" and self.kind != "fax"


UNSUBSCRIBED = "unsubscribed"
"""The state of an address whose owner asked for no emails."""


@dataclass(frozen=True, slots=True)
class Email:
    """One address, lower case in the domain, as written before the @."""

    address: str
    kind: str = ""
    state: str = ""
    """'' (fine), 'bounced', 'unsubscribed'."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """Something going on in their life or business (H3), until it is closed."""

    text: str
    id: int = 0
    noted: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why they have not bought, as a slug (``minimum-order``); ``complaint`` where it is why they left (S7)."""

    slug: str
    complaint: bool = False
    raised: date | None = None
    lifted: date | None = None
    """The day on which a reason lifted it, or None while it stands."""
    id: int = 0

    @property
    def words(self) -> str:
        """The slug as it is said: ``minimum order``."""
        return self.slug.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Prospect:
    """A person to call.

    Times are aware UTC; ``zone`` is an IANA name ('' where nothing tells it: the caller's is then used, with
    a question mark). Counters are kept up to date by the store with every outcome.
    """

    id: int
    name: str
    first_name: str = ""
    last_name: str = ""
    kind: Kind = Kind.PROSPECT
    standing: Standing = Standing.ACTIVE
    company: str = ""
    title: str = ""
    industry: str = ""
    place: str = ""
    """Town and region as one says it: ``Phoenix, AZ``."""
    region: str = ""
    """State or province as a short code (``AZ``), for calling hours."""
    country: str = ""
    """ISO 3166 alpha-2, upper case."""
    zone: str = ""
    zone_source: str = ""
    """'set' (by hand), 'file', 'address', 'number', or '' (unknown)."""
    zones: tuple[str, ...] = ()
    """Every zone in which they may be, the likeliest first; () where nothing tells."""
    hours: str = ""
    """The person's own calling hours (``7:30-18:00 mon-fri``), '' for the default."""
    rhythm: str = ""
    """How often the relationship wants a call (``7d``, ``1m``, ``1y``), '' for the default (H8)."""
    notes: str = ""
    seeks: str = ""
    offers: str = ""
    source: str = ""
    source_id: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    tags: tuple[str, ...] = ()
    threads: tuple[Thread, ...] = ()
    objections: tuple[Objection, ...] = ()
    attempts: int = 0
    """Unanswered tries since the last conversation."""
    given: int = 0
    asked: int = 0
    last_call_at: datetime | None = None
    last_talk_at: datetime | None = None
    created_at: datetime | None = None

    @property
    def likely_zone(self) -> str:
        """The zone in which they are, or else most likely are; '' where nothing tells."""
        return self.zone or (self.zones[0] if self.zones else "")

    @property
    def phone(self) -> Phone | None:
        """The number to dial: the first that may be (see :attr:`Phone.dialable`)."""
        return next((p for p in self.phones if p.dialable), None)

    @property
    def email(self) -> Email | None:
        """The address to write to: the first that works; None for somebody who asked for no emails."""
        return next((e for e in self.emails if not e.state), None) if self.may_be_emailed else None

    @property
    def may_be_emailed(self) -> bool:
        """Whether they never asked for no emails: asked at one address, it holds for all of theirs."""
        return not any(e.state == UNSUBSCRIBED for e in self.emails)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as read from a file or typed in, before the book knows whether it is somebody new.

    ``row`` is where it stood (1-based, counted in records, the header not counted), for messages.
    """

    name: str
    first_name: str = ""
    last_name: str = ""
    kind: str = ""
    """A :class:`Kind` value, or '' where the source says nothing."""
    company: str = ""
    title: str = ""
    industry: str = ""
    place: str = ""
    region: str = ""
    country: str = ""
    zone: str = ""
    zone_source: str = ""
    notes: str = ""
    source_id: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    tags: tuple[str, ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    standing: str = ""
    """A :class:`Standing` value where the source names one (a "Do Not Call" column, our own export), else ''."""
