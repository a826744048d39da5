"""The library of reasons: whom each reaches, how often it was used, what came of it; add, edit, copy, retire."""

from __future__ import annotations

import time

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from callstation.desk.reason_fields import client_name, copy_of
from callstation.desk.reasoning import BUDGET, EVERYBODY, Counting, Reach, Reasoning
from callstation.errors import CallstationError
from callstation.model.cards import Card
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.library import ABOUT, holds
from callstation.rules.windows import zone_of
from callstation.screens.reason_rows import repaint
from callstation.store.library import Written
from callstation.store.reason_uses import Uses
from callstation.text import count_of
from callstation.widgets.filter_bar import FilterBar
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.reason_layout import Shelf, list_blocks, list_head, list_line, reason_lines
from callstation.widgets.spans import Line, fit, justify, wrap

COUNT = 0.03
"""Seconds between two steps of counting."""
TALL = 30
"""Rows from which there is room for all that is known of one."""
EMPTY = (
    "No reason is written yet. A reason is what goes in the blank of “The reason I'm calling is ___”: news from their "
    "trade, something you can do for them now, an invitation, somebody they should meet. Press a to write the first."
)


class ReasonsScreen(Screen[int]):
    """Returns the reason that was chosen for the person on the ``card``, 0 for none."""

    DEFAULT_CSS = """
    ReasonsScreen {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        #detail { background: $surface; padding: 0 1; height: 4; }
        &.-tall #detail { height: 6; }
    }
    """
    BINDINGS = [
        Binding("e,enter", "edit", "edit", show=False),
        Binding("a", "add", "add", show=False),
        Binding("c", "copy", "copy", show=False),
        Binding("x", "retire", "retire", show=False),
        Binding("w", "who", "who", show=False),
        Binding("r", "use", "for this call", show=False),
        Binding("i", "introductions", "introductions", show=False),
        Binding("s", "brainstorm", "brainstorm", show=False),
        Binding("o", "retired", "retired ones", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("slash", "find", "find", show=False),
        Binding("left", "kind(-1)", "the kind before", show=False),
        Binding("right", "kind(1)", "the next kind", show=False),
        Binding("escape,b,q", "leave", "back", show=False),
    ]

    def __init__(self, reasoning: Reasoning, card: Card | None = None) -> None:
        """Raises StoreError."""
        super().__init__()
        self.reasoning = reasoning
        self.card = card
        self.with_retired = False
        self.kind: ReasonKind | None = None
        self.words = ""
        """What the reasons that are shown have to hold, '' for all."""
        self.notice, self._bad = "", False
        self._reach: dict[int, Reach] = {}
        self._uses: dict[int, Uses] = {}
        self._everybody = reasoning.counting(EVERYBODY)
        self._counting: tuple[int, Counting] | None = None
        self._read()

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LineList()
        yield LinePane(self._detail, id="detail")
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.set_interval(COUNT, self._count)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height >= TALL, "-tall")

    # what there is ------------------------------------------------------------------------------------
    def _read(self) -> None:
        """Read the library: what fits the person on the card first, in the order of the call, then the newest."""
        card = self.card
        fits = {r.id: place for place, r in enumerate(card.reasons)} if card else {}
        used = self.reasoning.used_with(card.prospect.id) if card else set()
        self._mark = {**dict.fromkeys(used, "used"), **dict.fromkeys(fits, "fits")}
        self.all = self.reasoning.library(retired=True)
        there = [
            r for r in self.all if (self.with_retired or not r.retired) and (self.kind is None or r.kind is self.kind)
        ]
        self._there = len(there)
        self.reasons = [r for r in there if holds(r, self.words)]
        self.reasons.sort(key=lambda r: (r.retired, fits.get(r.id, len(fits)), -r.id))
        self._uses = {r.id: self.reasoning.uses(r) for r in self.reasons}

    @property
    def shelf(self) -> Shelf:
        """What the list shows beside the reasons."""
        tools = self.reasoning.tools
        return Shelf(
            today=self.reasoning.desk.now.astimezone(zone_of(tools.frame.zone)).date(),
            who=self.card.prospect.name if self.card else "",
            mark=self._mark,
            reach=self._reach,
            uses=self._uses,
            everybody=self._everybody.reach,
        )

    @property
    def selected(self) -> Reason | None:
        """The reason that is marked."""
        at = self.query_one(LineList).selected
        return self.reasons[at] if at < len(self.reasons) else None

    def _count(self) -> None:
        """Count whom they reach, the marked one first, a few milliseconds at a time."""
        end = time.perf_counter() + BUDGET
        counted: set[int] = set()
        try:
            while time.perf_counter() < end and (reason_id := self._count_on()) is not None:
                counted.add(reason_id)
        except CallstationError as error:
            self._counting = None
            self._say(str(error), bad=True)
        lines = self.query_one(LineList)
        for at, reason in enumerate(self.reasons[: len(lines.blocks)]):
            if reason.id in counted:
                lines.replace(at, [list_line(reason, self.shelf, lines.room)])
        if counted & {EVERYBODY.id, self.selected.id if self.selected else -1}:
            self._paint_panes()

    def _count_on(self) -> int | None:
        """One step of counting; the id of the reason that it was for, None where nothing is left to count."""
        if self._counting is None:
            waiting = [self.selected, *self.reasons]
            reason = next((r for r in waiting if r and not r.retired and r.id not in self._reach), None)
            if reason is None and self._everybody.reach.whole:
                return None
            self._counting = (reason.id, self.reasoning.counting(reason)) if reason else (0, self._everybody)
        reason_id, counting = self._counting
        reach = counting.step()
        if reason_id != EVERYBODY.id:
            self._reach[reason_id] = reach
        if reach.whole:
            self._counting = None
        return reason_id

    # painting -----------------------------------------------------------------------------------------
    @on(LineList.Resized)
    def lay_out(self) -> None:
        """Show the list; the marked one stays marked."""
        lines = self.query_one(LineList)
        lines.selectable = bool(self.reasons)
        if self.reasons:
            lines.show(list_blocks(self.reasons, self.shelf, lines.room), selected=lines.selected)
        else:
            empty = f"No reason of kind {self.kind}: a writes one." if self.all and self.kind else EMPTY
            if self._there:
                empty = f"No reason here holds “{fit(self.words, 40)}”: escape shows all again."
            lines.show([[[], *([("  ", ""), (row, "plain")] for row in wrap(empty, lines.room - 2))]])
        for bar in self.query(FilterBar):
            bar.tell(len(self.reasons), self._there)
        self._paint_panes()

    @on(LineList.Moved)
    def _moved(self) -> None:
        if self.notice:
            self._say("")
        self._paint_panes()

    def _paint_panes(self) -> None:
        for pane in self.query(LinePane):
            repaint(pane)

    def _head(self, width: int) -> list[Line]:
        count = count_of(sum(not r.retired for r in self.all), "reason")
        who = self.card.prospect.name if self.card else ""
        fit_ = f"   {len(self.card.reasons)} for {fit(who, 24)} ●" if self.card else ""
        kinds = f"‹ {self.kind or 'all kinds'} ›"
        about = f"   {ABOUT[self.kind].line}" if self.kind else ""
        title: Line = [("Reasons", "title"), (f"   {count}", "muted"), (fit_, "good"), (about, "muted")]
        return [justify(title, [(kinds, "key")], width), [], *list_head(width)]

    def _detail(self, width: int) -> list[Line]:
        reason = self.selected if self.is_mounted and self.reasons else None
        if reason is None:
            return []
        return reason_lines(reason, self.shelf, client_name(self.reasoning.tools, reason.client_id), width)[:6]

    def _foot(self, width: int) -> list[Line]:
        keys = [("e", "edit"), ("a", "add"), ("c", "copy"), ("x", "retire"), ("w", "who")]
        if self.card is not None:
            keys.append(("r", f"for {fit(self.card.prospect.first_name or self.card.prospect.name, 16)}"))
        keys += [("/", "find"), ("i", "introduce"), ("s", "brainstorm"), ("u", "undo"), ("left right", "kinds")]
        keys += [("o", "retired"), ("esc", "back")]
        notice: list[Line] = [[(row, "warning" if self._bad else "good")] for row in wrap(self.notice, width) if row]
        return [*notice, *hints(keys, width)]

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.notice, self._bad = text, bad
        self._paint_panes()

    def _again(self, select: int = 0) -> None:
        """Read it all anew after a change; ``select`` is the id of the reason to mark."""
        self._reach, self._counting = {}, None
        if self.card is not None:
            self.card = self.reasoning.desk.card(self.card.prospect.id)
        self._read()
        lines = self.query_one(LineList)
        at = next((i for i, r in enumerate(self.reasons) if r.id == select), lines.selected)
        lines.selected = min(at, max(0, len(self.reasons) - 1))
        self.lay_out()

    # finding ------------------------------------------------------------------------------------------
    def action_find(self) -> None:
        """Keep only those that hold some words: of their text, kind, tags, or what they take away."""
        bar = next(iter(self.query(FilterBar)), None)
        if bar is not None:
            bar.focus_words()
        else:
            self.mount(
                FilterBar("words of the reason, a kind, a tag, what it takes away"), before=self.query_one(LineList)
            )

    @on(FilterBar.Changed)
    def _find(self, event: FilterBar.Changed) -> None:
        self.words = event.words
        self.query_one(LineList).selected = 0
        self._read()
        self.lay_out()

    @on(FilterBar.Done)
    def _found(self, event: FilterBar.Done) -> None:
        if event.close:
            self._show_all()
        self.query_one(LineList).focus()

    def _show_all(self) -> None:
        kept = self.selected
        self.query(FilterBar).remove()
        self.words = ""
        self._again(kept.id if kept else 0)

    # keys ---------------------------------------------------------------------------------------------
    def action_edit(self) -> None:
        """Change the marked one."""
        if self.selected is not None:
            self._write(self.selected)

    def action_add(self) -> None:
        """Write a new one, of the kind that is shown."""
        self._write(Reason(0, self.kind, "") if self.kind else None)

    def action_copy(self) -> None:
        """Write a new one that begins as the marked one is."""
        if self.selected is not None:
            self._write(copy_of(self.selected), "a copy: what was used stays as it is")

    def _write(self, reason: Reason | None, why: str = "") -> None:
        from callstation.screens.reason_form import ReasonFormScreen

        person = self.card.prospect if self.card else None
        self.app.push_screen(ReasonFormScreen(self.reasoning, reason, person=person, why=why), self._written)

    def _written(self, written: Written | None) -> None:
        if written is not None:
            self._again(written.reason.id)
            self._say(said_of(written))

    def action_retire(self) -> None:
        """Take the marked one out of use, or bring it back."""
        reason = self.selected
        if reason is None:
            return
        try:
            self.reasoning.retire(reason)
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        self._again(reason.id)
        self._say("brought back" if reason.retired else "retired: what was said with it stays · o shows it, u undoes")

    def action_who(self) -> None:
        """Whom the marked one reaches, by name."""
        reason = self.selected
        if reason is None:
            return
        from callstation.screens.reached import ReachedScreen

        self.app.push_screen(ReachedScreen(self.reasoning, self.reasoning.counting(reason)))

    def action_use(self) -> None:
        """Back to the card, with the marked one for this call."""
        reason, card = self.selected, self.card
        if reason is None or card is None:
            return
        if all(r.id != reason.id for r in card.reasons):
            why = "has heard it already" if self._mark.get(reason.id) == "used" else "is not among those it is for"
            self._say(f"{card.prospect.name} {why}", bad=True)
            return
        self.dismiss(reason.id)

    def action_introductions(self) -> None:
        """Who should know whom."""
        from callstation.screens.introductions import IntroductionsScreen

        def introduced(count: int | None) -> None:
            if count:
                self._again()
                self._say(f"{count_of(count, 'introduction')} written, for both sides · u takes the last one back")

        self.app.push_screen(IntroductionsScreen(self.reasoning), introduced)

    def action_brainstorm(self) -> None:
        """A game for new ones (S10)."""
        from callstation.screens.brainstorm import BrainstormScreen

        def played(kept: int | None) -> None:
            if kept:
                self._again()
                self._say(f"{count_of(kept, 'new reason')} in your library")

        self.app.push_screen(BrainstormScreen(self.reasoning.desk), played)

    def action_retired(self) -> None:
        """Show the retired ones too, or not."""
        self.with_retired = not self.with_retired
        self._again(self.selected.id if self.selected else 0)

    def action_kind(self, step: int) -> None:
        """Only one kind, or all again."""
        kinds: list[ReasonKind | None] = [None, *ABOUT]
        self.kind = kinds[(kinds.index(self.kind) + step) % len(kinds)]
        self.query_one(LineList).selected = 0
        self._again()

    def action_undo(self) -> None:
        """Take the last change to the library back, with all that followed from it."""
        try:
            what = self.reasoning.undo()
        except CallstationError as error:
            self._say(str(error), bad=True)
            return
        if what:
            self._again(self.selected.id if self.selected else 0)
        self._say(f"taken back, {what}" if what else "nothing is left to take back")

    def action_leave(self) -> None:
        """All of them again where only some were shown; else back to the same card."""
        if self.query(FilterBar):
            self._show_all()
        else:
            self.dismiss(0)


def said_of(written: Written) -> str:
    """What writing a reason has done, in a line."""
    if written.brought:
        people = count_of(written.brought, "person comes", "people come")
        return f"kept, and {people} into the queue: what was in their way is gone"
    return "kept: The reason I'm calling is " + written.reason.text
