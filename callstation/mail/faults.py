"""What a way out says when an email did not simply go: each kind has a consequence of its own."""

from __future__ import annotations

from callstation.errors import CallstationError


class MailError(CallstationError):
    """An email did not go out for certain. The text is one line, with the server's words and no secret."""


class NotReadyError(MailError):
    """Nothing was said to anybody, and nothing can be until the user does something (settings, password, network).

    What else is queued would fail alike.
    """


class LetterError(MailError):
    """This email cannot be sent as it is (a missing attachment, a broken address); nothing was said to anybody."""


class RefusedForNowError(MailError):
    """The server said no for now (4xx, RFC 5321, 4.2.1): it is worth another try later."""


class RefusedForGoodError(MailError):
    """The server said no for good (5xx). ``bad_address`` where it is the address that it does not know."""

    def __init__(self, words: str, *, bad_address: bool = False) -> None:
        self.bad_address = bad_address
        super().__init__(words)


class UnsureError(MailError):
    """Cut off after the text was on its way: it may have been taken, so it must not be sent again by itself."""
