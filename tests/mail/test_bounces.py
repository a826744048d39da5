"""D5 to D7: what comes back marks the address and proposes the call, whatever mailbox it lies in."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import THURSDAY
from mail_desk import MARIA, call, with_people

from callstation.desk import mailroom
from callstation.errors import RefusedError
from callstation.mail.bounces import Bounce, bounces_of, read_bounces
from callstation.mail.faults import MailError
from callstation.model.calls import Outcome
from callstation.model.cards import Why
from callstation.model.mail import LetterStatus
from callstation.store.book import Book

DSN = b"""\
From: MAILER-DAEMON@mx.example.com
To: dana@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

I am sorry to have to inform you.
--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; Maria@Bluebird.example
Action: %(action)s
Status: %(status)s
Diagnostic-Code: smtp; 550 5.1.1 <maria@bluebird.example>: no such\x1b[31m user
--cut
Content-Type: message/rfc822

Message-ID: <ours@example.com>
Subject: The prices

Hello
--cut--
"""
FAILED = DSN % {b"action": b"failed", b"status": b"5.1.1"}
LATE = DSN % {b"action": b"delayed", b"status": b"4.4.1"}
FOUND = Bounce("Maria@Bluebird.example", "5.1.1 550 5.1.1 <maria@bluebird.example>: no such user", "<ours@example.com>")


def as_maildir(folder: Path) -> Path:
    box = mailbox.Maildir(folder / "mail", create=True)
    for text in (FAILED, LATE, b"Subject: lunch?\n\nToday?\n"):
        box.add(text)
    return folder / "mail"


def as_mbox(folder: Path) -> Path:
    box = mailbox.mbox(folder / "box", create=True)
    for text in (LATE, FAILED):
        box.add(text)
    box.close()
    return folder / "box"


def as_file(folder: Path) -> Path:
    (folder / "one.eml").write_bytes(FAILED)
    return folder / "one.eml"


def as_folder(folder: Path) -> Path:
    (folder / "several").mkdir()
    (folder / "several" / "1.eml").write_bytes(FAILED)
    (folder / "several" / "2.eml").write_bytes(b"\xff\x00 no message at all")
    return folder / "several"


@pytest.mark.parametrize("box", [as_maildir, as_mbox, as_file, as_folder])
def test_bounces_are_found_in_every_sort_of_mailbox(tmp_path: Path, box: Callable[[Path], Path]) -> None:
    assert list(read_bounces(box(tmp_path))) == [FOUND]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="is not there"):
        list(read_bounces(tmp_path / "nowhere"))


@given(st.binary(max_size=600))
def test_no_message_however_broken_stops_the_reading(noise: bytes) -> None:
    from email import message_from_bytes

    broken = FAILED.replace(b"rfc822; Maria@Bluebird.example", noise.replace(b"\n", b" "))
    list(bounces_of(message_from_bytes(broken)))
    list(bounces_of(message_from_bytes(noise)))
    plain = EmailMessage()
    plain["Content-Type"] = "multipart/report"
    list(bounces_of(plain))


@pytest.fixture
def sent(book: Book, desk_at: Callable[..., Any], clock: Any) -> Any:
    """A desk from which Maria got an email yesterday, after a call."""
    clock.at = THURSDAY + timedelta(hours=4)
    desk = with_people(book, desk_at(book))
    call(desk, Outcome.TALKED, "none")
    book.run("UPDATE outbox_email SET status = 'sent', message_id = '<ours@example.com>', sent_at = 1")
    clock.at += timedelta(days=1)
    return desk


def test_d6_a_bounce_marks_the_address_and_proposes_the_call(sent: Any, tmp_path: Path) -> None:
    [back] = mailroom.bounces_in(sent, as_file(tmp_path))
    assert (back.people, back.address) == (("Maria Okafor",), FOUND.address)
    [letter] = mailroom.letters(sent)
    assert (letter.status, "no such user" in letter.fault) == (LetterStatus.FAILED, True)
    card = sent.card(1)
    assert card.prospect.emails[0].state == "bounced"
    assert (card.why_now.kind, card.why_now.text) == (Why.BOUNCED, "your email came back")
    assert sent.rows(5)[0].name == "Maria Okafor"
    call(sent, Outcome.NO_ANSWER)  # called about it: the usual rhythm from here on
    card = sent.card(1)
    assert card.why_now.kind is Why.RETRY
    assert card.silence[0].id == "D6"


def test_an_address_by_hand_and_one_that_nobody_has(sent: Any) -> None:
    assert mailroom.bounced(sent, MARIA.upper()).people == ("Maria Okafor",)
    with pytest.raises(RefusedError, match="nobody in the book has"):
        mailroom.bounced(sent, "nobody@example.com")


def test_a_bounce_of_somebody_else_in_the_same_mailbox_is_passed_over(sent: Any, tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(FAILED.replace(b"Maria@Bluebird", b"stranger@bluebird"))
    assert mailroom.bounces_in(sent, tmp_path / "x.eml") == []
