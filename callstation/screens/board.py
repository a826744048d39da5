"""The board (T4): what was done, what is left of today, and whether the list is long enough to let go easily (H6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.binding import Binding

from callstation.desk import dripping, experimenting
from callstation.desk.board import board_of
from callstation.desk.desk import Desk
from callstation.errors import CallstationError
from callstation.screens.page import Page
from callstation.text import count_of
from callstation.widgets.board_layout import board_lines, report_lines
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit


class BoardScreen(Page[None]):
    """One page; nothing comes back from it."""

    BINDINGS = [
        Binding("2", "begin(2)", "two a day", show=False),
        Binding("3", "begin(3)", "three a day", show=False),
        Binding("a", "all_days", "all days", show=False),
        Binding("r", "report", "the report", show=False),
        Binding("x", "export", "as Markdown", show=False),
        Binding("d", "drafts", "draft what is due", show=False),
        Binding("e", "finish", "end it", show=False),
        Binding("u", "undo", "take back", show=False),
        Binding("escape,q,j", "leave", "back", show=False),
    ]

    def __init__(self, desk: Desk, steps: list[int] | None = None) -> None:
        """``steps`` are the ids of what can be taken back here, kept by whoever opens the board. Raises StoreError."""
        super().__init__(desk)
        self.board = board_of(desk.tools)
        self.reporting = False
        self.every_day = False
        self._steps = steps if steps is not None else []
        self._said: tuple[str, str] = ("", "")

    # painting -----------------------------------------------------------------------------------------
    @property
    def title_words(self) -> str:
        return "What came of it" if self.reporting else "The board"

    def foot(self, width: int) -> list[Line]:
        progress = self.board.progress
        running = progress is not None and not progress.over
        keys: list[tuple[str, str]] = []
        if self.reporting:
            keys += [("x", "keeps it as Markdown"), ("r", "back to the board")]
        else:
            if not running:
                days = "on working days" if self.every_day else "on all days"
                keys += [("2", "begins: two a day for two weeks"), ("3", "three a day"), ("a", days)]
            if progress is not None:
                keys.append(("r", "what came of it"))
            if self.board.drips_due:
                keys.append(("d", "drafts what is due"))
            if running:
                keys.append(("e", "ends the experiment"))
            if self._steps:
                keys.append(("u", "takes that back"))
        lines = hints([*keys, ("up down", "more"), ("esc", "back")], width)
        text, role = self._said
        return [[(fit(text, width), role)], *lines] if text else lines

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        lines = self.query_one(LineList)
        if self.reporting:
            report = experimenting.report(self.desk.tools)
            lines.show([[line] for line in report_lines(report, lines.room)], keep_place=True)
        else:
            lines.show([[line] for line in board_lines(self.board, lines.room)], keep_place=True)
        for name in ("head", "foot"):
            pane = self.query_one(f"#{name}", LinePane)
            pane.update_lines()
            pane.refresh(layout=True)

    def say(self, text: str, role: str = "good") -> None:
        """One line about what just happened, and the board anew."""
        self._said = (text, role)
        self._lay_out()

    def _try(self, verb: Callable[[], str]) -> None:
        """Do something and say what came of it, or why it could not be."""
        try:
            said = verb()
            self.board = board_of(self.desk.tools)
        except CallstationError as error:
            self.say(str(error), "warning")
        else:
            self.say(said)

    # keys ---------------------------------------------------------------------------------------------
    def action_begin(self, per_day: int) -> None:
        """Begin the experiment, where none is under way."""
        if self.board.progress is not None and not self.board.progress.over:
            return

        def begin() -> str:
            self._steps.append(experimenting.start(self.desk.tools, per_day=per_day, all_days=self.every_day))
            return f"begun: {count_of(per_day, 'call')} a day for two weeks, and today is the first · u takes it back"

        self._try(begin)

    def action_all_days(self) -> None:
        """Whether days off count as well."""
        if self.board.progress is None or self.board.progress.over:
            self.every_day = not self.every_day
            self.say("on all days" if self.every_day else "on your working days", "muted")

    def action_report(self) -> None:
        """What came of it, and back to the board."""
        if self.board.progress is None:
            return
        self.reporting = not self.reporting
        self._said = ("", "")
        self.query_one(LineList).scroll_to(y=0, animate=False)
        self._lay_out()

    def action_export(self) -> None:
        """Keep the report as a Markdown file in the folder in which the program was started."""
        if self.board.progress is None:
            return

        def export() -> str:
            from callstation.exporters.experiment import write_report

            report = experimenting.report(self.desk.tools)
            file = Path.cwd() / f"callstation-experiment-{report.experiment.started_on}-to-{report.until}.md"
            write_report(file, report)
            return f"kept as {file.name} in {file.parent}"

        self._try(export)

    def action_drafts(self) -> None:
        """Draft the emails of value that are due (F4); nothing is sent."""

        def drafts() -> str:
            session = self.desk.session
            done = dripping.run(self.desk.tools, self.desk.now, session_id=session.id if session else None)
            said = f"{count_of(len(done.drafted), 'email')} drafted for you to look at; nothing was sent"
            if done.left_out:
                item, why = done.left_out[0]
                more = f" and {len(done.left_out) - 1} more" if len(done.left_out) > 1 else ""
                said += f". {item.name}{more}: {why}"
            return said if done.drafted or done.left_out else "nobody is due"

        self._try(drafts)

    def action_finish(self) -> None:
        """End the experiment; what was counted stays."""
        if self.board.progress is None or self.board.progress.over:
            return

        def finish() -> str:
            self._steps.append(experimenting.end(self.desk.tools))
            return "ended: r shows what came of it · u takes it back"

        self._try(finish)

    def action_undo(self) -> None:
        """Take back that the experiment was begun or ended, as long as this workstation runs."""

        def undo() -> str:
            if not self._steps:
                return "nothing is left to take back here"
            said = experimenting.undo(self.desk.tools, self._steps[-1])
            self._steps.pop()
            return said

        self._try(undo)

    def action_leave(self) -> None:
        """From the report to the board, from the board to the card."""
        if self.reporting:
            self.action_report()
        else:
            self.dismiss(None)
