"""Writing a reason: the blank, whom it is for with the number of people live beside it, and how it sounds to one."""

from __future__ import annotations

import time
from contextlib import suppress

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from callstation.desk.reason_draft import ReasonDraft
from callstation.desk.reason_fields import Fields
from callstation.desk.reasoning import Reasoning
from callstation.errors import CallstationError
from callstation.model.people import Prospect
from callstation.model.reasons import Reason, ReasonKind
from callstation.screens.once_typed import once_typed
from callstation.screens.reason_rows import Rows, repaint
from callstation.store.library import Written
from callstation.widgets.choice_line import OneLine, ToggleLine
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.preview import Preview
from callstation.widgets.reason_layout import heard_lines, reach_lines, title_lines
from callstation.widgets.spans import Line, wrap
from callstation.widgets.words_area import WordsArea

PAUSE = 0.06
"""Seconds after a key until what stands beside the form fits it."""
COUNT = 0.03
"""Seconds between two steps of counting."""
BOUNCE = 0.15
"""Seconds in which a second key is taken for the first one bouncing."""
KEEP = 0.25
"""Seconds after which what was typed is kept, even while the typing goes on."""
WIDE = 100
"""Cells from which the form and how it sounds stand side by side."""
KEYS = (
    *(("ctrl+s", "keeps it"), ("esc", "drops it"), ("enter", "next"), ("left right", "choose"), ("space", "takes")),
    *(("f2", "who they are"), ("ctrl+up/down", "scroll")),
)


