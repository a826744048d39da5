"""Bringing a list in: the file is dropped, pasted, typed, or picked from those that it most likely is (T1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from callstation.desk import list_files
from callstation.desk.desk import Desk
from callstation.desk.list_files import ListFile
from callstation.screens.import_columns import FileEnded, ImportColumnsScreen
from callstation.text import clean_line
from callstation.widgets.import_layout import file_blocks
from callstation.widgets.line_input import LineInput
from callstation.widgets.line_list import Block, LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, wrap

WHAT = (
    "Any spreadsheet, contact export or vCard: csv, tsv, txt, xlsx, vcf, jsonl. Nothing is stored before you have "
    "seen what would come of it, and whoever is in your book already is not added twice."
)
NONE_FOUND = "No list was found in your downloads, on your desktop, in your home folder, or here: type where it is."


class ImportScreen(Screen[str | None]):
    """Returns what came in, as a sentence; None where nothing did."""

    DEFAULT_CSS = """
    ImportScreen {
        LinePane { padding: 0 1; }
        #says { padding: 0 2; }
        LineInput { margin: 0 1 1 1; }
        #foot { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("tab", "complete", "complete", show=False, priority=True),
        Binding("ctrl+a", "all", "all of them", show=False, priority=True),
        Binding("escape", "leave", "back", show=False),
    ]

    class Found(Message):
        """The usual folders were looked through."""

        def __init__(self, files: tuple[ListFile, ...]) -> None:
            super().__init__()
            self.files = files

    def __init__(self, desk: Desk, folders: Sequence[Path] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.shown: tuple[ListFile, ...] = ()
        self._folders = folders
        self._likely: tuple[ListFile, ...] | None = None
        self._fault = ""
        self._waiting: list[Path] = []
        """Files that come after the one that is being looked at."""
        self._came: list[str] = []

    def compose(self) -> ComposeResult:
        yield LinePane(lambda width: [[("Bring a list in", "title")], [("─" * width, "rule")]], id="head")
        yield LinePane(self._says, id="says")
        yield LineInput(placeholder="drop a file or several here, or type where it is", select_on_focus=False)
        found = LineList()
        found.can_focus = False  # the letters go to the input, whatever was clicked
        yield found
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        # In a thread: a home on a network may take its time.
        folders = list_files.usual_folders() if self._folders is None else self._folders
        self.post_message(self.Found(list_files.likely_files(folders)))

    def on_import_screen_found(self, message: Found) -> None:
        """The usual folders are known."""
        self._likely = message.files
        self.paint()

    # choosing -----------------------------------------------------------------------------------------
    @property
    def typed(self) -> str:
        """What was typed or dropped."""
        return self.query_one(LineInput).value.strip()

    @on(Input.Changed)
    def read(self) -> None:
        """Show what fits."""
        self._fault = ""
        self.paint()

    def offered(self) -> tuple[ListFile, ...]:
        """What may be meant: what the path may become, or the likely files with these letters in their names."""
        typed = self.typed
        path = list_files.typed_path(typed) if typed else None
        if path is not None and (there := list_files.completions(typed)):
            return there
        return tuple(f for f in self._likely or () if typed.casefold() in f.path.name.casefold())

    @on(LineList.Resized)
    def paint(self) -> None:
        """Show the files."""
        lines = self.query_one(LineList)
        self.shown = self.offered()
        lines.selectable = bool(self.shown)
        if self.shown:
            lines.show(file_blocks(self.shown, lines.room, self.desk.now))
        else:
            lines.show([self._nothing(lines.room)])
        self.query_one("#says", LinePane).show(self._says)
        self.query_one("#foot", LinePane).show(self._foot)

    def _nothing(self, width: int) -> Block:
        if self._likely is None:
            text = "Looking where lists usually are…"
        elif self.typed:
            text = "" if list_files.typed_paths(self.typed) else "No list there has such a name."
        else:
            text = NONE_FOUND
        return [[(row, "muted")] for row in wrap(text, width)]

    @on(Input.Submitted)
    def entered(self) -> None:
        """Open the file that was typed, or else the one that is marked."""
        paths = list_files.typed_paths(self.typed) if self.typed else ()
        if paths:
            self._open_all(paths)
        else:
            self.choose()

    @on(LineList.Clicked)
    def choose(self) -> None:
        """Open the marked one; a folder shows what is in it."""
        if self.shown:
            one = self.shown[self.query_one(LineList).selected]
            if one.is_folder:
                self._put(f"{one.path}/")
            else:
                self._open(one.path)
        elif self.typed:
            shown = fit(str(list_files.typed_path(self.typed)), 200)
            self._fault = f"There is no file {shown}: check the name, or drop the file onto this window."
            self.paint()

    def _put(self, text: str) -> None:
        field = self.query_one(LineInput)
        field.value = text
        field.cursor_position = len(field.value)

    def _open_all(self, paths: Sequence[Path]) -> None:
        """Look at one after the other."""
        self._waiting = list(paths[1:])
        self._open(paths[0])

    def action_all(self) -> None:
        """Look at every list that is shown, one after the other: a whole folder."""
        files = [one.path for one in self.shown if not one.is_folder]
        if files:
            self._open_all(files)

    def _open(self, path: Path) -> None:
        self._fault = ""
        self.app.push_screen(ImportColumnsScreen(self.desk, path), self._ended)

    def _ended(self, ended: FileEnded | None) -> None:
        if ended is not None and not ended.fault:
            self._came.append(ended.said)
        elif ended is not None:
            self._fault = clean_line(ended.said)
        if self._waiting:
            fault = self._fault
            self._open(self._waiting.pop(0))
            self._fault = fault  # what was wrong with one of them is read at the end
        elif self._came and not self._fault:
            self.dismiss(self._said())
        else:
            self.paint()

    def _said(self) -> str:
        """What came in, of all files."""
        many = len(self._came) > 1
        return "; ".join(f"{i}. {said}" if many else said for i, said in enumerate(self._came, 1))

    def action_complete(self) -> None:
        """Go on with the path as far as it is plain."""
        if self.typed:
            self._put(list_files.completed(self.typed))

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.query_one(LineList).move(by)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self.query_one(LineList).action_page(by)

    def action_leave(self) -> None:
        """Back to the call, with what came in so far."""
        self.dismiss(self._said() if self._came else None)

    # painting -----------------------------------------------------------------------------------------
    def _says(self, width: int) -> list[Line]:
        text, role = (self._fault, "warning") if self._fault else (WHAT, "muted")
        return [*([(row, role)] for row in wrap(text, width)), []]

    def _foot(self, width: int) -> list[Line]:
        keys = [("up down", "choose"), ("enter", "looks at it; nothing is stored yet"), ("tab", "completes a path")]
        if sum(not one.is_folder for one in self.shown) > 1:
            keys.append(("ctrl+a", "all of these, one after the other"))
        return hints([*keys, ("esc", "back")], width)
