"""T5: emails through a real server over TLS, and what each of its answers means."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mail_server import PASSWORD, USER, Mailbox, mail_server

from callstation.mail.faults import (
    MailError,
    NotReadyError,
    RefusedForGoodError,
    RefusedForNowError,
    UnsureError,
)
from callstation.mail.message import Sender, build
from callstation.mail.smtp import SmtpWay
from callstation.model.mail import Letter, LetterKind, LetterStatus
from callstation.passwords import Secret
from callstation.settings import Mail

NOW = datetime(2026, 3, 12, 15, tzinfo=UTC)
SENDER = Sender("Dana Reed", USER)
LETTER = Letter(
    id=1, person_id=1, name="Maria Okafor", address="maria@bluebird.example", subject="The prices",
    body="Hello Maria,\n.\n.. here they are.\nFrom me", status=LetterStatus.SENDING, kind=LetterKind.WRITTEN,
    entry_id=None, reason_id=None, attachments=(), calendar="", message_id="<one@example.com>", thread=(), fault="",
    tries=1, next_try_at=None, caller="Dana Reed", created_at=NOW, sent_at=None, edited=False,
)  # fmt: skip


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Mailbox]:
    with mail_server(tmp_path) as mailbox:
        yield mailbox


def settings(mailbox: Mailbox, **more: Any) -> Mail:
    found = Mail(
        way="smtp", address=USER, server="localhost", port=mailbox.port, certificates=mailbox.authority, timeout=5
    )
    return replace(found, **more)


def send(mail: Mail, password: str = PASSWORD, letter: Letter = LETTER) -> str:
    way = SmtpWay(mail, lambda: Secret(password))
    try:
        return way.send(build(letter, SENDER, NOW), letter.address)
    finally:
        way.close()


def test_t5_a_server_takes_it_over_starttls_with_a_login(server: Mailbox) -> None:
    assert send(settings(server)) == "250 2.0.0 taken"
    [message] = server.taken
    assert server.logins == 1
    assert message["Message-ID"] == "<one@example.com>"
    assert message["To"].addresses[0].addr_spec == "maria@bluebird.example"
    assert message.get_content().strip().replace("\r\n", "\n") == LETTER.body  # dots at the beginning of lines and all


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    with mail_server(tmp_path, tls=True) as server:
        send(settings(server, security="tls"))
        assert len(server.taken) == 1


def test_several_emails_share_a_connection_and_a_login(server: Mailbox) -> None:
    way = SmtpWay(settings(server), lambda: Secret(PASSWORD))
    server.recipients["gone@example.com"] = "550 5.1.1 no such user"
    way.send(build(LETTER, SENDER, NOW), LETTER.address)
    with pytest.raises(RefusedForGoodError):
        way.send(build(LETTER, SENDER, NOW), "gone@example.com")
    way.send(build(LETTER, SENDER, NOW), LETTER.address)
    way.close()
    assert (len(server.taken), server.logins) == (2, 1)


def test_refused_for_now_can_be_tried_again(server: Mailbox) -> None:
    server.recipients[LETTER.address] = "451 4.7.1 greylisted, come back in five minutes"
    with pytest.raises(RefusedForNowError, match="greylisted"):
        send(settings(server))
    server.recipients.clear()
    server.text = "452 4.3.1 the disk is full"
    with pytest.raises(RefusedForNowError, match="disk is full"):
        send(settings(server))
    server.text = ""
    server.cut_off_before = True  # nothing of the text was sent yet: no doubt about it
    with pytest.raises(RefusedForNowError, match="hung up before"):
        send(settings(server))
    assert server.taken == []


@pytest.mark.parametrize(
    ("recipient", "text", "bad_address"),
    [
        ("550 5.1.1 no such user", "", True),
        ("550 user unknown", "", True),
        ("554 5.7.1 relay denied", "", False),
        ("", "554 5.7.1 this looks like spam", False),
        ("", "550 5.1.2 no such domain", True),
    ],
)
def test_d6_refused_for_good_tells_whether_it_is_the_address(
    server: Mailbox, recipient: str, text: str, bad_address: bool
) -> None:
    if recipient:
        server.recipients[LETTER.address] = recipient
    server.text = text
    with pytest.raises(RefusedForGoodError) as refused:
        send(settings(server))
    assert str(refused.value) == (recipient or text)
    assert refused.value.bad_address is bad_address


def test_cut_off_in_the_middle_is_unsure(server: Mailbox) -> None:
    server.cut_off = True
    with pytest.raises(UnsureError, match="may have arrived"):
        send(settings(server))
    assert len(server.taken) == 1  # it had arrived: sending it again would have been twice


def test_a_line_that_dies_while_the_text_is_on_its_way_is_unsure() -> None:
    """Not even the end of the text was heard; who sends cannot know how far it got."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listening.accept()
        with line, line.makefile("rwb") as wire:
            wire.write(b"220 hello\r\n")
            wire.flush()
            while command := wire.readline():
                answer = b"354 go on" if command.startswith(b"DATA") else b"250 fine"
                wire.write(answer + b"\r\n")
                wire.flush()
                if command.startswith(b"DATA"):
                    wire.readline()
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    import smtplib

    way = SmtpWay(Mail(way="smtp", address=USER, server="localhost", user="none"), lambda: Secret(""))
    way._smtp = smtplib.SMTP("127.0.0.1", listening.getsockname()[1], timeout=5)
    way._smtp.ehlo()
    with pytest.raises(UnsureError):
        way.send(build(replace(LETTER, body="x" * 2_000_000), SENDER, NOW), LETTER.address)
    thread.join()
    listening.close()


def test_a_certificate_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    with mail_server(tmp_path) as server, pytest.raises(NotReadyError, match="does not hold"):
        send(settings(server, certificates=""))
    with mail_server(tmp_path, name="elsewhere.example.com") as server:
        with pytest.raises(NotReadyError, match="does not hold"):
            send(settings(server))
        assert (server.taken, server.logins) == ([], 0)


def test_nothing_is_sent_in_the_clear(tmp_path: Path) -> None:
    with mail_server(tmp_path, offers_tls=False) as server:
        with pytest.raises(NotReadyError, match="offers no STARTTLS"):
            send(settings(server))
        assert server.taken == []
    with pytest.raises(NotReadyError, match="starttls or tls"):
        send(Mail(way="smtp", address=USER, server="localhost", security="none"))


def test_a_wrong_login_says_so_and_never_the_password(server: Mailbox) -> None:
    with pytest.raises(NotReadyError, match=r"does not let .* in: 535") as refused:
        send(settings(server), password="wrong-canary")
    error: BaseException | None = refused.value
    while error is not None:  # nor does anything that hangs on the error
        assert "wrong-canary" not in repr(error.__dict__) + str(error)
        error = error.__cause__ or error.__context__
    assert "canary" not in repr(Secret("canary"))


def test_nobody_there(tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        pass
    with pytest.raises(NotReadyError, match="nothing was sent"):
        send(settings(server))
    with pytest.raises(NotReadyError, match="server is empty"):
        send(settings(server, server=""))
    with pytest.raises(MailError, match="no file of certificates"):
        send(settings(server, certificates=str(tmp_path / "missing.pem")))
