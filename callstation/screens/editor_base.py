"""The script editor's state, and how it gets onto the screen. What its keys do is in editor.py."""

from __future__ import annotations

import time
from contextlib import suppress

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from callstation.desk.desk import Desk
from callstation.desk.editing import Editing, Look, NeighbourLook
from callstation.errors import CallstationError
from callstation.model.cards import Card, Spoken
from callstation.screens.editor_words import (
    Question,
    called,
    foot_lines,
    head_lines,
    preview_head,
    status_lines,
    text_head,
)
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane
from callstation.widgets.preview import Preview, look_lines, neighbour_blocks
from callstation.widgets.script_area import ScriptArea
from callstation.widgets.spans import Line

PAUSE = 0.06
"""Seconds after a key until the preview shows what it changed; it is never later, however fast the typing."""
KEEP = 0.25
"""Seconds after which what was typed is kept, even while the typing goes on."""
WIDE = 100
"""Cells from which text and preview stand side by side."""


class EditorBase(Screen[bool]):
    """A text, what is wrong with it, and what it says; every letter is kept."""

    DEFAULT_CSS = """
    EditorBase {
        layout: vertical;
        #both { layout: vertical; height: 1fr; }
        #left { height: 3fr; width: 1fr; }
        #right { height: 2fr; width: 1fr; background: $surface; }
        #text-head, #preview-head { background: $panel; padding: 0 1; }
        #status { padding: 0 1; }
        #foot { padding: 0 1; background: $surface; }
        #top { padding: 0 1; }
        &.-others #right { height: 4fr; }
        &.-wide {
            #both { layout: horizontal; }
            #left { width: 55%; height: 1fr; }
            #right { width: 45%; height: 1fr; }
        }
    }
    """

    def __init__(self, desk: Desk, card: Card, part: str = "opener") -> None:
        """``part`` is the section to begin with. Raises CallstationError where the script cannot be read."""
        super().__init__()
        self.card = card
        self.editing = Editing(desk, card)
        self.part = part
        self.others = False
        self.latest: Look | None = None
        self.notice = ""
        self.question = Question.NONE
        self.asked_at = 0.0
        self._asked_text = self._said_text = ""
        self._good: dict[str, tuple[Look, Spoken]] = {}
        self._area: ScriptArea | None = None
        self._look_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        self.done = False

    def compose(self) -> ComposeResult:
        yield LinePane(lambda width: head_lines(self.editing, width), id="top")
        with Container(id="both"):
            with Vertical(id="left"):
                yield LinePane(self._text_head, id="text-head")
                self._area = ScriptArea(self.editing.text, id="text")
                yield self._area
            with Vertical(id="right"):
                yield LinePane(self._preview_head, id="preview-head")
                yield Preview(id="preview")
        yield LinePane(self._status, id="status")
        yield LinePane(lambda width: foot_lines(others=self.others, width=width), id="foot")

    def on_mount(self) -> None:
        area = self.area
        area.to_section(self.part)
        if self.editing.draft is not None:
            area.put(self.editing.draft)
            area.to_difference(self.editing.text)
            self.say("here is what you had not saved; ctrl+z shows the script as it stands")
        elif fault := self.editing.desk.tools.rules.fault:
            self.say(fault)
        area.focus()
        self.look()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept."""
        if not self.done and self.changed:
            with suppress(CallstationError):  # nobody is left to be told
                self.editing.keep(self.area.text)

    @property
    def area(self) -> ScriptArea:
        """Where the text is; there from the composing on, also while the screen is taken down."""
        assert self._area is not None
        return self._area

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self._area is not None and self._area.text != self.editing.text

    # while typing -------------------------------------------------------------------------------------
    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._soon()
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP, self._keep)

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        if self.area.section != self.part:
            self._soon()

    def _soon(self) -> None:
        if self._look_timer is None:
            self._look_timer = self.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Check the text, and show what it says now."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        area = self.area
        if self.question is not Question.NONE and area.text != self._asked_text:
            self.question = Question.NONE
        if self.notice and area.text != self._said_text:
            self.notice = ""
        if self.part != area.section:
            self.part = area.section
            self.query_one(Preview).scroll_to(y=0, animate=False)
        self.latest = look = self.editing.look(area.text, self.part)
        area.mark_faults({fault.line for fault in look.faults})
        if look.spoken is None and self.part not in self._good:
            look = self.editing.look(self.editing.text, self.part)
        if look.spoken is not None:
            self._good[self.part] = (look, look.spoken)
        self.paint()

    def _keep(self) -> None:
        self._keep_timer = None
        if self.done:
            return
        try:
            if self.changed:
                self.editing.keep(self.area.text)
            else:
                self.editing.forget()
        except CallstationError as error:
            self.say(str(error))

    # painting -----------------------------------------------------------------------------------------
    def paint(self) -> None:
        """Show the present moment."""
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)
        self._paint_preview()

    def _text_head(self, width: int) -> list[Line]:
        return text_head(self.part, changed=self.changed, width=width)

    def _preview_head(self, width: int) -> list[Line]:
        preview = self.query_one(Preview)
        more = preview.virtual_size.height > preview.size.height > 0
        return preview_head(
            self.latest, called(self.card), stale=self.stale, others=self.others, more=more, width=width
        )

    def _status(self, width: int) -> list[Line]:
        return status_lines(self.latest, self.question, self.notice, width, findings=width < WIDE)

    @property
    def stale(self) -> bool:
        """Whether what the preview shows is how the section was before a fault came into it."""
        return self.latest is not None and self.latest.spoken is None

    @on(LineList.Resized)
    def _paint_preview(self) -> None:
        preview = self.query_one(Preview)
        if self.latest is None or not preview.size:
            return
        if self.others and not self.stale:
            preview.show(neighbour_blocks(self._neighbours(), self.editing.name, preview.room), keep_place=True)
        elif self.part in self._good:
            look, spoken = self._good[self.part]
            lines = look_lines(look, spoken, preview.room, stale=self.stale, who=called(self.card))
            preview.show([lines], keep_place=True)
        else:
            preview.show([[[("This part shows again as soon as its fault is mended.", "muted")]]])
        self.query_one("#preview-head", LinePane).update_lines()

    def _neighbours(self) -> tuple[NeighbourLook, ...]:
        try:
            return self.editing.look_around(self.area.text, self.part)
        except CallstationError as error:
            self.notice = str(error)
            return ()

    # what it says --------------------------------------------------------------------------------------
    def say(self, text: str) -> None:
        """Tell it below the text, until something is typed."""
        self.question = Question.NONE
        self.notice = text
        self._said_text = self.area.text
        self.paint()

    def ask(self, question: Question) -> None:
        """Ask it below the text, until something is typed; NONE takes the question back."""
        self.question = question
        self.notice = ""
        self.asked_at = time.monotonic()
        self._asked_text = self.area.text
        self.paint()
