"""Opening the desk: settings, places, clock and book put together from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from callstation import __version__
from callstation.clock import Clock, clock_from
from callstation.desk.ledger import Ledger, frame_of
from callstation.paths import Places, places_from
from callstation.rules.frame import Frame
from callstation.settings import Settings, read_settings
from callstation.store.book import Book
from callstation.store.opening import open_book
from callstation.store.remembered import days_off
from callstation.store.settling import Told, settle

if TYPE_CHECKING:
    from callstation.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the program runs: read once from the environment, nothing opened yet."""

    places: Places
    clock: Clock
    database_url: str
    settings: Settings
    first_time: bool
    """Whether there were no settings yet."""


def look_around(environ: Mapping[str, str]) -> Surroundings:
    """Read the environment and the settings. Raises UsageError or SettingsError."""
    places = places_from(environ)
    settings = read_settings(places.settings_file)
    return Surroundings(
        places=places,
        clock=clock_from(environ),
        database_url=environ.get("CALLSTATION_DATABASE", "").strip(),
        settings=settings or guessed_settings(environ),
        first_time=settings is None,
    )


def guessed_settings(environ: Mapping[str, str]) -> Settings:
    """Settings for somebody who has not been asked yet: zone and country from the system."""
    from callstation.locale_guess import guess_country, guess_zone, writes_day_first
    from callstation.settings import Region

    zone = guess_zone(environ)
    country = guess_country(environ, zone)
    return Settings(region=Region(zone=zone, country=country, day_first=writes_day_first(country)))


WAIT_FOR_OTHERS = 1.0
"""Seconds that a workstation gives a command that is just writing."""


def open_station(around: Surroundings, told: Told | None = None) -> Desk:
    """Open the desk for the workstation; where another one has the book, for reading only.

    ``told`` hears how far it is where everybody is placed anew (see settling.py).

    Raises StoreError, SettingsError, UsageError.
    """
    desk = open_desk(around, wait=WAIT_FOR_OTHERS, told=told)
    book = desk.tools.book
    if not book.sqlite or book.first:
        return desk
    book.close()
    return open_desk(around, read_only=True)


def open_desk(around: Surroundings, *, read_only: bool = False, wait: float = 0.0, told: Told | None = None) -> Desk:
    """Open the book and sit down at it. Raises StoreError, SettingsError, UsageError."""
    # Here, not above: who only looks into the book (open_ledger) does without half of what there is to import.
    from callstation.desk.desk import Desk
    from callstation.desk.house_rules import HouseRules
    from callstation.desk.tools import Tools
    from callstation.scripting.shelf import Shelf

    frame = frame_of(around.settings)
    book = _open(around, read_only=read_only, wait=wait)
    try:
        frame = with_sessions(_settled(book, frame, around, told), book, around.clock.now())
        return Desk(
            Tools(
                book=book,
                frame=frame,
                clock=around.clock,
                shelf=Shelf(around.places.scripts),
                settings=around.settings,
                rules=HouseRules(around.places.language_file),
                hook_log=around.places.hook_log,
            )
        )
    except BaseException:
        book.close()
        raise


def open_ledger(around: Surroundings, told: Told | None = None) -> Ledger:
    """Open the book for a list of people, without a desk to call from. Raises StoreError, UsageError."""
    frame = frame_of(around.settings)
    book = _open(around)
    try:
        return Ledger(book, _settled(book, frame, around, told), around.clock)
    except BaseException:
        book.close()
        raise


def with_sessions(frame: Frame, book: Book, now: datetime) -> Frame:
    """The frame with the caller's hours of calling, learnt from past sessions where the settings name none."""
    if frame.sessions is not None:
        return frame
    from callstation.rules.session_hours import LOOK_BACK, learnt_sessions
    from callstation.store.sessions import past

    return replace(frame, sessions=learnt_sessions(past(book, frame.caller, now - LOOK_BACK), frame.zone))


def _settled(book: Book, frame: Frame, around: Surroundings, told: Told | None) -> Frame:
    """The frame with what the book adds to it; everybody stands where it puts them."""
    frame = replace(frame, calendar=days_off(book, version=__version__))
    settle(book, frame, around.clock.now(), told)
    return frame


def _open(around: Surroundings, *, read_only: bool = False, wait: float = 0.0) -> Book:
    around.places.make()
    return open_book(
        around.database_url,
        around.places.book_file,
        backups=around.places.backups,
        now=around.clock.now(),
        read_only=read_only,
        wait=wait,
        light=True,
    )
