"""What the importers' tests share: files written for one test, and people in a form that a golden file can hold."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

from callstation.importers.files import Refusal, Source, open_source
from callstation.model.people import NewPerson

EXPORTS = Path(__file__).parents[1] / "data" / "exports"


def as_json(person: NewPerson | Refusal) -> dict[str, object]:
    """A person (or a refusal) as plain data, without what is empty."""
    return _filled(asdict(person))


def _filled(fields: dict[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for name, value in fields.items():
        if value in ("", 0, (), {}):
            continue
        if isinstance(value, tuple):
            value = [_filled(v) if isinstance(v, dict) else v for v in value]
        kept[name] = value
    return kept


def source_of(content: str | bytes, **wishes: object) -> Source:
    """A source over ``content``, as if it came from standard input."""
    raw = content.encode() if isinstance(content, str) else content
    return open_source(io.BytesIO(raw), **({"default_country": "US"} | wishes))  # type: ignore[arg-type]


def people_of(content: str | bytes, **wishes: object) -> list[NewPerson]:
    """Everybody in ``content``; a refusal among them fails the test."""
    found = list(source_of(content, **wishes).people())
    assert not [f for f in found if isinstance(f, Refusal)]
    return found  # type: ignore[return-value]


def person_of(content: str | bytes, **wishes: object) -> NewPerson:
    """The one person in ``content``."""
    (person,) = people_of(content, **wishes)
    return person
