"""Where somebody may be: the zone that was set, else address and numbers together (F6)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from callstation.places.addresses import countries, regions, table
from callstation.places.candidates import candidates, country_of_zone, starts

NY, CHICAGO, LA = "America/New_York", "America/Chicago", "America/Los_Angeles"
PARIS, SYDNEY = "Europe/Paris", "Australia/Sydney"


@pytest.mark.parametrize(
    ("said", "zones", "places"),
    [
        (("", "", "", "", ()), (), ()),
        (("", "", "FL", "US", ()), (NY, CHICAGO), ("US-FL",)),  # a divided state
        (("", "", "FL", "US", ("+18502340100",)), (NY, CHICAGO), ("US-FL",)),  # its area code that straddles
        (("", "", "Florida", "USA", ()), (NY, CHICAGO), ("US-FL",)),  # as one writes it by hand
        ((CHICAGO, "address", "FL", "US", ("+18502340100",)), (CHICAGO,), ("US-FL",)),  # Pensacola
        ((CHICAGO, "address", "TX", "US", ("+13052340100",)), (CHICAGO, NY), ("US-TX", "US-FL")),  # they contradict
        ((CHICAGO, "set", "TX", "US", ("+13052340100",)), (CHICAGO,), ("US-TX", "US-FL")),  # set: counts alone
        ((LA, "address", "CA", "US", ("+12125550134",)), (LA,), ("US-CA",)),  # 555 is at home nowhere
        ((SYDNEY, "address", "NSW", "AU", ("+61412345678",)), (SYDNEY,), ("AU-NSW",)),  # a mobile tells no zone
        ((PARIS, "number", "", "FR", ("+33199000123",)), (PARIS,), ("FR",)),
        (("America/Phoenix", "", "", "", ()), ("America/Phoenix",), ("US",)),  # the zone tells the country
        ((NY, "set", "", "", ("+33199000123",)), (NY,), ("FR",)),
    ],
)
def test_where_somebody_may_be(said, zones, places):
    zone, source, region, country, numbers = said
    assert candidates(zone, source, region, country, starts(numbers)) == (zones, places)


def test_a_country_of_several_zones_leaves_all_of_them():
    found = candidates("", "", "", "US", ()).zones
    assert {NY, LA, "Pacific/Honolulu", "America/Anchorage"} <= set(found)


def test_the_table_of_several_zones_covers_every_place_without_one():
    rows = {line.partition("|")[0].strip(): line.partition("|")[2].split() for line in table("several_zones")}
    for zones in rows.values():
        for zone in zones:
            ZoneInfo(zone)
    assert not [f"{c} {r}" for (c, r), zone in regions().items() if not zone and f"{c} {r}" not in rows]
    nobody_lives_there = {"AQ", "BV", "HM"}
    assert {c for c, (_, zone) in countries().items() if not zone} - set(rows) == nobody_lives_there
    straddling = {line.split("|")[0].strip() for line in table("area_codes") if not line.split("|")[1].strip()}
    assert not {p for p in straddling if " " in p} - set(rows)


def test_a_zone_tells_the_country_only_where_it_is_its_own():
    assert country_of_zone("America/Phoenix") == "US"
    assert country_of_zone("Europe/Berlin") == "DE"
    assert country_of_zone("UTC") == ""
