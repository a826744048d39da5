"""The page and its parts: ours, and the terminal that comes with textual-serve. Nothing is loaded from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from callstation.serving.gate import Gate

_BESIDE = Path(__file__).parent

ASSETS: dict[str, tuple[str | Path, str]] = {
    "page.css": (_BESIDE / "page.css", "text/css"),
    "page.js": (_BESIDE / "page.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "textual.js": ("js/textual.js", "text/javascript"),
    "font.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""Every file that the page may ask for, with its kind; a relative path is one of textual-serve's."""

LET_IN = (
    '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=$room/"><title>callstation</title>'
)
"""What the one-time address answers: from here on the browser is on our own page, so that the cookie, which is never
sent on the way from another site, goes along; and the address is not what a reload asks for."""


def asset(name: str) -> tuple[bytes, str]:
    """The bytes and the kind of one of ASSETS. Raises OSError where textual-serve has it no more."""
    where, kind = ASSETS[name]
    found = where if isinstance(where, Path) else files("textual_serve").joinpath("static", where)
    return found.read_bytes(), kind


def page(gate: Gate) -> str:
    """The page of the workstation."""
    return _filled((_BESIDE / "page.html").read_text(encoding="utf-8"), gate)


def let_in(gate: Gate) -> str:
    """The page that leads to it."""
    return _filled(LET_IN, gate)


def _filled(text: str, gate: Gate) -> str:
    room = gate.room.rstrip("/")
    return Template(text).substitute(room=room, websocket=f"ws://{gate.host}{room}/ws")


def headers(gate: Gate) -> dict[str, str]:
    """What every answer carries. xterm writes its own style sheet into the page, hence inline styles."""
    return {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src ws://{gate.host}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
