"""Everything with one person, newest last, a page at a time: as quick with 2,000 entries as with 20."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from callstation.dates.spoken import clock_hour, short_day
from callstation.desk.desk import Desk
from callstation.desk.reviewing import reasons_in, record_of
from callstation.errors import CallstationError
from callstation.model.calls import Entry, EntryKind
from callstation.rules.windows import zone_of
from callstation.text import count_of
from callstation.widgets.correction_box import CorrectionBox
from callstation.widgets.history_head import head_lines
from callstation.widgets.history_layout import Around, belongs_to, history_lines
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, justify

PAGE = 40
"""Entries read and laid out at a time."""
CORRECTABLE = (EntryKind.CALL, EntryKind.NOTE)


class EntryList(LineList):
    """The entries; the way to the oldest asks for all of them first."""

    class OldestWanted(Message):
        """Everything there is has to be read."""

    def action_to_end(self, end: int) -> None:
        if end < 0:
            self.post_message(self.OldestWanted())
        else:
            super().action_to_end(end)


class HistoryScreen(Screen[None]):
    """One person's history: read, unfold the words that were said, correct a note."""

    DEFAULT_CSS = """
    HistoryScreen {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        LineList { padding: 0; }
        CorrectionBox { margin: 0 1; }
    }
    """
    BINDINGS = [
        Binding("w,enter", "unfold", "words", show=False),
        Binding("c,e", "correct", "correct", show=False),
        Binding("escape,h,q", "leave", "back", show=False),
    ]

    def __init__(self, desk: Desk, person_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.person_id = person_id
        self.record = record_of(desk.tools, person_id)
        self.entries: list[Entry] = desk.history(person_id, limit=PAGE)
        self.reasons = reasons_in(desk.tools, self.entries)
        self.unfolded: set[int] = set()
        self._notice: tuple[str, str] = ("", "")
        self._correcting: Entry | None = None

    def compose(self) -> ComposeResult:
        yield LinePane(lambda width: head_lines(self.record, width), id="head")
        yield EntryList()
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(EntryList).focus()

    # what is shown ------------------------------------------------------------------------------------
    @property
    def whole(self) -> bool:
        """Whether every entry is read."""
        return len(self.entries) >= self.record.counts.entries

    @property
    def selected(self) -> Entry | None:
        """The entry that is marked; for what came out of a call, that call."""
        if not self.entries:
            return None
        at = self.query_one(EntryList).selected
        while at and belongs_to(self.entries[at], self.entries[at - 1]):
            at -= 1
        return self.entries[at]

    def _around(self) -> Around:
        frame = self.desk.tools.frame
        return Around(
            zone=self.record.prospect.zone or frame.zone,
            now=self.desk.now,
            reasons=self.reasons,
            times={e.id: e.at for e in self.entries},
            me=frame.caller,
        )

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        """Everything that is read, for the width at hand; the marked entry stays marked (at first the newest)."""
        lines = self.query_one(EntryList)
        first = not lines.blocks
        if not self.entries:
            lines.selectable = False
            lines.show([[[("Nothing yet: the first call writes the first line.", "muted")]]])
            return
        lines.selectable = True
        blocks = history_lines(self.entries, lines.room, self._around(), unfolded=self.unfolded)
        lines.show(blocks, selected=len(blocks) - 1 if first else lines.selected)
        self.query_one("#foot", LinePane).show(self._foot)

    @on(LineList.Moved)
    def _look_further(self, event: LineList.Moved) -> None:
        if event.at_top and not self.whole:
            self._read_older(PAGE)
        self._say("")

    @on(EntryList.OldestWanted)
    def _to_oldest(self) -> None:
        if not self.whole:
            self._read_older(self.record.counts.entries)
        self.query_one(EntryList).select(0)

    def _read_older(self, most: int) -> None:
        lines = self.query_one(EntryList)
        try:
            older = self.desk.history(self.person_id, before=self.entries[0].id, limit=most)
            self.reasons |= reasons_in(self.desk.tools, older)
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        if not older:
            return
        self.entries[:0] = older
        # The entry that was the first may belong to the call that has come in sight above it.
        blocks = history_lines(self.entries[: len(older) + 1], lines.room, self._around(), unfolded=self.unfolded)
        lines.put_before(blocks[:-1], first_again=blocks[-1])

    def _foot(self, width: int) -> list[Line]:
        text, role = self._notice
        if self._correcting is not None:
            lines = hints([("ctrl+s", "keeps the note"), ("esc", "leaves it as it was")], width)
            return [[(fit(text, width), role)], *lines] if text else lines
        keys = [("up down", "move"), ("w", "the words that were said"), ("c", "corrects the note")]
        keys += [("g G", "oldest, newest"), ("esc", "back")]
        if not text and self.entries and self.is_mounted:
            at = self.record.counts.entries - len(self.entries) + self.query_one(EntryList).selected + 1
            text, role = f"{at:,} of {count_of(self.record.counts.entries, 'entry', 'entries')}", "muted"
        lines = hints(keys, width)
        if len(lines) == 1 and role == "muted":
            return [justify(lines[0], [(text, role)], width)]
        return [[(fit(text, width), role)], *lines]

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._notice = (text, "warning" if bad else "good")
        self.query_one("#foot", LinePane).show(self._foot)

    # keys ---------------------------------------------------------------------------------------------
    def action_unfold(self) -> None:
        """All the words that were on screen, or their first line again."""
        entry = self.selected
        if entry is None:
            return
        if not entry.words.strip():
            self._say("no words were on the screen with this one")
            return
        self.unfolded ^= {entry.id}
        lines = self.query_one(EntryList)
        at = self.entries.index(entry)
        before = self.entries[at - 1] if at else None
        [block] = history_lines([entry], lines.room, self._around(), unfolded=self.unfolded, after=before)
        lines.replace(at, block)
        lines.select(at)

    def action_correct(self) -> None:
        """Correct the note of the marked call, in place."""
        entry = self.selected
        if entry is None or self._correcting is not None:
            return
        if entry.kind not in CORRECTABLE:
            self._say("only the note of a call can be corrected: this is part of the record", bad=True)
            return
        self._correcting = entry
        local = entry.at.astimezone(zone_of(entry.zone or self._around().zone))
        title = f"the note of {short_day(local.date(), self.desk.now.date())} {clock_hour(local)}"
        self.mount(CorrectionBox(entry.note, title), before="#foot")
        self._say("")

    @on(CorrectionBox.Kept)
    def _keep(self, event: CorrectionBox.Kept) -> None:
        entry = self._correcting
        if entry is None:
            return
        try:
            self.desk.correct_note(entry.id, event.text)
            record = record_of(self.desk.tools, self.person_id)
            more = max(0, record.counts.entries - self.record.counts.entries)
            self.entries = self.desk.history(self.person_id, limit=len(self.entries) + more)
            self.record = record
        except CallstationError as error:
            self._say(f"{error}; what you typed is still here", bad=True)
            return
        self._close_box()
        self.query_one("#head", LinePane).show(lambda width: head_lines(self.record, width))
        self._lay_out()
        self._say("corrected; what it said before stays on record below")

    @on(CorrectionBox.Dropped)
    def _drop(self) -> None:
        self._close_box()
        self._say("")

    def _close_box(self) -> None:
        self._correcting = None
        self.query(CorrectionBox).remove()
        self.query_one(EntryList).focus()

    def action_leave(self) -> None:
        """Back to where we were."""
        self.dismiss(None)
