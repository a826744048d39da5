"""Which script reads best: what came of every revision, the texts they had, and bringing one back (H7, T3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from callstation.desk.tools import Tools
from callstation.errors import CallstationError, NotFoundError
from callstation.rules.intervals import Share, clearly_better, wilson
from callstation.scripting.parse import revision_of
from callstation.store import script_results
from callstation.text import clean

ENOUGH = 10
"""Conversations below which nothing is said about which text is better, whatever the intervals."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One revision of a script and what came of it. ``since`` is None for one that was neither used nor saved here."""

    script: str
    revision: str
    current: bool
    shipped: bool
    since: datetime | None
    last: datetime | None
    used: int = 0
    talked: int = 0
    agreed: int = 0
    noes: int = 0

    @property
    def conversations(self) -> Share:
        """Of the calls in which it was on the screen, those that became a conversation."""
        return wilson(self.talked, self.used)

    @property
    def steps(self) -> Share:
        """Of the conversations, those that ended with a next step agreed."""
        return wilson(self.agreed, self.talked)


def readings(tools: Tools) -> list[Reading]:
    """Every script that is there or was used: the most used one first; of each the text of today first, then those
    before it, newest first. Raises StoreError."""
    results = {(r.script, r.revision): r for r in script_results.results(tools.book)}
    since = {k.revision: k for k in script_results.kept(tools.book)}
    names = set(tools.shelf.names())
    today = {name: revision_of(text) for name in names if (text := _text_now(tools, name))}
    keys = {*results, *today.items(), *((k.script, k.revision) for k in since.values())}
    found = []
    for script, revision in keys:
        result = results.get((script, revision))
        kept = since.get(revision)
        begun = min((at for at in (kept and kept.since, result and result.first) if at), default=None)
        found.append(
            Reading(
                script,
                revision,
                current=today.get(script) == revision,
                shipped=_is_shipped(tools, script, revision),
                since=begun,
                last=result.last if result else None,
                used=result.used if result else 0,
                talked=result.talked if result else 0,
                agreed=result.agreed if result else 0,
                noes=result.noes if result else 0,
            )
        )
    of_script: dict[str, int] = {}
    for reading in found:
        of_script[reading.script] = of_script.get(reading.script, 0) + reading.used

    def order(r: Reading) -> tuple[int, str, bool, float, str]:
        when = r.last or r.since
        return (-of_script[r.script], r.script, not r.current, -when.timestamp() if when else 0.0, r.revision)

    return sorted(found, key=order)


def better_than_now(reading: Reading, all_of: list[Reading]) -> bool:
    """Whether an older text did better than the one of today, beyond what chance may do."""
    now = next((r for r in all_of if r.script == reading.script and r.current), None)
    if now is None or reading.current or min(now.talked, reading.talked) < ENOUGH:
        return False
    return clearly_better(reading.steps, now.steps)


def text_of(tools: Tools, reading: Reading) -> str:
    """The text of a revision. Raises NotFoundError where it is not kept, ScriptError, StoreError."""
    if reading.current:
        return clean(tools.shelf.text_of(reading.script)[0])
    if reading.shipped:
        return tools.shelf.shipped(reading.script).text
    text = script_results.text_of(tools.book, reading.revision)
    if text is None:
        raise NotFoundError("the words of this one were not kept: they were used before texts were")
    return text


def difference(tools: Tools, reading: Reading) -> list[str]:
    """What was changed from this text to the one of today, as a unified diff without its file names; [] for nothing.

    Raises NotFoundError, ScriptError, StoreError.
    """
    old, new = text_of(tools, reading).splitlines(), clean(_text_now(tools, reading.script)).splitlines()
    return list(unified_diff(old, new, lineterm="", n=2))[2:]


def bring_back(tools: Tools, reading: Reading, now: datetime) -> None:
    """Make an old text the one of today. The text of today is kept, and can be brought back in the same way.

    Raises ScriptError where the old text has a fault (a script may have become stricter) or cannot be written,
    NotFoundError where it is not there, StoreError; nothing is changed then.
    """
    text = text_of(tools, reading)
    keep_text(tools, reading.script, now)
    try:
        shipped = tools.shelf.shipped(reading.script).text
    except NotFoundError:
        shipped = ""
    if text == shipped:
        tools.shelf.drop(reading.script)
    else:
        tools.shelf.save(reading.script, text)


def keep_text(tools: Tools, name: str, now: datetime) -> None:
    """Keep the text that a script has now, before another takes its place. Raises StoreError."""
    if text := _text_now(tools, name):
        script_results.keep(tools.book, name, revision_of(text), text, now)


def _text_now(tools: Tools, name: str) -> str:
    """The text of today, '' where there is none that could be read."""
    try:
        return tools.shelf.text_of(name)[0]
    except CallstationError:
        return ""


def _is_shipped(tools: Tools, name: str, revision: str) -> bool:
    try:
        return tools.shelf.shipped(name).revision == revision
    except NotFoundError:
        return False
