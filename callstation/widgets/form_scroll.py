"""A form that is taller than the screen: scrolled by moving through its fields."""

from __future__ import annotations

from textual.containers import VerticalScroll


class FormScroll(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Takes no keys of its own: the arrows would scroll it, and not lead from one field to the next."""
