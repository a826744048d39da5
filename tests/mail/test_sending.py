"""T5, D5 to D7: what is queued goes out once, and what became of it comes back to the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mail_desk import MARIA, call
from mail_server import PASSWORD, Mailbox

from callstation.desk import mailroom
from callstation.errors import RefusedError
from callstation.mail.faults import NotReadyError
from callstation.model.calls import EntryKind, Outcome
from callstation.model.mail import Letter, LetterStatus
from callstation.settings import Mail
from callstation.store import outbox, sending
from callstation.store.book import Book


def queued(desk: Any, outcome: Outcome = Outcome.NO_ANSWER, answer: str = "") -> int:
    call(desk, outcome, answer)
    letter = mailroom.letters(desk, [LetterStatus.DRAFT])[0]
    return mailroom.queue(desk, letter.id).id


def newest(desk: Any) -> Letter:
    return mailroom.letters(desk)[0]


def test_t5_what_is_queued_goes_out_once_and_is_in_the_history(
    at_desk: Any, server: Mailbox, sqlite_book: Book
) -> None:
    queued(at_desk)
    assert server.taken == []  # nothing is sent by queueing
    [gone] = mailroom.send(at_desk.tools)
    assert (gone.status, gone.words) == (LetterStatus.SENT, "250 2.0.0 taken")
    assert mailroom.send(at_desk.tools) == []
    [message] = server.taken
    assert message["To"].addresses[0].addr_spec == MARIA
    assert "the depot opens in May" in message.get_content()
    entry = at_desk.history(1)[-1]
    assert (entry.kind, entry.data["status"]) == (EntryKind.EMAIL, "sent")
    assert newest(at_desk).message_id == message["Message-ID"]
    # The reason has been given now (H1), and is not brought again (S3).
    card = at_desk.card(1)
    assert (card.prospect.given, card.reason) == (1, None)


def test_drafts_stay_where_they_are(at_desk: Any, server: Mailbox) -> None:
    call(at_desk, Outcome.NO_ANSWER)
    assert mailroom.send(at_desk.tools) == []
    with pytest.raises(RefusedError, match="not queued"):
        sending.begin(at_desk.tools.book, newest(at_desk).id, "<a@example.com>")


def test_one_conversation_is_one_thread(at_desk: Any, server: Mailbox, clock: Any) -> None:
    for outcome, answer in ((Outcome.NO_ANSWER, ""), (Outcome.TALKED, "none"), (Outcome.TALKED, "none")):
        queued(at_desk, outcome, answer)
        mailroom.send(at_desk.tools)
        clock.at += timedelta(days=1)
    first, second, third = server.taken
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["In-Reply-To"] == second["Message-ID"]
    assert third["References"].split() == [first["Message-ID"], second["Message-ID"]]


def test_refused_for_now_is_tried_again_later_with_the_same_id(at_desk: Any, server: Mailbox, clock: Any) -> None:
    letter_id = queued(at_desk)
    server.recipients[MARIA] = "451 4.7.1 greylisted"
    mailroom.send(at_desk.tools)
    letter = newest(at_desk)
    assert (letter.status, letter.fault, letter.tries) == (LetterStatus.QUEUED, "451 4.7.1 greylisted", 1)
    assert letter.next_try_at == clock.at + timedelta(minutes=15)
    server.recipients.clear()
    assert mailroom.send(at_desk.tools, only_due=True) == []  # not yet
    clock.at += timedelta(minutes=16)
    [gone] = mailroom.send(at_desk.tools, only_due=True)
    assert gone.status is LetterStatus.SENT
    assert server.taken[0]["Message-ID"] == letter.message_id
    assert outbox.letter(at_desk.tools.book, letter_id).tries == 2


def test_the_waits_grow_and_end(at_desk: Any, server: Mailbox, clock: Any) -> None:
    queued(at_desk)
    server.text = "452 4.3.1 full"
    waits = []
    while newest(at_desk).status is LetterStatus.QUEUED:
        mailroom.send(at_desk.tools)
        if again := newest(at_desk).next_try_at:
            waits.append(again - clock.at)
            clock.at = again
    assert waits == sorted(waits)
    assert len(waits) == 7
    assert "given up after 8 tries" in newest(at_desk).fault


def test_d6_refused_for_good_marks_the_address_and_shows_on_the_card(at_desk: Any, server: Mailbox) -> None:
    queued(at_desk)
    server.recipients[MARIA] = "550 5.1.1 no such user"
    mailroom.send(at_desk.tools)
    letter = newest(at_desk)
    assert (letter.status, letter.fault) == (LetterStatus.FAILED, "550 5.1.1 no such user")
    card = at_desk.card(1)
    assert card.prospect.emails[0].state == "bounced"
    assert card.prospect.email is None
    assert card.silence[0].id == "D6"
    mailroom.back_to_draft(at_desk, letter.id)
    with pytest.raises(RefusedError, match="does not work"):
        mailroom.queue(at_desk, letter.id)


def test_cut_off_in_the_middle_is_never_sent_twice_by_itself(at_desk: Any, server: Mailbox) -> None:
    letter_id = queued(at_desk)
    server.cut_off = True
    [gone] = mailroom.send(at_desk.tools)
    assert gone.status is LetterStatus.UNSURE
    server.cut_off = False
    assert mailroom.send(at_desk.tools) == []
    assert mailroom.send(at_desk.tools, [letter_id]) == []
    assert len(server.taken) == 1
    # Only the user's own word sends it once more.
    mailroom.back_to_draft(at_desk, letter_id)
    mailroom.queue(at_desk, letter_id)
    mailroom.send(at_desk.tools)
    assert len(server.taken) == 2
    assert server.taken[0]["Message-ID"] != server.taken[1]["Message-ID"]


def test_the_user_can_say_that_it_arrived(at_desk: Any, server: Mailbox) -> None:
    letter_id = queued(at_desk)
    server.cut_off = True
    mailroom.send(at_desk.tools)
    assert mailroom.it_arrived(at_desk, letter_id).status is LetterStatus.SENT
    with pytest.raises(RefusedError, match="is unsure"):
        mailroom.it_arrived(at_desk, letter_id)


def test_a_program_that_died_while_sending_leaves_it_unsure(at_desk: Any, server: Mailbox) -> None:
    letter_id = queued(at_desk)
    sending.begin(at_desk.tools.book, letter_id, "<a@example.com>")  # ... and then the power went
    assert newest(at_desk).status is LetterStatus.UNSURE
    assert mailroom.send(at_desk.tools) == []
    assert server.taken == []


def test_while_one_program_sends_another_waits(at_desk: Any, book: Book) -> None:
    letter_id = queued(at_desk)
    with sending.the_only_sender(at_desk.tools.book):
        sending.begin(at_desk.tools.book, letter_id, "<a@example.com>")
        with pytest.raises(RefusedError, match="another callstation is sending"):
            mailroom.send(at_desk.tools)
        assert newest(at_desk).status is LetterStatus.SENDING  # it is on its way, and nobody calls it cut off
    with sending.the_only_sender(book):
        sending.settle_cut_off(book)


def test_a_wrong_login_stops_the_rest_and_leaves_all_queued(
    at_desk: Any, server: Mailbox, monkeypatch: pytest.MonkeyPatch, sqlite_book: Book
) -> None:
    monkeypatch.setenv("CALLSTATION_MAIL_PASSWORD", "wrong-canary")
    queued(at_desk)
    mailroom.keep(at_desk, None, 1, "Another", "Hello Maria, one more.")
    mailroom.queue(at_desk, newest(at_desk).id)
    [gone] = mailroom.send(at_desk.tools)
    assert gone.status is LetterStatus.QUEUED
    assert "does not let" in gone.words
    assert {m.status for m in mailroom.letters(at_desk)} == {LetterStatus.QUEUED}
    dump = "\n".join(map(str, sqlite_book.database.connection().iterdump()))
    assert "wrong-canary" not in dump
    assert PASSWORD not in dump


def test_nothing_leaves_before_the_settings_say_how(at_desk: Any, server: Mailbox) -> None:
    queued(at_desk)
    for mail, said in (
        (Mail(), "write your own address"),
        (Mail(address="dana@example.com"), "say how in"),
        (Mail(way="pigeon", address="dana@example.com"), "smtp, eml or mailto"),
        (Mail(way="smtp", address="dana@example.com, x@evil.example"), "not one plain email address"),
    ):
        at_desk.tools.settings = replace(at_desk.tools.settings, mail=mail)
        with pytest.raises(NotReadyError, match=said):
            mailroom.send(at_desk.tools)
    assert newest(at_desk).status is LetterStatus.QUEUED


def test_a_missing_attachment_keeps_it_back(at_desk: Any, server: Mailbox, sqlite_book: Book, tmp_path: Path) -> None:
    letter_id = queued(at_desk)
    sqlite_book.run("UPDATE outbox_email SET attachments = ?", f'["{tmp_path}/prices.txt"]')
    [gone] = mailroom.send(at_desk.tools)
    assert (gone.status, "is not there" in gone.words) == (LetterStatus.QUEUED, True)
    (tmp_path / "prices.txt").write_text("a pallet: 100")
    mailroom.send(at_desk.tools, [letter_id])
    [attachment] = server.taken[0].iter_attachments()
    assert (attachment.get_filename(), attachment.get_content().strip()) == ("prices.txt", "a pallet: 100")


def test_an_eml_opens_as_a_draft_and_may_be_taken_back(
    at_desk: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("callstation.mail.handing.open_with_desktop", lambda target: opened.append(Path(target)))
    at_desk.tools.settings = replace(at_desk.tools.settings, mail=Mail(way="eml", address="dana@example.com"))
    letter_id = queued(at_desk)
    [gone] = mailroom.send(at_desk.tools)
    assert (gone.status, gone.words) == (LetterStatus.SENT, "opened in your mail program")
    text = opened[0].read_text()
    assert "X-Unsent: 1" in text
    assert "Message-ID" not in text
    assert opened[0].stat().st_mode & 0o077 == 0
    assert mailroom.back_to_draft(at_desk, letter_id).status is LetterStatus.DRAFT


def test_a_mailto_link_for_short_ones_and_no_desktop_says_so(at_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    at_desk.tools.settings = replace(at_desk.tools.settings, mail=Mail(way="mailto", address="dana@example.com"))
    queued(at_desk)
    [gone] = mailroom.send(at_desk.tools)
    assert "no desktop here" in gone.words
    monkeypatch.setattr("callstation.mail.handing.open_with_desktop", opened.append)
    [gone] = mailroom.send(at_desk.tools)
    assert gone.status is LetterStatus.SENT
    assert opened[0].startswith(f"mailto:{MARIA}?subject=Maria")
    assert "\n" not in opened[0]
    mailroom.keep(at_desk, None, 1, "Long", "Hello Maria. " * 300)
    mailroom.queue(at_desk, newest(at_desk).id)
    [gone] = mailroom.send(at_desk.tools)
    assert "too long" in gone.words


def test_an_unsubscribe_line_where_the_country_wants_one(at_desk: Any, server: Mailbox) -> None:
    for setting, country, wanted in (
        ("auto", "US", True),
        ("auto", "TV", False),
        ("yes", "TV", True),
        ("no", "US", False),
    ):
        settings = at_desk.tools.settings
        at_desk.tools.settings = replace(
            settings,
            mail=replace(settings.mail, unsubscribe=setting, postal="1 Road, Tempe"),
            region=replace(settings.region, country=country),
        )
        mailroom.keep(at_desk, None, 1, "Hello", "Hello Maria, something for you.")
        mailroom.queue(at_desk, newest(at_desk).id)
        mailroom.send(at_desk.tools)
        text = server.taken[-1].get_content()
        assert ("no emails" in text, "1 Road, Tempe" in text) == (wanted, wanted)
