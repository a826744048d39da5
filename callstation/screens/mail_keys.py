"""The call screen's keys for emails: the one of this card, and the outbox."""

from __future__ import annotations

from dataclasses import replace

from callstation.model.cards import Card, Spoken
from callstation.model.mail import Letter
from callstation.screens.call_base import CallBase, says_why
from callstation.widgets.card_view_model import Phase, Shown


class MailKeys(CallBase):
    """Emails. Part of the call screen."""

    @says_why
    def action_email(self) -> None:
        """The email that goes with this call; the same key again touches it up in place."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING or self.note_open:
            return
        if self.shown is not Shown.EMAIL:
            self.shown = Shown.EMAIL
            self.scroll_at = 0
            self._show_letter(self._open_letter(card))
            return
        from callstation.screens.letter import LetterScreen

        def back(done: str | None) -> None:
            if done:
                self.say(f"the email for {card.prospect.name} is {done} · {self.app_keys()['outbox']} shows all")
            self.refresh_card()
            self._show_letter(self._open_letter(card))

        self.app.push_screen(LetterScreen(self.desk, letter=self._open_letter(card), card=card), back)

    @says_why
    def action_queue_email(self) -> None:
        """Queue the email of this card as it stands; it goes out when what is queued is sent."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING or self.note_open:
            return
        from callstation.desk import mailroom

        letter = self._open_letter(card)
        letter_id = (
            letter.id
            if letter
            else mailroom.keep(self.desk, None, card.prospect.id, card.email_subject.text, card.email_body.text, card)
        )
        queued = mailroom.queue(self.desk, letter_id)
        keys = self.app_keys()
        self.say(f"queued for {card.prospect.name} · {keys['outbox']}, then a, sends it · {keys['undo']} takes it back")
        self._show_letter(queued)

    @says_why
    def action_invite(self) -> None:
        """An email that puts the agreed hour into their calendar: of whoever it was just agreed with, else of this
        card's person (T6)."""
        if self.phase is Phase.CLOSING or self.note_open:
            return
        person_id = self.desk.agreed_with or (self.card.prospect.id if self.card is not None else None)
        if person_id is None:
            return
        from callstation.desk.inviting import invite

        letter = invite(self.desk, person_id)
        self.desk.agreed_with = None
        keys = self.app_keys()
        self.say(
            f"{letter.name}: invited, {letter.subject} · {keys['outbox']}, then s, sends it · "
            f"{keys['undo']} takes it back"
        )
        self.refresh_card()
        self.paint()

    def action_outbox(self) -> None:
        """Drafts, what is queued, sent and failed; nothing leaves but by a key there."""
        if self.phase is Phase.CLOSING:
            return
        from callstation.screens.outbox import OutboxScreen

        self.app.push_screen(OutboxScreen(self.desk), lambda _: self.refresh_card())

    def _open_letter(self, card: Card) -> Letter | None:
        from callstation.desk.mailroom import open_letter

        return open_letter(self.desk, card.prospect.id)

    def _show_letter(self, letter: Letter | None) -> None:
        """What waits in the outbox for them is what is shown."""
        if self.card is not None and letter is not None and letter.person_id == self.card.prospect.id:
            self.card = replace(self.card, email_subject=Spoken(letter.subject), email_body=Spoken(letter.body))
        self.paint()
