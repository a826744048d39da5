"""One file before it comes in, while it does, and what came of it: its columns, what they were taken for, counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.timer import Timer

from callstation.desk.desk import Desk
from callstation.desk.importing import Imported
from callstation.importers.columns import ColumnGuess
from callstation.screens.import_run import ImportRun, TakenBack, take_back
from callstation.text import count_of
from callstation.widgets.import_layout import (
    AS_TOLD,
    FIELD_WORDS,
    bar_line,
    column_blocks,
    count_lines,
    refusal_blocks,
)
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, justify, wrap

PAUSE = 0.3
"""Seconds without a key after which the file is looked through anew."""
UNTOLD = "No column is known to hold a name, a number or an email yet. Choose one, press enter, and say what it holds."


class Phase(Enum):
    """Where one file's import is."""

    CHOOSING = "choosing"
    BRINGING = "bringing"
    DONE = "done"
    GOING_BACK = "going back"


@dataclass(frozen=True, slots=True)
class FileEnded:
    """How it ended: ``said`` in one sentence, ``fault`` where nothing could be done with the file."""

    said: str = ""
    fault: bool = False


class ImportColumnsScreen(Screen[FileEnded | None]):
    """Returns what came of it; None where nothing was brought in."""

    DEFAULT_CSS = """
    ImportColumnsScreen {
        LinePane { padding: 0 1; }
        #counts { padding: 0 2; min-height: 3; }
        #foot { background: $surface; }
        LineList { padding: 0; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "bring", "bring in", show=False, priority=True),
        Binding("enter", "enter", "choose", show=False),
        Binding("left", "turn(-1)", "the field before", show=False),
        Binding("right", "turn(1)", "the next field", show=False),
        Binding("d", "duplicates", "perhaps known already", show=False),
        Binding("u", "take_back", "take it back", show=False),
        Binding("escape", "leave", "back", show=False),
    ]

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self.desk = desk
        self.path = path
        self.phase = Phase.CHOOSING
        self.columns: tuple[ColumnGuess, ...] = ()
        self.mapping: dict[str, str] = {}
        self.preview: Imported | None = None
        self.imported: Imported | None = None
        self._format = ""
        self._recalled = False
        self._untold = False
        self._notice = ""
        self._job: ImportRun | None = None
        self._wanted: bool | None = None
        """The run that comes next: a dry one or a true one; None for none."""
        self._told: tuple[int, int, float, int] = (0, 0, 0.0, 0)
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LinePane(self._counts, id="counts")
        yield LineList()
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self._want(dry=True)

    def on_unmount(self) -> None:
        """However this screen ends, what is not done by then is not done at all."""
        self._wanted = None
        if self._job is not None:
            self._job.stop()

    @property
    def busy(self) -> bool:
        """Whether something runs, or is about to."""
        return (
            self.phase is Phase.GOING_BACK
            or self._timer is not None
            or self._job is not None
            or self._wanted is not None
        )

    # running ------------------------------------------------------------------------------------------
    def _want(self, *, dry: bool) -> None:
        """Look through the file, or bring it in, once what runs now has ended: one at a time."""
        self._wanted = dry
        if self._job is None:
            self._start()
        else:
            self._job.stop()

    def _start(self) -> None:
        if self._wanted is None:
            return
        run = ImportRun(self, self.desk.tools, self.path, self.mapping, dry=self._wanted)
        self._job, self._wanted = run, None
        self._told = (0, 0, 0.0, 0)
        # Never exclusive: a cancelled exclusive thread worker was seen never to run.
        self.run_worker(run.work, thread=True, exit_on_error=False)
        self._refresh()

    def on_import_run_looked(self, message: ImportRun.Looked) -> None:
        """The columns are known."""
        if message.run is self._job:
            self._format, self._recalled = message.file_format, message.recalled
            self._untold = False
            self._show_columns(message.columns)

    def on_import_run_progressed(self, message: ImportRun.Progressed) -> None:
        """So far."""
        if message.run is self._job:
            self._told = (message.done, message.total, message.seconds, message.records)
            self._refresh()

    def on_import_run_ended(self, message: ImportRun.Ended) -> None:
        """Over: the counts, or the end, or the sentence why not."""
        run, found = message.run, message.imported
        self._job = None
        if run.dry and self._wanted is not None:
            self._start()
            return
        if run.dry:
            self._looked_through(found, message.columns)
        elif found.error:
            self.phase = Phase.CHOOSING
            self._notice = "Stopped: nothing of it was stored." if run.stopped else found.error
            if self.preview is None or message.columns:
                self._want(dry=True)
        else:
            self.phase, self.imported = Phase.DONE, found
            self._lay_out()
        self._refresh()

    def _looked_through(self, found: Imported, untold: tuple[ColumnGuess, ...]) -> None:
        if not found.error:
            self.preview = found
        elif untold:
            self._untold = True
            self._show_columns(untold)
        elif self.columns:
            self._notice = found.error
        else:
            self.dismiss(FileEnded(found.error, fault=True))

    # keys ---------------------------------------------------------------------------------------------
    @property
    def _marked(self) -> int | None:
        """The column that is marked, None for the line above them."""
        at = self.query_one(LineList).selected - 1
        return at if self.phase is Phase.CHOOSING and 0 <= at < len(self.columns) else None

    @on(LineList.Clicked)
    def action_enter(self) -> None:
        """Bring it in, or say what the marked column holds; at the end, back."""
        if self.phase is Phase.DONE:
            self.action_leave()
        elif self.phase is Phase.CHOOSING and self._marked is None:
            self.action_bring()
        elif self._marked is not None:
            from callstation.screens.field_choice import FieldChoice

            at = self._marked

            def chosen(field: str | None) -> None:
                if field is not None:
                    self._take(at, field)

            self.app.push_screen(FieldChoice(self.columns[at]), chosen)

    def action_turn(self, by: int) -> None:
        """The field before or after, for the marked column."""
        if self._marked is not None:
            fields = list(FIELD_WORDS)
            now = fields.index(self.columns[self._marked].field or "custom")
            self._take(self._marked, fields[(now + by) % len(fields)])

    def _take(self, at: int, field: str) -> None:
        """The column holds this; the file is looked through anew when the fingers rest."""
        column = self.columns[at]
        self.mapping[column.header] = field
        self.preview = None
        self._notice = ""
        columns = list(self.columns)
        columns[at] = replace(column, field="" if field == "custom" else field, why=AS_TOLD)
        self._show_columns(tuple(columns))
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._rested)

    def _rested(self) -> None:
        self._timer = None
        if self.phase is Phase.CHOOSING:
            self._want(dry=True)

    def action_bring(self) -> None:
        """Bring it in."""
        if self.phase is not Phase.CHOOSING or self._untold or not self._format:
            return
        self.phase = Phase.BRINGING
        self._notice = ""
        self._want(dry=False)
        self._refresh()

    def action_duplicates(self) -> None:
        """Look at those who may be known already."""
        if self.phase is Phase.DONE and self.imported is not None and self.imported.probable_duplicates:
            from callstation.screens.duplicates import DuplicatesScreen

            self.app.push_screen(DuplicatesScreen(self.desk))

    def action_take_back(self) -> None:
        """Take the whole import back, once it is done."""
        if self.phase is Phase.DONE:
            self.phase = Phase.GOING_BACK
            self.run_worker(lambda: take_back(self, self.desk.tools), thread=True, exit_on_error=False)
            self._refresh()

    def on_taken_back(self, message: TakenBack) -> None:
        """It is as it was before, and can be brought in again; or it stays, and why."""
        if message.done:
            self.phase, self.imported, self.preview = Phase.CHOOSING, None, None
            self._notice = f"Taken back: {message.said}."
            self._lay_out()
            self._want(dry=True)
        else:
            self.phase, self._notice = Phase.DONE, message.said
            self._refresh()

    def action_leave(self) -> None:
        """Stop what runs, or go back."""
        if self.phase is Phase.BRINGING:
            self._notice = "Stopping; what has come in so far is taken back."
            if self._wanted is not None:  # it had not begun yet
                self._wanted = None
                self.phase = Phase.CHOOSING
            if self._job is not None:
                self._job.stop()
            self._refresh()
        elif self.phase is Phase.DONE:
            self.dismiss(FileEnded(self._came()))
        elif self.phase is Phase.CHOOSING:
            self.dismiss(None)

    def _came(self) -> str:
        found = self.imported
        if found is None:
            return ""
        return f"{count_of(found.new, 'new person', 'new people')}, {found.updated:,} with something new"

    # painting -----------------------------------------------------------------------------------------
    def _refresh(self) -> None:
        for name in ("head", "counts", "foot"):
            pane = self.query_one(f"#{name}", LinePane)
            pane.update_lines()
            pane.refresh(layout=True)

    def _show_columns(self, columns: tuple[ColumnGuess, ...]) -> None:
        self.columns = columns
        self._lay_out()
        self._refresh()

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        lines = self.query_one(LineList)
        lines.selectable = self.phase is Phase.CHOOSING or self.phase is Phase.BRINGING
        if self.imported is not None:
            left_out = refusal_blocks(self.imported, lines.room)
            lines.show(left_out or [[[("Nobody was left out.", "muted")]]])
            return
        first: Block = [[("Bring them in", "accent")], []]
        lines.show([first, *column_blocks(self.columns, lines.room)], selected=lines.selected, keep_place=True)

    def _head(self, width: int) -> list[Line]:
        name = fit(self.path.name, max(10, width - 20))
        return [justify([(name, "title")], [(self._format, "muted")], width), [("─" * width, "rule")]]

    def _counts(self, width: int) -> list[Line]:
        lines: list[Line] = []
        done, total, seconds, so_far = self._told
        rows = self.preview.rows if self.preview is not None else 0
        if self.phase is Phase.GOING_BACK:
            lines += [[("Taking it back", "label")]]
        elif self.imported is not None:
            lines += [[("It is in your book.", "good")], *count_lines(self.imported, width, done=True)]
        elif self.phase is Phase.BRINGING:
            lines += [[("Bringing it in", "label")], bar_line(done, total, rows, seconds, width, so_far)]
        elif self._untold:
            lines += [[(row, "accent")] for row in wrap(UNTOLD, width)]
        elif self.preview is not None:
            lines += count_lines(self.preview, width, done=False)
            if self._recalled:
                lines.append([("columns as you named them last time", "muted")])
        else:
            lines += [
                [("Looking through it; nothing is stored yet", "label")],
                bar_line(done, total, 0, seconds, width, so_far),
            ]
        return [*lines, *([(row, "warning")] for row in wrap(self._notice, width) if row)]

    def _foot(self, width: int) -> list[Line]:
        if self.phase is Phase.DONE:
            keys = [("enter", "back to the call"), ("u", "takes all of it back")]
            if self.imported is not None and self.imported.probable_duplicates:
                keys.append(("d", "who is perhaps known already"))
            if self.imported is not None and self.imported.refused:
                keys.append(("up down", "who was left out, and why"))
            return hints(keys, width)
        if self.phase is Phase.GOING_BACK:
            return [[]]
        if self.phase is Phase.BRINGING:
            return hints([("esc", "stops it, and leaves nothing behind")], width)
        keys = [("ctrl+s", "brings it in"), ("up down", "columns"), ("enter", "says what a column holds")]
        return hints([*keys, ("left right", "the next thing it may hold"), ("esc", "back")], width)
