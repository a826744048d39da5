"""What there is to say when the workstation opens: a clock that is behind, a caller who travels."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from callstation.desk.dial_guard import clock_behind
from callstation.desk.tools import Tools
from callstation.errors import StoreError
from callstation.rules.window_words import town_of
from callstation.rules.windows import zone_of
from callstation.store.remembered import recall, remember


def tidings_of(tools: Tools, environ: Mapping[str, str]) -> str:
    """One sentence for the first card, '' where all is as usual; a book that cannot be read says so with the card."""
    from callstation.locale_guess import guess_zone

    with suppress(StoreError):
        return clock_behind(tools) or _travels(tools, guess_zone(environ))
    return ""


def _travels(tools: Tools, system: str) -> str:
    """A word on a machine in another zone than the settings', once for each zone that it is taken to."""
    book, zone, now = tools.book, tools.frame.zone, tools.clock.now()
    if book.read_only:
        return ""
    # A machine on UTC is a server, and tells nothing of where its user is.
    away = system if system != "UTC" and _offset(system, now) != _offset(zone, now) else ""
    if (recall(book, "away in") or "") == away:
        return ""
    with suppress(StoreError), book.transaction():
        remember(book, "away in", away)
    if not away:
        return ""
    return f"this machine is on {town_of(away)} time; your days here stay {town_of(zone)}'s (settings): a good trip"


def _offset(zone: str, now: datetime) -> object:
    return now.astimezone(zone_of(zone)).utcoffset()
