"""What becomes of two records of one person (practices T1, H6): a pure function over the columns of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callstation.model.people import Kind, Standing

FILLED = (
    "name",
    "first_name",
    "last_name",
    "company",
    "title",
    "industry",
    "place",
    "region",
    "country",
    "hours",
    "rhythm",
    "notes",
    "seeks",
    "offers",
    "source_id",
)
"""What the kept record says stays; where it says nothing the other's words are taken."""
STRICTER = (Standing.ACTIVE, Standing.PROPOSAL_OPEN, Standing.DRIP, Standing.SAID_NO, Standing.DO_NOT_CALL)
"""Standings, the strictest last: that one holds for both."""
COLUMNS = (
    *FILLED,
    "kind",
    "standing",
    "zone",
    "zone_source",
    "source",
    "typed",
    "attempts",
    "given",
    "asked",
    "last_call_at",
    "last_talk_at",
    "last_outcome",
    "snoozed_until",
    "drip_until",
    "created_at",
)
"""What :func:`merged` reads and may change."""


def merged(kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the one record that is left. Moments are UTC epoch seconds, days ISO 8601."""
    found = {name: kept[name] or other[name] for name in FILLED}
    if not kept["source_id"] and other["source_id"]:
        found["source"] = other["source"]
    if not kept["zone"] or (kept["zone_source"] == "number" and other["zone_source"] not in ("", "number")):
        found.update(zone=other["zone"], zone_source=other["zone_source"])
    if kept["kind"] == Kind.PROSPECT:
        found["kind"] = other["kind"]
    strictest = max((kept["standing"], other["standing"]), key=lambda s: STRICTER.index(Standing(s)))
    found["standing"] = strictest
    found["typed"] = ",".join(sorted({*kept["typed"].split(","), *other["typed"].split(",")} - {""}))
    found["given"] = kept["given"] + other["given"]
    found["asked"] = kept["asked"] + other["asked"]
    talked = max(kept["last_talk_at"] or 0, other["last_talk_at"] or 0)
    # Tries count since they were last talked to, whoever of the two that was noted with.
    found["attempts"] = sum(r["attempts"] for r in (kept, other) if (r["last_call_at"] or 0) > talked)
    found["last_talk_at"] = talked or None
    later = max(kept, other, key=lambda r: r["last_call_at"] or 0)
    found["last_call_at"] = later["last_call_at"]
    found["last_outcome"] = later["last_outcome"]
    found["snoozed_until"] = max(kept["snoozed_until"] or 0, other["snoozed_until"] or 0) or None
    drips = [r["drip_until"] for r in (kept, other) if r["drip_until"]]
    found["drip_until"] = max(drips) if drips and strictest == Standing.DRIP else kept["drip_until"]
    found["created_at"] = min(kept["created_at"], other["created_at"])
    return found
