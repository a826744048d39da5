"""One short text for a country or a part of it, as tables of laws and holidays are looked up by."""

from __future__ import annotations


def place_key(country: str, region: str) -> str:
    """``US-FL``, or ``US`` where the region is not known or is no short code."""
    short = region and len(region) <= 3 and region.isalnum()
    return f"{country}-{region}" if short else country
