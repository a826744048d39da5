"""Type a few letters, pick one of what is found: the keys that such screens share."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

from callstation.widgets.line_list import LineList

Result = TypeVar("Result")


class Picking(ModalScreen[Result]):
    """A line to type in over one :class:`LineList`: the arrows move in the list while the letters go to the line."""

    BINDINGS = [
        ("up", "move(-1)", "up"),
        ("down", "move(1)", "down"),
        ("pageup", "page(-1)", "page up"),
        ("pagedown", "page(1)", "page down"),
        ("escape", "leave", "back"),
    ]

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.query_one(LineList).move(by)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self.query_one(LineList).action_page(by)

    def action_leave(self) -> None:
        """Back, nothing chosen."""
        self.dismiss(None)
