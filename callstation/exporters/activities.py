"""Calls in the columns that customer programs import as activities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC
from typing import TextIO

from callstation.exporters.calls import Call
from callstation.exporters.cells import write_table
from callstation.model.calls import Outcome

LAYOUTS = ("hubspot", "salesforce")

_HUBSPOT = (
    "Activity date",
    "Call title",
    "Call notes",
    "Call duration",
    "Call direction",
    "Call outcome",
    "Call status",
    "To number",
    "Contact name",
    "Email",
)
_HUBSPOT_OUTCOMES = {
    Outcome.VOICEMAIL: "Left voicemail",
    Outcome.NO_ANSWER: "No answer",
    Outcome.WRONG_NUMBER: "Wrong number",
    Outcome.GATEKEEPER: "Left live message",
}
"""The program's own words; whatever else was a conversation."""
_SALESFORCE = (
    "Subject",
    "ActivityDate",
    "Status",
    "Priority",
    "TaskSubtype",
    "CallType",
    "CallDurationInSeconds",
    "CallDisposition",
    "Description",
    "Name",
    "Email",
)


def write_activities(out: TextIO, layout: str, calls: Iterable[Call], email_of: Callable[[int], str]) -> int:
    """Write calls in a layout of :data:`LAYOUTS`; how many. ``email_of`` gives a person's address, by which these
    programs know to whom a call belongs."""
    head, row = (_HUBSPOT, _hubspot) if layout == "hubspot" else (_SALESFORCE, _salesforce)
    return write_table(out, head, (row(call, email_of(call[0].person_id)) for call in calls))


def _hubspot(call: Call, email: str) -> list[str]:
    entry, name, _, _ = call
    outcome = _HUBSPOT_OUTCOMES.get(entry.outcome, "Connected") if entry.outcome else ""
    return [
        f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Call with {name}",
        _said(call),
        str(entry.seconds * 1000) if entry.seconds is not None else "",  # in milliseconds there
        "OUTBOUND",
        outcome,
        "COMPLETED",
        entry.number,
        name,
        email,
    ]


def _salesforce(call: Call, email: str) -> list[str]:
    entry, name, _, _ = call
    return [
        f"Call with {name}",
        f"{entry.at.astimezone(UTC):%Y-%m-%d}",
        "Completed",
        "Normal",
        "Call",
        "Outbound",
        str(entry.seconds) if entry.seconds is not None else "",
        str(entry.outcome) if entry.outcome else "",
        _said(call),
        name,
        email,
    ]


def _said(call: Call) -> str:
    """The note, and what came of the call in our words."""
    entry, _, _, reason = call
    parts = (entry.note, f"Outcome: {entry.outcome}" if entry.outcome else "", f"Reason: {reason}" if reason else "")
    return "\n".join(p for p in parts if p)
