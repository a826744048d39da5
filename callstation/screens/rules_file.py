"""The user's own language rules as text: checked while they are typed, tried on their own examples when saved (H7)."""

from __future__ import annotations

import time
from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from callstation.desk.house_rules import HouseRules, ruleset_of
from callstation.errors import CallstationError, SettingsError
from callstation.language.ruleset import Ruleset
from callstation.language.user_rules import TEMPLATE, with_new
from callstation.screens.once_typed import once_typed
from callstation.scripting.drafts import drop_draft, keep_draft, kept_draft
from callstation.text import clean, count_of
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.script_area import CleanArea
from callstation.widgets.spans import Line, fit, wrap

PAUSE = 0.15
"""Seconds after a key until the rules are read and tried."""
BOUNCE = 0.15
"""Seconds in which a second escape is taken for the first one bouncing."""
DRAFT = "language"
KEYS = (("ctrl+s", "save"), ("esc", "drop"), ("ctrl+z", "undo"), ("ctrl+y", "redo"))


class RulesFileScreen(Screen[bool]):
    """Returns whether the file was saved."""

    DEFAULT_CSS = """
    RulesFileScreen {
        LinePane { padding: 0 1; }
        CleanArea { height: 1fr; border: none; padding: 0; &:focus { border: none; } }
        #foot { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("escape", "drop", "drop", priority=True),
    ]

    def __init__(self, rules: HouseRules, *, new: bool = False) -> None:
        """``new`` begins one more rule. Raises SettingsError where the file cannot be read."""
        super().__init__()
        if rules.file is None:
            raise SettingsError("no place for rules of your own was named")
        self.rules = rules
        self._folder = rules.file.parent
        self._stored = clean(rules.text())
        self._begun = self._stored or TEMPLATE
        draft = kept_draft(self._folder, DRAFT)
        self._draft = clean(draft) if draft is not None else None
        self._new = new
        self.said: tuple[str, str] = ("", "")
        self._asked_at: float | None = None
        self._timer: Timer | None = None
        self._area: CleanArea | None = None
        self._done = False

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        self._area = CleanArea(self._begun, soft_wrap=True, show_line_numbers=True, tab_behavior="focus")
        yield self._area
        yield LinePane(self._said, id="said")
        yield LinePane(lambda width: hints(KEYS, width), id="foot")

    def on_mount(self) -> None:
        area = self.area
        kept = self._draft is not None and self._draft != self._begun
        if kept and self._draft is not None:
            area.replace(self._draft, area.document.start, area.document.end)
        if self._new:
            area.replace(with_new(area.text), area.document.start, area.document.end)
            self._to_last_rule()
        area.history.checkpoint()
        area.focus()
        self.look()
        if kept:
            self._say("here is what you had not saved; ctrl+z shows the file as it stands", "accent")

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept."""
        if self._area is not None and not self._done:
            self._keep()

    @property
    def area(self) -> CleanArea:
        """Where the text is."""
        assert self._area is not None
        return self._area

    def _to_last_rule(self) -> None:
        """Mark the name of the rule that was begun, with its lines in sight."""
        area = self.area
        row = max(i for i, line in enumerate(area.document.lines) if line.startswith("[rules."))
        area.move_cursor(area.document.end)
        area.selection = Selection((row, len("[rules.")), (row, len(area.document.lines[row]) - 1))

    # while typing -------------------------------------------------------------------------------------
    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._asked_at = None
        if self._timer is None:
            self._timer = self.set_timer(PAUSE, self._looked_and_kept)

    def _looked_and_kept(self) -> None:
        self.look()
        self._keep()

    def look(self) -> None:
        """Read the rules as they stand, and say what is wrong with them."""
        self._timer = None
        try:
            rules = ruleset_of(self.area.text).rules
        except CallstationError as error:
            self._say(str(error), "warning")
            return
        shipped = Ruleset.default()
        own = sum(shipped.rule(rule.id) is None for rule in rules)
        off = sum(rule.severity == "off" for rule in rules)
        self._say(f"nothing is wrong here: {count_of(own, 'rule')} of your own, {off} silenced", "good")

    def _keep(self) -> None:
        with suppress(CallstationError):  # it is still on the screen
            if self.area.text == self._begun:
                drop_draft(self._folder, DRAFT)
            else:
                keep_draft(self._folder, DRAFT, self.area.text)

    # painting -----------------------------------------------------------------------------------------
    def _say(self, text: str, role: str) -> None:
        self.said = (text, role)
        for pane in self.query(LinePane):
            pane.update_lines()

    def _head(self, width: int) -> list[Line]:
        new = "" if self._stored else "  not there yet: this is how it begins"
        return [
            [("Your own language rules", "title"), (new, "muted")],
            [(fit(str(self.rules.file), width), "muted")],
            [],
        ]

    def _said(self, width: int) -> list[Line]:
        rows: list[Line] = [[(row, self.said[1])] for row in wrap(self.said[0], width)]
        return [*rows, [], []][:2]

    # keys ---------------------------------------------------------------------------------------------
    @once_typed
    def action_save(self) -> None:
        """Store it, where nothing is wrong with it."""
        try:
            self.rules.save(self.area.text)
        except CallstationError as error:
            self._say(f"not saved yet: {error}", "warning")
            return
        self._leave(saved=True)

    @once_typed
    def action_drop(self) -> None:
        """Leave; with changes it asks first."""
        if self.area.text != self._begun:
            if self._asked_at is None:
                self._asked_at = time.monotonic()
                self._say("Drop your changes? esc again drops them, ctrl+s saves them.", "accent")
                return
            if time.monotonic() - self._asked_at < BOUNCE:
                return
        self._leave(saved=False)

    def _leave(self, *, saved: bool) -> None:
        self._done = True
        drop_draft(self._folder, DRAFT)
        self.dismiss(saved)
