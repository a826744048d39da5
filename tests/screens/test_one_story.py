"""One card through the real screen, with nothing pretended: the telephone rings at the other side, the email lies in
the server's mailbox, the hour stands in both calendars, and the book tells the same story (T5, T6, F5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calendar_server import PASSWORD as CALENDAR_PASSWORD
from calendar_server import USER as CALENDAR_USER
from calendar_server import calendar_server
from mail_server import PASSWORD, USER, mail_server
from real_parts import needs
from screens_harness import a_desk, a_person, shown
from sip_parts import NUMBER, Hand, Telephone

from callstation.desk.desk import Desk
from callstation.model.calls import EntryKind, Outcome
from callstation.screens import calendar_sync
from callstation.screens.app import Workstation
from callstation.settings import Calendar, Mail

pytestmark = [needs("baresip"), pytest.mark.usefixtures("no_waiting")]

HOUR = "20261126T133000Z"
"""Thursday 26 November, 7:30 in Chicago."""


async def until(pilot: Any, true: Callable[[], Any]) -> Any:
    for _ in range(600):
        await pilot.pause(0.05)
        if found := true():
            return found
    raise AssertionError("it never came true")


async def test_dialled_talked_noted_agreed_invited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_sync, "EVERY", 0.1)
    monkeypatch.setenv("CALLSTATION_MAIL_PASSWORD", PASSWORD)
    monkeypatch.setenv("CALLSTATION_CALENDAR_PASSWORD", CALENDAR_PASSWORD)
    ours, theirs = Telephone(tmp_path / "ours"), Telephone(tmp_path / "theirs", NUMBER, "manual")
    with mail_server(tmp_path) as mail, calendar_server(tmp_path) as calendar:
        try:
            ours.start()
            theirs.start()
            desk = a_desk(tmp_path)
            settings = replace(
                desk.tools.settings,
                dialler=ours.settings(theirs.address),
                mail=Mail(
                    way="smtp",
                    address=USER,
                    server="localhost",
                    port=mail.port,
                    certificates=mail.authority,
                    password_from="environment",
                ),
                calendar=Calendar(url=calendar.url, user=CALENDAR_USER, password_from="environment"),
            )
            desk = Desk(replace(desk.tools, settings=settings))
            a_person(desk, "Maria Okafor", NUMBER, zone="America/Chicago", emails=("maria@bluebird.example",))
            app = Workstation(desk)
            with Hand(theirs) as them:
                async with app.run_test(size=(120, 36)) as pilot:
                    await pilot.press("d")
                    await until(pilot, lambda: them.saw("CALL_INCOMING"))
                    them.do("accept")
                    await until(pilot, lambda: them.saw("CALL_ESTABLISHED"))
                    await pilot.press("n", *"Her daughter is back on Monday", "ctrl+s")
                    await pilot.press("d")
                    await until(pilot, lambda: them.saw("CALL_CLOSED"))
                    await pilot.press("3", *"thu 7:30am, send the prices", "enter")
                    await pilot.press("I", "ctrl+e", "a")
                    await until(pilot, lambda: mail.taken and not app.screen.sending)  # type: ignore[attr-defined]
                    assert "250" in shown(app)
                    await pilot.press("escape")
                    await until(pilot, calendar.dates)
            # What the other telephone saw.
            assert them.saw("CALL_ESTABLISHED")
            # What lies in the server's mailbox: the agreement and its invitation, and not a word of the note.
            [message] = mail.taken
            [invitation] = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
            text = invitation.get_payload(decode=True).decode()
            assert "METHOD:REQUEST" in text
            assert f"DTSTART:{HOUR}" in text
            assert "send the prices" in message.get_body(("plain",)).get_content()
            assert "daughter" not in message.as_string() + text
            # What stands in the caller's own calendar.
            [date] = calendar.dates()
            assert f"DTSTART:{HOUR}" in date
            # What the book holds.
            entries = {e.kind: e for e in desk.history(1)}
            call = entries[EntryKind.CALL]
            assert (call.outcome, call.note, call.number) == (Outcome.TALKED, "Her daughter is back on Monday", NUMBER)
            assert call.seconds is not None
            assert entries[EntryKind.STEP].data["at"] == "2026-11-26T13:30:00+00:00"
            assert entries[EntryKind.EMAIL].data["status"] == "sent"
            desk.close()
        finally:
            ours.stop()
            theirs.stop()
