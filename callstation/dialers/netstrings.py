"""Netstrings (``5:hello,``), as baresip's ctrl_tcp speaks them: however the bytes come cut, whole strings come out."""

from __future__ import annotations

from callstation.errors import DialerError

LONGEST = 1_000_000
"""Bytes of the longest string taken; baresip's longest answer, its help, has a few thousand."""


class BrokenStreamError(DialerError):
    """What came is no netstring: whoever speaks there is not baresip's ctrl_tcp."""


def encode(payload: bytes) -> bytes:
    """``payload`` as a netstring."""
    return b"%d:%s," % (len(payload), payload)


class Netstrings:
    """Takes bytes as they come, gives whole strings."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, part: bytes) -> list[bytes]:
        """The strings that are whole now; the rest waits for more. Raises BrokenStreamError."""
        self._held += part
        found = []
        while self._held:
            head, colon, _ = self._held[:9].partition(b":")
            if not head.isdigit() or (not colon and len(head) > 7) or int(head) > LONGEST:
                raise BrokenStreamError(f"not a netstring: {bytes(self._held[:24])!r}")
            if not colon:
                break
            start, end = len(head) + 1, len(head) + 1 + int(head)
            if len(self._held) <= end:
                break
            if self._held[end : end + 1] != b",":
                raise BrokenStreamError("a netstring that does not end where it says")
            found.append(bytes(self._held[start:end]))
            del self._held[: end + 1]
        return found
