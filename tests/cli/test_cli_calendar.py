"""T6: an agreed hour in both calendars, from the command line, against real servers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calendar_server import PASSWORD, USER, calendar_server
from mail_server import PASSWORD as MAIL_PASSWORD
from mail_server import USER as MAIL_USER
from mail_server import mail_server


def test_invited_by_email_and_kept_in_ones_own_calendar(
    run: Any, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLSTATION_MAIL_PASSWORD", MAIL_PASSWORD)
    monkeypatch.setenv("CALLSTATION_CALENDAR_PASSWORD", PASSWORD)
    people = home / "people.csv"
    people.write_text("Name,Phone,Email,State\nMaria Okafor,602 555 0134,maria@bluebird.example,AZ\n")
    with mail_server(tmp_path) as mail, calendar_server(tmp_path) as calendar:
        with (home / "settings.toml").open("a") as settings:
            settings.write(
                f'\n[mail]\nway = "smtp"\naddress = "{MAIL_USER}"\nserver = "localhost"\nport = {mail.port}\n'
                f'certificates = "{mail.authority}"\npassword_from = "environment"\n'
                f'[calendar]\nurl = "{calendar.url}"\nuser = "{USER}"\npassword_from = "environment"\n'
            )
        assert run("import", people).code == 0
        nothing = run("calendar", "invite", "Maria")
        assert (nothing.code, "no hour is agreed" in nothing.err) == (1, True)
        run("log", "Maria", "talked", "--when", "tue 7:30am", "--step", "send the prices")
        invited = run("calendar", "invite", "Maria", "--json").json
        assert (invited["status"], invited["invitation"]) == ("queued", True)
        assert run("outbox", "send").code == 0
        [part] = [p for p in mail.taken[0].walk() if p.get_content_type() == "text/calendar"]
        assert "DTSTART:20261124T143000Z" in part.get_payload(decode=True).decode()
        assert run("calendar", "sync", "--json").json == {"created": 1, "changed": 0, "removed": 0}
        assert "0 dates put in" in run("calendar", "sync").out
        [date] = calendar.dates()
        assert "DTSTART:20261124T143000Z" in date  # the server's mailbox and the calendar tell the same story


def test_without_a_calendar_it_says_how_to_name_one(run: Any) -> None:
    missing = run("calendar", "sync")
    assert (missing.code, "[calendar] url" in missing.err) == (1, True)
