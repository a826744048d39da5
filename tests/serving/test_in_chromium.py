"""The workstation in a real browser: a call logged by keyboard stands in the book (A1 in a page)."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from browser import PATIENCE, Navigated, Page, chromium
from real_parts import needs
from served_parts import Served, gone

pytestmark = needs("chromium")


async def until(true: Callable[[], Any]) -> Any:
    async with asyncio.timeout(PATIENCE):
        while not (found := true()):
            await asyncio.sleep(0.05)
    return found


async def painted(page: Page) -> None:
    """Until the page shows its workstation."""
    async with asyncio.timeout(PATIENCE):
        while not await on_the_page(page):
            await asyncio.sleep(0.05)


async def on_the_page(page: Page) -> bool:
    try:
        return bool(await page.value("document.body.classList.contains('-first-byte')"))
    except Navigated:
        return False


def calls(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "callstation.db") as book:
        return book.execute(
            "SELECT person.name, entry.outcome FROM entry JOIN person ON person.id = entry.person_id "
            "WHERE entry.kind = 'call'"
        ).fetchall()


async def test_a_call_is_logged_by_keyboard(served: Served, home: Path, tmp_path: Path) -> None:
    async with chromium(tmp_path / "profile") as browser:
        page = await browser.tab()
        await page.open(served.address)
        await painted(page)
        for _ in range(8):  # the first card takes a moment after the first byte
            await page.press("1")
            with suppress(TimeoutError):
                async with asyncio.timeout(3):
                    await until(lambda: calls(home))
                break
        assert calls(home) == [("Maria Okafor", "no-answer")]
        origin = served.address.partition("/open/")[0]
        assert {a.partition("//")[2].partition("/")[0] for a in page.asked_for()} == {origin.partition("//")[2]}
        assert page.faults() == []

        # A reload has the book again, and its own workstation.
        first = served.stations()
        await page.ask("Page.reload")
        await until(lambda: served.stations() not in ([], first))
        assert gone(first)
        await painted(page)

        # Another tab looks on; what is pressed there stores nothing.
        mine = served.stations()
        other = await browser.tab()
        await other.open(await page.value("location.href"))
        await painted(other)
        both = await until(lambda: len(served.stations()) == 2 and served.stations())
        await other.press("u")
        await asyncio.sleep(1)
        assert len(calls(home)) == 1

        # Leaving a tab ends its workstation, and no other.
        await other.ask("Page.navigate", url="about:blank")
        assert gone([pid for pid in both if pid not in mine])
        assert served.stations() == mine
        assert served.stop() == 0
        assert gone(mine)
