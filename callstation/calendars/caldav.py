"""A CalDAV calendar (RFC 4791): a date is one resource under a name of its own, put there and taken out again.

Plain HTTP of the standard library is all it takes: we know every name that we gave, so nothing is ever searched for,
and nothing is ever there twice.
"""

from __future__ import annotations

import base64
import http.client
import ssl
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from callstation.errors import CallstationError
from callstation.passwords import Secret
from callstation.settings import Calendar
from callstation.text import clean_line
from callstation.trusted import trusted

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_GONE = (404, 410)
_CONFLICT = (409, 412)


class CalendarError(CallstationError):
    """The calendar could not be reached or did not take it; the book is as it was."""


class CalDav:
    """One calendar collection. Nothing is said to its server before the first call."""

    def __init__(self, calendar: Calendar, password: Callable[[], Secret]) -> None:
        """Raises CalendarError for an address that is none, or that would send the password in the clear."""
        parts = urlsplit(calendar.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CalendarError(f"[calendar] url is {calendar.url!r}: write https://dav.example.com/dana/calls/")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise CalendarError("[calendar] url begins with http: write https, or the password would go in the clear")
        if parts.username or parts.password:
            raise CalendarError("[calendar] url holds a name or a password: write user, and let password_from say it")
        self._calendar = calendar
        self._password = password
        self._parts = parts
        self._path = (parts.path or "/").rstrip("/") + "/"
        self._connection: http.client.HTTPConnection | None = None
        self._login = ""

    def close(self) -> None:
        """Let go of the server."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def put(self, uid: str, text: str) -> None:
        """Put a date there, or what it is now in its place. Raises CalendarError."""
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        status, answer = self._ask("PUT", self.href(uid), text.encode(), headers)
        if not 200 <= status < 300:
            raise CalendarError(f"the calendar did not take a date: {status} {answer}")

    def remove(self, uid: str) -> None:
        """Take a date out; one that is gone already stays so. Raises CalendarError."""
        status, answer = self._ask("DELETE", self.href(uid), None, {})
        if not (200 <= status < 300 or status in _GONE):
            raise CalendarError(f"the calendar did not let a date go: {status} {answer}")

    def href(self, uid: str) -> str:
        """Where a date stands: its name makes its place, so that the same one is never there twice."""
        return f"{self._path}{quote(uid, safe='')}.ics"

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        try:
            return self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # A connection that was kept open may have been closed by the server; every request of ours says what is
            # to be, so that asking twice changes nothing.
            self.close()
            return self._once(method, path, body, headers)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        where = self._parts.hostname
        try:
            connection = self._connected()
            connection.request(method, path, body=body, headers={**headers, **self._authorized()})
            response = connection.getresponse()
            answer = clean_line(response.read(2_000).decode("utf-8", "replace"))[:200]
            response.read()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            raise
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise CalendarError(f"the certificate of {where} does not hold ({error.verify_message})") from None
        except (OSError, http.client.HTTPException) as error:
            self.close()
            words = getattr(error, "strerror", None) or type(error).__name__
            raise CalendarError(f"the calendar at {where} cannot be reached ({words})") from None
        if response.status == 401:
            self.close()
            raise CalendarError(f"{where} does not let {self._calendar.user or 'us'} in (401)")
        if response.status == 403:
            raise CalendarError(f"{where} takes no date there (403): [calendar] url must be the calendar's own address")
        if 300 <= response.status < 400:
            raise CalendarError(f"{where} sends us elsewhere: write the address that it names into [calendar] url")
        if response.status in (*_CONFLICT, *_GONE) and method == "PUT":
            raise CalendarError(f"there is no calendar at {self._calendar.url} ({response.status}): make it first")
        return response.status, answer

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            host, port, seconds = str(self._parts.hostname), self._parts.port, self._calendar.timeout
            if self._parts.scheme == "http":
                self._connection = http.client.HTTPConnection(host, port, timeout=seconds)
            else:
                context = trusted(self._calendar.certificates, "calendar", CalendarError)
                self._connection = http.client.HTTPSConnection(host, port, timeout=seconds, context=context)
        return self._connection

    def _authorized(self) -> dict[str, str]:
        if not self._calendar.user:
            return {}
        if not self._login:
            pair = f"{self._calendar.user}:{self._password().reveal()}"
            self._login = base64.b64encode(pair.encode()).decode()
        return {"Authorization": f"Basic {self._login}"}
