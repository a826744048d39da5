"""Reasons for a colleague: one JSON object a line, without anything that belongs to this book alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from callstation.exporters.json_lines import write_lines
from callstation.model.reasons import Reason


def reason_record(reason: Reason) -> dict[str, object]:
    """One reason. Left out: its id, its client (H5), and the word that those who said no are asked again."""
    audience = {k: v for k, v in asdict(reason.audience).items() if v and k not in ("people", "also_no")}
    return {
        "type": "reason",
        "kind": str(reason.kind),
        "text": reason.text,
        "lead_in": reason.lead_in,
        "link": reason.link,
        "attachment": reason.attachment,
        "valid_until": reason.valid_until.isoformat() if reason.valid_until else None,
        "audience": audience,
        "strength": reason.strength,
        "gives": reason.gives,
        "anonymous": reason.anonymous,
    }


def write_reasons(out: TextIO, reasons: Iterable[Reason]) -> int:
    """Write them, one a line; how many."""
    return write_lines(out, map(reason_record, reasons))
