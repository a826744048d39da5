"""All keys on one page, and how one call goes."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from callstation.screens.actions import CALL, OUTCOMES, SESSION, Action, key_words
from callstation.text import clean_line
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, width_of, wrap

TWO_COLUMNS = 96
"""From this width on the groups stand side by side."""
MEASURE = 100
BETWEEN = 2
ONE_CALL = (
    "Read who it is and why now. Say the words in the middle, in your own way: they are talking points, not a script "
    "to recite. {dial} dials, or shows the number large, and starts the clock; {note} takes a note while you talk. "
    "When it is over, one number key stores what happened, does all that follows from it, and brings the next person. "
    "Pressed the wrong one? {undo} takes all of it back."
)
NO_HURRY = "Nobody is kept waiting while you write: the queue stands still until you press a key."


class HelpScreen(ModalScreen[None]):
    """``keymap`` maps action ids to the keys as they are now."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 70%;
        #help {
            width: 98%;
            max-width: 118;
            height: 98%;
            max-height: 60;
            padding: 1 0 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
        }
        LineList { background: $surface; }
        LinePane { background: $surface; padding: 0 2; }
    }
    """
    BINDINGS = [Binding("escape,q,question_mark,enter", "leave", "back", show=False)]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.keymap = keymap

    def compose(self) -> ComposeResult:
        with Vertical(id="help") as box:
            box.border_title = "Keys"
            yield LineList(selectable=False)
            yield LinePane(lambda width: [[], *hints([("up down", "scroll"), ("esc", "back to the call")], width)])

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    @on(LineList.Resized)
    def _lay_out(self) -> None:
        lines = self.query_one(LineList)
        lines.show([[line] for line in help_lines(lines.room, self.keymap)], keep_place=True)

    def action_leave(self) -> None:
        """Back to the call."""
        self.dismiss(None)


def help_lines(width: int, keymap: Mapping[str, str]) -> list[Line]:
    """The page for ``width`` cells: how one call goes, then every key with its sentence."""
    keys = {action.id: key_of(action, keymap) for action in (*OUTCOMES, *CALL, *SESSION)}
    lines: list[Line] = [[("ONE CALL", "label")]]
    for text in (ONE_CALL.format_map(keys), NO_HURRY):
        lines += [[(row, "plain")] for row in wrap(text, min(width, MEASURE))]
    lines.append([])
    wide = width >= TWO_COLUMNS
    room = (width - BETWEEN) // 2 if wide else width
    came, this, hour = (
        _group("WHAT CAME OF THE CALL", OUTCOMES, keys, room),
        _group("DURING THE CALL", CALL, keys, room),
        _group("THE HOUR", SESSION, keys, room),
    )
    if wide:
        return lines + _beside([*came, [], *hour], this, room)
    return [*lines, *came, [], *this, [], *hour]


def key_of(action: Action, keymap: Mapping[str, str]) -> str:
    """The key of an action as it is printed; keys come from the user's settings and are shown harmlessly."""
    return clean_line(key_words(keymap.get(action.id, action.key)))


def _group(title: str, group: tuple[Action, ...], keys: Mapping[str, str], width: int) -> list[Line]:
    column = max(len(keys[action.id]) for action in group) + 2
    lines: list[Line] = [[(title, "label")]]
    for action in group:
        rows = wrap(action.help, max(10, width - column - 2))
        lines.append([("  ", ""), (keys[action.id].ljust(column), "key"), (rows[0], "plain")])
        lines += [[(" " * (column + 2), ""), (row, "plain")] for row in rows[1:]]
    return lines


def _beside(left: list[Line], right: list[Line], room: int) -> list[Line]:
    lines: list[Line] = []
    for i in range(max(len(left), len(right))):
        one = left[i] if i < len(left) else []
        two = right[i] if i < len(right) else []
        lines.append([*one, (" " * (room + BETWEEN - width_of(one)), ""), *two])
    return lines
