"""The rules of the language check (H7): what each finds and says instead; silenced with a key, added in a file."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from callstation.desk.house_rules import HouseRules
from callstation.errors import CallstationError
from callstation.language.ruleset import Rule, Ruleset
from callstation.text import count_of
from callstation.widgets.line_list import LineList
from callstation.widgets.line_pane import LinePane, hints
from callstation.widgets.spans import Line, fit, fit_line, wrap

NAME = 25
"""Cells for a rule's name."""
DETAIL = 6
"""Lines for what is told of the marked rule."""


class LanguageScreen(Screen[bool]):
    """Returns whether the rules were changed."""

    DEFAULT_CSS = """
    LanguageScreen {
        LinePane { padding: 0 1; }
        #detail { background: $surface; height: 6; }
        #foot { background: $surface; }
    }
    """
    BINDINGS = [
        Binding("x", "silence", "silence", show=False),
        Binding("e,enter", "file(False)", "your own", show=False),
        Binding("a", "file(True)", "a new one", show=False),
        Binding("escape,q,ctrl+l", "leave", "back", show=False),
    ]

    def __init__(self, rules: HouseRules) -> None:
        super().__init__()
        self.rules = rules
        self.changed = False
        self.notice: tuple[str, str] = ("", "")
        self._shipped = Ruleset.default()

    def compose(self) -> ComposeResult:
        yield LinePane(self._head, id="head")
        yield LineList()
        yield LinePane(self._detail, id="detail")
        yield LinePane(self._foot, id="foot")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()

    @property
    def listed(self) -> list[Rule]:
        """The user's own first, then the shipped ones in their order."""
        return sorted(self.rules.ruleset.rules, key=lambda rule: self._shipped.rule(rule.id) is not None)

    @property
    def selected(self) -> Rule:
        """The rule that is marked."""
        return self.listed[self.query_one(LineList).selected]

    # painting -----------------------------------------------------------------------------------------
    @on(LineList.Resized)
    def lay_out(self) -> None:
        """Show the rules; the marked one stays marked."""
        lines = self.query_one(LineList)
        lines.show([[self._row(rule, lines.room)] for rule in self.listed], selected=lines.selected)
        self._paint_panes()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.notice = ("", "")
        self._paint_panes()

    def _paint_panes(self) -> None:
        for pane in self.query(LinePane):
            pane.update_lines()
            pane.refresh(layout=True)

    def _row(self, rule: Rule, width: int) -> Line:
        off = rule.severity == "off"
        before = self._shipped.rule(rule.id)
        whose = "yours" if before is None else "" if off or rule == before else "changed"
        role = "muted" if off else "warning" if rule.severity == "error" else "plain"
        return fit_line(
            [
                (fit(rule.id, NAME).ljust(NAME + 1), "muted" if off else "name"),
                (("silenced" if off else rule.severity).ljust(9), role),
                (f"{whose}  " if whose else "", "good"),
                (rule.message, "muted" if off else "plain"),
            ],
            width,
        )

    def _head(self, width: int) -> list[Line]:
        rules = self.rules.ruleset.rules
        own = sum(self._shipped.rule(rule.id) is None for rule in rules)
        off = sum(rule.severity == "off" for rule in rules)
        counts = f"{count_of(len(rules), 'rule')}, {own} of your own, {off} silenced"
        return [
            [("Language", "title"), ("   what never to say, and what to say instead", "muted")],
            [(fit(f"{counts}; they count wherever you write", width), "muted")],
            [],
        ]

    def _detail(self, width: int) -> list[Line]:
        rule = self.selected if self.is_mounted else self.listed[0]
        lines: list[Line] = [[(row, "warning")] for row in wrap(rule.message, width)]
        lines += [[(row, "plain")] for row in wrap(rule.instead, width)]
        for word, texts in (("found     ", rule.bad), ("not found ", rule.good)):
            if texts:
                lines.append([(word, "label"), (fit(f"“{texts[0]}”", width - len(word)), "plain")])
        return lines[:DETAIL]

    def _foot(self, width: int) -> list[Line]:
        said, role = self.notice
        if not said and self.rules.fault:
            said, role = self.rules.fault, "warning"
        said = said or f"your own rules: {self.rules.file}"
        lines: list[Line] = [[(row, role or "muted")] for row in wrap(said, width)[:2]]
        back = "listen again" if self.is_mounted and self.selected.severity == "off" else "silence"
        return [*lines, *hints([("x", back), ("a", "add one of your own"), ("e", "the file"), ("esc", "back")], width)]

    # keys ---------------------------------------------------------------------------------------------
    def action_silence(self) -> None:
        """Silence the marked rule, or listen to it again."""
        rule = self.selected
        back = rule.severity == "off"
        try:
            self.rules.silence(rule.id, back=back)
        except CallstationError as error:
            self.notice = (str(error), "warning")
        else:
            self.changed = True
            self.notice = (f"{rule.id} {'counts again' if back else 'is silenced: x brings it back'}", "good")
            if back and self.selected.severity == "off":
                self.notice = (f'{rule.id} has severity = "off" in the file: e opens it', "warning")
        self.lay_out()

    def action_file(self, new: bool) -> None:
        """The user's own file, ``new`` with the beginning of one more rule."""
        from callstation.screens.rules_file import RulesFileScreen

        def saved(kept: bool | None) -> None:
            if kept:
                self.changed = True
                self.notice = ("kept: your rules count from now on", "good")
            self.lay_out()

        try:
            screen = RulesFileScreen(self.rules, new=new)
        except CallstationError as error:
            self.notice = (f"{self.rules.file} {error}", "warning")
            self._paint_panes()
            return
        self.app.push_screen(screen, saved)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(self.changed)
