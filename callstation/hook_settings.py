"""What ``[hook]`` in the settings may say: plain data, checked when the settings are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from callstation.errors import SettingsError

TOKEN = "{token}"  # noqa: S105 - where it goes, not what it is
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Hook:
    """Whom every outcome is told, once it is stored: a program of yours, an address on the web, both or neither."""

    command: tuple[str, ...] = ()
    """A program and its arguments, run without a shell; it gets the JSON on standard input."""
    url: str = field(default="", repr=False)
    """An https address (http only on this machine) to which the same JSON is posted; {token} in it is filled in."""
    token_from: str = ""
    """keyring, command or environment (CALLSTATION_HOOK_TOKEN): sent as a bearer token, or in place of {token} in
    the address. Empty: none."""
    token_command: str = ""
    """A command that prints the token: pass show hook."""
    certificates: str = ""
    """A file of certificates to trust besides the system's, for a server of your own."""
    notes: bool = False
    """Whether the note of a call goes along. Notes are internal: they stay here by default."""
    timeout: int = 10
    """Seconds that one telling may take, and that leaving the program waits for what is not told yet."""

    @property
    def wanted(self) -> bool:
        """Whether anybody is told anything."""
        return bool(self.command or self.url)

    @property
    def where(self) -> str:
        """The address's host: all of it that is ever shown, since the rest of such an address may be its secret."""
        from urllib.parse import urlsplit

        return urlsplit(self.url).hostname or ""


def check_hook(found: Hook) -> Hook:
    """``found``, if it makes sense. Raises SettingsError naming the field, and never showing the address."""
    if found.command and not found.command[0].strip():
        raise SettingsError('[hook] command must begin with a program: ["tell-my-crm", "--json"]')
    if found.url:
        _check_url(found.url)
    if found.token_from not in ("", "keyring", "command", "environment"):
        raise SettingsError(f"[hook] token_from is {found.token_from!r}: write keyring, command or environment")
    if found.token_from and not found.url:
        raise SettingsError("[hook] token_from goes with a url, and there is none")
    if TOKEN in found.url and not found.token_from:
        raise SettingsError("[hook] url names {token}: token_from must say where it comes from")
    if not 1 <= found.timeout <= 60:
        raise SettingsError(f"[hook] timeout is {found.timeout}: it lies between 1 and 60 seconds")
    return found


def _check_url(url: str) -> None:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isascii() or re.search(r"[\x00-\x20\x7f]", url):
        raise SettingsError("[hook] url is no web address: write https://hooks.example.com/calls")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise SettingsError("[hook] url begins with http: write https, or what it says would go in the clear")
    if "@" in parts.netloc or TOKEN in parts.netloc:
        raise SettingsError("[hook] url holds a name or a secret before its host: let token_from say it")
