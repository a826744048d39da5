"""What a script can say about one call: every name it knows, what the name means, and its value now."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from callstation.model.calls import NextStep, Promise, PromiseStatus
from callstation.model.people import Prospect
from callstation.model.reasons import Reason
from callstation.scripting.records import Gap, Raw, Record, Value, plain

if TYPE_CHECKING:
    from callstation.rules.anonymity import Secret

OFF_THE_HOOK_AFTER = 2
"""Unanswered tries after which the one being made is the third: from here on, no is a fine answer (F3)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The user, as scripts call them: ``my``. ``number`` is written as it is said."""

    name: str = ""
    business: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that one call's texts are rendered from.

    ``today`` and the two dates are days in the person's zone; ``local_time`` is aware, in that zone;
    ``lifted`` holds the slugs of their objections that the reason lifts; where it is empty, the reason's audience
    and the person's objections say which.
    """

    prospect: Prospect
    caller: Caller
    reason: Reason | None
    promise: Promise | None
    step: NextStep | None
    hear_by: date | None
    call_on: date | None
    today: date
    local_time: datetime
    lifted: tuple[str, ...] = ()
    silent_about: Secret | None = None
    """The client of an anonymous story: what is rendered never names them (H5)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name that scripts know. ``kind``: text, list, number, flag, day or time."""

    name: str
    kind: str
    description: str
    of: Callable[[Situation], Raw]


def _their_day(at: datetime | None, now: Situation) -> date | None:
    """The day of ``at`` where the person is."""
    return at.astimezone(now.local_time.tzinfo).date() if at else None


def discreet(text: str, now: Situation) -> str:
    """``text`` without the client of an anonymous story (H5); whoever is called and the caller keep their names."""
    if now.silent_about is None:
        return text
    from callstation.rules.anonymity import masked  # few calls need it

    prospect, caller = now.prospect, now.caller
    own = (prospect.name, prospect.first_name, prospect.last_name, prospect.company, caller.name, caller.business)
    return masked(now.silent_about, text, own=own)


_HONORIFICS = frozenset(("dr", "mr", "mrs", "ms", "mx", "miss", "prof", "sir", "herr", "frau", "sra", "sr", "don"))


def _first_name(first: str, name: str, company: str = "") -> str:
    """What to call somebody: their first name, the whole of ``Dr Okafor``, nothing for a company's name."""
    if first or not name or name == company:
        return first
    word = name.split()[0] if name.split() else ""
    return name if word.rstrip(".").lower() in _HONORIFICS else word.rstrip(",")


_SAID_ALREADY = re.compile(r"the reason (?:i'm|i’m|i am|for my call|why i'm|why i’m) ?(?:calling )?is:? ", re.I)
_NO_NAMES = frozenset(("That", "The", "A", "An", "You", "Your", "Because", "This", "These", "There", "To", "We", "Our"))


def words_for_the_blank(text: str) -> str:
    """A reason's text as it goes on after "The reason I'm calling is": no full stop, no repeated beginning."""
    text = text.strip().rstrip(". ")
    if match := _SAID_ALREADY.match(text):
        text = text[match.end() :]
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in _NO_NAMES else text


def _lifts(now: Situation) -> tuple[str, ...]:
    """The person's own objections and complaints that the reason takes away (S6, S7), as words."""
    slugs = now.lifted
    if not slugs and now.reason:
        raised = {objection.slug for objection in now.prospect.objections}
        fits = now.reason.audience.lifts + now.reason.audience.answers
        slugs = tuple(slug for slug in fits if slug in raised)
    return tuple(slug.replace("-", " ") for slug in slugs)


