"""Opening the desk: settings, places, clock and book put together from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callstation.clock import Clock, clock_from
from callstation.desk.desk import Desk
from callstation.desk.tools import Tools, frame_of
from callstation.paths import Places, places_from
from callstation.scripting.shelf import Shelf
from callstation.settings import Settings, read_settings
from callstation.store.opening import open_book


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
    from callstation.locale_guess import guess_country, guess_zone
    from callstation.settings import Region

    zone = guess_zone(environ)
    country = guess_country(environ, zone)
    return Settings(region=Region(zone=zone, country=country, day_first=country not in ("US", "CA", "PH")))


WAIT_FOR_OTHERS = 1.0
"""Seconds that a workstation gives a command that is just writing."""


def open_station(around: Surroundings) -> Desk:
    """Open the desk for the workstation; where another one has the book, for reading only.

    Raises StoreError, SettingsError, UsageError.
    """
    desk = open_desk(around, wait=WAIT_FOR_OTHERS)
    book = desk.tools.book
    if not book.sqlite or book.first:
        return desk
    book.close()
    return open_desk(around, read_only=True)


def open_desk(around: Surroundings, *, read_only: bool = False, wait: float = 0.0) -> Desk:
    """Open the book and sit down at it. Raises StoreError, SettingsError, UsageError."""
    around.places.make()
    frame = frame_of(around.settings)
    book = open_book(
        around.database_url,
        around.places.book_file,
        backups=around.places.backups,
        now=around.clock.now(),
        read_only=read_only,
        wait=wait,
    )
    try:
        return Desk(
            Tools(
                book=book,
                frame=frame,
                clock=around.clock,
                shelf=Shelf(around.places.scripts),
                settings=around.settings,
            )
        )
    except BaseException:
        book.close()
        raise
