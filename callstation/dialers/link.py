"""A ``tel:`` link, handed to whatever the desktop opens such links with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from callstation.desktop import opener
from callstation.dialers.by_hand import ByHand
from callstation.dialers.protocol import Sink
from callstation.dialers.running import run_aside
from callstation.errors import DialerError


class Link(ByHand):
    """The system dials; what becomes of the call stays with it."""

    def __init__(self, sink: Sink, scheme: str = "tel") -> None:
        super().__init__(sink)
        self._scheme = scheme

    def dial(self, number: str, extension: str, name: str) -> int:
        """Hand the link over. Raises DialerError where there is no desktop to hand it to."""
        call = super().dial(number, extension, name)
        link = f"{self._scheme}:{number}"
        run_aside(
            [*opener_of(sys.platform, os.environ), link],
            lambda why: self._say(call, f"nothing took the {self._scheme}: link ({why}): dial by hand"),
        )
        return call


def opener_of(platform: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The program that opens links, as words. Raises DialerError where there is no desktop."""
    found = opener(platform, environ)
    if found is None:
        raise DialerError("there is no desktop here to open a link with: dial by hand")
    return found
