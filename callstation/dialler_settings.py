"""What ``[dialler]`` in the settings may say: plain data, checked when the settings are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from callstation.errors import SettingsError

KINDS = ("none", "link", "command", "baresip")
_PLACES = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,31}")
_NO_TELEPHONE = ("http", "https", "file", "ftp", "data", "javascript", "mailto")


@dataclass(frozen=True, slots=True)
class Dialler:
    """What the key for dialling does."""

    kind: str = "none"
    """``none`` (the number large, to be dialled by hand), ``link``, ``command`` or ``baresip``."""
    scheme: str = "tel"
    """For ``link``: what stands before the number, as in ``tel:`` or ``facetime-audio:``."""
    command: tuple[str, ...] = ()
    """For ``command``: a program and its arguments; {number}, {digits}, {extension} and {name} are filled in."""
    hang_up: tuple[str, ...] = ()
    """For ``command``: the program that hangs up, where there is one."""
    baresip_host: str = "127.0.0.1"
    """Where baresip's ctrl_tcp listens: an address of this machine only, since it asks nobody for a password."""
    baresip_port: int = 4444
    baresip_start: bool = False
    """Whether baresip is started (and ended again) where it does not run yet."""
    baresip_config: str = ""
    """The folder with baresip's own ``config`` and ``accounts`` for that; '' for its usual one."""
    address: str = "{number}"
    """For ``baresip``: what is dialled; ``sip:{number}@sip.example.com`` where the account does not say so itself."""
    ring: int = 45
    """Seconds until a call that nobody answers is given up."""
    pause: int = 1
    """Seconds after the answer before the extension's digits are sent."""


def check_dialler(found: Dialler) -> Dialler:
    """``found``, if it makes sense. Raises SettingsError naming the field."""
    if found.kind not in KINDS:
        raise SettingsError(f"[dialler] kind is {found.kind!r}: there are {', '.join(KINDS)}")
    if not _SCHEME.fullmatch(found.scheme) or found.scheme in _NO_TELEPHONE:
        raise SettingsError(f"[dialler] scheme is {found.scheme!r}: it is written like tel, callto or facetime-audio")
    for name, words in (("command", found.command), ("hang_up", found.hang_up)):
        _check_command(name, words)
    if found.kind == "command" and not found.command:
        raise SettingsError('[dialler] command is empty: write a list, like ["dial-it", "{number}"]')
    if found.kind == "command" and not any("{number}" in w or "{digits}" in w for w in found.command):
        raise SettingsError("[dialler] command never names {number} (or {digits}): it would not know whom to ring")
    if not _loopback(found.baresip_host):
        raise SettingsError(
            f"[dialler] baresip_host is {found.baresip_host!r}: only an address of this machine will do, like 127.0.0.1"
        )
    for name, least, most in (("baresip_port", 1, 65535), ("ring", 5, 300), ("pause", 0, 30)):
        if not least <= getattr(found, name) <= most:
            raise SettingsError(f"[dialler] {name} is {getattr(found, name)}: it lies between {least} and {most}")
    places = _PLACES.findall(found.address)
    if len(places) != 1 or places[0] not in ("number", "digits") or re.search(r"[\s\x00-\x1f]", found.address):
        raise SettingsError(
            f"[dialler] address is {found.address!r}: write {{number}} once, as in sip:{{number}}@sip.example.com"
        )
    return found


def _check_command(name: str, words: Sequence[str]) -> None:
    for word in words:
        for place in _PLACES.findall(word):
            if place not in ("number", "digits", "extension", "name"):
                raise SettingsError(
                    f"[dialler] {name} names {{{place}}}: there are {{number}}, {{digits}}, {{extension}} and {{name}}"
                )
    if words and (not words[0].strip() or _PLACES.search(words[0])):
        raise SettingsError(f"[dialler] {name} must begin with a program, which no person's data may choose")


def _loopback(host: str) -> bool:
    if host in ("127.0.0.1", "localhost"):
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
