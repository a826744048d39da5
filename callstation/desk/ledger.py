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
    _library: tuple[object, list[Reason]] | None = field(default=None, init=False)

    def library(self) -> list[Reason]:
        """The reasons, read again when the book has changed under us (another program) or here."""
        version = self._version()
        if self._library is None or self._library[0] != version:
            self._library = (version, reasons.library(self.book))
        return self._library[1]

    def forget_library(self) -> None:
        """The library was changed here."""
        self._library = None

    def _version(self) -> object:
        if self.book.sqlite:
            return self.book.value("PRAGMA data_version")
        return self.book.one("SELECT count(*), max(id), sum(retired) FROM reason")


def frame_of(settings: Settings) -> Frame:
    """The caller's frame out of the settings. Raises UsageError for hours or days that cannot be read."""
    calling = settings.calling
    days = read_hours(f"0:00-24:00 {calling.days}", Hours()).days
    return Frame(
        zone=settings.region.zone,
        caller=settings.me.name,
        hours=read_hours(calling.hours, Hours()),
        days=days,
        patience=Patience(gaps=calling.gaps, tries=calling.tries),
    )
