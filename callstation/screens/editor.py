"""Editing a call script in place: the text on one side, what it says to the person on the card on the other.

What is on the screen is in editor_base.py, what it says around the text in editor_words.py.
"""

from __future__ import annotations

import time

from textual.binding import Binding

from callstation.errors import CallstationError
from callstation.screens.editor_find import EditorFind
from callstation.screens.editor_words import Question
from callstation.screens.names import Entry, NamesScreen
from callstation.screens.once_typed import once_typed
from callstation.widgets.preview import Preview

BOUNCE = 0.15
"""Seconds in which a second escape is taken for the first one bouncing."""


class EditorScreen(EditorFind):
    """Returns whether the script was changed for good."""

    BINDINGS = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("escape", "drop", "drop", priority=True),
        Binding("ctrl+n,f2", "names", "names", priority=True),
        Binding("ctrl+g", "others", "others", priority=True),
        Binding("ctrl+r", "shipped", "as it came", priority=True),
        Binding("ctrl+o", "elsewhere", "the other text", priority=True),
        Binding("ctrl+t", "results", "what came of it", priority=True),
        Binding("ctrl+l", "language", "the language check's rules", priority=True),
        Binding("ctrl+f", "find", "find", priority=True),
        Binding("f3", "find_next(1)", "the next one found", priority=True),
        Binding("shift+f3", "find_next(-1)", "the one found before", priority=True),
        Binding("ctrl+down", "scroll_preview(3)", "scroll the preview", priority=True),
        Binding("ctrl+up", "scroll_preview(-3)", "scroll the preview", priority=True),
    ]

    def action_names(self) -> None:
        """Show the names that can be used, and put the chosen one in at the cursor."""
        inside, begun = self.area.begun()
        entries = [Entry(name, value, what) for name, what, value in self.editing.names()]
        if inside:
            from callstation.scripting.filters import FILTERS

            entries += [Entry(f"|{f.name}", "", f.description) for f in FILTERS.values()]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.area.put_name(name)

        self.app.push_screen(NamesScreen(entries, begun), chosen)

    def action_results(self) -> None:
        """What came of each text that this script has had. One that is brought back is what the card shows next."""
        from callstation.screens.scripts import ScriptsScreen

        def seen(brought_back: bool | None) -> None:
            if brought_back and not self.changed:
                self._leave(saved=True)

        try:
            screen = ScriptsScreen(self.editing.desk, self.editing.name, busy=self.changed)
        except CallstationError as error:
            self.say(str(error))
            return
        self.app.push_screen(screen, seen)

    def action_language(self) -> None:
        """The rules of the language check: silenced, changed and added there, they count here at once."""
        from callstation.screens.language import LanguageScreen

        self.app.push_screen(LanguageScreen(self.editing.desk.tools.rules), lambda _: self.look())

    def action_others(self) -> None:
        """Show the script for others in the queue, or for this person again."""
        self.others = not self.others
        self.set_class(self.others, "-others")
        self.query_one(Preview).scroll_to(y=0, animate=False)
        self.paint()

    def action_scroll_preview(self, lines: int) -> None:
        """Scroll a preview that is too long for its room."""
        preview = self.query_one(Preview)
        preview.scroll_to(y=preview.scroll_offset.y + lines, animate=False)

    @once_typed
    def action_save(self) -> None:
        """Store the text as the user's own; a fault or somebody else's change is told first."""
        self.look()
        if not self.changed:
            self._leave(saved=False)
            return
        if self.latest is not None and self.latest.faults:
            self.say("not saved yet: mend this first. What you typed is kept")
            return
        if self.question is not Question.OVER and self.editing.elsewhere() is not None:
            self.ask(Question.OVER)
            return
        try:
            self.editing.save(self.area.text)
        except CallstationError as error:
            self.say(str(error))
            return
        self._leave(saved=True)

    @once_typed
    def action_drop(self) -> None:
        """Leave, the line for finding first; with changes it asks first."""
        if self.close_find():
            return
        if self.question not in (Question.NONE, Question.DROP):
            self.ask(Question.NONE)
        elif not self.changed:
            self._leave(saved=False)
        elif self.question is not Question.DROP:
            self.ask(Question.DROP)
        elif time.monotonic() - self.asked_at > BOUNCE:
            self._leave(saved=False)

    def action_shipped(self) -> None:
        """Put the text that came with callstation in the place of this one; asks first."""
        shipped = self.editing.shipped
        if shipped is None:
            self.say("this script is your own: none of this name came with callstation")
        elif self.area.text == shipped:
            self.say("this is the text that came with callstation")
        elif self.question is not Question.SHIPPED:
            self.ask(Question.SHIPPED)
        else:
            self.area.put(shipped)
            self.say("this is the text that came with callstation: ctrl+s goes back to it, ctrl+z brings yours back")

    def action_elsewhere(self) -> None:
        """Take up what something else made of the script meanwhile."""
        other = self.editing.elsewhere()
        if other is None:
            self.say("nothing else has changed this script")
            return
        self.area.put(other)
        self.say("this is the other text; ctrl+z brings yours back")

    def _leave(self, *, saved: bool) -> None:
        self.done = True
        self.editing.forget()
        self.dismiss(saved)
