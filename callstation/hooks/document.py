"""The JSON that a hook gets. Fields are added, never taken away or changed in meaning while ``version`` stays."""

from __future__ import annotations

import json
from datetime import UTC

from callstation.model.happenings import Happening

VERSION = 1


def document(happening: Happening, *, notes: bool) -> bytes:
    """One line of ASCII JSON. The call's note is in it only with ``notes``."""
    following = happening.following
    shape: dict[str, object] = {
        "version": VERSION,
        "event": str(happening.what),
        "call": happening.call,
        "at": happening.at.astimezone(UTC).isoformat(timespec="seconds"),
        "outcome": happening.outcome,
        "person": {
            "id": happening.person,
            "name": happening.name,
            "company": happening.company,
            "phone": happening.phone,
        },
        "next": None
        if following is None
        else {
            "kind": following.kind,
            "on": following.on.isoformat() if following.on else None,
            "at": following.at.isoformat(timespec="seconds") if following.at else None,
            "text": following.text,
        },
        "caller": happening.caller,
        "session": happening.session,
    }
    if notes:
        shape["note"] = happening.note
    return json.dumps(shape).encode("ascii") + b"\n"
