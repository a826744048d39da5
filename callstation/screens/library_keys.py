"""The call screen's keys for reasons: another one for this call, the library, and writing one where none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callstation.screens.call_base import CallBase, says_why
from callstation.widgets.card_view_model import Phase

if TYPE_CHECKING:
    from callstation.desk.reasoning import Reasoning
    from callstation.store.library import Written


class LibraryKeys(CallBase):
    """Reasons. Part of the call screen."""

    _reasoning: Reasoning | None = None

    @property
    def reasoning(self) -> Reasoning:
        """The work on the library, which lasts as long as the workstation: so do its undos."""
        if self._reasoning is None:
            from callstation.desk.reasoning import Reasoning

            self._reasoning = Reasoning(self.desk)
        return self._reasoning

    @says_why
    def action_reason(self) -> None:
        """The next reason that fits, strongest first, and around again; where none is left, one is written (H2)."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING:
            return
        ids = [r.id for r in card.reasons]
        if not ids:
            name, game = card.prospect.name, self.app_keys()["brainstorm"]
            self._write_one(
                f"no reason for {name} yet: what could you give them today? (esc, then {game}: a game for ideas)"
            )
        elif len(ids) == 1:
            keys = self.app_keys()
            self.say(
                f"this is the only reason left for them: {keys['reasons']} shows all, {keys['brainstorm']} thinks up "
                f"new ones, {keys['touch']} takes your own words"
            )
            self.paint()
        else:
            at = ids.index(card.reason.id) if card.reason else -1
            self.refresh_card(reason_id=ids[(at + 1) % len(ids)])

    def _write_one(self, why: str) -> None:
        from callstation.screens.reason_form import ReasonFormScreen

        @says_why
        def written(screen: CallBase, kept: Written | None) -> None:
            if kept is None:
                screen.refresh_card()
                return
            screen.refresh_card(reason_id=kept.reason.id)
            fits = screen.card is not None and any(r.id == kept.reason.id for r in screen.card.reasons)
            screen.say("kept, and here it is" if fits else "kept; it is not for this one, though", bad=not fits)
            screen.paint()

        person = self.card.prospect if self.card else None
        self.app.push_screen(ReasonFormScreen(self.reasoning, person=person, why=why), lambda kept: written(self, kept))

    @says_why
    def action_reasons(self) -> None:
        """The library of reasons, and back to the same card, with the one that was chosen there."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.reasons import ReasonsScreen

        @says_why
        def back(screen: CallBase, chosen: int | None) -> None:
            if screen.card is None:
                screen.show_next()
            else:
                screen.refresh_card(reason_id=chosen or None)
            if chosen:
                screen.say("this is the reason for this call")
                screen.paint()

        self.app.push_screen(ReasonsScreen(self.reasoning, self.card), lambda chosen: back(self, chosen))
