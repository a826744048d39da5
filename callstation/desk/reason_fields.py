"""A reason as it is typed into a form or on a command line, and back: words in, a :class:`Reason` or a sentence out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from callstation.desk.tools import Tools
from callstation.errors import CallstationError, UsageError
from callstation.model.reasons import Audience, Reason, ReasonKind
from callstation.rules.library import checked, slug_of
from callstation.store import reading, reasons
from callstation.text import clean_line


@dataclass(frozen=True, slots=True)
class Fields:
    """What stands in the form. Several of one sort are separated by commas; places that hold a comma by semicolons."""

    kind: ReasonKind = ReasonKind.NEWS
    text: str = ""
    lead_in: str = ""
    link: str = ""
    attachment: str = ""
    until: str = ""
    strength: str = "5"
    gives: bool = True
    kinds: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    tags: str = ""
    industries: str = ""
    places: str = ""
    lifts: str = ""
    answers: str = ""
    after_bad_call: bool = False
    also_no: bool = False
    people: tuple[int, ...] = ()
    client: str = ""
    anonymous: bool = False


def fields_from(form: Mapping[str, object]) -> Fields | None:
    """A form as it was kept (``dataclasses.asdict`` through JSON); None for one that cannot be read any more."""
    values: dict[str, Any] = {}
    for name, plain in asdict(Fields()).items():
        value = form.get(name, plain)
        value = tuple(value) if isinstance(plain, tuple) and isinstance(value, list) else value
        if name != "kind" and type(value) is not type(plain):
            return None
        values[name] = value
    try:
        return Fields(**{**values, "kind": ReasonKind(str(values["kind"]))})
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the fields come to: ``faults`` says by field what is wrong; without any the reason can be stored."""

    reason: Reason
    faults: dict[str, str] = field(default_factory=dict)


def fields_of(tools: Tools, reason: Reason) -> Fields:
    """The form of a reason that is in the library."""
    audience = reason.audience
    return Fields(
        kind=reason.kind,
        text=reason.text,
        lead_in=reason.lead_in,
        link=reason.link,
        attachment=reason.attachment,
        until=reason.valid_until.isoformat() if reason.valid_until else "",
        strength=str(reason.strength),
        gives=reason.gives,
        kinds=audience.kinds,
        standings=audience.standings,
        tags=", ".join(audience.tags),
        industries=", ".join(audience.industries),
        places="; ".join(audience.places),
        lifts=", ".join(audience.lifts),
        answers=", ".join(audience.answers),
        after_bad_call=audience.after_bad_call,
        also_no=audience.also_no,
        people=audience.people,
        client=client_name(tools, reason.client_id),
        anonymous=reason.anonymous,
    )


def client_name(tools: Tools, client_id: int | None) -> str:
    """Whose story it is, or whom an introduction leads to, for the caller's own eyes; '' for nobody."""
    if client_id is None:
        return ""
    found = reading.people(tools.book, [client_id])
    return found[0].name if found else ""


def read_fields(tools: Tools, fields: Fields, before: Reason | None = None) -> Draft:
    """Read the form; ``before`` is the reason that is being changed, whose own date and client need no reading.

    Nothing is raised: every field that cannot be understood has its sentence in ``faults``. Raises StoreError only.
    """
    faults: dict[str, str] = {}
    old = before or Reason(0, fields.kind, "")
    until = client = None
    try:
        until = _until(tools, fields.until, old)
    except CallstationError as error:
        faults["until"] = str(error)
    try:
        client = _client(tools, fields.client, old)
    except CallstationError as error:
        faults["client"] = str(error)
    strength = int(fields.strength) if fields.strength.strip().isdecimal() and len(fields.strength) < 4 else 0
    reason = Reason(
        id=old.id,
        kind=fields.kind,
        text=clean_line(fields.text),
        lead_in=clean_line(fields.lead_in),
        link=clean_line(fields.link),
        attachment=clean_line(fields.attachment),
        valid_until=until,
        audience=audience_of(fields),
        strength=strength,
        gives=fields.gives,
        anonymous=fields.anonymous,
        client_id=client,
        retired=old.retired,
    )
    keeper = reasons.confidant(tools.book, client) if fields.anonymous else None
    try:
        reason = checked(reason, keeper.secret if keeper else None)
    except UsageError as error:
        faults.setdefault(_place_of(reason, str(error)), str(error))
    return Draft(reason, faults)


def _place_of(reason: Reason, sentence: str) -> str:
    """The field that a refusal is about."""
    if not reason.text:
        return "text"
    if "strength" in sentence:
        return "strength"
    return "client" if "anonymous" in sentence else "text"


def audience_of(fields: Fields) -> Audience:
    """Whom the fields say that it is for."""
    return Audience(
        kinds=fields.kinds,
        standings=fields.standings,
        tags=listed(fields.tags),
        industries=listed(fields.industries),
        places=listed_places(fields.places),
        lifts=slugs(listed(fields.lifts)),
        answers=slugs(listed(fields.answers)),
        after_bad_call=fields.after_bad_call,
        people=fields.people,
        also_no=fields.also_no,
    )


def listed(text: str) -> tuple[str, ...]:
    """Several words or phrases, each once; a hash before a tag is no part of it."""
    parts = (clean_line(p).lstrip("#").strip() for p in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(p for p in parts if p))


def listed_places(text: str) -> tuple[str, ...]:
    """Several places; ``Phoenix, AZ`` is one."""
    if ";" in text:
        places = [clean_line(p).strip(" ,") for p in text.split(";")]
    else:
        places = []
        for part in map(clean_line, text.split(",")):
            region = len(part) == 2 and part.isupper()
            if region and places and len(places[-1]) > 2 and "," not in places[-1]:
                places[-1] += f", {part}"
            else:
                places.append(part)
    return tuple(dict.fromkeys(p for p in places if p))


def slugs(words: Iterable[str]) -> tuple[str, ...]:
    """Objections as they are kept."""
    return tuple(dict.fromkeys(slug for w in words if (slug := slug_of(w))))


def _until(tools: Tools, text: str, old: Reason) -> date | None:
    text = clean_line(text)
    if not text:
        return None
    if old.valid_until is not None and text == old.valid_until.isoformat():
        return old.valid_until
    return read_day(tools, text)


def read_day(tools: Tools, text: str) -> date:
    """A day in plain words or ISO 8601, in the caller's zone. Raises DateNotUnderstoodError."""
    from callstation.dates.phrases import read_when
    from callstation.rules.windows import zone_of

    now = tools.clock.now().astimezone(zone_of(tools.frame.zone))
    return read_when(text, now, day_first=tools.settings.region.day_first).day


def _client(tools: Tools, text: str, old: Reason) -> int | None:
    text = clean_line(text)
    if text and old.client_id is not None and text == client_name(tools, old.client_id):
        return old.client_id
    return client_of(tools, text)


def client_of(tools: Tools, text: str) -> int | None:
    """Whose story it is, or whom an introduction leads to, as it was typed; None for nobody.

    Raises NotFoundError, AmbiguousError, StoreError.
    """
    from callstation.desk.whom import who

    return who(tools, text) if clean_line(text) else None


def copy_of(reason: Reason) -> Reason:
    """A new reason like ``reason``: for a second thought that leaves what was used as it is."""
    return replace(reason, id=0, retired=False)
