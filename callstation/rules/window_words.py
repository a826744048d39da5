"""What a card says about a window: when it closes, and what else there is to know before dialling."""

from __future__ import annotations

from datetime import datetime

from callstation.model.windows import Window
from callstation.rules.windows import zone_of


def town_of(zone: str) -> str:
    """``America/New_York`` as one says it: New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def clocks(window: Window, now: datetime) -> str:
    """The hour where they are; every hour that it may be where more than one zone is possible: ``8:42 or 9:42``."""
    locals_ = [now.astimezone(zone_of(z)) for z in window.zones or (window.zone,)]
    return " or ".join(dict.fromkeys(f"{local.hour}:{local:%M}" for local in locals_))


def window_notes(window: Window) -> tuple[str, ...]:
    """One short sentence for each thing that is worth knowing: () for a usual window that is open."""
    found = []
    if not window.open:
        found.append(f"closed: {window.why}" + ("" if window.opens else "; law and hours never meet: change the hours"))
    if window.beyond:
        found.append(f"open by your settings only, beyond the law: {window.beyond}")
    if window.zones:
        towns = " or ".join(map(town_of, window.zones)) if len(window.zones) < 4 else f"{len(window.zones)} zones"
        found.append(f"{towns} is possible: open only where all are (f sets the zone)")
    if window.holiday and (window.open or window.holiday not in window.why):
        found.append(f"today is a holiday where they are: {window.holiday}")
    return tuple(found)


def next_opening_words(window: Window) -> str:
    """``; it opens Mon 24 Nov at 9:00 their time``, '' where it never does."""
    at = window.opens
    return f"; it opens {at:%a} {at.day} {at:%b} at {at.hour}:{at:%M} their time" if at else "; it never opens"
