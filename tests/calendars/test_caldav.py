"""T6, F5: the caller's own calendar in a real Radicale: created, moved, removed, and never doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from calendar_server import PASSWORD, USER, Radicale, calendar_server
from invented import THURSDAY, bring, new_person, number

from callstation.calendars.caldav import CalDav, CalendarError
from callstation.desk.syncing import VARIABLE, Synced, sync
from callstation.errors import RefusedError
from callstation.model.calls import Outcome
from callstation.passwords import Secret
from callstation.settings import Calendar
from callstation.store.book import Book


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[Radicale]:
    with calendar_server(tmp_path) as server:
        yield server


@pytest.fixture
def at_desk(
    book: Book, desk_at: Callable[..., Any], clock: Any, radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> Any:
    clock.at = THURSDAY + timedelta(hours=4)
    bring(
        book, *(new_person(name, number(n), zone="America/Phoenix") for n, name in enumerate(("Maria Okafor", "Jan")))
    )
    desk = desk_at(book)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    calendar = Calendar(url=radicale.url, user=USER, password_from="environment", timeout=10)
    desk.tools.settings = replace(desk.tools.settings, calendar=calendar)
    return desk


def agree(desk: Any, who: int, answer: str) -> None:
    card = desk.card(who)
    desk.record(card, Outcome.TALKED, answer=desk.read_answer(card, Outcome.TALKED, answer))


def synced(desk: Any) -> Synced:
    return sync(desk.tools, desk.tools.settings)


def test_created_moved_and_removed(at_desk: Any, radicale: Radicale, clock: Any) -> None:
    agree(at_desk, 1, "tue 7:30am, send the prices")
    card = at_desk.card(2)
    at_desk.record(card, Outcome.VOICEMAIL)
    assert synced(at_desk) == Synced(created=2)
    step, promise = sorted(radicale.dates(), key=lambda d: "PROMISE" in d)
    assert "DTSTART:20260317T143000Z" in step
    assert "Maria Okafor: send the prices" in step.replace("\n ", "").replace("\r", "")
    assert "VALUE=DATE" in promise
    # Moved: the hour that was is gone, the new one is there.
    agree(at_desk, 1, "wed 9:00, send the prices")
    assert synced(at_desk) == Synced(created=1, removed=1)
    assert sum("DTSTART:20260318T160000Z" in d for d in radicale.dates()) == 1
    assert not any("20260317T143000Z" in d for d in radicale.dates())
    # Taken back: the first stands again.
    at_desk.undo()
    synced(at_desk)
    assert any("20260317T143000Z" in d for d in radicale.dates())
    # Done: nothing of it stays.
    clock.at += timedelta(days=6)
    agree(at_desk, 1, "none")
    agree(at_desk, 2, "none")
    synced(at_desk)
    assert radicale.dates() == []


def test_never_doubled_whatever_was_forgotten(at_desk: Any, radicale: Radicale, book: Book, clock: Any) -> None:
    agree(at_desk, 1, "tue 7:30am")
    synced(at_desk)
    clock.at += timedelta(minutes=5)
    assert synced(at_desk) == Synced()  # nothing is said twice
    book.run("DELETE FROM calendar_entry")  # cut off between the calendar and the book
    assert synced(at_desk) == Synced(created=1)
    assert len(radicale.dates()) == 1


def test_what_is_renamed_is_changed_in_its_place(at_desk: Any, radicale: Radicale, book: Book) -> None:
    agree(at_desk, 1, "tue 7:30am")
    synced(at_desk)
    book.run("UPDATE person SET name = 'Mária Ökafor' WHERE id = 1")
    assert synced(at_desk) == Synced(changed=1)
    [date] = radicale.dates()
    assert "Mária Ökafor" in date


def test_what_the_user_took_out_by_hand_is_no_fault(at_desk: Any, radicale: Radicale, clock: Any) -> None:
    agree(at_desk, 1, "tue 7:30am")
    synced(at_desk)
    [file] = radicale.folder.rglob("calls/*.ics")
    assert radicale.ask("DELETE", f"/{USER}/calls/{file.name}")[0] == 200
    clock.at += timedelta(days=6)
    agree(at_desk, 1, "none")
    assert synced(at_desk) == Synced(removed=1)


def test_other_dates_in_the_calendar_are_left_alone(at_desk: Any, radicale: Radicale) -> None:
    own = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:own\r\nDTSTAMP:20260101T000000Z\r\n"
    own += "DTSTART:20260401T090000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert radicale.ask("PUT", f"/{USER}/calls/own.ics", own)[0] == 201
    agree(at_desk, 1, "tue 7:30am")
    synced(at_desk)
    agree(at_desk, 1, "none")
    synced(at_desk)
    assert ["Dentist" in d for d in radicale.dates()] == [True]


def test_a_wrong_password_is_one_sentence_and_never_shown(at_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    agree(at_desk, 1, "tue 7:30am")
    monkeypatch.setenv(VARIABLE, "wrong-canary")
    with pytest.raises(CalendarError, match="does not let dana in") as refused:
        synced(at_desk)
    assert "canary" not in str(refused.value)
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(CalendarError, match="the environment has no"):
        synced(at_desk)


def test_what_cannot_be_is_said_before_anything_is_sent(at_desk: Any, radicale: Radicale) -> None:
    agree(at_desk, 1, "tue 7:30am")
    for url, said in (
        ("ftp://example.com/", "write https"),
        ("http://dav.example.com/dana/", "in the clear"),
        ("https://dana:secret@dav.example.com/", "holds a name"),
    ):
        with pytest.raises(CalendarError, match=said):
            CalDav(Calendar(url=url), lambda: Secret(""))
    settings = at_desk.tools.settings
    at_desk.tools.settings = replace(settings, calendar=replace(settings.calendar, url=radicale.url + "nowhere/"))
    with pytest.raises(CalendarError, match=r"no calendar at|takes no date there"):
        synced(at_desk)
    at_desk.tools.settings = replace(settings, calendar=Calendar())
    with pytest.raises(RefusedError, match="no calendar is named"):
        synced(at_desk)


def test_a_server_that_is_gone(at_desk: Any, tmp_path: Path) -> None:
    agree(at_desk, 1, "tue 7:30am")
    settings = at_desk.tools.settings
    at_desk.tools.settings = replace(settings, calendar=replace(settings.calendar, url="http://127.0.0.1:9/dana/"))
    with pytest.raises(CalendarError, match="cannot be reached"):
        synced(at_desk)