def _weeks_silent(now: Situation) -> int | None:
    talked = now.prospect.last_talk_at
    return max(0, (now.local_time - talked).days // 7) if talked else None


def _broken(now: Situation) -> bool:
    """Whether a promised day has passed without the call."""
    promise = now.promise
    return promise is not None and (
        promise.status is PromiseStatus.BROKEN or (promise.status is PromiseStatus.OPEN and promise.day < now.today)
    )


NAMES: tuple[Name, ...] = (
    Name(
        "their.first_name",
        "text",
        "what you call them",
        lambda s: _first_name(s.prospect.first_name, s.prospect.name, s.prospect.company),
    ),
    Name("their.last_name", "text", "their family name", lambda s: s.prospect.last_name),
    Name("their.name", "text", "their whole name", lambda s: s.prospect.name),
    Name("their.company", "text", "where they work", lambda s: s.prospect.company),
    Name("their.title", "text", "what they do there", lambda s: s.prospect.title),
    Name("their.industry", "text", "their line of business", lambda s: s.prospect.industry),
    Name("their.place", "text", "where they are: Phoenix, AZ", lambda s: s.prospect.place),
    Name("their.local_time", "time", "what time it is where they are", lambda s: s.local_time),
    Name(
        "their.number",
        "text",
        "the number you dial",
        lambda s: s.prospect.phone.number if s.prospect.phone else None,
    ),
    Name("their.kind", "text", "prospect, customer or referral source", lambda s: s.prospect.kind.value),
    Name("their.tags", "list", "the tags you gave them", lambda s: s.prospect.tags),
    Name(
        "their.threads",
        "list",
        "what is going on in their life and business",
        lambda s: tuple(thread.text for thread in s.prospect.threads),
    ),
    Name(
        "their.objections",
        "list",
        "what stands in the way, as words",
        lambda s: tuple(o.words for o in s.prospect.objections if not o.lifted),
    ),
    Name("their.given", "number", "how often you gave them something", lambda s: s.prospect.given),
    Name("their.asked", "number", "how often you asked them for something", lambda s: s.prospect.asked),
    Name("their.seeks", "text", "whom or what they are looking for", lambda s: s.prospect.seeks),
    Name("their.offers", "text", "what they are good for to others", lambda s: s.prospect.offers),
    Name("their.weeks_silent", "number", "whole weeks since you last talked", _weeks_silent),
    Name("their.last_talk", "day", "the day you last talked", lambda s: _their_day(s.prospect.last_talk_at, s)),
    Name("my.name", "text", "your name", lambda s: s.caller.name),
    Name("my.first_name", "text", "your first name", lambda s: _first_name("", s.caller.name)),
    Name("my.business", "text", "your business", lambda s: s.caller.business),
    Name("my.number", "text", "your number, as you say it", lambda s: s.caller.number),
    Name("my.place", "text", "where you are", lambda s: s.caller.place),
    Name(
        "reason.text",
        "text",
        "the words after 'The reason I'm calling is'",
        lambda s: words_for_the_blank(s.reason.text) if s.reason else None,
    ),
    Name(
        "reason.lead_in",
        "text",
        "a sentence before it that is about them",
        lambda s: s.reason.lead_in if s.reason else None,
    ),
    Name("reason.kind", "text", "news, policy, offer, ...", lambda s: s.reason.kind.value if s.reason else None),
    Name("reason.link", "text", "where to read more", lambda s: s.reason.link if s.reason else None),
    Name("reason.lifts", "list", "which of their objections or complaints it takes away", _lifts),
    Name("promise.day", "day", "the day you promised to call", lambda s: s.promise.day if s.promise else None),
    Name("promise.words", "text", "the words you promised it in", lambda s: s.promise.words if s.promise else None),
    Name(
        "promise.made_on",
        "day",
        "the day you said so",
        lambda s: _their_day(s.promise.made_at if s.promise else None, s),
    ),
    Name("promise.broken", "flag", "whether that day has passed without your call", _broken),
    Name(
        "promise.due_today",
        "flag",
        "whether today is that day",
        lambda s: s.promise is not None and s.promise.day == s.today,
    ),
    Name("step.what", "text", "what you both agreed to do next", lambda s: s.step.what if s.step else None),
    Name("step.day", "day", "the day you agreed on", lambda s: s.step.day if s.step else None),
    Name(
        "step.hour",
        "time",
        "the hour you agreed on, in their zone",
        lambda s: s.step.at.astimezone(s.local_time.tzinfo) if s.step and s.step.at else None,
    ),
    Name(
        "step.agreed_on",
        "day",
        "the day you agreed it",
        lambda s: _their_day(s.step.agreed_at if s.step else None, s),
    ),
    Name("plan.hear_by", "day", "the day until which they may call first", lambda s: s.hear_by),
    Name("plan.call_on", "day", "the day you will call again", lambda s: s.call_on),
    Name("tries", "number", "calls since you last talked that nobody answered", lambda s: s.prospect.attempts),
    Name(
        "off_the_hook",
        "flag",
        "whether this is the third unanswered try or a later one",
        lambda s: s.prospect.attempts >= OFF_THE_HOOK_AFTER,
    ),
    Name("today", "day", "the day it is where they are", lambda s: s.today),
)
"""Every name that scripts know, in the order in which the editor lists them."""

INTERNAL = frozenset(("their.tags", "their.threads", "their.objections", "their.given", "their.asked"))
"""What the caller noted for themselves: it may be said, and never gets into an email by itself."""

CUSTOM = "their.custom"
"""Before the columns that the user's own files brought: ``their.custom.shoe_size``."""

BY_NAME: Mapping[str, Name] = MappingProxyType({entry.name: entry for entry in NAMES})
ROOTS = tuple(dict.fromkeys(name.partition(".")[0] for name in BY_NAME))


def slug(column: str) -> str:
    """A column's heading as a name: ``Shoe size`` is ``shoe_size``."""
    return "_".join(re.findall(r"[^\W_]+", column.lower()))


def names_of(now: Situation | None, *, without: frozenset[str] = frozenset()) -> dict[str, Value]:
    """The names on top (``their``, ``tries``) for rendering; without a situation every value is a gap, and so are
    those in ``without``."""
    if now is None:
        return {root: Gap(root) if root in BY_NAME else Record(root, _nothing) for root in ROOTS}

    def custom(name: str) -> Value:
        field = name.removeprefix(f"{CUSTOM}.")
        return plain(name, next((v for k, v in now.prospect.custom.items() if slug(k) == field), None))

    def value(name: str) -> Value:
        if name in without:
            return Gap(name)
        return Record(CUSTOM, custom) if name == CUSTOM else plain(name, BY_NAME[name].of(now))

    return {root: value(root) if root in BY_NAME else Record(root, value) for root in ROOTS}


def _nothing(name: str) -> Value:
    return Record(CUSTOM, Gap) if name == CUSTOM else Gap(name)


def values(situation: Situation) -> list[tuple[str, str, str]]:
    """Every name with its description and what it would show now ('' for a gap), for the editor's list."""
    from callstation.scripting.filters import shown

    rows = [(entry.name, entry.description, plain(entry.name, entry.of(situation))) for entry in NAMES]
    place = 1 + max(i for i, row in enumerate(rows) if row[0].startswith("their."))
    rows[place:place] = [
        (f"{CUSTOM}.{slug(column)}", f"the column {column!r} of your own file", plain(CUSTOM, text))
        for column, text in situation.prospect.custom.items()
        if slug(column)
    ]
    return [(name, description, "" if isinstance(value, Gap) else shown(value)) for name, description, value in rows]
