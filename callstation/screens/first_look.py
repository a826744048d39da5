"""The first card on the screen before Textual is imported, which takes longer than all the rest of the start.

The same layouts are written out once as escape sequences; the workstation then takes the screen over as it stands
(seamless.py), and keys typed meanwhile wait for it in the terminal. Where the terminal cannot show it alike, it is left
out, and the start is as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from callstation.desk.desk import Desk
from callstation.rules.windows import zone_of
from callstation.screens import actions
from callstation.screens.first_card import first_card
from callstation.widgets.ansi import painted
from callstation.widgets.card_view_model import StationView
from callstation.widgets.colours import OWN, PALETTES
from callstation.widgets.key_layout import key_lines
from callstation.widgets.station_layout import station_lines

QUEUE_ROWS = 28
"""People ahead that are read: as many as a tall screen shows."""
ENTER = "\x1b[?1049h\x1b[?25l"
LEAVE = "\x1b[?25h\x1b[?1049l"


def show_first(desk: Desk, environ: Mapping[str, str]) -> bool:
    """Write the first card to the terminal; whether it was written. Raises nothing that a missing look is worth."""
    palette = PALETTES.get(desk.tools.settings.theme or OWN)
    screen = sys.__stderr__
    colours = environ.get("COLORTERM") in ("truecolor", "24bit") and "NO_COLOR" not in environ
    if palette is None or screen is None or not screen.isatty() or not colours or os.name != "posix":
        return False
    first = first_card(desk)
    if first.card is None:
        return False
    width, height = os.get_terminal_size(screen.fileno())
    keys = actions.printed(desk.tools.settings.keys)
    feet = key_lines(*actions.foot(keys), first.card.consequences, width, live=True)
    view = StationView(
        now=desk.now.astimezone(zone_of(desk.tools.frame.zone)),
        card=first.card,
        session=desk.clock(),
        tally=desk.tally(),
        ahead=desk.ahead(QUEUE_ROWS, without=first.card.prospect.id),
        note=first.card.draft_note,
        notice=first.notice,
        notice_bad=first.notice_bad,
        keys=keys,
    )
    body = station_lines(view, width, height - len(feet))
    top = painted(body, width, palette, "background")
    foot = painted(feet, width, palette, "surface", first_row=len(body) + 1)
    screen.write(f"{ENTER}{top}{foot}")
    screen.flush()
    return True


@contextmanager
def first_look(desk: Desk, environ: Mapping[str, str]) -> Iterator[bool]:
    """The first card is on the screen; gives whether it is. Afterwards the terminal is as it was before.

    Keys typed before the workstation listens are kept for it, and not echoed into the card.
    """
    with _no_echo():
        shown = show_first(desk, environ)
        try:
            yield shown
        finally:
            if shown and sys.__stderr__ is not None:
                with suppress(OSError):  # a terminal that is gone needs nothing back
                    sys.__stderr__.write(LEAVE)
                    sys.__stderr__.flush()


@contextmanager
def _no_echo() -> Iterator[None]:
    if os.name != "posix" or sys.__stdin__ is None or not sys.__stdin__.isatty():
        yield
        return
    import termios

    terminal = sys.__stdin__.fileno()
    before = termios.tcgetattr(terminal)
    quiet = [*before[:3], before[3] & ~(termios.ECHO | termios.ICANON), *before[4:]]
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSANOW, before)
