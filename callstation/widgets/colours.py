"""callstation's own colours: a calm dark set and a light one, both readable on any terminal with 256 colours."""

from __future__ import annotations

DUSK = {
    "primary": "#7fb4ca",
    "secondary": "#a3be8c",
    "accent": "#e0b27a",
    "warning": "#e0b27a",
    "error": "#d98a86",
    "success": "#a3be8c",
    "foreground": "#dcdfe4",
    "background": "#16181d",
    "surface": "#1c1f26",
    "panel": "#252a33",
}

PAPER = {
    "primary": "#2f6f8f",
    "secondary": "#4d7a3a",
    "accent": "#9a5b13",
    "warning": "#9a5b13",
    "error": "#a5312c",
    "success": "#3f6d2c",
    "foreground": "#23262b",
    "background": "#faf8f3",
    "surface": "#f2efe7",
    "panel": "#e6e1d5",
}

PALETTES = {"dusk": DUSK, "paper": PAPER}
OWN = "dusk"
"""The theme where the settings name none."""
