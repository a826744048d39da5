"""T5: the outbox from the command line, against a mail server that really is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mail_server import PASSWORD, USER, Mailbox, mail_server

ADDRESS = "maria@bluebird.example"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Mailbox]:
    with mail_server(tmp_path) as mailbox:
        yield mailbox


@pytest.fixture
def maria(run: Any, home: Path, server: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody with an address who was talked to, and a way out."""
    with (home / "settings.toml").open("a") as settings:
        settings.write(
            f'\n[mail]\nway = "smtp"\naddress = "{USER}"\nserver = "localhost"\nport = {server.port}\n'
            f'certificates = "{server.authority}"\npassword_from = "environment"\n'
        )
    monkeypatch.setenv("CALLSTATION_MAIL_PASSWORD", PASSWORD)
    people = home / "people.csv"
    people.write_text(f"Name,Phone,Email,State\nMaria Okafor,602 555 0134,{ADDRESS},AZ\n")
    assert run("import", people).code == 0
    assert run("log", "Maria", "talked", "--when", "tue 7:30am", "--step", "send the prices").code == 0
    return run


def test_t5_from_the_draft_to_the_server(maria: Any, server: Mailbox) -> None:
    [draft] = maria("outbox", "list", "--json").json
    assert (draft["status"], draft["address"], draft["kind"]) == ("draft", ADDRESS, "outcome")
    shown = maria("outbox", "show", draft["id"], "--json").json
    assert "send the prices" in shown["body"]
    assert "no emails" in shown["as_sent"]  # how to get no more of them, as the US want it
    assert server.taken == []
    nothing = maria("outbox", "send")
    assert (nothing.code, "Nothing is queued" in nothing.out) == (0, True)
    assert maria("outbox", "queue", draft["id"]).code == 0
    sent = maria("outbox", "send", "--json")
    assert (sent.code, sent.json[0]["status"]) == (0, "sent")
    assert server.taken[0]["Subject"].startswith("Maria, what we agreed")
    assert maria("outbox", "list", "--status", "sent", "--json").json[0]["sent_at"]
    assert "email:" in maria("history", "Maria").out
    again = maria("outbox", "send", draft["id"])
    assert (again.code, "is sent" in again.err) == (1, True)


def test_refused_for_now_says_so_and_is_tried_when_due(
    maria: Any, server: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.recipients[ADDRESS] = "451 4.7.1 come back later"
    refused = maria("outbox", "send", 1)
    assert refused.code == 1
    assert "come back later" in refused.out
    assert "1 email did not go out for certain" in refused.err
    [letter] = maria("outbox", "list", "--json").json
    assert (letter["status"], letter["tries"], letter["fault"]) == ("queued", 1, "451 4.7.1 come back later")
    server.recipients.clear()
    assert maria("outbox", "send", "--due", "--json").json == []
    monkeypatch.setenv("CALLSTATION_NOW", "2026-11-20T11:10:00-05:00")
    assert maria("outbox", "send", "--due", "--json").json[0]["status"] == "sent"


def test_back_to_draft_and_thrown_away(maria: Any) -> None:
    maria("outbox", "queue", 1)
    assert maria("outbox", "draft", 1, "--json").json[0]["status"] == "draft"
    assert "thrown away" in maria("outbox", "drop", 1).out
    assert "Nothing is in the outbox" in maria("outbox", "list").out
    missing = maria("outbox", "show", 1)
    assert (missing.code, "there is no email 1" in missing.err) == (1, True)


def test_d6_a_bounce_by_hand_and_from_a_file(maria: Any, tmp_path: Path) -> None:
    back = maria("outbox", "bounced", ADDRESS)
    assert (back.code, "call Maria Okafor instead" in back.out) == (0, True)
    assert maria("outbox", "bounced", "x@example.com").code == 1
    assert maria("outbox", "bounced").code == 2
    (tmp_path / "box").write_text("Subject: lunch?\n\nToday?\n")
    assert "No bounce" in maria("outbox", "bounced", "--from", tmp_path / "box").out
    assert maria("outbox", "bounced", "--from", tmp_path / "none").code == 1


def test_whoever_asks_for_no_emails_gets_none(maria: Any, server: Mailbox) -> None:
    maria("outbox", "queue", 1)
    assert maria("outbox", "no-emails", "Maria", "--json").json["may_be_emailed"] is False
    assert maria("outbox", "list", "--json").json == []
    maria("log", "Maria", "talked", "--step", "none")
    assert maria("outbox", "list", "--json").json == []
    assert "again" in maria("outbox", "no-emails", "Maria", "--again").out
    assert server.taken == []


def test_the_templates_can_be_read_and_ones_own_is_named(maria: Any, home: Path) -> None:
    assert "talked" in maria("outbox", "templates").out
    text = maria("outbox", "templates", "talked").out
    assert text.startswith("{# After a conversation")
    (home / "scripts" / "emails").mkdir(parents=True)
    (home / "scripts" / "emails" / "talked.j2").write_text("Subject: Mine\n\nMine.\n")
    assert maria("outbox", "templates", "talked", "--json").json[0]["origin"] == "own"
    assert maria("outbox", "templates", "nonsense").code == 1


def test_a_wrong_setting_is_one_sentence(maria: Any, home: Path) -> None:
    settings = (home / "settings.toml").read_text()
    (home / "settings.toml").write_text(settings.replace('way = "smtp"', 'way = "pigeon"'))
    wrong = maria("outbox", "send", 1)
    assert (wrong.code, "write smtp, eml or mailto" in wrong.err) == (1, True)
    (home / "settings.toml").write_text(settings.replace("port = ", 'port = "x" # '))
    assert maria("outbox", "list").code == 1


def test_doctor_says_what_is_wrong_with_the_ways_out(run: Any, home: Path) -> None:
    assert "emails are drafted and wait" in run("doctor").out
    settings = home / "settings.toml"
    text = settings.read_text()
    settings.write_text(
        f'{text}\n[mail]\nway = "smtp"\naddress = "{USER}"\n[calendar]\nurl = "http://dav.example.com/"\n'
    )
    ran = run("doctor")
    assert ran.code == 1
    assert "[mail] server is empty" in ran.out
    assert "in the clear" in ran.out
