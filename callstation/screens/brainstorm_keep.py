"""Going through the ideas of a brainstorm, one by one: kept for somebody, mended, dropped, or left (S10)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from callstation.desk.desk import Desk
from callstation.desk.judging import Judge, Look
from callstation.desk.keeping import Keeping, day_words
from callstation.desk.reason_fields import client_name, client_of
from callstation.errors import CallstationError
from callstation.model.ideas import Idea, IdeaStatus
from callstation.model.reasons import Audience, ReasonKind
from callstation.rules.idea_audience import HINT, audience_line, read_audience
from callstation.rules.prompts import PROMPTS
from callstation.widgets.brainstorm_layout import keep_card, keep_top, reach_line
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit


class Asks(Enum):
    """What the line below the idea is for."""

    NOTHING = auto()
    AUDIENCE = auto()
    WORDS = auto()
    CLIENT = auto()
    """Whose story it is, or whom they should meet."""
    NAMED = auto()
    """Whether the client of a story may be named (H5)."""


OF_SOMEBODY = {ReasonKind.STORY: "Whose story is it?", ReasonKind.INTRODUCTION: "Whom should they meet?"}


class KeepScreen(Screen[int]):
    """Returns how many ideas were kept as reasons."""

    DEFAULT_CSS = """
    KeepScreen {
        LinePane { padding: 0 1; }
        #card { padding: 1 3; height: 1fr; }
        #line { height: auto; padding: 0 2 1 2; display: none; }
        #line LineInput { margin: 0 1; width: 100%; max-width: 104; }
        &.-asking #line { display: block; }
        #foot { background: $surface; }
    }
    """
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("k,enter", "keep", "keep"),
        Binding("e", "edit", "other words"),
        Binding("c", "kind", "another kind"),
        Binding("d", "drop", "drop"),
        Binding("l,space,right,down", "step(1)", "later"),
        Binding("left,up", "step(-1)", "the one before"),
        Binding("u", "undo", "undo"),
        Binding("escape", "leave", "back", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        """Raises StoreError."""
        super().__init__()
        self.desk = desk
        self.judge = Judge(desk)
        self.keeping = Keeping(desk)
        self.at = 0
        self.asks = Asks.NOTHING
        self.notice: tuple[str, str] = ("", "")
        self._proposed = ""
        self._for = Audience()
        self._client: int | None = None

    def compose(self) -> ComposeResult:
        yield LinePane(lambda width: keep_top(len(self.keeping.waiting), self.keeping.done, width), id="top")
        yield LinePane(self._card, id="card")
        with Vertical(id="line"):
            yield LinePane(self._question, id="question")
            yield LineInput(select_on_focus=False)
            yield LinePane(self._read_back, id="reads")
        yield LinePane(self._notice, id="notice")
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.set_focus(None)
        self.paint()

    @property
    def idea(self) -> Idea | None:
        """The one that is on the screen."""
        waiting = self.keeping.waiting
        return waiting[self.at] if self.at < len(waiting) else None

    @property
    def field(self) -> LineInput:
        """The line."""
        return self.query_one(LineInput)

    # painting -----------------------------------------------------------------------------------------
    def say(self, text: str, role: str = "good") -> None:
        """One line about what just happened."""
        self.notice = (text, role)
        self.paint()

    def paint(self) -> None:
        """Show the present moment."""
        self.set_class(self.asks is not Asks.NOTHING, "-asking")
        self.field.disabled = self.asks is Asks.NOTHING
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)

    def _card(self, width: int) -> list[Line]:
        idea = self.idea
        if idea is None:
            kept = self.keeping.count(IdeaStatus.KEPT)
            words = "All looked through." + (" What you kept is in the library, ready for its calls." if kept else "")
            return [[], [(fit(words, width), "opener")]]
        try:
            look = self.judge.look(idea.kind, idea.text)
        except CallstationError as error:
            self.notice = (str(error), "warning")
            look = Look(Audience())
        return keep_card(idea, look, day_words(idea.at, self.desk), width)

    def _question(self, width: int) -> list[Line]:
        return [[(fit(self._question_words(), width), "accent")]]

    def _question_words(self) -> str:
        match self.asks:
            case Asks.AUDIENCE:
                return "Whom is it for?"
            case Asks.WORDS:
                return "The reason I'm calling is"
            case Asks.CLIENT if self.idea is not None:
                return OF_SOMEBODY[self.idea.kind]
            case Asks.NAMED:
                return f"May {client_name(self.desk.tools, self._client)} be named? yes or no"
        return ""

    def _read_back(self, width: int) -> list[Line]:
        idea = self.idea
        if idea is None or self.asks in (Asks.NOTHING, Asks.WORDS):
            return [[]]
        if self.asks is not Asks.AUDIENCE:
            return self._read_client(width)
        hint: Line = [(fit(HINT, width), "muted")]
        try:
            audience = self._audience()
            return [reach_line(audience, self.judge.reach(idea.kind, audience)[0], width), hint]
        except CallstationError as error:
            return [[(fit(str(error), width), "warning")], hint]

    def _read_client(self, width: int) -> list[Line]:
        """Who is meant, or what an answer would come to."""
        if self.asks is Asks.NAMED:
            said = (
                "named wherever it is told" if _yes(self.field.value) else "anonymous: neither name nor company shows"
            )
            return [[(said, "plain")], [("enter alone keeps it anonymous", "muted")]]
        hint: Line = [(fit("a name, a number or an email; empty for nobody in your book", width), "muted")]
        try:
            client = client_of(self.desk.tools, self.field.value)
        except CallstationError as error:
            return [[(fit(str(error), width), "warning")], hint]
        name = client_name(self.desk.tools, client) or "nobody in your book"
        return [[(fit(name, width), "plain")], hint]

    def _notice(self, width: int) -> list[Line]:
        text, role = self.notice
        return [[(fit(text, width), role)]]

    def _foot(self, width: int) -> list[Line]:
        if self.asks is not Asks.NOTHING:
            more = self.asks is Asks.AUDIENCE and self.idea is not None and self.idea.kind in OF_SOMEBODY
            more = more or (self.asks is Asks.CLIENT and self.idea is not None and self.idea.kind is ReasonKind.STORY)
            return hints([("enter", "goes on" if more else "keeps it"), ("esc", "not yet")], width)
        keys = [("k", "keep"), ("e", "other words"), ("c", "another kind"), ("d", "drop"), ("l", "later")]
        if self.idea is None:
            keys = []
        if self.keeping.done:
            keys.append(("u", "takes the last back"))
        return hints([*keys, ("esc", "back; the others wait")], width)

    # the line -----------------------------------------------------------------------------------------
    def _ask(self, asks: Asks, value: str) -> None:
        self.asks = asks
        self.notice = ("", "")
        with self.prevent(Input.Changed):
            self.field.value = self._proposed = value
        self.paint()
        self.field.focus()
        self.field.cursor_position = len(self.field.value)

    def _close(self) -> None:
        self.asks = Asks.NOTHING
        self.set_focus(None)
        self.paint()

    def _audience(self) -> Audience:
        """What stands in the line, understood; as it was proposed, it is just what was proposed."""
        idea = self.idea
        if idea is not None and self.field.value == self._proposed:
            return self.judge.look(idea.kind, idea.text).audience
        return read_audience(self.field.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.paint()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        idea = self.idea
        if idea is None:
            return
        if self.asks is Asks.WORDS:
            self._try(lambda: self._change(idea))
        elif self.asks is Asks.AUDIENCE:
            self._try(lambda: self._meant_for(idea))
        elif self.asks is Asks.CLIENT:
            self._try(lambda: self._told_of(idea))
        elif self.asks is Asks.NAMED:
            self._try(lambda: self._keep(idea, anonymous=not _yes(self.field.value)))

    def _meant_for(self, idea: Idea) -> None:
        """The audience is there; a story or an introduction is also somebody's."""
        self._for, self._client = self._audience(), None
        if idea.kind in OF_SOMEBODY:
            self._ask(Asks.CLIENT, "")
        else:
            self._keep(idea)

    def _told_of(self, idea: Idea) -> None:
        """The client is there; of a story it is asked whether they may be named."""
        self._client = client_of(self.desk.tools, self.field.value)
        if idea.kind is ReasonKind.STORY and self._client is not None:
            self._ask(Asks.NAMED, "")
        else:
            self._keep(idea)

    def _change(self, idea: Idea) -> None:
        self.keeping.change(idea, text=self.field.value)
        self._close()

    def _keep(self, idea: Idea, *, anonymous: bool = False) -> None:
        kept = self.keeping.keep(idea, self._for, client_id=self._client, anonymous=anonymous)
        self.judge.forget()
        self._close()
        self._next()
        came = f", and brings {kept.brought:,} people back" if kept.brought > 1 else ""
        came = ", and brings one person back" if kept.brought == 1 else came
        self.say(f"in the library{came} · u takes it out again")

    def _next(self) -> None:
        self.at = min(self.at, max(0, len(self.keeping.waiting) - 1))

    def _try(self, verb: Callable[[], None]) -> None:
        try:
            verb()
        except CallstationError as error:
            self.say(str(error), "warning")

    # keys ---------------------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed into the line, letters are letters."""
        return self.asks is Asks.NOTHING or action == "leave"

    def action_keep(self) -> None:
        """Make it a reason; asks for whom."""
        idea = self.idea
        if idea is not None:
            self._try(lambda: self._ask(Asks.AUDIENCE, audience_line(self.judge.look(idea.kind, idea.text).audience)))

    def action_edit(self) -> None:
        """Other words."""
        if self.idea is not None:
            self._ask(Asks.WORDS, self.idea.text)

    def action_kind(self) -> None:
        """The next kind of reason."""
        idea = self.idea
        if idea is not None:
            kinds = list(PROMPTS)
            kind = kinds[(kinds.index(idea.kind) + 1) % len(kinds)] if idea.kind in kinds else kinds[0]
            self._try(lambda: self._changed_kind(idea, kind))

    def _changed_kind(self, idea: Idea, kind: ReasonKind) -> None:
        self.keeping.change(idea, kind=kind)
        self.say("")

    def action_drop(self) -> None:
        """Let it go."""
        idea = self.idea
        if idea is not None:
            self._try(lambda: self._dropped(idea))

    def _dropped(self, idea: Idea) -> None:
        self.keeping.drop(idea)
        self._next()
        self.say("dropped; it led to others, that is what it was for · u brings it back", "muted")

    def action_step(self, by: int) -> None:
        """The next one, or the one before; this one waits."""
        if self.keeping.waiting:
            self.at = (self.at + by) % len(self.keeping.waiting)
            self.say("")

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._try(self._undone)

    def _undone(self) -> None:
        undone = self.keeping.undo()
        if undone is None:
            self.say("nothing to take back here", "muted")
            return
        self.at = 0
        self.judge.forget()
        self.say("taken out of the library again" if undone.undo_id else "here it is again")

    def action_leave(self) -> None:
        """Close the line; without one, back. What was not looked through waits."""
        if self.asks is not Asks.NOTHING:
            self._close()
        else:
            self.dismiss(self.keeping.count(IdeaStatus.KEPT))


def _yes(typed: str) -> bool:
    """Only a plain yes lets a client be named."""
    return typed.strip().lower() in ("y", "yes")
