"""The open book with the caller's frame and clock: what the list of people needs, and no more.

Kept apart from the desk because a list must be there at once, and scripts, outcomes and dates in words are half of
what there is to import.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callstation.clock import Clock
from callstation.model.reasons import Reason
from callstation.rules.frame import Frame
from callstation.rules.persistence import Patience
from callstation.rules.rhythms import rhythm_named, tag_rhythms
from callstation.rules.windows import Hours, read_hours
from callstation.settings import Settings
from callstation.store import reasons
from callstation.store.book import Book


@dataclass(slots=True)
class Ledger:
    """The book, who looks into it, and when."""

    book: Book
    frame: Frame
    clock: Clock
    _library: tuple[object, list[Reason], dict[int, reasons.Confidant]] | None = field(default=None, init=False)

    def library(self) -> list[Reason]:
        """The reasons, read again when they have changed, here or in another program."""
        return self._known()[1]

    def confidant(self, reason: Reason | None) -> reasons.Confidant | None:
        """Whose name must not be said where this reason is (H5); None where there is nobody to be silent about."""
        if reason is None or not reason.anonymous or reason.client_id is None:
            return None
        return self._known()[2].get(reason.client_id)

    def forget_library(self) -> None:
        """The library was changed here."""
        self._library = None

    def _known(self) -> tuple[object, list[Reason], dict[int, reasons.Confidant]]:
        # Names are part of what is compared: a client of an anonymous story may be called otherwise by now.
        silent = reasons.confidants(self.book)
        version = (reasons.version(self.book), tuple(silent.items()))
        if self._library is None or self._library[0] != version:
            self._library = (version, reasons.library(self.book), silent)
        return self._library


def frame_of(settings: Settings) -> Frame:
    """The caller's frame out of the settings. Raises UsageError for hours or days that cannot be read."""
    calling = settings.calling
    days = read_hours(f"0:00-24:00 {calling.days}", Hours()).days
    return Frame(
        zone=settings.region.zone,
        country=settings.region.country,
        beyond_the_law=calling.beyond_the_law,
        sessions=read_hours("; ".join(calling.sessions), Hours()) if calling.sessions else None,
        caller=settings.me.name,
        hours=read_hours(calling.hours, Hours()),
        days=days,
        patience=Patience(
            gaps=calling.gaps,
            tries=calling.tries,
            drip_every=rhythm_named(calling.drip, "[calling] drip").code,
        ),
        rhythms=tag_rhythms(settings.rhythms),
    )
