"""An application that keeps people's data off the terminal when it crashes.

Textual prints every local variable of a crash, notes and names among them, and its exit status can be lost. Here the
screen is given back, and the error goes on to whoever started the program (the command line logs types and lines).
"""

from __future__ import annotations

from typing import TypeVar

from textual.app import App

from callstation.screens.themes import THEMES
from callstation.widgets.colours import OWN

Result = TypeVar("Result")


class QuietApp(App[Result]):
    """callstation's themes, and no traceback on the screen."""

    def __init__(self, theme: str = "") -> None:
        super().__init__()
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme if theme in self.available_themes else OWN

    def _fatal_error(self) -> None:
        """Give the terminal back; :meth:`run_to_end` tells the error on."""
        self.bell()
        self._close_messages_no_wait()

    def run_to_end(self) -> Result | None:
        """Run until the user leaves; the result. Raises what crashed the application, if anything did."""
        result = self.run()
        self._exit_renderables.clear()
        if self._exception is not None:
            raise self._exception
        return result
