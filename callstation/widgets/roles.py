"""What a role looks like: one table, from which the widgets' CSS and the first look's escape sequences are made.

Meaning never hangs on colour alone: whatever is coloured also says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A colour by its name in a theme, mixed with what is behind it, and whether it is bold."""

    color: str = "foreground"
    percent: int = 100
    ground: str = ""
    """The colour behind it, '' for the widget's own."""
    bold: bool = False


ROLES = {
    "plain": Role(),
    "muted": Role(percent=58),
    "label": Role("primary"),
    "title": Role("primary", bold=True),
    "clock": Role("accent", bold=True),
    "name": Role(bold=True),
    "number": Role("primary"),
    "why": Role("primary"),
    "accent": Role("accent", bold=True),
    "good": Role("success"),
    "warning": Role("warning"),
    "opener": Role(bold=True),
    "bar": Role("accent"),
    "gap": Role("background", ground="warning"),
    "note": Role("success"),
    "key": Role("accent", bold=True),
    "consequence": Role("secondary"),
    "proposed": Role("background", ground="accent", bold=True),
    "current": Role(bold=True),
    "soon": Role("accent"),
    "rule": Role(percent=20),
}


def css_of(role: Role) -> str:
    """The role as CSS with a theme's variables."""
    share = f" {role.percent}%" if role.percent < 100 else ""
    ground = f" background: ${role.ground};" if role.ground else ""
    bold = " text-style: bold;" if role.bold else ""
    return f"color: ${role.color}{share};{ground}{bold}"
