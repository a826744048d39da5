"""A call script being edited with somebody's card beside it: what it says now, what is wrong with it, storing it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from callstation.desk.carding import render_script, situation_of
from callstation.desk.desk import Desk
from callstation.desk.listing import reasons_for
from callstation.desk.script_results import keep_text
from callstation.desk.tools import Tools
from callstation.errors import CallstationError, NotFoundError, ScriptError, StoreError
from callstation.model.cards import Card, Finding, Spoken
from callstation.model.people import Prospect
from callstation.model.reasons import Reason
from callstation.rules.playbook import script_for
from callstation.rules.promises import promise_days
from callstation.rules.windows import zone_of
from callstation.scripting.check import problems
from callstation.scripting.context import Situation, values
from callstation.scripting.drafts import drop_draft, keep_draft, kept_draft
from callstation.scripting.parse import Script, is_blank
from callstation.scripting.render import Renderer
from callstation.store import reading
from callstation.text import clean

NEIGHBOURS = 5
"""For how many others a script is shown."""
LOOKED_THROUGH = 40
"""How many people in the queue are looked through for some who would get the same script."""
SPOKEN = ("opener", "voicemail")
"""Sections that are said aloud."""

WHOLE = ("opener", "voicemail", "email")
"""Sections in which the language check looks for what is missing, too."""


@dataclass(frozen=True, slots=True)
class Look:
    """One section of the text as it stands, for the person on the card."""

    part: str
    faults: tuple[ScriptError, ...]
    """All of the text, in the order of their lines."""
    spoken: Spoken | None
    """None where it cannot be rendered."""
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    """How long it takes to say; 0 for what is not said aloud."""
    why: str = ""
    """Why it cannot be rendered, where that is no fault of the text's grammar."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody else in the queue. ``script`` is what they would get by themselves."""

    name: str
    why: str
    script: str
    situation: Situation


@dataclass(frozen=True, slots=True)
class NeighbourLook:
    """The section for somebody else; ``spoken`` is None where it cannot be rendered for them."""

    neighbour: Neighbour
    spoken: Spoken | None
    findings: tuple[Finding, ...] = ()
    fault: str = ""


