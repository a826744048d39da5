"""Every zone and every law that may hold for somebody, from all that their record says.

The zone that was set for a person counts alone; else the zones of their address and those of their numbers count
together, and a call must be allowed in each of them. A state's law holds where the address or an area code names
the state.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from callstation.places.addresses import countries, country_code, region_code, region_country, regions, table
from callstation.places.keys import place_key
from callstation.places.zones import number_place

TOLD = 8
"""Characters of an E.164 number that tell where it is at home; what follows tells nothing more."""

_AREA = 5


class Candidates(NamedTuple):
    """``zones``: IANA names; ``places``: ``US-FL``, ``FR``. The likeliest first, () where nothing is known."""

    zones: tuple[str, ...]
    places: tuple[str, ...]


NOWHERE = Candidates((), ())


def starts(numbers: Iterable[str]) -> tuple[str, ...]:
    """What of E.164 numbers tells where they are at home: the same for many people, in an order of its own."""
    # In North America the area code tells it, unless the exchange is 555: then nothing does.
    return tuple(sorted({n[:_AREA] if n[:2] == "+1" and n[_AREA:TOLD] != "555" else n[:TOLD] for n in numbers if n}))


@lru_cache(maxsize=65536)
def candidates(zone: str, source: str, region: str, country: str, numbers: tuple[str, ...]) -> Candidates:
    """Where somebody may be; region and country in codes or words.

    ``source`` is that of the zone: 'address' and 'number' are guesses that the numbers may contradict, anything else
    was said. ``numbers`` are from :func:`starts`.
    """
    country = country_code(country) or country
    country = country or region_country(region)
    region = region_code(region, country)
    told = [found for n in numbers if (found := number_place(n)) is not None]
    nearer = any(n.country == country and (n.region or n.zone) for n in told)  # than a country without a region
    zones = [zone] if zone else [] if not country or (not region and nearer) else list(zones_of(region, country))
    if not zone or source in ("address", "number"):
        for number in told:
            possible = (number.zone,) if number.zone else zones_of(number.region, number.country)
            if number.country == country and not number.region and zones:
                continue  # a mobile number tells no more than the country
            if not zone or not set(possible) & set(zones):
                zones += [z for z in possible if z not in zones]
    places = [place_key(country, region)] if country else []
    for number in told:
        place = place_key(number.country, number.region)
        if not any(p == place or p.startswith(f"{place}-") for p in places):
            places = [p for p in places if not place.startswith(f"{p}-")] + [place]
    if not places and zone and (land := country_of_zone(zone)):
        places = [land]
    return Candidates(tuple(zones), tuple(places))


@lru_cache(maxsize=1024)
def zones_of(region: str, country: str) -> tuple[str, ...]:
    """The zones of a region, or of a country where the region is '' or unknown; the likeliest first."""
    several = _several()
    if (country, region) in regions():
        own = regions()[country, region]
        return several.get(f"{country} {region}") or ((own,) if own else ())
    own = countries()[country][1] if country in countries() else ""
    return (own,) if own else several.get(country, ())


@cache
def _several() -> dict[str, tuple[str, ...]]:
    rows = (line.partition("|") for line in table("several_zones"))
    return {place.strip(): tuple(zones.split()) for place, _, zones in rows}


@cache
def _lands() -> dict[str, set[str]]:
    lands: dict[str, set[str]] = {}
    for code, (_, zone) in countries().items():
        lands.setdefault(zone, set()).add(code)
    for (code, _), zone in regions().items():
        lands.setdefault(zone, set()).add(code)
    for place, zones in _several().items():
        for zone in zones:
            lands.setdefault(zone, set()).add(place[:2])
    return lands


def country_of_zone(zone: str) -> str:
    """The country (ISO 3166) that alone keeps a zone of this name, '' where there is none or several."""
    lands = _lands().get(zone, set())
    return next(iter(lands)) if len(lands) == 1 else ""
