"""Which zone a person lives in, told from the file's own zone, the address or the number, in that order.

What is not certain stays '' (unknown), and the caller is asked: a zone guessed wrongly rings somebody out of bed.
States that law divides between two times are decided by the town or by an area code that lies wholly in one of
them (docs: the window's rule is that a call must be allowed in every zone the person may be in).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from callstation.places.addresses import (
    countries,
    country_code,
    plain,
    region_code,
    region_country,
    regions,
    table,
    town,
)


class Whereabouts(NamedTuple):
    """What is known of where somebody is: codes, '' where unknown. ``source``: 'file', 'address', 'number' or ''."""

    zone: str
    source: str
    region: str
    country: str


class _AreaCode(NamedTuple):
    country: str
    region: str
    zone: str


def zone_for(
    zone: str = "", city: str = "", region: str = "", country: str = "", numbers: Iterable[str] = ()
) -> Whereabouts:
    """Zone, where it came from, and region and country as codes, from whatever of it a file says.

    ``numbers`` are E.164. Texts may be written in any of the ways the tables know (``Arizona``, ``Allemagne``,
    ``US Mountain Standard Time``). Raises nothing: what is not understood counts as not said.
    """
    # Seven digits and the plus sign tell all that our tables know: callers' books repeat those, so they are cached.
    here = _completed(_address(city, region, country), tuple(n[:8] for n in numbers))
    named = zone_named(zone, here.region) if zone else ""
    return Whereabouts(named, "file", here.region, here.country) if named else here


@lru_cache(maxsize=16384)
def _address(city: str, region: str, country: str) -> Whereabouts:
    """What the address alone tells."""
    land = country_code(country) if country else ""
    if region and not land and not country:
        land = region_country(region)
    code = region_code(region, land) if region else ""
    place = town(city, code if (land, code) in regions() else "", land) if city else None
    if place:
        return Whereabouts(place.zone, "address", code or place.region, land or place.country)
    found = regions().get((land, code)) if code else None
    if found is None:
        found = countries()[land][1] if land else ""
    return Whereabouts(found, "address" if found else "", code, land)


@lru_cache(maxsize=16384)
def _completed(here: Whereabouts, numbers: tuple[str, ...]) -> Whereabouts:
    """``here`` completed by numbers, where all of them that tell anything agree and do not contradict the address.

    A zone that the address tells stays; ``numbers`` are the first eight characters of E.164.
    """
    told = [w for w in map(number_place, numbers) if w is not None]
    if here.country:
        told = [w for w in told if w.country == here.country]
    if here.region:
        told = [w for w in told if w.region in ("", here.region)]
    if not told:
        return here
    lands = {w.country for w in told}
    if len(lands) > 1:
        return here
    # Where every number is of one state, the state is known even if its time is not (850: Florida, either zone).
    states = {w.region for w in told}
    region = here.region or (states.pop() if len(states) == 1 else "")
    country = here.country or lands.pop()
    if here.zone:
        return here._replace(region=region, country=country)
    times = {w.zone for w in told}
    zone = times.pop() if len(times) == 1 else ""
    return Whereabouts(zone, "number" if zone else "", region, country)


@cache
def _area_codes() -> dict[str, _AreaCode]:
    codes: dict[str, _AreaCode] = {}
    for line in table("area_codes"):
        place, zone, listed = (part.strip() for part in line.split("|"))
        country, _, region = place.partition(" ")
        if country != "-":
            codes.update((code, _AreaCode(country, region, zone)) for code in listed.split())
    return codes


@cache
def _number_zones() -> dict[str, str]:
    rows = (line.partition("|") for line in table("number_zones"))
    return {digits.strip(): zone.strip() for digits, _, zone in rows}


@lru_cache(maxsize=16384)
def _area_code(code: str) -> Whereabouts | None:
    found = _area_codes().get(code)
    return found and Whereabouts(found.zone, "number" if found.zone else "", found.region, found.country)


def number_place(number: str) -> Whereabouts | None:
    """Where an E.164 number (or its first eight characters) is at home, or None where it tells nothing reliable.

    Toll-free, personal and 555 numbers tell nothing; nor do mobile numbers of countries with several zones.
    """
    if number.startswith("+1"):
        return None if number[5:8] == "555" else _area_code(number[2:5])
    return _abroad(number[:7]) if number.startswith("+") else None


@lru_cache(maxsize=16384)
def _abroad(start: str) -> Whereabouts | None:
    """``start``: the plus sign and the first six digits, which is as far as any row of our table looks."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    code = next((n for n in (1, 2, 3) if start[1 : n + 1].isdigit() and int(start[1 : n + 1]) in
                 COUNTRY_CODE_TO_REGION_CODE), 0)  # fmt: skip
    lands = COUNTRY_CODE_TO_REGION_CODE[int(start[1 : code + 1])] if code else ()
    land = _MAIN_COUNTRY.get(start[1 : code + 1], "") or (lands[0] if len(lands) == 1 else "")
    if land not in countries():
        return None
    zone = countries()[land][1]
    if not zone:
        zone = next((_number_zones()[start[:n]] for n in range(7, 2, -1) if start[:n] in _number_zones()), "")
    return Whereabouts(zone, "number" if zone else "", "", land)


# Calling codes that several countries share, all of them keeping the first one's time the whole year.
# (+44 with the Channel Islands and Man, +39 with the Vatican, +47 with Svalbard, +358 with Aland.)
_MAIN_COUNTRY = {"44": "GB", "39": "IT", "47": "NO", "358": "FI", "61": "AU"}


@lru_cache(maxsize=4096)
def zone_named(text: str, region: str = "") -> str:
    """The IANA name of a zone written in a file (``US/Pacific``, ``W. Europe Standard Time``, ``EST``), else ''.

    ``region`` is a state's code: in Arizona "MST" is a time without summer time.
    """
    text = text.strip().replace("_slash_", "/")
    wanted = plain(text)
    named = _zone_names().get(wanted, "")
    if named == "America/Denver" and region == "AZ":
        return "America/Phoenix"
    if named:
        return named
    if "/" in text:
        parts = "/".join(p.strip().replace(" ", "_") for p in text.split("/"))
        for candidate in (parts, parts.title().replace("_Of_", "_of_")):
            if _exists(candidate):
                return candidate
        place = town(parts.rpartition("/")[2].replace("_", " "), "", "")
        return place.zone if place else ""
    return ""


@cache
def _zone_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in table("zone_names"):
        zone, _, written = line.partition(":")
        names.update((plain(name), zone) for name in written.split(";"))
    return names


def _exists(name: str) -> bool:
    from zoneinfo import ZoneInfo

    if not all(part.replace("_", "").replace("-", "").isalnum() and part.isascii() for part in name.split("/")):
        return False
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True
