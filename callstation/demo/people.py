"""The invented people, as the TOML tables beside this file tell them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callstation.model.calls import Outcome
from callstation.model.people import Email, NewPerson, Phone
from callstation.model.reasons import Audience, Reason, ReasonKind

DATA = Path(__file__).with_name("data")
OUTCOMES = frozenset(str(o) for o in Outcome)
OTHER = frozenset(("note", "snooze", "proposal"))
"""What else can happen than a call: a note, being put off, a proposal sent."""
BY_HAND = ("hours", "rhythm", "seeks", "offers")
"""What no file brings: it is typed in on the card."""


@dataclass(frozen=True, slots=True)
class Town:
    """Where somebody is: ``Phoenix, AZ``."""

    name: str
    region: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of somebody's past.

    ``ago`` counts working days before their own today; 'promised' is the day that the last voicemail named,
    'agreed' that of the last next step. ``what`` is an outcome, or one of :data:`OTHER`.
    """

    ago: int | str
    what: str
    note: str = ""
    minutes: float = 0
    promise: int | None = None
    """The day that the voicemail names, as ``ago`` counts; None: the day of the rule."""
    step: str = ""
    on: int | None = None
    """The day of the next step, of *call back*, of *not now* or of the end of a snooze, as ``ago`` counts."""
    at: str = ""
    """The hour of a next step: ``10:30`` their time, or 'soon' for one that is near whenever the demo is opened."""
    threads: tuple[str, ...] = ()
    objection: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist. ``by_hand`` are the fields that no file brings."""

    person: NewPerson
    since: int
    """When they came into the book, as ``ago`` counts."""
    by_hand: Mapping[str, str] = field(default_factory=dict)
    past: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Thought:
    """A reason of the library: written ``ago`` working days back, good for ``lasts`` working days from today
    (negative: expired). ``client`` is the name of whoever a story is about."""

    reason: Reason
    ago: int
    lasts: int | None = None
    client: str = ""


def invented_people() -> list[Invented]:
    """Everybody, in the order of the files."""
    towns = {t["name"]: Town(**t) for t in _table("towns.toml")["town"]}
    found = [_invented(row, towns) for row in _rows("people", "person")]
    return [*found, _regular(_table("regular.toml"), towns)]


def invented_reasons() -> list[Thought]:
    """The library, oldest first."""
    return sorted((_thought(row) for row in _rows("reasons", "reason")), key=lambda t: -t.ago)


def _rows(files: str, of: str) -> Iterator[dict[str, Any]]:
    """The tables ``of`` one kind in all files whose names begin so, in the order of their names."""
    for file in sorted(DATA.glob(f"{files}_*.toml")):
        yield from _table(file.name)[of]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _invented(row: dict[str, Any], towns: Mapping[str, Town]) -> Invented:
    row = dict(row)
    past = tuple(_happening(line) for line in row.pop("past", ()))
    since = row.pop("since", None)
    by_hand: dict[str, str] = {f: row.pop(f) for f in BY_HAND if row.get(f)}
    person = _person(row, towns)
    first = max((h.ago for h in past if isinstance(h.ago, int)), default=0)
    return Invented(person, since if since is not None else first + 3, by_hand, past)


def _person(row: dict[str, Any], towns: Mapping[str, Town]) -> NewPerson:
    name = row.pop("name")
    first, _, last = name.partition(" ")
    town = towns.get(row.pop("town", ""), Town("", "", "", ""))
    return NewPerson(
        name=name,
        first_name=row.pop("first", first),
        last_name=row.pop("last", last),
        place=town.name,
        region=town.region,
        country=town.country,
        zone=town.zone,
        zone_source="address" if town.zone else "",
        phones=tuple(_phone(text) for text in row.pop("phones", ())),
        emails=tuple(Email(text, "work") for text in row.pop("emails", ())),
        tags=tuple(row.pop("tags", ())),
        **row,
    )


def _phone(text: str) -> Phone:
    """``+1 602 555 0134 x12 assistant``: number, extension, kind."""
    words = text.split()
    kind = words.pop() if words[-1].isalpha() else "work"
    extension = words.pop()[1:] if words[-1].startswith("x") else ""
    return Phone("".join(words).replace("-", ""), extension, kind, raw=" ".join(words))


def _happening(line: dict[str, Any]) -> Happening:
    """A line says what happened by its key: ``{ ago = 4, no-answer = "" }``."""
    line = dict(line)
    [what] = [key for key in line if key in OUTCOMES or key in OTHER]
    threads = line.pop("thread", ())
    return Happening(
        what=what,
        note=line.pop(what),
        threads=(threads,) if isinstance(threads, str) else tuple(threads),
        minutes=line.pop("min", 0),
        **line,
    )


def _regular(table: dict[str, Any], towns: Mapping[str, Town]) -> Invented:
    """Somebody who has been rung for years: two lists of sentences, of lengths without a common divisor, go round."""
    business, life, every = table["business"], table["life"], table["every"]
    calls = table["calls"]
    past = []
    for n in range(calls):
        ago = table["last"] + every * (calls - 1 - n)
        more = {"step": table["steps"][n % len(table["steps"])], "on": ago - every} if n < calls - 1 else {}
        note = f"{business[n % len(business)]} {life[n % len(life)]}"
        past.append({"ago": ago, "talked": note, "min": 3 + n % 5, **more})
    return _invented({**table["person"], "past": past}, towns)


def _thought(row: dict[str, Any]) -> Thought:
    row = dict(row)
    ago, lasts, client = row.pop("ago"), row.pop("lasts", None), row.pop("client", "")
    audience: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.pop("audience", {}).items()}
    kind = ReasonKind(row.pop("kind"))
    return Thought(Reason(0, kind, row.pop("text"), audience=Audience(**audience), **row), ago, lasts, client)
