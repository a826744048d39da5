"""The look of the outbox and of one email at both sizes, as text (see test_looks.py)."""

from __future__ import annotations

import pytest
from looks_harness import SIZES, same_look
from screens_harness import a_person, shown

from callstation.desk import mailroom
from callstation.desk.desk import Desk
from callstation.screens.app import Workstation

pytestmark = pytest.mark.usefixtures("no_waiting")

KEYS: dict[str, tuple[str, ...]] = {
    "outbox": ("ctrl+e",),
    "unsure": ("ctrl+e", "down"),
    "failed": ("ctrl+e", "down", "down"),
    "letter": ("ctrl+e", "enter"),
}


WORDS = (
    "You have the minimum order off your hands.\n\nThe reason I'm writing is that you can start with a single pallet "
    "now, which saves you 90 dollars a month. Would Tuesday at 10:00 suit you for a first one?"
)


@pytest.fixture
def outbox(desk: Desk) -> Desk:
    """One email of every sort."""
    for i, (name, status, fault) in enumerate(
        (
            ("Ann Wu", "sent", "250 2.0.0 taken"),
            ("Tom Reyes", "queued", "451 4.7.1 greylisted, come back in five minutes"),
            ("Jan Novak", "failed", "550 5.1.1 no such user here"),
            ("Li Wei", "unsure", "the line went dead while the email was sent: it may have arrived, or not"),
            ("Maria Okafor", "draft", ""),
        )
    ):
        person = a_person(desk, name, f"+1602555{130 + i:04d}", emails=(f"{name.split()[0].lower()}@example.com",))
        body = f"Hello {name.split()[0]},\n\n{WORDS}\n\nDana Reed"
        letter = mailroom.keep(desk, None, person, f"{name.split()[0]}, a single pallet will do", body)
        desk.tools.book.run("UPDATE outbox_email SET status = ?, fault = ? WHERE id = ?", status, fault, letter)
    return desk


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("name", KEYS)
async def test_look_of_emails(outbox: Desk, name: str, size: tuple[int, int]) -> None:
    app = Workstation(outbox)
    async with app.run_test(size=size) as pilot:
        for key in KEYS[name]:
            await pilot.press(key)
        await pilot.pause(0.2)
        await pilot.pause()
        same_look(f"mail_{name}", size, shown(app))
