"""Looking for words in the script that is being edited."""

from __future__ import annotations

from callstation.screens.editor_base import EditorBase
from callstation.widgets.find_bar import FindBar


class EditorFind(EditorBase):
    """The editor with a line to look for words."""

    @property
    def find_bar(self) -> FindBar | None:
        """The line, while it is open."""
        return next(iter(self.query(FindBar)), None)

    def action_find(self) -> None:
        """Open the line; where it is open, the keys are for it again."""
        if (bar := self.find_bar) is not None:
            bar.focus_words()
        else:
            self.mount(FindBar(self.area), before="#status")

    def action_find_next(self, by: int) -> None:
        """The next place, or the one before, also while the text is being typed at."""
        if (bar := self.find_bar) is not None:
            bar.step(by)
        else:
            self.action_find()

    def close_find(self) -> bool:
        """Close the line, whether it was open; what was found stays marked."""
        bar = self.find_bar
        if bar is None:
            return False
        bar.remove()
        self.area.focus()
        return True
