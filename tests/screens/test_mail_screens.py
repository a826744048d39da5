"""T5: the email on the card and the outbox, by keyboard, against a mail server that really is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mail_server import PASSWORD, USER, Mailbox, mail_server
from screens_harness import HOSTILE, a_person, shown

from callstation.desk import mailroom
from callstation.desk.desk import Desk
from callstation.model.calls import Outcome
from callstation.model.mail import LetterStatus
from callstation.screens.app import Workstation
from callstation.screens.call import CallScreen
from callstation.screens.letter import LetterScreen
from callstation.screens.outbox import OutboxScreen
from callstation.settings import Mail

pytestmark = pytest.mark.usefixtures("no_waiting")
SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Mailbox]:
    with mail_server(tmp_path) as mailbox:
        yield mailbox


@pytest.fixture
def maria(desk: Desk, server: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with somebody who has an address, and a way out."""
    a_person(desk, "Maria Okafor", "+16025550134", zone="America/New_York", emails=("maria@bluebird.example",))
    monkeypatch.setenv("CALLSTATION_MAIL_PASSWORD", PASSWORD)
    desk.tools.settings = replace(
        desk.tools.settings,
        mail=Mail(
            way="smtp",
            address=USER,
            server="localhost",
            port=server.port,
            certificates=server.authority,
            password_from="environment",
        ),
    )
    return desk


async def until(pilot: Any, true: Any) -> None:
    for _ in range(400):
        await pilot.pause(0.05)
        if true():
            return
    raise AssertionError("it never came true")


@pytest.mark.parametrize("size", SIZES)
async def test_t5_the_email_is_touched_up_and_queued_and_sent(
    maria: Desk, server: Mailbox, size: tuple[int, int]
) -> None:
    app = Workstation(maria)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        assert "Subject:" in shown(app)
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, LetterScreen)
        area = app.screen.query_one("CleanArea")
        area.text = "Hello Maria,\n\nthe depot opens in May.\n\nDana"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)
        assert "is queued" in shown(app)
        assert "the depot opens in May." in shown(app)  # the card shows what waits for them
        assert server.taken == []
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "queued" in shown(app)
        await pilot.press("a")
        await until(pilot, lambda: server.taken and not app.screen.sending)
        assert "250" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, CallScreen)
    assert server.taken[0].get_content().startswith("Hello Maria,")


async def test_typing_is_kept_whatever_happens_and_an_undo_takes_all_of_it(maria: Desk) -> None:
    maria.begin()
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "m", *"My own words. ")
        await pilot.pause(0.6)
        await pilot.press(*"More")
        assert "My own words." in mailroom.letters(maria)[0].body  # in the middle of typing
        await pilot.press("escape")
        await pilot.pause()
        [letter] = mailroom.letters(maria)
        assert "My own words. More" in letter.body
        assert letter.status is LetterStatus.DRAFT
        await pilot.press("u")
        await pilot.pause()
        assert mailroom.letters(maria) == []


async def test_the_language_check_reads_along(maria: Desk) -> None:
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "m")
        await pilot.pause()
        app.screen.query_one("CleanArea").text = "Hello Maria, I was just checking in."
        await pilot.pause(0.3)
        assert "checking in" in shown(app)
        assert "checking in”" in shown(app)


async def test_a_gap_is_named_and_nothing_is_queued(maria: Desk) -> None:
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+g")  # no reason is left for her: the email has a gap
        await pilot.pause()
        assert "still to be filled in" in shown(app)
    assert [m.status for m in mailroom.letters(maria)] in ([], [LetterStatus.DRAFT])


async def test_somebody_without_an_address_says_so_and_lets_one_leave(desk: Desk) -> None:
    a_person(desk, "Jan Novak", "+16025550135", zone="America/New_York")
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "m", *"Words")
        await pilot.press("escape")
        await pilot.pause()
        assert "no address that may be written to" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CallScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_outbox_from_draft_to_failed_and_back(maria: Desk, server: Mailbox, size: tuple[int, int]) -> None:
    maria.record(maria.card(1), Outcome.TALKED)
    server.recipients["maria@bluebird.example"] = "550 5.1.1 no such user here"
    app = Workstation(maria)
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+e")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, OutboxScreen)
        assert "draft" in shown(app)
        await pilot.press("s")  # this one, now
        await until(pilot, lambda: not screen.sending)
        assert "no such user here" in shown(app)
        assert "The address may be wrong" in shown(app)
        await pilot.press("x")
        assert "only drafts and queued emails" in shown(app)
        await pilot.press("d")
        assert "a draft again" in shown(app)
        await pilot.press("q")
        assert "does not work" in shown(app)
        await pilot.press("tab", "tab", "tab", "tab")
        assert "0 emails" in shown(app)
        await pilot.press("shift+tab", "left", "left", "x")
        assert mailroom.letters(maria) == []


async def test_hostile_names_and_words_are_shown_harmlessly(desk: Desk) -> None:
    for i, name in enumerate(HOSTILE):
        a_person(
            desk, name, f"+1602555{100 + i:04d}", company=name, zone="America/New_York", emails=(f"x{i}@a.example",)
        )
        mailroom.keep(desk, None, i + 1, name, name)
    desk.tools.book.run("UPDATE outbox_email SET fault = ?", "[/b]\x1b[31m 550 [@click=app.quit]x")
    app = Workstation(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+e")
        for _ in HOSTILE:
            assert "\x1b" not in shown(app)
            await pilot.press("enter")
            await pilot.pause()
            assert "\x1b" not in shown(app)
            await pilot.press("escape", "down")


async def test_t6_one_key_invites_whoever_was_just_agreed_with(maria: Desk, server: Mailbox) -> None:
    a_person(maria, "Jan Novak", "+16025550135", zone="America/New_York")
    app = Workstation(maria)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", *"tue 7:30am, send the prices", "enter")
        await pilot.pause()
        assert "I invites them" in shown(app)
        assert "Jan Novak" in shown(app)  # the next one is there already
        await pilot.press("I")
        await pilot.pause()
        assert "Maria Okafor: invited" in shown(app)
        await pilot.press("ctrl+e", "a")
        await until(pilot, lambda: server.taken and not app.screen.sending)
        await pilot.press("escape", "u")
        await pilot.pause()
        assert "that email is out" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "tells their calendar" in shown(app)
    assert [p.get_param("method") for p in server.taken[0].walk() if p.get_content_subtype() == "calendar"] == [
        "REQUEST"
    ]
    [draft] = mailroom.letters(maria, [LetterStatus.DRAFT])
    assert "METHOD:CANCEL" in draft.calendar


async def test_nothing_to_invite_to_says_so(maria: Desk) -> None:
    app = Workstation(maria)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("I")
        await pilot.pause()
        assert "no hour is agreed with Maria Okafor" in shown(app)
