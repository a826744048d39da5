"""The working part of the call screen in one widget: clock and tally, queue, card."""

from __future__ import annotations

from callstation.widgets.card_view_model import StationView
from callstation.widgets.line_widget import LineWidget
from callstation.widgets.spans import Line
from callstation.widgets.station_layout import station_lines


class Station(LineWidget):
    """Shows a :class:`StationView`."""

    DEFAULT_CSS = """
    Station { height: 1fr; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: StationView | None = None

    def show(self, view: StationView) -> None:
        """Show a moment of the session."""
        self.view = view
        self.update_lines()

    def layout_lines(self, width: int, height: int) -> list[Line]:
        """The station's lines, none before the first moment."""
        if self.view is None:
            return []
        return station_lines(self.view, width, height)
