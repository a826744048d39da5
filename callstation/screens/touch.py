"""The personal touch (T3): other words for this call only; the script stays as it is."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import TextArea

from callstation.dates.spoken import ordinal, short_day
from callstation.dates.words import DAYS
from callstation.desk.desk import Desk
from callstation.desk.editing import judged, script_words
from callstation.errors import CallstationError
from callstation.model.cards import Card, Finding
from callstation.screens.once_typed import once_typed
from callstation.scripting.context import BY_NAME
from callstation.scripting.records import shown_gap
from callstation.text import clean
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.preview import Preview, finding_lines
from callstation.widgets.script_area import CleanArea
from callstation.widgets.spans import Line, fit, justify, wrap

PAUSE = 0.06
"""Seconds after a key until what is said below fits what is written."""
KEEP = 0.25
"""Seconds after which what was typed is kept, even while the typing goes on."""
BOUNCE = 0.15
"""Seconds in which a second escape is taken for the first one bouncing."""
PARTS = ("opener", "voicemail")
OTHER = {"opener": "voicemail", "voicemail": "opener"}
TITLES = {"opener": "What you say first", "voicemail": "What you say to the machine"}
_GAPS = re.compile("|".join(re.escape(shown_gap(name)) for name in BY_NAME))


class TouchScreen(ModalScreen[bool]):
    """Returns whether this call's words are others now."""

    DEFAULT_CSS = """
    TouchScreen {
        align: center middle;
        background: $background 60%;
        #touch {
            width: 96%;
            max-width: 90;
            height: 90%;
            max-height: 26;
            padding: 0 1;
            background: $surface;
            border: round $accent;
            border-title-color: $accent;
        }
        LinePane { background: $surface; padding: 0 1; }
        CleanArea {
            height: 4fr;
            margin: 0 1;
            background: $panel;
            border: none;
            padding: 0 1;
            &:focus { border: none; }
        }
        Preview { height: 3fr; }
        .-away { display: none; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("escape", "drop", "drop", priority=True),
        Binding("tab,shift+tab", "other", "the opener or the voicemail", priority=True),
        Binding("ctrl+r", "script", "the script's words", priority=True),
        Binding("ctrl+down", "scroll(3)", "scroll", priority=True),
        Binding("ctrl+up", "scroll(-3)", "scroll", priority=True),
    ]

    def __init__(self, desk: Desk, card: Card, part: str = "opener") -> None:
        """``part`` is the one to begin with: opener or voicemail."""
        super().__init__()
        self.desk = desk
        self.card = card
        self.part = part
        self.notice = ""
        self._begun = {"opener": card.touch, "voicemail": card.touch_voicemail}
        self._stored = dict(self._begun)
        self._script_words: dict[str, str] = {}
        self._areas: dict[str, CleanArea] = {}
        self._findings: tuple[Finding, ...] = ()
        self._seconds = 0.0
        self._asked_at: float | None = None
        self._look_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        self._done = False

    def compose(self) -> ComposeResult:
        with Vertical(id="touch") as box:
            box.border_title = "For this call only"
            yield LinePane(self._head, id="head")
            for part, spoken in (("opener", self.card.opener), ("voicemail", self.card.voicemail)):
                area = self._areas[part] = CleanArea(
                    clean(spoken.text), soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False
                )
                area.set_class(part != self.part, "-away")
                yield area
            yield LinePane(self._about, id="about")
            yield Preview()
            yield LinePane(lambda width: hints(self._keys(), width))

    def _keys(self) -> list[tuple[str, str]]:
        return [
            ("ctrl+s", "keep"),
            ("esc", "drop"),
            ("tab", f"the {OTHER[self.part]}"),
            ("ctrl+z", "undo"),
            ("ctrl+r", "the script's words"),
            ("ctrl+up/down", "scroll"),
        ]

    def on_mount(self) -> None:
        for area in self._areas.values():
            area.move_cursor(area.document.end)
        self.area.focus()
        self.look()

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept."""
        if self._areas and not self._done:
            with suppress(CallstationError):  # nobody is left to be told
                for part in PARTS:
                    if self.words(part) != self._stored[part]:
                        self.desk.keep_touch(self.card.prospect.id, self.words(part), part)

    @property
    def area(self) -> CleanArea:
        """Where the words are; there from the composing on, also while the screen is taken down."""
        return self._areas[self.part]

    def words(self, part: str) -> str:
        """The words as they would be kept: '' where they are the script's own."""
        text = self._areas[part].text.strip()
        return "" if text == self._script(part).strip() else text

    @property
    def changed(self) -> bool:
        """Whether there are other words than when it was opened."""
        return any(self.words(part) != self._begun[part] for part in PARTS)

    def _script(self, part: str) -> str:
        """The script's own words, rendered once; '' where they cannot be."""
        if part not in self._script_words:
            spoken = self.card.opener if part == "opener" else self.card.voicemail
            text = spoken.text
            if self._begun[part]:
                try:
                    text = script_words(self.desk, self.card, part)
                except CallstationError as error:
                    text, self.notice = "", str(error)
            self._script_words[part] = clean(text)
        return self._script_words[part]

    # while typing -------------------------------------------------------------------------------------
    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.notice = ""
        self._asked_at = None
        if self._look_timer is None:
            self._look_timer = self.set_timer(PAUSE, self.look)
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP, self._keep)

    def _keep(self) -> None:
        self._keep_timer = None
        self._store({part: self.words(part) for part in PARTS})

    def _store(self, words: dict[str, str]) -> None:
        if self._done:
            return
        try:
            for part in PARTS:
                if words[part] != self._stored[part]:
                    self.desk.keep_touch(self.card.prospect.id, words[part], part)
                    self._stored[part] = words[part]
        except CallstationError as error:
            self.notice = f"{error} (your words are still here)"
            self.look()

    @on(LineList.Resized)
    def look(self) -> None:
        """Say what could be better, and how long it takes to say."""
        self._look_timer = None
        self._findings, self._seconds = judged(self.desk.tools, self.area.text, self.part)
        preview = self.query_one(Preview)
        if preview.size:
            preview.show([self._judgement(preview.room)], keep_place=True)
        for pane in self.query(LinePane):
            pane.update_lines()

    def _judgement(self, width: int) -> list[Line]:
        text = self.area.text
        lines: list[Line] = []
        if not text.strip():
            return [[(row, "muted")] for row in wrap("Nothing here: ctrl+s goes back to the script's words.", width)]
        if gaps := list(dict.fromkeys(_GAPS.findall(text))):
            lines += [[(row, "warning")] for row in wrap(f"still to be filled in: {' '.join(gaps)}", width)]
        if self.part == "voicemail" and not names_day(text, self.card.promise_days[1]):
            day = short_day(self.card.promise_days[1], self.card.window.local.date())
            lines += [[(row, "warning")] for row in wrap(f"2 promises {day}: say that day, or they wait.", width)]
        for finding in self._findings:
            lines += finding_lines(finding, width)
        return lines or [[("nothing to change here: it reads well", "good")]]

    def _head(self, width: int) -> list[Line]:
        who = ", ".join(part for part in (self.card.prospect.name, self.card.prospect.company) if part)
        return [
            [("for ", "muted"), (fit(who, width - 4), "name")],
            [(fit(f"{TITLES[self.part]}. The script {self.card.script} stays as it is.", width), "muted")],
            [],
        ]

    def _about(self, width: int) -> list[Line]:
        if self.notice:
            return [[], [(fit(self.notice, width), "warning")]]
        right = f"{max(1, round(self._seconds))} s to say" if self._seconds else ""
        return [[], justify([("how it sounds", "label")], [(right, "muted")], width)]

    # keys ---------------------------------------------------------------------------------------------
    @once_typed
    def action_keep(self) -> None:
        """These are the words for this call."""
        self._store({part: self.words(part) for part in PARTS})
        self._leave(changed=self.changed)

    @once_typed
    def action_drop(self) -> None:
        """The words stay as they were; where something was typed it asks first."""
        if self.changed:
            if self._asked_at is None:
                self._asked_at = time.monotonic()
                self.notice = "Drop these words? esc again drops them, ctrl+s keeps them."
                self.look()
                return
            if time.monotonic() - self._asked_at < BOUNCE:
                return
        self._store(self._begun)
        self._leave(changed=False)

    @once_typed
    def action_other(self) -> None:
        """From the opener to the voicemail, or back; both are kept together."""
        self.area.add_class("-away")
        self.part = OTHER[self.part]
        self.area.remove_class("-away")
        self.area.focus()
        self.query_one(Preview).scroll_to(y=0, animate=False)
        self.look()

    def action_script(self) -> None:
        """The script's words in the place of these; undo brings these back."""
        area = self.area
        area.history.checkpoint()
        area.replace(self._script(self.part), area.document.start, area.document.end, maintain_selection_offset=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll what is said below."""
        preview = self.query_one(Preview)
        preview.scroll_to(y=preview.scroll_offset.y + lines, animate=False)

    def _leave(self, *, changed: bool) -> None:
        self._done = True
        self.dismiss(changed)


def names_day(text: str, day: date) -> bool:
    """Whether words to a machine name the day of the call that they promise (F1): its weekday, or its number."""
    said = set(re.findall(r"[^\W_]+", text.lower()))
    return bool(said & {DAYS[day.weekday()].lower(), str(day.day), ordinal(day.day)})
