"""callstation's colours as Textual's themes."""

from __future__ import annotations

from textual.theme import Theme

from callstation.widgets.colours import DUSK, PAPER

THEMES = (Theme(name="dusk", dark=True, **DUSK), Theme(name="paper", dark=False, **PAPER))
