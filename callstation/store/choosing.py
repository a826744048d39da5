"""Words that choose people (``tag:fair kind:customer bluebird``): the same for finding and for exporting (T1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from callstation.errors import UsageError
from callstation.model.people import Kind, Prospect, Standing
from callstation.rules.same_person import folded

_WORD = re.compile(r"(?<!\S)(tag|kind|standing|company|place):(?:\"([^\"]*)\"?|(\S*))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is meant: everything that is said has to hold, '' says nothing."""

    tag: str = ""
    kind: str = ""
    standing: str = ""
    company: str = ""
    """A part of the company's name, in any case."""
    place: str = ""
    """A part of town, region or country, in any case."""

    def conditions(self) -> tuple[str, list[str]]:
        """SQL for what the database can tell of a row of ``person``, begun with AND, and its parameters."""
        where, values = "", []
        if self.tag:
            # SQLite lowers A to Z only, so the tag as it was written is asked for as well.
            where += (
                "AND EXISTS (SELECT 1 FROM tag t WHERE t.person_id = person.id AND (t.tag = ? OR lower(t.tag) = ?)) "
            )
            values += [self.tag, self.tag.lower()]
        for condition, value in (
            ("AND kind = ? ", self.kind),
            ("AND standing = ? ", self.standing),
        ):
            if value:
                where += condition
                values.append(value)
        return where, values

    def fits(self, person: Prospect) -> bool:
        """Whether all that is said holds."""
        return (
            (not self.tag or self.tag.casefold() in {t.casefold() for t in person.tags})
            and self.kind in ("", person.kind)
            and self.standing in ("", person.standing)
            and folded(self.company) in folded(person.company)
            and folded(self.place) in folded(f"{person.place} {person.region} {person.country}")
        )


EVERYBODY = Chosen()
WORDS = tuple(f.name for f in fields(Chosen))
"""What may stand before a colon."""


def read_words(text: str) -> tuple[Chosen, str]:
    """Who is chosen by the words of a search, and what is left of it to look for.

    What has spaces is put in quotes (``standing:"said no"``) or joined (``standing:said-no``); a word whose value is
    only begun chooses by its beginning where one value fits. Raises UsageError where a kind or standing is none.
    """
    said: dict[str, str] = {}
    for match in _WORD.finditer(text):
        name = match[1].lower()
        value = (match[2] if match[2] is not None else match[3]).strip()
        if value and name in ("kind", "standing"):
            value = _one_of(name, value)
        said[name] = value
    return Chosen(**said), " ".join(_WORD.sub(" ", text).split())


def _one_of(name: str, value: str) -> str:
    known = [str(v) for v in (Kind if name == "kind" else Standing)]
    wanted = value.lower().replace("-", " ").replace("_", " ")
    fits = [v for v in known if v == wanted] or [v for v in known if v.startswith(wanted)]
    if len(fits) != 1:
        raise UsageError(f"{name}:{value} is none: it is one of {', '.join(known)}")
    return fits[0]
