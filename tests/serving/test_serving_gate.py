"""Who gets past the server, asked over HTTP: the printed address once, our own page, and nobody else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from callstation.errors import CallstationError
from callstation.serving import gate as sentences
from callstation.serving.gate import COOKIE, Gate
from callstation.serving.pages import ASSETS
from callstation.serving.server import Serving, bound

ECHO = """
import sys
sys.stdout.write("__GANGLION__\\n"); sys.stdout.flush()
while head := sys.stdin.buffer.read(5):
    body = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if head[:1] == b"M" and b"quit" in body:
        break
    sys.stdout.buffer.write(b"D" + head[1:] + body); sys.stdout.buffer.flush()
"""
"""A workstation that paints what it is told."""


class Site:
    """A server in this process, and a client without manners."""

    def __init__(self, gate: Gate, client: aiohttp.ClientSession) -> None:
        self.gate = gate
        self.client = client
        self.room = gate.origin + gate.room

    async def get(self, url: str, **headers: str) -> tuple[int, str]:
        async with self.client.get(url, headers=headers) as answer:
            return answer.status, (await answer.read()).decode("latin-1").strip()

    async def come_in(self) -> None:
        """Exchange the token; the cookie stays with the client."""
        assert (await self.get(self.gate.address))[0] == 200

    async def refused_tab(self, **headers: str) -> int:
        """The status with which a websocket is refused."""
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await self.client.ws_connect(self.room + "ws", headers=headers)
        return refused.value.status


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    place = bound(0)
    gate = Gate(place.getsockname()[1])
    runner = web.AppRunner(Serving(gate, [sys.executable, "-c", ECHO], {}).app())
    await runner.setup()
    await web.SockSite(runner, place).start()
    # Cookies of a bare address are kept only where a client is told to.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield Site(gate, client)
    await runner.cleanup()


async def test_the_address_is_good_for_one_browser_once(site: Site) -> None:
    async with site.client.get(site.gate.address) as answer:
        assert answer.status == 200
        given = answer.headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert f"Path={site.gate.room}" in given
    assert await site.get(site.gate.address) == (403, sentences.USED_UP)
    assert (await site.get(site.room))[0] == 200


async def test_a_guessed_token_is_refused_and_does_not_use_the_address_up(site: Site) -> None:
    for guess in ("x", "%00", "é", site.gate.address[-42:]):
        assert (await site.get(f"{site.gate.origin}/open/{guess}"))[0] == 403
    await site.come_in()


async def test_looking_at_the_address_does_not_use_it_up(site: Site) -> None:
    """A link preview asks with HEAD."""
    async with site.client.head(site.gate.address) as answer:
        assert answer.status == 405
    await site.come_in()


async def test_without_the_cookie_nothing_is_served(site: Site) -> None:
    for path in (site.gate.room, "/", "/static/", *(site.gate.room + name for name in ASSETS)):
        assert await site.get(site.gate.origin + path) == (403, sentences.NO_COOKIE)
    async with site.client.get(site.room, headers={"Cookie": f"{COOKIE}=guess"}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("host", ["localhost", "evil.example", "127.0.0.1", "127.0.0.1:1"])
async def test_another_host_is_refused_with_the_cookie_and_with_the_token(site: Site, host: str) -> None:
    """A name that was made to resolve to this machine (DNS rebinding) is not this address."""
    assert await site.get(site.gate.address, Host=host) == (403, sentences.WRONG_HOST)
    await site.come_in()
    assert await site.get(site.room, Host=host) == (403, sentences.WRONG_HOST)
    assert await site.refused_tab(Host=host, Origin=site.gate.origin) == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
async def test_another_origin_is_refused(site: Site, origin: str) -> None:
    await site.come_in()
    assert await site.get(site.room, Origin=origin) == (403, sentences.WRONG_ORIGIN)
    assert await site.refused_tab(Origin=origin) == 403


async def test_a_websocket_needs_our_origin_and_the_cookie(site: Site) -> None:
    assert await site.refused_tab(Origin=site.gate.origin) == 403
    await site.come_in()
    assert await site.refused_tab() == 403
    async with site.client.ws_connect(site.room + "ws", headers={"Origin": site.gate.origin}) as tab:
        await tab.send_str("nonsense")
        await tab.send_json({"stdin": 1})
        await tab.send_json(["resize", {"width": "many"}])
        await tab.send_json(["stdin", "é1"])
        assert await tab.receive_bytes(timeout=10) == "é1".encode()


async def test_nothing_else_is_there(site: Site) -> None:
    await site.come_in()
    cookies = {c.key: c.value for c in site.client.cookie_jar}
    for path in ("", "/static/js/textual.js", "/download/1", f"{site.gate.room}page.html", f"{site.gate.room}../x"):
        async with site.client.get(site.gate.origin + path, cookies=cookies) as answer:
            assert answer.status == 404, path
    async with site.client.post(site.room, data=b"x") as answer:
        assert answer.status == 405


async def test_the_page_loads_nothing_from_elsewhere(site: Site) -> None:
    await site.come_in()
    async with site.client.get(site.room) as answer:
        text, policy = await answer.text(), answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "http" not in text.replace(site.gate.origin, "")
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert f"connect-src ws://{site.gate.host};" in policy
    for name in ASSETS:
        status, body = await site.get(site.room + name)
        assert (status, bool(body)) == (200, True)


def test_only_loopback_is_listened_on_and_a_taken_port_is_said() -> None:
    with bound(0) as place:
        assert place.getsockname()[0] == "127.0.0.1"
        port: Any = place.getsockname()[1]
        with pytest.raises(CallstationError, match=f"port {port} of 127.0.0.1 cannot be had: .*--port"):
            bound(port)
