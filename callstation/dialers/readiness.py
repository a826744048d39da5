"""Whether the dialler of the settings could dial, found out without dialling and without touching a line."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

from callstation.dialers.link import opener_of
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError


def what_is_missing(settings: Dialler) -> tuple[str, str]:
    """(what is wrong, what is only worth knowing), each one sentence or ''."""
    match settings.kind:
        case "link":
            try:
                opener_of(sys.platform, os.environ)
            except DialerError as error:
                return str(error), ""
        case "command":
            missing = [w[0] for w in (settings.command, settings.hang_up) if w and shutil.which(w[0]) is None]
            if missing:
                return f"{' and '.join(missing)} cannot be started: look at [dialler] in the settings", ""
        case "baresip":
            return _baresip(settings)
        case _:
            pass
    return "", ""


def _baresip(settings: Dialler) -> tuple[str, str]:
    host, port = settings.baresip_host, settings.baresip_port
    if _taken(host, port):
        return "", ""
    if not settings.baresip_start:
        return "", f"baresip does not listen on {host}:{port} now: start it (with module ctrl_tcp) before you dial"
    if shutil.which("baresip") is None:
        return "baresip is not installed", ""
    folder = Path(settings.baresip_config or "~/.baresip").expanduser()
    if not (folder / "config").is_file():
        return f"{folder} has no file 'config' in it: look at baresip_config in the settings", ""
    return "", ""


def _taken(host: str, port: int) -> bool:
    """Whether somebody listens there. Not asked by connecting: baresip would throw a workstation off its line."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a line that just closed is none
            probe.bind(address)
    except OSError:
        return True
    return False
