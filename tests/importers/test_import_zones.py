"""Zones: from the file, the address, the number; and unknown wherever that is not certain."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from callstation.places.addresses import countries, parse_address, parse_place, regions, table, towns
from callstation.places.zones import zone_for

FLORIDA = {"region": "FL"}


@pytest.mark.parametrize(
    ("said", "zone", "source"),
    [
        ({"zone": "US/Pacific", "city": "Boston"}, "America/Los_Angeles", "file"),
        ({"zone": "america/phoenix"}, "America/Phoenix", "file"),
        ({"zone": "W. Europe Standard Time"}, "Europe/Berlin", "file"),
        ({"zone": "US/Phoenix"}, "America/Phoenix", "file"),
        ({"zone": "MST", "region": "AZ"}, "America/Phoenix", "file"),
        ({"zone": "MST", "region": "CO"}, "America/Denver", "file"),
        ({"zone": "../../etc/passwd", "city": "Tokyo"}, "Asia/Tokyo", "address"),
        ({"city": "Phoenix", "region": "AZ", "country": "United States"}, "America/Phoenix", "address"),
        ({"city": "Phoenix"}, "America/Phoenix", "address"),
        ({"region": "Arizona"}, "America/Phoenix", "address"),
        ({"city": "Window Rock", "region": "AZ"}, "America/Denver", "address"),
        ({"country": "Allemagne"}, "Europe/Berlin", "address"),
        ({"country": "japan"}, "Asia/Tokyo", "address"),
        ({"city": "Berlin", "region": "BE", "country": "Germany"}, "Europe/Berlin", "address"),
        ({"city": "Mumbai", "region": "MH", "country": "India"}, "Asia/Kolkata", "address"),
        ({"city": "Toronto", "region": "Ontario"}, "America/Toronto", "address"),
        ({"region": "QC", "country": "Canada"}, "America/Toronto", "address"),
        # States that law divides: the town decides, else an area code of the same state.
        (FLORIDA, "", ""),
        (FLORIDA | {"city": "Miami"}, "America/New_York", "address"),
        (FLORIDA | {"city": "Pensacola"}, "America/Chicago", "address"),
        (FLORIDA | {"city": "Nowhere Springs"}, "", ""),
        (FLORIDA | {"numbers": ["+13052340134"]}, "America/New_York", "number"),
        (FLORIDA | {"numbers": ["+18502340134"]}, "", ""),
        (FLORIDA | {"numbers": ["+16022340134"]}, "", ""),
        ({"country": "US"}, "", ""),
        ({"country": "Spain"}, "", ""),
        ({"country": "Russia"}, "", ""),
        # Numbers
        ({"numbers": ["+16022340134"]}, "America/Phoenix", "number"),
        ({"numbers": ["+13172340134"]}, "America/Indiana/Indianapolis", "number"),
        ({"numbers": ["+4930901820"]}, "Europe/Berlin", "number"),
        ({"numbers": ["+819012345678"]}, "Asia/Tokyo", "number"),
        ({"numbers": ["+34915551234"]}, "Europe/Madrid", "number"),
        ({"numbers": ["+34928555123"]}, "Atlantic/Canary", "number"),
        ({"numbers": ["+34612345678"]}, "", ""),
        ({"numbers": ["+61282345678"]}, "Australia/Sydney", "number"),
        ({"numbers": ["+61412345678"]}, "", ""),
        ({"numbers": ["+18005550199"]}, "", ""),
        ({"numbers": ["+18002340199"]}, "", ""),
        ({"numbers": ["+16025550134"]}, "", ""),
        ({"numbers": ["+17012340134"]}, "", ""),
        ({"numbers": ["+16022340134", "+4930901820"]}, "", ""),
        ({"numbers": ["+18002340199", "+16022340134"]}, "America/Phoenix", "number"),
        ({}, "", ""),
    ],
)
def test_zone(said: dict[str, str], zone: str, source: str) -> None:
    found = zone_for(**said)  # type: ignore[arg-type]
    assert (found.zone, found.source) == (zone, source)


@pytest.mark.parametrize("code", [850, 812, 270, 606, 701, 605, 402, 785, 620, 208, 541, 906, 423, 931])
def test_area_codes_that_reach_into_two_zones_tell_the_state_only(code: int) -> None:
    found = zone_for(numbers=[f"+1{code}2340134"])
    assert (found.zone, found.country) == ("", "US")
    assert found.region != ""


@pytest.mark.parametrize(
    ("said", "region", "country"),
    [
        ({"region": "arizona"}, "AZ", "US"),
        ({"region": "Ontario"}, "ON", "CA"),
        ({"region": "Bayern", "country": "Deutschland"}, "Bayern", "DE"),
        ({"region": "be", "country": "DE"}, "BE", "DE"),
        ({"city": "Phoenix"}, "AZ", "US"),
        ({"numbers": ["+18502340134"]}, "FL", "US"),
        ({"country": "USA", "numbers": ["+13052340134"]}, "FL", "US"),
        ({"zone": "EST", "numbers": ["+13052340134"]}, "FL", "US"),
        ({"country": "USA", "numbers": ["+4930901820"]}, "", "US"),
        ({"city": "Paris", "region": "TX"}, "TX", "US"),
        ({"country": "Atlantis"}, "", ""),
    ],
)
def test_region_and_country(said: dict[str, str], region: str, country: str) -> None:
    found = zone_for(**said)  # type: ignore[arg-type]
    assert (found.region, found.country) == (region, country)


def test_every_zone_of_the_tables_exists() -> None:
    zones = {zone for _, zone in countries().values()} | set(regions().values())
    zones |= {town.zone for found in towns().values() for town in found}
    zones |= {line.split("|")[1].strip() for name in ("area_codes", "number_zones") for line in table(name)}
    zones |= {line.partition(":")[0] for line in table("zone_names")}
    for zone in zones - {""}:
        assert ZoneInfo(zone).key == zone


def test_no_area_code_is_listed_twice() -> None:
    codes = [code for line in table("area_codes") for code in line.split("|")[2].split()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Phoenix, AZ", ("Phoenix", "AZ", "US")),
        ("Phoenix AZ", ("Phoenix", "AZ", "US")),
        ("Phoenix, Arizona, USA", ("Phoenix", "AZ", "US")),
        ("Berlin, Germany", ("Berlin", "", "DE")),
        ("London, Ontario, Canada", ("London", "ON", "CA")),
        ("Greater Phoenix Area", ("Greater Phoenix Area", "", "")),
        ("Germany", ("", "", "DE")),
        ("", ("", "", "")),
    ],
)
def test_places_as_one_says_them(text: str, place: tuple[str, str, str]) -> None:
    assert parse_place(text) == place


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("100 Main St\nPhoenix, AZ 85004\nUnited States", ("100 Main St", "Phoenix", "AZ", "US")),
        ("100 Main St, Phoenix, AZ 85004, USA", ("100 Main St", "Phoenix", "AZ", "US")),
        ("Hauptstr. 5\n10115 Berlin\nDeutschland", ("Hauptstr. 5", "Berlin", "", "DE")),
        ("100 Main St\nTokyo,  100-0001\nJapan", ("100 Main St", "Tokyo", "", "JP")),
        ("100 Main St", ("100 Main St", "", "", "")),
    ],
)
def test_addresses_in_one_text(text: str, parts: tuple[str, str, str, str]) -> None:
    assert parse_address(text) == parts
