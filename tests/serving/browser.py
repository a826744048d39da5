"""A real Chromium without a window, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # root has none
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--remote-debugging-port=0",
    "--window-size=1200,800",
)
PATIENCE = 20.0


class Navigated(Exception):
    """The page went on to another address before it could answer."""


class Page:
    """One tab."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._sent = 0
        self.events: list[dict[str, Any]] = []

    async def ask(self, method: str, **parameters: Any) -> Any:
        """One command; what it came to."""
        self._sent += 1
        await self._line.send_json({"id": self._sent, "method": method, "params": parameters})
        while True:
            said = await self._line.receive_json(timeout=PATIENCE)
            if said.get("id") == self._sent:
                if "navigated" in str(said.get("error")):
                    raise Navigated  # the token's address leads on to the page's own
                assert "error" not in said, said
                return said["result"]
            self.events.append(said)

    async def open(self, address: str) -> None:
        """Go there, with everything noted that is asked for or goes wrong on the way."""
        for domain in ("Log", "Runtime", "Network"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.navigate", url=address)

    async def value(self, expression: str) -> Any:
        """What a JavaScript expression is."""
        return (await self.ask("Runtime.evaluate", expression=expression))["result"].get("value")

    async def press(self, key: str) -> None:
        """A key that writes its own name."""
        await self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    def asked_for(self) -> list[str]:
        """Every address that the tab has asked for."""
        sent = ("Network.requestWillBeSent", "Network.webSocketCreated")
        return [
            e["params"]["request"]["url"] if "request" in e["params"] else e["params"]["url"]
            for e in self.events
            if e["method"] in sent
        ]

    def faults(self) -> list[str]:
        """What the browser complained of: blocked, not found, thrown."""
        return [
            str(e["params"])
            for e in self.events
            if e["method"] == "Runtime.exceptionThrown"
            or (e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] == "error")
        ]


class Browser:
    """A running Chromium."""

    def __init__(self, client: aiohttp.ClientSession, port: int) -> None:
        self._client = client
        self._at = f"http://127.0.0.1:{port}/json"

    async def tab(self) -> Page:
        """A new tab."""
        async with self._client.put(f"{self._at}/new?about:blank") as answer:
            made = await answer.json()
        return Page(await self._client.ws_connect(made["webSocketDebuggerUrl"], max_msg_size=0))


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Browser]:
    """A Chromium with its profile in ``folder``."""
    process = await asyncio.create_subprocess_exec(
        "chromium",
        *OPTIONS,
        f"--user-data-dir={folder}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while not (found := re.search(rb"ws://127\.0\.0\.1:(\d+)/", await process.stderr.readline())):
                assert not process.stderr.at_eof(), "chromium did not start"
        drain = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession() as client:
            yield Browser(client, int(found[1]))
    finally:
        process.terminate()
        await process.wait()
    await drain
