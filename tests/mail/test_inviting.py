"""T6: an agreed hour in both calendars: requested, moved, called off, and never told twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import step
from mail_desk import MARIA, call
from mail_server import USER, Mailbox

from callstation.desk import mailroom
from callstation.desk.inviting import invite
from callstation.errors import RefusedError
from callstation.exporters.invitations import both_hours, read_said, write_invitation
from callstation.model.calls import Outcome
from callstation.model.invitations import Invitation, Said
from callstation.model.mail import LetterStatus
from callstation.rules.inviting import invited, to_be_said

TUESDAY = datetime(2026, 3, 17, 14, 30, tzinfo=UTC)  # 7:30 in Phoenix, 10:30 in New York


def lines_of(message: Any) -> list[str]:
    [part] = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    text = part.get_payload(decode=True).decode()
    assert f"METHOD:{part.get_param('method')}" in text
    return text.replace("\r\n ", "").splitlines()


def agreed(desk: Any, answer: str = "tue 7:30am, send the prices") -> None:
    call(desk, Outcome.TALKED, answer)


def told(desk: Any, server: Mailbox) -> list[str]:
    mailroom.send(desk.tools)
    return lines_of(server.taken[-1])


def test_t6_an_agreed_hour_goes_into_their_calendar_with_the_follow_up(at_desk: Any, server: Mailbox) -> None:
    agreed(at_desk)
    letter = invite(at_desk, 1)
    assert letter.status is LetterStatus.QUEUED
    assert len(mailroom.letters(at_desk)) == 1  # one email, not two
    lines = told(at_desk, server)
    assert {"METHOD:REQUEST", "SEQUENCE:0", "DTSTART:20260317T143000Z", "STATUS:CONFIRMED"} <= set(lines)
    assert any(line.startswith("ORGANIZER") and line.endswith(f"mailto:{USER}") for line in lines)
    assert any(line.startswith("ATTENDEE") and line.endswith(f"mailto:{MARIA}") for line in lines)
    description = next(line for line in lines if line.startswith("DESCRIPTION"))
    assert "7:30 in Phoenix (10:30 in New York)" in description.replace("\\", "")
    assert "send the prices" in server.taken[0].get_body(("plain",)).get_content()


def test_the_same_hour_is_not_sent_twice(at_desk: Any, server: Mailbox) -> None:
    agreed(at_desk)
    assert invite(at_desk, 1).id == invite(at_desk, 1).id
    told(at_desk, server)
    with pytest.raises(RefusedError, match="this very hour already"):
        invite(at_desk, 1)


def test_a_move_raises_the_sequence_and_keeps_the_meeting(at_desk: Any, server: Mailbox, clock: Any) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    first = told(at_desk, server)
    clock.at += timedelta(days=1)
    agreed(at_desk, "wed 9:00, send the prices")
    [draft] = mailroom.letters(at_desk, [LetterStatus.DRAFT])  # nothing goes out by itself
    mailroom.queue(at_desk, draft.id)
    moved = told(at_desk, server)
    assert {"METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20260318T160000Z"} <= set(moved)
    assert [line for line in first if line.startswith("UID")] == [line for line in moved if line.startswith("UID")]


@pytest.mark.parametrize(("outcome", "answer"), [(Outcome.SAID_NO, ""), (Outcome.TALKED, "none")])
def test_an_hour_that_is_off_is_called_off(
    at_desk: Any, server: Mailbox, clock: Any, outcome: Outcome, answer: str
) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    told(at_desk, server)
    clock.at += timedelta(days=1)
    call(at_desk, outcome, answer)
    [draft] = mailroom.letters(at_desk, [LetterStatus.DRAFT])
    mailroom.queue(at_desk, draft.id)
    lines = told(at_desk, server)
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "DTSTART:20260317T143000Z"} <= set(lines)
    at_desk.undo()  # the queueing
    at_desk.undo()  # the outcome: the hour stands again, and their calendar hears of it again
    assert invite(at_desk, 1).status is LetterStatus.QUEUED
    assert {"METHOD:REQUEST", "SEQUENCE:2"} <= set(told(at_desk, server))


def test_undone_after_it_was_sent_it_is_called_off(at_desk: Any, server: Mailbox) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    told(at_desk, server)
    while at_desk.undo() is not None:
        pass
    [draft] = mailroom.letters(at_desk, [LetterStatus.DRAFT])
    assert "our hour is off" in draft.subject
    mailroom.queue(at_desk, draft.id)
    assert {"METHOD:CANCEL", "SEQUENCE:1"} <= set(told(at_desk, server))


def test_undone_before_it_was_sent_nobody_hears_of_it(at_desk: Any, server: Mailbox) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    while at_desk.undo() is not None:
        pass
    assert mailroom.letters(at_desk) == []


def test_a_move_taken_back_takes_its_email_back(at_desk: Any, server: Mailbox, clock: Any) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    told(at_desk, server)
    clock.at += timedelta(days=1)
    agreed(at_desk, "wed 9:00, send the prices")
    at_desk.undo()
    assert mailroom.letters(at_desk, [LetterStatus.DRAFT, LetterStatus.QUEUED]) == []


def test_the_day_that_came_is_left_alone(at_desk: Any, server: Mailbox, clock: Any) -> None:
    agreed(at_desk)
    invite(at_desk, 1)
    told(at_desk, server)
    clock.at = TUESDAY + timedelta(minutes=5)
    call(at_desk, Outcome.TALKED, "none")
    [draft] = mailroom.letters(at_desk, [LetterStatus.DRAFT])
    assert draft.calendar == ""


def test_what_cannot_be_invited_to_says_so(at_desk: Any) -> None:
    with pytest.raises(RefusedError, match="no hour is agreed with Maria"):
        invite(at_desk, 1)
    call(at_desk, Outcome.TALKED, "tuesday, send the prices")
    with pytest.raises(RefusedError, match="no hour is agreed"):
        invite(at_desk, 1)
    call(at_desk, Outcome.TALKED, "tue 7:30am", who=2)
    with pytest.raises(RefusedError, match="no address"):
        invite(at_desk, 2)


def an_invitation(**more: Any) -> Invitation:
    fields: dict[str, Any] = {
        "said": Said("u@callstation", 3, TUESDAY),
        "was_at": TUESDAY,
        "what": "send the prices",
        "organizer": "Dana",
        "organizer_address": USER,
        "attendee": "Maria",
        "attendee_address": MARIA,
        "their_zone": "Asia/Tokyo",
        "our_zone": "America/New_York",
    }
    return Invitation(**{**fields, **more})


def test_both_zones_are_right_also_across_midnight() -> None:
    assert both_hours(an_invitation()) == "Tuesday 17 March, 23:30 in Tokyo (10:30 in New York)"
    late = an_invitation(was_at=TUESDAY + timedelta(hours=2))
    assert both_hours(late) == "Wednesday 18 March, 1:30 in Tokyo (Tuesday 12:30 in New York)"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_and_no_words_add_a_line_of_their_own(name: str, what: str) -> None:
    text = write_invitation(an_invitation(attendee=name, what=what, organizer=name), TUESDAY)
    plain = write_invitation(an_invitation(attendee="x", what="x", organizer="x"), TUESDAY)

    def names(content: str) -> list[str]:
        return [line.split(":")[0].split(";")[0] for line in content.replace("\r\n ", "").split("\r\n")]

    assert names(text) == names(plain)
    assert read_said(text) == Said("u@callstation", 3, TUESDAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_rule() -> None:
    now = TUESDAY - timedelta(days=2)
    hour = step(TUESDAY.date(), TUESDAY)
    told_before = Said("u", 0, TUESDAY)
    assert to_be_said(None, hour, now) is None
    assert to_be_said(told_before, hour, now) is None
    assert to_be_said(told_before, None, now) == Said("u", 1, None)
    assert to_be_said(told_before, None, TUESDAY) is None  # it is over
    assert to_be_said(Said("u", 1, None), None, now) is None  # called off already
    assert invited(Said("u", 1, None), "v", hour, now) == Said("v", 0, TUESDAY)
