"""Countries, states and towns as they are written in files, read from the dated tables beside this module.

The tables are plain text (``tables/*.txt``), so that a row can be corrected without reading code; each says when
and where it was taken from. They are read once, when the first address is met.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class Town(NamedTuple):
    """One row of the table of towns. ``known`` is true where the name alone tells the country."""

    country: str
    region: str
    zone: str
    known: bool


def table(name: str, package: str = "callstation.places") -> Iterator[str]:
    """The rows of one table of ``package``, without comments and blank lines."""
    text = (files(package) / "tables" / f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """``text`` for comparison: lower case, without accents, full stops, apostrophes, brackets and double spaces."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    kept = (" " if c in "()_-,/" else c for c in folded if not unicodedata.combining(c) and c not in ".'’")
    return " ".join("".join(kept).split())


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Country code to (English name, zone or '')."""
    rows = (line.split("|") for line in table("countries"))
    return {code.strip(): (name.strip(), zone.strip()) for code, name, zone in rows}


@cache
def _country_codes() -> dict[str, str]:
    codes = {plain(name): code for code, (name, _) in countries().items()}
    for line in table("country_names"):
        code, _, names = line.partition(":")
        codes.update((plain(name), code) for name in names.split(";"))
    return codes


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """The ISO 3166 code of a country written in words or as a code (``Allemagne``, ``usa``, ``DE``), else ''."""
    text = text.strip()
    if len(text) == 2 and text.upper() in countries():
        return text.upper()
    wanted = plain(text)
    return _country_codes().get(wanted) or _country_codes().get(wanted.removeprefix("the "), "")


@cache
def regions() -> dict[tuple[str, str], str]:
    """(country code, region code) to the region's zone, '' where law divides the region."""
    return {key: zone for key, _, zone in _region_rows()}


@cache
def _region_codes() -> dict[str, dict[str, str]]:
    """Country code to {plain name or code: region code}."""
    codes: dict[str, dict[str, str]] = {}
    for (country, region), names, _ in _region_rows():
        of_country = codes.setdefault(country, {})
        of_country[region.lower()] = region
        of_country.update((plain(name), region) for name in names)
    return codes


def _region_rows() -> Iterator[tuple[tuple[str, str], list[str], str]]:
    for line in table("regions"):
        place, names, zone = (part.strip() for part in line.split("|"))
        country, region = place.split()
        yield (country, region), names.split(";"), zone


@lru_cache(maxsize=4096)
def region_code(text: str, country: str) -> str:
    """The short code of a state or province of ``country`` (``Arizona`` and ``az`` give ``AZ``).

    A region of a country without a table is returned as it was written, codes of two or three letters in capitals.
    """
    text = text.strip()
    found = _region_codes().get(country, {}).get(plain(text), "")
    if found:
        return found
    return text.upper() if len(text) <= 3 and text.isalpha() else text


@lru_cache(maxsize=4096)
def region_country(text: str) -> str:
    """The country that a state or province written without one belongs to: US, CA or AU, else ''.

    ``WA`` and ``NT`` are also Australian, but are met there with a country; a code of the United States wins.
    """
    wanted = plain(text)
    for country in ("US", "CA", "AU"):
        if wanted in _region_codes()[country]:
            return country
    return ""


@cache
def towns() -> dict[str, tuple[Town, ...]]:
    """Plain name of a town to every row of the table that has it."""
    found: dict[str, tuple[Town, ...]] = {}
    for line in table("cities"):
        place, zone, names = (part.strip() for part in line.split("|"))
        country, _, region = place.partition(" ")
        for written in names.split(";"):
            name = written.strip()
            town = Town(country, region, zone, not name.startswith("*"))
            key = plain(name.removeprefix("*"))
            found[key] = (*found.get(key, ()), town)
    return found


