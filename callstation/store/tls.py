"""A team's book is read over TLS, wherever its server is another machine."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

_LOCAL = ("", "localhost", "127.0.0.1", "::1")


def with_tls(url: str) -> str:
    """A PostgreSQL URL that refuses a plain connection to another machine, unless it names an ``sslmode`` itself.

    ``require`` keeps others from reading along; to be sure who answers, name ``sslmode=verify-full`` with the
    certificate of your server (libpq's documentation, "SSL Support"). A socket of this machine needs neither.
    """
    parts = urlsplit(url)
    said = parse_qs(parts.query)
    hosts = said.get("host", [parts.hostname or ""])[-1].split(",")
    if "sslmode" in said or all(host in _LOCAL or host.startswith("/") for host in hosts):
        return url
    return url + ("&" if parts.query else "?") + "sslmode=require"
