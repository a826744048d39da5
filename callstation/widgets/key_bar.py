"""The keys at the foot of the call screen."""

from __future__ import annotations

from collections.abc import Mapping

from callstation.model.calls import Outcome
from callstation.model.cards import Consequence
from callstation.widgets.key_layout import key_lines
from callstation.widgets.line_widget import LineWidget
from callstation.widgets.spans import Line


class KeyBar(LineWidget):
    """Outcome keys with their consequences, and the other keys."""

    DEFAULT_CSS = """
    KeyBar {
        height: auto;
        width: 1fr;
        background: $surface;
        dock: bottom;
    }
    """

    def __init__(
        self, outcomes: tuple[tuple[str, str, Outcome], ...], others: tuple[tuple[str, str], ...], *, id: str
    ) -> None:
        super().__init__(id=id)
        self.outcomes = outcomes
        self.others = others
        self._consequences: Mapping[Outcome, Consequence] = {}
        self._live = False
        self._page = 0
        self._proposed: frozenset[Outcome] = frozenset()

    def show(
        self,
        consequences: Mapping[Outcome, Consequence],
        *,
        live: bool,
        proposed: frozenset[Outcome] = frozenset(),
    ) -> None:
        """Show what each key would do now; ``live`` False dims the outcome keys, ``proposed`` stand out.

        With the consequences of another card the other keys are those of the first page again.
        """
        if consequences is not self._consequences:
            self._page = 0
        self._consequences = consequences
        self._proposed = proposed
        self._live = live
        self.update_lines()

    def turn(self) -> None:
        """The next page of the other keys; after the last comes the first."""
        self._page += 1
        self.update_lines()

    def layout_lines(self, width: int, height: int) -> list[Line]:
        """The lines; the height follows from the width."""
        return key_lines(
            self.outcomes,
            self.others,
            self._consequences,
            width,
            live=self._live,
            proposed=self._proposed,
            page=self._page,
        )

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """How many lines it takes at this width."""
        return len(key_lines(self.outcomes, self.others, {}, width, live=False))