@lru_cache(maxsize=8192)
def town(name: str, region: str, country: str) -> Town | None:
    """The town of that name in ``region`` and ``country`` (codes, '' where unknown), or None.

    Without a region and a country only towns known the world over are found.
    """
    fitting = [
        t
        for t in towns().get(plain(name), ())
        if (not country or t.country == country)
        and (not region or not t.region or t.region == region)
        and (country or region or t.known)
    ]
    certain = [t for t in fitting if t.known] or fitting
    return certain[0] if len({(t.country, t.region) for t in certain}) == 1 else None


def place_of(city: str, region: str, country: str) -> str:
    """Town and region as one says it: ``Phoenix, AZ``; ``Berlin, Germany`` where states are not said.

    ``region`` and ``country`` are codes.
    """
    name = countries()[country][0] if country in countries() else ""
    second = region if country in ("", *_region_codes()) else (name or region)
    if not city:
        return next((full for full in (_region_name(region, country), name) if full), region)
    return f"{city}, {second}" if second and plain(second) != plain(city) else city


@lru_cache(maxsize=512)
def _region_name(region: str, country: str) -> str:
    for (of, code), names, _ in _region_rows():
        if (of, code) == (country, region):
            return names[0].strip()
    return ""


# The line of an address that names the town: "Phoenix, AZ 85004", "10115 Berlin", "Tokyo, 100-0001".
_CITY_LINE = re.compile(
    r"(?P<city>[^,\d]{2,60}),?\s+(?P<region>[A-Za-z]{2,3})\.?\s+(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_CODE_FIRST = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s+(?P<city>[^\d,]{2,60})")
_CODE_LAST = re.compile(r"(?P<city>[^,\d]{2,60}),\s+[A-Z\d][A-Z\d -]{2,9}")


@lru_cache(maxsize=8192)
def parse_place(text: str) -> tuple[str, str, str]:
    """Town, region and country as codes from a place as one says it (``Phoenix, AZ``), '' for what it does not say."""
    parts = [p.strip() for p in text.split(",") if p.strip()]
    if not parts:
        return "", "", ""
    country = ""
    if len(parts) > 1 and country_code(parts[-1]) and not (len(parts[-1]) == 2 and region_country(parts[-1])):
        country = country_code(parts.pop())
    elif len(parts) == 1 and country_code(parts[0]) and len(parts[0]) > 3 and not region_country(parts[0]):
        return "", "", country_code(parts[0])
    if len(parts) > 1:
        land = country or region_country(parts[-1])
        if land and (land, region_code(parts[-1], land)) in regions():
            return parts[0], region_code(parts[-1], land), land
        return parts[0], "" if not country else region_code(parts[-1], country), country
    head, _, last = parts[0].rpartition(" ")
    if head and last.isupper() and region_country(last) and country in ("", region_country(last)):
        return head, region_code(last, region_country(last)), region_country(last)
    found = town(parts[0], "", country)
    if not found and region_country(parts[0]):
        return "", region_code(parts[0], region_country(parts[0])), region_country(parts[0])
    return parts[0], found.region if found else "", country or (found.country if found else "")


@lru_cache(maxsize=4096)
def parse_address(text: str) -> tuple[str, str, str, str]:
    """Street, town, region and country (as written) of an address on several lines, '' for what cannot be told."""
    lines = [part.strip(" ,") for part in text.splitlines() if part.strip(" ,")]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    country = ""
    if len(lines) > 1 and country_code(lines[-1]) and not region_country(lines[-1].split()[0]):
        country = country_code(lines.pop())
    if len(lines) > 2 and region_country(lines[-1].split()[0]) and not _CITY_LINE.fullmatch(lines[-1]):
        lines[-2:] = [f"{lines[-2]}, {lines[-1]}"]
    for i in range(len(lines) - 1, -1, -1):
        match = _CITY_LINE.fullmatch(lines[i]) or _CODE_FIRST.fullmatch(lines[i]) or _CODE_LAST.fullmatch(lines[i])
        if match:
            groups = match.groupdict()
            return ", ".join(lines[:i]), groups["city"].strip(), groups.get("region") or "", country
    return ", ".join(lines), "", "", country
