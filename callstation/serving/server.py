"""The server: loopback only, every request past the gate, one workstation process for each tab.

textual-serve's own server asks nobody who they are, loads a font from elsewhere, starts its program through a shell
and leaves it running when it is killed; of it only the terminal in the page is used.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import WSCloseCode, WSMsgType, web

from callstation.errors import CallstationError
from callstation.serving.gate import COOKIE, NO_COOKIE, USED_UP, Gate
from callstation.serving.pages import ASSETS, asset, headers, let_in, page
from callstation.serving.station import GRACE, Station, sensible

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEARTBEAT = 15.0
"""Seconds after which a tab that does not answer counts as left."""
LARGEST_MESSAGE = 1 << 20
"""Bytes that a tab may send at once: more than anybody pastes into a note."""


def bound(port: int) -> socket.socket:
    """A listening place on 127.0.0.1; ``port`` 0 takes a free one. Raises CallstationError where it is taken."""
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind(("127.0.0.1", port))
        place.listen()  # a browser that is faster than the server waits a moment
    except OSError as error:
        place.close()
        raise CallstationError(
            f"port {port} of 127.0.0.1 cannot be had: {error.strerror}; name another with --port"
        ) from None
    return place


class Serving:
    """The tabs and their workstations. ``command`` starts one of those, with ``environ``."""

    def __init__(self, gate: Gate, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.gate = gate
        self._command = command
        self._environ = environ
        self._tabs: set[web.WebSocketResponse] = set()
        self._leaving: set[asyncio.Task[None]] = set()

    def app(self) -> web.Application:
        """The application for aiohttp."""
        app = web.Application(middlewares=[self._guard])
        room = self.gate.room
        app.add_routes(
            [
                web.get("/open/{token}", self._open, allow_head=False),
                web.get(room, self._page, allow_head=False),
                web.get(f"{room}ws", self._tab, allow_head=False),
                *(web.get(room + name, self._asset, allow_head=False) for name in ASSETS),
            ]
        )
        app.on_shutdown.append(self._close)
        return app

    def run(self, place: socket.socket) -> None:
        """Serve on ``place`` until SIGINT, SIGTERM or SIGHUP; every workstation has ended when this returns."""
        for name in ("aiohttp", "asyncio"):  # a browser that is cut off is not worth a line in the user's terminal
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        app = self.app()
        app.on_startup.append(_leave_with_the_terminal)
        web.run_app(app, sock=place, print=None, access_log=None, shutdown_timeout=2 * GRACE)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Past the gate, or 403 with one sentence; what the answer carries for the browser's own guards."""
        response: web.StreamResponse
        given, opening = request.headers, request.path.startswith("/open/")
        websocket = "Upgrade" in given or request.path == f"{self.gate.room}ws"
        why = self.gate.refusal(given.getall("Host", []), given.getall("Origin", []), websocket=websocket)
        if not why and not opening and not self.gate.knows(request.cookies):
            why = NO_COOKIE
        if why:
            response = web.Response(status=403, text=why + "\n")
        else:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = web.Response(status=error.status, text=f"{error.reason}.\n")
        if not response.prepared:
            response.headers.update(headers(self.gate))
        return response

    async def _open(self, request: web.Request) -> web.StreamResponse:
        cookie = self.gate.exchange(request.match_info["token"])
        if cookie is None:
            return web.Response(status=403, text=USED_UP + "\n")
        response = web.Response(text=let_in(self.gate), content_type="text/html")
        response.set_cookie(COOKIE, cookie, path=self.gate.room, httponly=True, samesite="Strict")
        return response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.Response(text=page(self.gate), content_type="text/html")

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        body, kind = asset(request.path.rpartition("/")[2])
        return web.Response(body=body, content_type=kind)

    async def _tab(self, request: web.Request) -> web.StreamResponse:
        """A tab: a workstation of its own for as long as it is open."""
        tab = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=2.0, max_msg_size=LARGEST_MESSAGE)
        await tab.prepare(request)
        self._tabs.add(tab)
        try:
            # A reloaded page comes before its old workstation has let go of the book.
            if self._leaving:
                await asyncio.wait(self._leaving)
            width, height = (sensible(request.query.get(name, "")) for name in ("width", "height"))
            station = await Station.start(self._command, self._environ, width, height)
            painting = asyncio.create_task(_painted(station, tab))
            try:
                await _pass_on(tab, station)
            finally:
                leaving = asyncio.create_task(station.leave())
                self._leaving.add(leaving)
                leaving.add_done_callback(self._leaving.discard)
                await asyncio.wait([leaving, painting])
        finally:
            self._tabs.discard(tab)
        return tab

    async def _close(self, app: web.Application) -> None:
        """Every tab is told, and every workstation has ended."""
        await asyncio.gather(*(tab.close(code=WSCloseCode.GOING_AWAY) for tab in set(self._tabs)))
        while self._tabs:
            await asyncio.sleep(0.02)


async def _leave_with_the_terminal(_app: web.Application) -> None:
    """A terminal that is closed ends the server as ctrl+c does."""
    if hasattr(signal, "SIGHUP"):

        def leave() -> None:
            raise web.GracefulExit

        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, leave)


async def _painted(station: Station, tab: web.WebSocketResponse) -> None:
    await station.paint(tab.send_bytes)
    await tab.close()


async def _pass_on(tab: web.WebSocketResponse, station: Station) -> None:
    """What the page says, to its workstation, until either is gone; what makes no sense is left out."""
    async for message in tab:
        if message.type != WSMsgType.TEXT:
            continue
        match _read(message.data):
            case ["stdin", str(keys)]:
                await station.typed(keys)
            case ["resize", {"width": width, "height": height}]:
                await station.told({"type": "resize", "width": sensible(width), "height": sensible(height)})
            case ["focus" | "blur" as kind]:
                await station.told({"type": kind})
            case ["ping", str(when)]:
                await tab.send_json(["pong", when])


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
