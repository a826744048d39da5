"""Lines of roles as escape sequences: what a screen looks like before Textual is there to paint it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from callstation.widgets.roles import ROLES, Role
from callstation.widgets.spans import Line, fit_line, harmless, width_of

RGB = tuple[int, int, int]


def painted(lines: Sequence[Line], width: int, palette: Mapping[str, str], ground: str, *, first_row: int = 1) -> str:
    """``lines`` of ``width`` cells from ``first_row`` (1 is the top) down, in 24-bit colours.

    ``palette`` maps a theme's names to ``#rrggbb``; ``ground`` is the name of the colour behind everything.
    """
    plain = _sequence(Role(), palette, ground)
    styles = {"": plain, **{name: _sequence(role, palette, ground) for name, role in ROLES.items()}}
    out = []
    for row, line in enumerate(lines, first_row):
        fitted = fit_line(line, width)
        words = "".join(f"{styles[role]}{harmless(text)}" for text, role in fitted)
        out.append(f"\x1b[{row};1H{words}{plain}{' ' * (width - width_of(fitted))}")
    return "".join(out) + "\x1b[0m"


def _sequence(role: Role, palette: Mapping[str, str], ground: str) -> str:
    behind = _rgb(palette[role.ground or ground])
    color = _mixed(_rgb(palette[role.color]), behind, role.percent / 100)
    bold = ";1" if role.bold else ""
    return f"\x1b[0{bold};38;2;{';'.join(map(str, color))};48;2;{';'.join(map(str, behind))}m"


def _rgb(color: str) -> RGB:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _mixed(color: RGB, behind: RGB, share: float) -> RGB:
    """Terminals know no transparency: a colour is mixed with what is behind it, as Textual does."""
    red, green, blue = (int(b + (c - b) * share) for c, b in zip(color, behind, strict=True))
    return red, green, blue