class Editing:
    """One script, from the opening of the editor to saving or dropping."""

    def __init__(self, desk: Desk, card: Card) -> None:
        """Raises CallstationError where the book or the script cannot be read."""
        self.name = card.script
        self.card = card
        self.desk = desk
        self._tools = tools = desk.tools
        self._stored, self.origin = tools.shelf.text_of(card.script)
        self.text = clean(self._stored)
        """The text as it is stored, without characters that cannot be shown."""
        draft = kept_draft(tools.shelf.folder, card.script)
        self.draft = clean(draft) if draft is not None and clean(draft) != self.text else None
        """What was typed and not saved when the editor was last left in a hurry."""
        facts = reading.facts(tools.book, card.prospect.id, tools.frame)
        self._situation = situation_of(tools, card.prospect, facts, card.reason, card.promise_days, desk.now)
        self._renderer = Renderer()  # of its own: every letter makes a text that nobody will need again
        self._neighbours: tuple[Neighbour, ...] | None = None

    # looking ------------------------------------------------------------------------------------------
    def look(self, text: str, part: str) -> Look:
        """Check ``text`` and render one section of it for the person on the card."""
        faults = tuple(problems(text, self.name))
        try:
            script = self._tools.shelf.unsaved(self.name, text)
            if part not in script.sections or is_blank(script.sections[part].text):
                return Look(part, faults, Spoken(""))
            spoken = self._rendered(script, part, self._situation)
        except ScriptError as error:
            return Look(part, faults, None, why="" if faults else error.message)
        return Look(part, faults, spoken, *judged(self._tools, spoken.text, part))

    def look_around(self, text: str, part: str) -> tuple[NeighbourLook, ...]:
        """The same section for others in the queue, those first who would get this script by themselves.

        Raises ScriptError where the text has a fault in its outline, StoreError.
        """
        script = self._tools.shelf.unsaved(self.name, text)
        looks = []
        for neighbour in self.neighbours():
            try:
                spoken = self._rendered(script, part, neighbour.situation)
            except ScriptError as error:
                looks.append(NeighbourLook(neighbour, None, fault=error.message))
                continue
            looks.append(NeighbourLook(neighbour, spoken, judged(self._tools, spoken.text, part)[0]))
        return tuple(looks)

    def neighbours(self) -> tuple[Neighbour, ...]:
        """The next few others in the queue, looked up once."""
        if self._neighbours is None:
            found = _in_the_queue(self.desk, self.card.prospect.id)
            found.sort(key=lambda n: n.script != self.name)
            self._neighbours = tuple(found[:NEIGHBOURS])
        return self._neighbours

    def names(self) -> list[tuple[str, str, str]]:
        """Every name a script can use, what it means, and its value for this person ('' for none)."""
        return values(self._situation)

    def _rendered(self, script: Script, part: str, situation: Situation) -> Spoken:
        if part == "email":
            subject, body = self._renderer.email(script, situation)
            return Spoken(f"Subject: {subject.text}\n\n{body.text}", subject.gaps + body.gaps)
        return self._renderer.render(script, part, situation)

    # storing ------------------------------------------------------------------------------------------
    @property
    def shipped(self) -> str | None:
        """The text that came with callstation, None where the script is the user's own invention."""
        try:
            return self._tools.shelf.shipped(self.name).text
        except NotFoundError:
            return None

    def elsewhere(self) -> str | None:
        """The stored text, where something else changed it since the editor was opened; else None."""
        if not self._tools.shelf.is_changed(self.name):
            return None
        try:
            text, _ = self._tools.shelf.text_of(self.name)
        except CallstationError:
            return ""  # gone or unreadable: saving will say so, or put it right
        return clean(text) if text != self._stored else None

    def save(self, text: str) -> None:
        """Store ``text`` as the user's copy, or go back to the shipped script where it is that text.

        Raises ScriptError, and nothing is stored then.
        """
        shelf = self._tools.shelf
        self._keep_revision()
        if text == self.shipped:
            shelf.drop(self.name)
        else:
            shelf.save(self.name, text)
        self._keep_revision()
        self.forget()

    def _keep_revision(self) -> None:
        """Every saved text can be looked at and brought back; a book that takes nothing does not hinder the saving."""
        with suppress(StoreError):
            keep_text(self._tools, self.name, self.desk.now)

    def keep(self, text: str) -> None:
        """Keep what is being typed. Raises ScriptError where it cannot be kept."""
        keep_draft(self._tools.shelf.folder, self.name, text)

    def forget(self) -> None:
        """What was typed is saved, or not wanted."""
        drop_draft(self._tools.shelf.folder, self.name)


def judged(tools: Tools, text: str, part: str) -> tuple[tuple[Finding, ...], float]:
    """What the language check finds in a rendered section (H7), and the seconds it takes to say (0: unspoken)."""
    from callstation.language.speech import seconds_to_say

    found = tools.found(text, part if part in WHOLE else "line")
    return found, seconds_to_say(text) if part in SPOKEN else 0.0


def script_words(desk: Desk, card: Card, part: str) -> str:
    """A section of the card's script as it stands, whatever words of its own this call has.

    Raises ScriptError, StoreError.
    """
    script, _ = desk.tools.shelf.usable(card.script)
    return render_script(desk.tools, card, script, part, desk.now).text


def _in_the_queue(desk: Desk, without: int) -> list[Neighbour]:
    """The next people in the queue with all that a script is rendered from, in the queue's order."""
    tools, now = desk.tools, desk.now
    rows = desk.rows(LOOKED_THROUGH, without=[without], after_hours=True)
    people = {p.id: p for p in reading.people(tools.book, [row.id for row in rows])}
    reasons = reasons_for(tools, list(people.values()), now)
    found = []
    for row in rows:
        person = people[row.id]
        situation = _situation(tools, person, reasons[person.id], now)
        script = script_for(row.why_now.kind, person, situation.reason, situation.promise, situation.step)
        found.append(Neighbour(person.name, row.why_now.text, script, situation))
    return found


def _situation(tools: Tools, person: Prospect, reasons: tuple[Reason, ...], now: datetime) -> Situation:
    facts = reading.facts(tools.book, person.id, tools.frame)
    frame = tools.frame
    today = now.astimezone(zone_of(facts.zone)).date()
    days = promise_days(today, facts.attempts, facts.hours, facts.zone, frame)
    return situation_of(tools, person, facts, reasons[0] if reasons else None, days, now)
