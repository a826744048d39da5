"""One email, touched up in place: subject and text, what could be said better, and one key that queues it (T5)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from callstation.desk import mailroom
from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.model.cards import Card, Finding
from callstation.model.mail import OPEN, Letter, LetterStatus
from callstation.store import outbox
from callstation.text import clean, clean_line
from callstation.widgets.letter_layout import letter_head, what_is_said
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.preview import Preview
from callstation.widgets.script_area import CleanArea
from callstation.widgets.spans import Line, fit

PAUSE = 0.1
"""Seconds after a key until what is said below fits what is written."""
KEEP = 0.5
"""Seconds after which what was typed is kept, even while the typing goes on."""


class LetterScreen(ModalScreen[str | None]):
    """Returns what was done, as a few words; None where nothing was.

    ``letter`` is one of the outbox; without it the email of ``card``, which becomes one with the first change.
    """

    DEFAULT_CSS = """
    LetterScreen {
        align: center middle;
        background: $background 60%;
        #letter {
            width: 96%;
            max-width: 96;
            height: 94%;
            max-height: 34;
            padding: 0 1;
            background: $surface;
            border: round $accent;
            border-title-color: $accent;
        }
        LinePane { background: $surface; }
        LineInput { width: 1fr; margin-bottom: 1; }
        CleanArea {
            height: 1fr;
            min-height: 5;
            background: $panel;
            border: none;
            padding: 0 1;
            &:focus { border: none; }
        }
        Preview { height: 22%; min-height: 3; }
    }
    """
    BINDINGS = [
        Binding("ctrl+g", "queue", "queue", priority=True),
        Binding("ctrl+s", "keep", "keep", priority=True),
        Binding("escape", "keep", "back", priority=True),
        Binding("ctrl+down", "scroll(3)", "scroll", priority=True),
        Binding("ctrl+up", "scroll(-3)", "scroll", priority=True),
    ]

    def __init__(self, desk: Desk, *, letter: Letter | None = None, card: Card | None = None) -> None:
        super().__init__()
        assert letter is not None or card is not None
        self.desk = desk
        self.letter = letter
        self.card = card
        self.notice = ""
        self._findings: tuple[Finding, ...] = ()
        self._look_timer: Timer | None = None
        self._keep_timer: Timer | None = None
        self._done = False
        self._changed = False
        self._subject: LineInput | None = None
        self._area: CleanArea | None = None
        if letter is not None:
            self._stored = (letter.subject, letter.body)
        elif card is not None:
            self._stored = (clean_line(card.email_subject.text), clean(card.email_body.text).strip())

    def compose(self) -> ComposeResult:
        subject, body = self._stored
        with Vertical(id="letter") as box:
            box.border_title = "The email"
            yield LinePane(self._head, id="head")
            self._subject = LineInput(value=subject, select_on_focus=False, id="subject", disabled=not self._open)
            yield self._subject
            self._area = CleanArea(
                body,
                soft_wrap=True,
                show_line_numbers=False,
                highlight_cursor_line=False,
                tab_behavior="focus",
                read_only=not self._open,
            )
            yield self._area
            yield LinePane(self._about, id="about")
            yield Preview()
            yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        assert self._area is not None
        self._area.focus()
        self.look()

    def on_unmount(self) -> None:
        """However the program ends, what was typed is kept."""
        if not self._done:
            with suppress(CallstationError):  # nobody is left to be told
                self._store()

    @property
    def _open(self) -> bool:
        return self.letter is None or self.letter.status in OPEN

    @property
    def words(self) -> tuple[str, str]:
        """Subject and text as they stand."""
        assert self._subject is not None
        assert self._area is not None
        return clean_line(self._subject.value), clean(self._area.text).strip()

    # while typing -------------------------------------------------------------------------------------
    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        self.notice = ""
        if self._look_timer is None:
            self._look_timer = self.set_timer(PAUSE, self.look)
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(KEEP, self._keep_typed)

    @on(Input.Submitted)
    def _on_to_the_text(self) -> None:
        assert self._area is not None
        self._area.focus()

    def _keep_typed(self) -> None:
        self._keep_timer = None
        self._try(self._store)

    def _store(self) -> None:
        """Keep the words, where they are others now; an email of the card becomes one of the outbox with it."""
        subject, body = words = self.words
        if words == self._stored or not self._open:
            return
        if self._changed and self.letter is not None:
            outbox.retouch(self.desk.tools.book, self.letter.id, subject, body)
        else:
            self._make(subject, body)
        self._stored = words

    def _make(self, subject: str, body: str) -> None:
        person_id = self.letter.person_id if self.letter is not None else self._card_person
        letter_id = mailroom.keep(self.desk, self.letter, person_id, subject, body, self.card)
        self.letter = outbox.letter(self.desk.tools.book, letter_id)
        self._changed = True

    @property
    def _card_person(self) -> int:
        assert self.card is not None
        return self.card.prospect.id

    def _try(self, verb: Callable[[], None]) -> bool:
        try:
            verb()
        except CallstationError as error:
            self.notice = str(error)
            self.look()
            return False
        return True

    @on(LineList.Resized)
    def look(self) -> None:
        """Say what could be better."""
        self._look_timer = None
        self._findings = mailroom.findings(self.desk, *self.words) if self._open else ()
        preview = self.query_one(Preview)
        if preview.size:
            below = ""
            if self.letter is not None:
                below = mailroom.as_it_goes_out(self.desk, self.letter).removeprefix(self.letter.body.strip()).strip()
            preview.show([what_is_said(self._findings, below, self.letter, preview.room)], keep_place=True)
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)

    # painting -----------------------------------------------------------------------------------------
    def _head(self, width: int) -> list[Line]:
        person = self.card.prospect if self.card is not None else None
        address = self.letter.address if self.letter else (person.email.address if person and person.email else "")
        name = self.letter.name if self.letter else (person.name if person else "")
        return letter_head(name, address, self.letter, width)

    def _about(self, width: int) -> list[Line]:
        if self.notice:
            return [[(fit(self.notice, width), "warning")]]
        return [[("how it reads", "label")]] if self._open else [[("what became of it", "label")]]

    def _foot(self, width: int) -> list[Line]:
        keys = [("esc", "back")]
        if self._open:
            waits = self.letter is not None and self.letter.status is LetterStatus.QUEUED
            queued = waits and self.words == self._stored
            keys = [*([] if queued else [("ctrl+g", "queue it")]), ("esc", "back, kept as a draft"), ("tab", "subject")]
            if queued:
                keys[0] = ("esc", "back, it stays queued")
        return hints([*keys, ("ctrl+up/down", "scroll")], width)

    # keys ---------------------------------------------------------------------------------------------
    def action_queue(self) -> None:
        """Let it go out when what is queued is sent."""
        if not self._open:
            return

        def queued() -> None:
            self._store()
            if self.letter is None:
                self._make(*self.words)
            assert self.letter is not None
            mailroom.queue(self.desk, self.letter.id)

        if self._try(queued):
            self._leave("queued; it goes out when you send what is queued")

    def action_keep(self) -> None:
        """Back; what was typed stays as a draft."""
        if self._try(self._store):
            self._leave("kept as a draft" if self._changed else None)
        elif self.notice and self.words != self._stored:
            # It could not be kept (no address, a full disk): leaving must be possible all the same.
            self._stored = self.words

    def action_scroll(self, lines: int) -> None:
        """Scroll what is said below."""
        preview = self.query_one(Preview)
        preview.scroll_to(y=preview.scroll_offset.y + lines, animate=False)

    def _leave(self, done: str | None) -> None:
        self._done = True
        self.dismiss(done)
