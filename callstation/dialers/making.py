"""The dialler that the settings ask for; each is imported only where it is used."""

from __future__ import annotations

from callstation.dialers.protocol import Dialer, Sink
from callstation.dialler_settings import Dialler


def make_dialer(settings: Dialler, sink: Sink) -> Dialer:
    """The dialler for ``settings``; its events go to ``sink``, from whatever thread they happen in."""
    match settings.kind:
        case "link":
            from callstation.dialers.link import Link

            return Link(sink, settings.scheme)
        case "command":
            from callstation.dialers.command import Command

            return Command(sink, settings.command, settings.hang_up)
        case "baresip":
            from callstation.dialers.baresip import Baresip

            return Baresip(sink, settings)
        case _:
            from callstation.dialers.by_hand import ByHand

            return ByHand(sink)