class ReasonFormScreen(Screen[Written | None]):
    """Returns what was written; None where it was left without."""

    DEFAULT_CSS = """
    ReasonFormScreen {
        layout: vertical;
        #top, #foot { padding: 0 1; background: $surface; }
        #both { layout: vertical; height: 1fr; }
        #fields { height: 1fr; width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #fields Horizontal { height: auto; width: 1fr; }
        #fields Horizontal > LinePane { width: 14; }
        #fields .heading { padding: 1 0 0 0; }
        #in-lead_in { height: 2; }
        LineInput { width: 1fr; }
        #beside { height: 9; width: 1fr; background: $surface; }
        #reach { padding: 0 1; background: $panel; }
        #preview { height: 1fr; }
        &.-wide {
            #both { layout: horizontal; }
            #fields { width: 58%; height: 1fr; }
            #beside { width: 42%; height: 1fr; }
        }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "save", "keep", priority=True),
        Binding("escape", "drop", "drop", priority=True),
        Binding("f2", "names", "who they are", priority=True),
        Binding("ctrl+down", "scroll_preview(2)", "scroll the preview", priority=True),
        Binding("ctrl+up", "scroll_preview(-2)", "scroll the preview", priority=True),
        Binding("down", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "back", show=False),
    ]

    def __init__(
        self, reasoning: Reasoning, reason: Reason | None = None, *, person: Prospect | None = None, why: str = ""
    ) -> None:
        """``reason``: the one to change, or one (id 0) to begin with; ``person``: who is on the card; ``why``: a line
        that says why the form is there. Raises StoreError."""
        super().__init__()
        self.reasoning = reasoning
        self.draft = ReasonDraft(reasoning, reason, person)
        self._first = self.draft.kept or self.draft.begun
        self.rows = Rows(self._first, self.draft.only, id="fields")
        kept = "here is what you had not kept yet: ctrl+s keeps it, esc drops it" if self.draft.kept else ""
        self.notice, self._bad = kept or why, False
        self._panes = (
            LinePane(lambda width: title_lines(self.draft, width), id="top"),
            LinePane(lambda width: reach_lines(self.draft, width), id="reach"),
            LinePane(self._foot, id="foot"),
        )
        self._said_of = self._first
        self._asked: tuple[str, float] = ("", 0.0)
        self._opened_at = time.monotonic()
        self._look_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        self._done = False
        self._latest = self._first
        """What stood in the form at the last key: there when the rows are gone already."""
        self._bad_call_by_itself = False

    def compose(self) -> ComposeResult:
        yield self._panes[0]
        with Container(id="both"):
            yield self.rows
            with Vertical(id="beside"):
                yield self._panes[1]
                yield Preview(id="preview")
        yield self._panes[2]

    def on_mount(self) -> None:
        self.rows.show_for(self._first.kind)
        words = self.query_one("#in-text", WordsArea)
        words.focus()
        words.move_cursor(words.document.end)
        self.set_interval(COUNT, self._count)
        self.look()
        self._opened_at = time.monotonic()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    @property
    def fields(self) -> Fields:
        """What stands in the form."""
        return self.rows.read()

    # while typing -------------------------------------------------------------------------------------
    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        words = self.query_one("#in-text", WordsArea)
        if time.monotonic() - self._opened_at < BOUNCE and len(words.text) == len(self._first.text) + 1:
            words.text = self._first.text  # the key that opened the form, bouncing
            words.move_cursor(words.document.end)
        if self._look_timer is None:
            self._look_timer = self.set_timer(PAUSE, self.look)
        self._keep_soon()

    @on(OneLine.Changed)
    def _chosen(self, event: OneLine.Changed) -> None:
        event.stop()
        if event.line.id == "in-kind":
            self._kind_chosen(self.fields.kind)
        self.look()
        self._keep_soon()

    def _kind_chosen(self, kind: ReasonKind) -> None:
        """Show the rows of that kind; a new you is for those whose last call went badly (S9), unless told otherwise."""
        bad_call = self.query_one("#in-after_bad_call", ToggleLine)
        if kind is ReasonKind.NEW_YOU and not bad_call.chosen:
            bad_call.chosen, self._bad_call_by_itself = frozenset(("yes",)), True
        elif kind is not ReasonKind.NEW_YOU and self._bad_call_by_itself:
            bad_call.chosen, self._bad_call_by_itself = frozenset(), False
        bad_call.update_lines()
        self.rows.show_for(kind)

    def _keep_soon(self) -> None:
        self._latest = self.fields
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP, self._keep)

    def _keep(self) -> None:
        self._keep_timer = None
        if self._done or not self.is_running:
            return
        try:
            self.draft.keep(self.fields)
        except CallstationError as error:
            self._say(f"{error} (what you typed is still here)", bad=True)
            self.paint()

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept."""
        if not self._done:
            with suppress(CallstationError):  # nobody is left to be told
                self.draft.keep(self._latest)

    def look(self) -> None:
        """Read the form, and show what it comes to."""
        if self._look_timer is not None:
            self._look_timer.stop()
            self._look_timer = None
        if not self.is_running:
            return  # a last timer, when all is over
        fields = self.fields
        if fields != self._said_of:
            self._say("", fields=fields)
        self.draft.read(fields)
        self.paint()

    def _count(self) -> None:
        if self.draft.count():
            self.paint()

    # painting -----------------------------------------------------------------------------------------
    def paint(self) -> None:
        """Show the present moment."""
        self.rows.show_for(self.draft.reason.kind, self.draft.faults)
        for pane in self._panes:
            repaint(pane)
        self._paint_preview()

    @on(LineList.Resized)
    def _paint_preview(self) -> None:
        preview = self.query_one(Preview)
        if preview.size:
            preview.show([heard_lines(self.draft.heard, preview.room)], keep_place=True)

    def _foot(self, width: int) -> list[Line]:
        said = [self.notice] if self.notice else [self.draft.fault, *self.draft.faults.values()]
        good = self.notice and not self._bad
        lines: list[Line] = [
            [(row, "good" if good else "warning")] for text in said[:2] if text for row in wrap(text, width)
        ]
        return [*lines, *hints(KEYS, width)]

    def _say(self, text: str, *, bad: bool = False, fields: Fields | None = None) -> None:
        self.notice, self._bad = text, bad
        self._said_of = fields or self.fields
        self._asked = ("", 0.0)

    # keys ---------------------------------------------------------------------------------------------
    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """On to the next field."""
        event.stop()
        self.focus_next()

    def action_names(self) -> None:
        """Who they are."""
        from callstation.screens.reached import ReachedScreen

        self.app.push_screen(ReachedScreen(self.reasoning, self.draft.counting))

    def action_scroll_preview(self, lines: int) -> None:
        """Scroll what it sounds like."""
        preview = self.query_one(Preview)
        preview.scroll_to(y=preview.scroll_offset.y + lines, animate=False)

    @once_typed
    def action_save(self) -> None:
        """Store it; what is wrong gets the cursor, and one that reaches nobody is stored only when that is meant."""
        meant = self._meant("nobody")
        self.look()
        try:
            for name, fault in self.draft.draft.faults.items():
                self._say(fault, bad=True)
                self.rows.inputs[name].focus()
                self.paint()
                return
            if not self.draft.counting.whole().people and not meant:
                self._ask("nobody", "This reaches nobody as it stands: ctrl+s again keeps it all the same.")
                return
            written = self.reasoning.write(self.draft.reason)
        except CallstationError as error:
            self._say(f"{error} (what you typed is still here)", bad=True)
            self.paint()
            return
        self._leave(written)

    def _leave(self, written: Written | None) -> None:
        self._done = True
        with suppress(CallstationError):  # it would be offered once more; nothing is lost by that
            self.draft.forget()
        self.dismiss(written)

    @once_typed
    def action_drop(self) -> None:
        """Leave; with something typed it asks first."""
        if self.fields == self.draft.begun or self._meant("drop"):
            self._leave(None)
        elif self._asked[0] != "drop" or self.fields != self._said_of:
            self._ask("drop", "What you typed is not kept yet: esc again drops it, ctrl+s keeps it.")

    def _meant(self, what: str) -> bool:
        """Whether the same key was pressed before, on the same form, and not by bouncing."""
        asked, at = self._asked
        return asked == what and self.fields == self._said_of and time.monotonic() - at > BOUNCE

    def _ask(self, what: str, question: str) -> None:
        self._say(question, bad=True)
        self._asked = (what, time.monotonic())
        self.paint()
