"""The answers of the first start: each checked with a sentence that says what to do, then settled for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from callstation.desk.opening import Surroundings
from callstation.errors import SettingsError, UsageError
from callstation.locale_guess import writes_day_first
from callstation.model.people import Phone
from callstation.settings import Me, Region, Settings, first_settings, read_settings, write_first
from callstation.text import clean_line

NEAR = 3
"""Zones offered where there is none of the name that was typed."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, as it was typed."""

    name: str
    business: str
    number: str
    zone: str
    country: str


def check_name(typed: str) -> str:
    """The caller's name. Raises UsageError for none."""
    name = clean_line(typed)
    if not name:
        raise UsageError("your name is in every opener: a first name is enough")
    return name


def check_country(typed: str) -> tuple[str, str]:
    """(two letters, the country's name) of a country written in words or letters. Raises UsageError."""
    from callstation.places.addresses import countries, country_code

    text = clean_line(typed)
    code = country_code(text) if text else ""
    if not code:
        raise UsageError(f"no country is called {text!r}: two letters, like US, GB or DE" if text else "which country?")
    return code, countries()[code][0]


def check_number(typed: str, country: str) -> Phone | None:
    """The number people call back on, read as it is dialled in ``country``; None for none. Raises UsageError."""
    from callstation.importers.numbers import read_number

    text = clean_line(typed)
    if not text:
        return None
    phone = read_number(text, country)
    if not phone.number:
        raise UsageError(f"{text!r} is not a number that could be dialled: leave it empty for now, or correct it")
    return phone


def check_zone(typed: str) -> str:
    """The IANA name of a zone, which may be typed as a town, a state, or as people say it.

    Raises UsageError, naming zones whose name is near.
    """
    from callstation.places.addresses import parse_place
    from callstation.places.zones import zone_for, zone_named

    text = clean_line(typed)
    if not text:
        raise UsageError("your hours and theirs hang on it: a zone like America/New_York, or a large town near you")
    exact = _zones().get(text.lower().replace(" ", "_"), "")
    found = exact or zone_named(text) or zone_for("", *parse_place(text)).zone or _town(text)
    if not found:
        near = near_zones(text)
        offer = f"did you mean {', '.join(near)}?" if near else "write it like America/New_York"
        raise UsageError(f"there is no time zone {text[:40]!r}: {offer}")
    return found


def near_zones(typed: str) -> list[str]:
    """Zones whose name, or whose town, is near to what was typed; best first."""
    from difflib import get_close_matches

    wanted = clean_line(typed).lower().replace(" ", "_")[:60]
    town = wanted.rpartition("/")[2]
    if not town:
        return []
    towns: dict[str, str] = {}
    for low, zone in _zones().items():
        towns.setdefault(low.rpartition("/")[2], zone)
    begun = [zone for name, zone in sorted(towns.items()) if name.startswith(town)]
    near = [_zones()[low] for low in get_close_matches(wanted, _zones(), NEAR, 0.75)]
    near += [towns[name] for name in get_close_matches(town, towns, NEAR, 0.7)]
    return list(dict.fromkeys((*begun, *near)))[:NEAR]


def _town(typed: str) -> str:
    """The one zone that is named after this town, '' where there is none or several."""
    named = [zone for low, zone in _zones().items() if low.rpartition("/")[2] == typed.lower().replace(" ", "_")]
    return named[0] if len(named) == 1 else ""


@cache
def _zones() -> dict[str, str]:
    """Every zone that has a place in its name, and UTC, by lower case."""
    from zoneinfo import available_timezones

    left_out = ("Etc/", "SystemV/", "posix/", "right/")
    names = {z for z in available_timezones() if "/" in z and not z.startswith(left_out)}
    return {zone.lower(): zone for zone in sorted({*names, "UTC"})}


def hour_there(zone: str, now: datetime) -> str:
    """``10:42`` in ``zone`` at ``now`` (aware)."""
    from callstation.dates.spoken import clock_hour
    from callstation.rules.windows import zone_of

    return clock_hour(now.astimezone(zone_of(zone)))


def settle(around: Surroundings, answers: Answers) -> Settings:
    """Check everything, write the first settings file, and read it back.

    Raises UsageError for an answer that cannot be, SettingsError where the file cannot be written.
    """
    code, _ = check_country(answers.country)
    check_number(answers.number, code)
    me = Me(name=check_name(answers.name), business=clean_line(answers.business), number=clean_line(answers.number))
    region = Region(zone=check_zone(answers.zone), country=code, day_first=writes_day_first(code))
    file = around.places.settings_file
    write_first(file, first_settings(me, region))
    settings = read_settings(file)
    if settings is None:
        raise SettingsError(f"{file} was written and is gone again: is the disk full?")
    return settings
