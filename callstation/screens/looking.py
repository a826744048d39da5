"""The call screen's ways to other screens, and back to the same card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from callstation.errors import NotFoundError, RefusedError
from callstation.model.people import Standing
from callstation.screens.call_base import CallBase, says_why
from callstation.widgets.card_view_model import Phase, Shown

if TYPE_CHECKING:
    from callstation.screens.find import FindResult


class Looking(CallBase):
    """History, find, add, editing the script, the personal touch. Part of the call screen."""

    looked_up: bool = False
    """Whether the person on the card was looked up rather than next in the queue."""

    @says_why
    def action_they_called(self) -> None:
        """They are on the line: what comes of it is their call (F1, H6); the same key again takes that back."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING:
            return
        self.card = replace(card, inbound=not card.inbound)
        self.refresh_card()
        if not card.inbound:
            back = " brings them back" if card.prospect.standing is Standing.SAID_NO else " is their call"
            self.say(f"{card.prospect.name} is calling you: what you log now{back}")
        else:
            self.say("not their call, then")
        self.paint()

    def action_history(self) -> None:
        """Everything with this person."""
        if self.card is None:
            return
        from callstation.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.desk, self.card.prospect.id), lambda _: self.refresh_card())

    def action_person(self) -> None:
        """Edit what is known of this person."""
        if self.card is None or self.phase is Phase.CLOSING:
            return
        from callstation.screens.person import PersonScreen

        def edited(changed: bool | str | None) -> None:
            if isinstance(changed, str):
                self._book_changed(changed)
                return
            if changed:
                self.say(f"kept · {self.app_keys()['undo']} takes it back")
            self.refresh_card()

        self.app.push_screen(PersonScreen(self.desk, self.card.prospect), edited)

    def action_find(self) -> None:
        """Find anyone; their card comes up, and escape goes back to the queue."""
        from callstation.screens.find import FindScreen

        def found(result: FindResult | None) -> None:
            if result is None:
                return
            if result.done:
                self._book_changed(f"{result.done} · {self.app_keys()['undo']} takes it back")
            elif result.person_id is None:
                self.add_someone(result.add)
            else:
                self._look_up(result.person_id)

        self.app.push_screen(FindScreen(self.desk), found)

    def action_add(self) -> None:
        """Add someone in seconds, in the middle of an hour."""
        self.add_someone("")

    def add_someone(self, name: str) -> None:
        """The form for somebody new, with what is known of their name."""
        from callstation.screens.add import AddScreen

        self.app.push_screen(AddScreen(self.desk, name), self._added)

    @says_why
    def _added(self, person_id: int | None) -> None:
        """Somebody was typed in: their card comes up, unless somebody is on the line."""
        if person_id is None:
            return
        keys = self.app_keys()
        back = f" · {keys['undo']} takes it back" if self.desk.session is not None else ""
        line = self.desk.telephone.line()
        if line.stage.up and person_id != line.person_id:
            name = self.desk.card(person_id).prospect.name
            self.say(f"{name}: in your book{back} · {keys['find']} finds them after this call")
            self.paint()
            return
        self._look_up(person_id)
        if self.card is not None and self.card.prospect.id == person_id:
            self.say(f"{self.card.prospect.name}: in your book{back} · esc goes back to the queue")
            self.paint()

    def action_bring_in(self) -> None:
        """Bring a list in; where nobody was on the screen, the first of those who can be called comes up (T1)."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(self.desk), self._book_changed)

    def action_duplicates(self) -> None:
        """People who may be in the book twice, side by side."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.duplicates import DuplicatesScreen
        from callstation.text import count_of

        def looked_at(merges: int | None) -> None:
            self._book_changed(f"{count_of(merges, 'record')} made part of another" if merges else None)

        self.app.push_screen(DuplicatesScreen(self.desk), looked_at)

    @says_why
    def _book_changed(self, said: str | None) -> None:
        if said:
            self.say(said)
        try:
            if self.card is not None:
                self.refresh_card()
                return
        except NotFoundError:  # they became part of another record
            pass
        self.show_next()

    @says_why
    def _look_up(self, person_id: int) -> None:
        line = self.desk.telephone.line()
        if line.talking and person_id != line.person_id and self.card is not None:
            raise RefusedError(f"you are on the line with {self.card.prospect.name}: hang up first")
        card = self.desk.card(person_id)
        self.show_card(card)
        self.looked_up = True
        self.say(f"{card.prospect.name}, looked up: esc goes back to the queue")
        self.paint()

    @says_why
    def action_edit_script(self) -> None:
        """Edit this card's script in place; the card shows the new text at once."""
        if self.card is None or self.phase is Phase.CLOSING:
            return
        from callstation.screens.editor import EditorScreen

        def edited(saved: bool | None) -> None:
            if saved:
                self.say(f"saved: this is what your script says now · {self.app_keys()['scripts']} has the old words")
            self.refresh_card()

        part = "points" if self.shown is Shown.TALK else self.shown.value
        self.app.push_screen(EditorScreen(self.desk, self.card, part), edited)

    @says_why
    def action_scripts(self) -> None:
        """What came of every text of a script (H7), beginning with this card's; an old one can be brought back."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.scripts import ScriptsScreen

        name = self.card.script if self.card else ""
        self.app.push_screen(ScriptsScreen(self.desk, name), lambda _: self.refresh_card())

    @says_why
    def action_brainstorm(self) -> None:
        """A game for new reasons (S10); what was kept may fit this very person."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.brainstorm import BrainstormScreen
        from callstation.text import count_of

        def played(kept: int | None) -> None:
            if kept:
                self.say(f"{count_of(kept, 'new reason')} in your library")
            self.refresh_card()
            self.paint()

        self.app.push_screen(BrainstormScreen(self.desk), played)

    @says_why
    def action_language(self) -> None:
        """The rules of the language check (H7): silenced, changed and added there, they count on the card at once."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.language import LanguageScreen

        self.app.push_screen(LanguageScreen(self.desk.tools.rules), lambda _: self.refresh_card())

    @says_why
    def action_touch(self) -> None:
        """Change the words for this call only (T3)."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING:
            return
        from callstation.screens.touch import TouchScreen

        part = "voicemail" if self.shown is Shown.VOICEMAIL else "opener"
        self.app.push_screen(TouchScreen(self.desk, card, part), self._touched)

    @says_why
    def _touched(self, changed: bool | None) -> None:
        if changed:
            self.say("kept, for this call alone")
            self.refresh_card()
