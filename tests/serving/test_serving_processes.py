"""The command as a process: what it starts ends with it, whatever ends it, and what was typed is kept."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
from served_parts import PATIENCE, Served, gone


async def a_tab(client: aiohttp.ClientSession, served: Served) -> aiohttp.ClientWebSocketResponse:
    """A tab that shows its workstation."""
    async with client.get(served.address) as answer:
        room = (await answer.text()).partition("url=")[2].partition('"')[0]
    origin = served.address.partition("/open/")[0]
    tab = await client.ws_connect(f"{origin}{room}ws?width=80&height=24", headers={"Origin": origin})
    await painted(tab, b"Maria")
    return tab


async def painted(tab: aiohttp.ClientWebSocketResponse, words: bytes) -> None:
    """Until the workstation has painted these."""
    seen = b""
    while words not in seen:
        seen += await tab.receive_bytes(timeout=PATIENCE)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
async def test_no_workstation_outlives_the_server(served: Served, how: int) -> None:
    """A killed textual-serve leaves the program running."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        await a_tab(client, served)
        running = served.stations()
        assert len(running) == 1
        assert served.stop(how) == (-9 if how == signal.SIGKILL else 0)
        assert gone(running)


async def test_a_tab_that_leaves_in_the_middle_of_a_note_loses_nothing(served: Served, home: Path) -> None:
    def kept() -> str:
        with sqlite3.connect(home / "callstation.db") as book:
            return "".join(note for (note,) in book.execute("SELECT note FROM draft"))

    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        tab = await a_tab(client, served)
        running = served.stations()
        await tab.send_json(["stdin", "n"])
        await painted(tab, b"every letter is kept")
        await tab.send_json(["stdin", "asks for oak"])
        await tab.close()
        assert gone(running)
    assert kept() == "asks for oak"


def test_without_settings_it_says_where_to_begin(home: Path) -> None:
    (home / "settings.toml").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "callstation", "serve"], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == "callstation: there are no settings yet: open 'callstation' in a terminal once, then serve it\n"
    )
