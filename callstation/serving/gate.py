"""Who may come in: this machine's own page, opened once with the address that was printed, and nobody else.

Any page on the web can send requests to a loopback port, any name can be made to resolve to it (DNS rebinding), and
any user of the machine can reach it. So each request must name the very host and port (Host), come from our own page
where it says where it comes from (Origin; a websocket must), and bring the cookie that the token was exchanged for.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

COOKIE = "callstation"

WRONG_HOST = "This is not the address that callstation serve printed: open exactly that one."
WRONG_ORIGIN = "Another page asked for this: only callstation's own page may."
USED_UP = "This address was used already or is not the one printed: start callstation serve anew for a fresh one."
NO_COOKIE = "This browser was not let in: open the address that callstation serve printed, once."


class Gate:
    """The checks of one run of the server on ``port`` of 127.0.0.1; its secrets live as long as it does."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.origin = f"http://{self.host}"
        self.room = f"/{secrets.token_urlsafe(9)}/"
        """Where the page is. Browsers send a cookie to every port of a host: with this path, to no other server's."""
        self._token: str | None = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)
        self.address = f"{self.origin}/open/{self._token}"
        """What the user opens; good for one exchange."""

    def exchange(self, token: str) -> str | None:
        """The cookie's value for the printed token, the first time; None for another one, and ever after."""
        if self._token is None or not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        self._token = None
        return self._cookie

    def refusal(self, hosts: Sequence[str], origins: Sequence[str], *, websocket: bool) -> str:
        """Why a request with these Host and Origin headers is refused, in one sentence; '' where it is not."""
        if list(hosts) != [self.host]:
            return WRONG_HOST
        if list(origins) != [self.origin] and (origins or websocket):
            return WRONG_ORIGIN
        return ""

    def knows(self, cookies: Mapping[str, str]) -> bool:
        """Whether the cookie is the one that was given out."""
        return secrets.compare_digest(cookies.get(COOKIE, "").encode(), self._cookie.encode())
