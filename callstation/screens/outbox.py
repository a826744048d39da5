"""The outbox: drafts, what is queued, sent, and failed with the server's words; send one, or all queued (T5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from callstation.desk import mailroom
from callstation.desk.desk import Desk
from callstation.desk.mailroom import Gone
from callstation.errors import CallstationError
from callstation.model.mail import OPEN, Letter, LetterStatus
from callstation.rules.windows import zone_of
from callstation.screens.taken_back import taken_back
from callstation.store.beside import beside
from callstation.text import count_of
from callstation.widgets.letter_layout import WHAT_TO_DO, letter_blocks, letter_text
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, justify, wrap

TALL = 30
"""Rows from which on what the marked email says is seen below the list."""
SHELVES: tuple[tuple[str, tuple[LetterStatus, ...]], ...] = (
    ("all", tuple(LetterStatus)),
    ("drafts", (LetterStatus.DRAFT,)),
    ("queued", (LetterStatus.QUEUED, LetterStatus.SENDING)),
    ("sent", (LetterStatus.SENT,)),
    ("failed", (LetterStatus.FAILED, LetterStatus.UNSURE)),
)
"""What is looked at, by turns."""
EMPTY = "Nothing is here. Every outcome of a call drafts the email that fits; m on a card shows it."


class OutboxScreen(Screen[None]):
    """Nothing leaves from here but by a key that says so."""

    DEFAULT_CSS = """
    OutboxScreen {
        LinePane { padding: 0 1; }
        #foot { background: $surface; }
        #list { height: 1fr; }
        #text { height: 1fr; background: $surface; display: none; }
        &.-tall #text { display: block; }
    }
    """
    AUTO_FOCUS = "#list"
    BINDINGS = [
        Binding("enter,m", "touch_up", "look at it", show=False),
        Binding("q", "queue", "queue", show=False),
        Binding("s", "send_one", "send this one", show=False),
        Binding("a", "send_all", "send all that is queued", show=False),
        Binding("d", "draft", "back to a draft", show=False),
        Binding("y", "arrived", "it arrived", show=False),
        Binding("x", "drop", "throw away", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("tab,right", "turn(1)", "what is shown", show=False),
        Binding("shift+tab,left", "turn(-1)", "what is shown", show=False),
        Binding("escape", "leave", "back", show=False),
    ]

    class Went(Message):
        """What became of one email while several are sent."""

        def __init__(self, gone: Gone) -> None:
            super().__init__()
            self.gone = gone

    class Ended(Message):
        """All that was to be sent was tried; ``fault`` is why not, where nothing could be."""

        def __init__(self, done: Sequence[Gone], fault: str = "") -> None:
            super().__init__()
            self.done = done
            self.fault = fault

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.letters: list[Letter] = []
        self.shelf = 0
        self.sending = False
        self._stop = False
        self._asked: int | None = None
        self._notice: tuple[str, str] = ("", "")

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LineList(id="list")
        text = LineList(selectable=False, id="text")
        text.can_focus = False
        yield text
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self._read()

    def on_resize(self) -> None:
        """Where there is room, what the marked one says is seen below the list."""
        self.set_class(self.size.height >= TALL, "-tall")

    def on_unmount(self) -> None:
        """What is on its way comes to its end; nothing more is begun."""
        self._stop = True

    @property
    def _list(self) -> LineList:
        return self.query_one("#list", LineList)

    @property
    def letter(self) -> Letter | None:
        """The one that is marked."""
        at = self._list.selected
        return self.letters[at] if at < len(self.letters) else None

    def _read(self, keep: int | None = None) -> None:
        lines = self._list
        keep = keep if keep is not None else (self.letter.id if self.letter else None)
        at = lines.selected
        try:
            self.letters = mailroom.letters(self.desk, SHELVES[self.shelf][1])
        except CallstationError as error:
            self._notice = (str(error), "warning")
        at = next((i for i, m in enumerate(self.letters) if m.id == keep), at)
        self._lay_out(at)

    # keys ---------------------------------------------------------------------------------------------
    def action_turn(self, by: int) -> None:
        """Drafts, queued, sent, failed, or all of them."""
        self.shelf = (self.shelf + by) % len(SHELVES)
        self._notice = ("", "")
        self._read()

    def action_touch_up(self) -> None:
        """Look at one, and touch it up where it has not gone out."""
        letter = self.letter
        if letter is None:
            return
        from callstation.screens.letter import LetterScreen

        def back(done: str | None) -> None:
            self._say(f"{letter.name}: {done}" if done else "")
            self._read()

        self.app.push_screen(LetterScreen(self.desk, letter=letter), back)

    def action_queue(self) -> None:
        """Let it go out when what is queued is sent."""
        self._change("queued: a sends all that is queued", lambda m: mailroom.queue(self.desk, m.id))

    def action_draft(self) -> None:
        """Make it a draft again."""
        self._change("a draft again", lambda m: mailroom.back_to_draft(self.desk, m.id))

    def action_arrived(self) -> None:
        """An email that was cut off did go out."""
        self._change("sent, as you say", lambda m: mailroom.it_arrived(self.desk, m.id))

    def action_drop(self) -> None:
        """Throw one away that has not gone out; where no power hour runs to take it back, it asks first."""
        letter = self.letter
        if letter is not None and self.desk.session is None and self._asked != letter.id:
            self._asked = letter.id
            self._say(f"throw away the email for {letter.name}? x again does", "accent")
            return
        back = " · u takes it back" if self.desk.session is not None else ""
        self._change(f"thrown away{back}", lambda m: mailroom.drop(self.desk, m.id))

    def action_undo(self) -> None:
        """Take the last step of this hour back; the email that is back, or is as before, is the marked one."""
        before = {m.id: m.status for m in self.letters}
        try:
            undone = self.desk.undo()
        except CallstationError as error:
            self._say(str(error), "warning")
            return
        self._read()
        again = next((m for m in self.letters if before.get(m.id) is not m.status), None)
        if undone is None:
            self._say("nothing is left to take back")
        else:
            self._say(taken_back(undone, again.name if again else ""), "warning" if undone.too_late else "good")
        self._read(again.id if again else None)

    def _change(self, done: str, verb: Callable[[Letter], Letter]) -> None:
        letter = self.letter
        if letter is None:
            return
        try:
            verb(letter)
            self._say(f"{letter.name}: {done}")
        except CallstationError as error:
            self._say(str(error), "warning")
        self._asked = None
        self._read()

    # sending ------------------------------------------------------------------------------------------
    def action_send_one(self) -> None:
        """Send the marked one, whatever else is queued."""
        letter = self.letter
        if letter is None or self.sending:
            return
        try:
            mailroom.queue(self.desk, letter.id)
        except CallstationError as error:
            self._say(str(error), "warning")
            return
        self._send([letter.id])

    def action_send_all(self) -> None:
        """Send all that is queued, one after the other; the screen stays yours meanwhile."""
        if self.sending:
            self._stop = True
            self._say("stopping after this one", "accent")
        elif any(m.status is LetterStatus.QUEUED for m in mailroom.letters(self.desk, (LetterStatus.QUEUED,))):
            self._send(None)
        else:
            self._say("nothing is queued: q queues the marked one", "muted")

    def _send(self, ids: Sequence[int] | None) -> None:
        self.sending, self._stop = True, False
        self._say("sending…", "accent")
        # Never exclusive: an email that is on its way must come to its end.
        self.run_worker(lambda: self._work(ids), thread=True, exit_on_error=False)

    def _work(self, ids: Sequence[int] | None) -> None:
        done: list[Gone] = []

        def told(gone: Gone) -> None:
            done.append(gone)
            self.post_message(self.Went(gone))

        fault = ""
        try:
            with beside(self.desk.tools.book) as book:
                mailroom.send(replace(self.desk.tools, book=book), ids, told=told, stopped=lambda: self._stop)
        except CallstationError as error:
            fault = str(error)
        finally:
            self.post_message(self.Ended(done, fault))

    def on_outbox_screen_went(self, message: Went) -> None:
        """One more was tried."""
        message.stop()
        gone = message.gone
        role = "good" if gone.status is LetterStatus.SENT else "warning"
        self._say(f"{gone.letter.name}: {gone.status} ({gone.words})", role)
        self._read()

    def on_outbox_screen_ended(self, message: Ended) -> None:
        """All were tried."""
        message.stop()
        self.sending = False
        sent = sum(1 for g in message.done if g.status is LetterStatus.SENT)
        if message.fault:
            self._say(message.fault, "warning")
        elif len(message.done) != 1:
            left = len(message.done) - sent
            words = [f"{count_of(sent, 'email')} went out"] if sent or not left else []
            if left:
                words.append(
                    f"{count_of(left, 'email')} did not: {'its line says' if left == 1 else 'their lines say'} why"
                )
            self._say("; ".join(words), "warning" if left else "good")
        self._read()

    # painting -----------------------------------------------------------------------------------------
    def _say(self, text: str, role: str = "good") -> None:
        self._notice = (text, role)
        self._paint_panes()

    def _paint_panes(self) -> None:
        self._show_text()
        for name in ("head", "foot"):
            pane = self.query_one(f"#{name}", LinePane)
            pane.update_lines()
            pane.refresh(layout=True)

    @on(LineList.Moved, "#list")
    def _moved(self) -> None:
        self._asked = None
        self._paint_panes()

    @on(LineList.Clicked, "#list")
    def _clicked(self) -> None:
        self.action_touch_up()

    @on(LineList.Resized, "#list")
    def _resized(self) -> None:
        self._lay_out(self._list.selected)

    @on(LineList.Resized, "#text")
    def _show_text(self) -> None:
        pane = self.query_one("#text", LineList)
        if pane.size.width:
            pane.show([letter_text(self.letter, pane.room)] if self.letter else [])
            pane.scroll_to(y=0, animate=False)

    def _lay_out(self, at: int) -> None:
        lines = self._list
        here = zone_of(self.desk.tools.frame.zone)
        again = [f"{m.next_try_at.astimezone(here):%a %H:%M}" if m.next_try_at else "" for m in self.letters]
        blocks = letter_blocks(self.letters, again, lines.room)
        lines.show(blocks or [[[(row, "muted")] for row in wrap(EMPTY, lines.room)]], selected=at)
        self._paint_panes()

    def _head(self, width: int) -> list[Line]:
        left: Line = [("Emails  ", "title")]
        for i, (name, _) in enumerate(SHELVES):
            left.append((f" {name} ", "accent" if i == self.shelf else "muted"))
        right = "sending…" if self.sending else count_of(len(self.letters), "email")
        return [justify(left, [(right, "muted")], width), [("─" * width, "rule")]]

    def _foot(self, width: int) -> list[Line]:
        letter = self.letter if self.letters else None
        keys: list[tuple[str, str]] = []
        if letter is not None:
            keys.append(("enter", "touches it up" if letter.status in OPEN else "shows it"))
            if letter.status in OPEN:
                keys += [("s", "sends it"), ("x", "throws it away")]
            if letter.status is LetterStatus.DRAFT:
                keys.insert(1, ("q", "queues it"))
            if letter.status in (LetterStatus.QUEUED, LetterStatus.FAILED, LetterStatus.UNSURE):
                keys.append(("d", "back to a draft"))
            if letter.status is LetterStatus.UNSURE:
                keys.append(("y", "it arrived"))
        keys += [("a", "stops" if self.sending else "sends all queued"), ("tab", "others")]
        if self.desk.session is not None:
            keys.append(("u", "undo"))
        keys.append(("esc", "back"))
        text, role = self._notice
        lines: list[Line] = []
        if text:
            lines += [[(row, role)] for row in wrap(text, width)]
        if letter is not None and letter.status in WHAT_TO_DO:
            lines += [[(row, "accent")] for row in wrap(WHAT_TO_DO[letter.status], width)]
        return [*lines, *hints(keys, width)]

    def action_leave(self) -> None:
        """Back; what is being sent goes on to its end."""
        self.dismiss(None)
