"""callstation's colours as Textual's themes."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from callstation.widgets.colours import DUSK, PAPER


def _theme(name: str, colours: Mapping[str, str], *, dark: bool) -> Theme:
    theme = Theme(name=name, primary=colours["primary"], dark=dark)
    for what, colour in colours.items():
        setattr(theme, what, colour)
    return theme


THEMES = (_theme("dusk", DUSK, dark=True), _theme("paper", PAPER, dark=False))
