"""The one-line questions of the call screen: outcomes that need a word more, snooze, threads, objections."""

from __future__ import annotations

from collections.abc import Callable

from callstation.errors import CallstationError
from callstation.model.calls import Outcome
from callstation.screens.call_base import CallBase
from callstation.widgets.card_view_model import Phase
from callstation.widgets.key_bar import KeyBar
from callstation.widgets.prompt import Prompt

_QUESTIONS = {
    Outcome.TALKED: ("What did you agree, and when?", "thu 7:30am, send the prices   in 2 weeks   none"),
    Outcome.WON: ("Wonderful. What happens next, and when?", "monday 9am, kick-off   none"),
    Outcome.CALL_BACK: ("When shall you call back?", "thu 7:30am   in 20 min   tomorrow 2pm my time"),
    Outcome.NOT_NOW: ("When would it be welcome? Enter for three months.", "in 6 weeks   1 march"),
}


class Asking(CallBase):
    """Asks one line and does what was answered. Part of the call screen."""

    _done: Callable[[str], None]

    def ask(
        self,
        asks: str,
        hint: str,
        check: Callable[[str], str],
        done: Callable[[str], None],
        *,
        value: str = "",
        opened_by: str = "",
    ) -> None:
        """Ask; ``check`` reads back or raises a CallstationError, ``done`` takes the answer (and may raise too)."""
        self.phase = Phase.CLOSING
        self._done = done
        prompt = Prompt(asks, hint, check, value=value, opened_by=opened_by)
        prompt.styles.height = max(3, self.query_one(KeyBar).size.height)
        self.mount(prompt)
        self.paint()

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Do what was answered; a refusal keeps the question open, with all that was typed."""
        message.stop()
        self.phase = Phase.READY
        try:
            self._done(message.text)
        except CallstationError as error:
            self.phase = Phase.CLOSING
            message.prompt.refuse(str(error))
            return
        message.prompt.remove()
        self.set_focus(None)
        self.paint()

    def on_prompt_dropped(self, message: Prompt.Dropped) -> None:
        """Nothing was answered, nothing happens."""
        message.stop()
        self.query(Prompt).remove()
        self.set_focus(None)
        self.phase = Phase.READY
        self.paint()

    def ask_outcome(self, outcome: Outcome) -> None:
        """Ask for the day, or the next step, that an outcome is not stored without (F5, T6)."""
        card = self.card
        assert card is not None
        asks, hint = _QUESTIONS[outcome]
        key = next(iter(k for k, o in self.outcome_keys() if o is outcome), "")

        def check(text: str) -> str:
            return self.desk.read_answer(card, outcome, text).read_back

        def done(text: str) -> None:
            self.record(outcome, self.desk.read_answer(card, outcome, text))

        self.ask(f"{card.prospect.name}: {asks}", hint, check, done, opened_by=key)

    def action_snooze(self) -> None:
        """Put somebody off until a day."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING or not self.may_go("snooze"):
            return

        def check(text: str) -> str:
            from callstation.desk.answers import read_answer

            answer = read_answer(
                Outcome.CALL_BACK,
                text,
                card.prospect,
                self.desk.tools.frame,
                self.desk.now,
                day_first=self.desk.tools.settings.region.day_first,
            )
            return f"not before {answer.read_back}"

        def done(text: str) -> None:
            until = self.desk.snooze(card, text)
            self.say(f"{card.prospect.name}: put off until {until} · {self.app_keys()['undo']} takes it back")
            self.show_next()

        self.ask(f"{card.prospect.name}: put off until when?", "monday   in 3 days", check, done, opened_by="z")

    def action_thread(self) -> None:
        """Keep in mind what is going on in their life and business (H3)."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING:
            return

        def done(text: str) -> None:
            stands = self.desk.keep_thread(card.prospect.id, " ".join(text.split()))
            self.say("kept in mind" if stands else "closed")
            self.refresh_card()

        self.ask(
            f"{card.prospect.name}: what is going on in their life or business?",
            "daughter's exam in June   (the same words again close it)",
            _something,
            done,
            opened_by="k",
        )

    def action_objection(self) -> None:
        """Note what is in the way (S6)."""
        card = self.card
        if card is None or self.phase is Phase.CLOSING:
            return

        def done(text: str) -> None:
            before, colon, after = text.partition(":")
            complaint = bool(colon) and before.strip().lower() in ("complaint", "left")
            stands = self.desk.keep_objection(card.prospect.id, after if complaint else text, complaint=complaint)
            self.say(
                "noted: when a reason takes it away, they come up by themselves" if stands else "no longer in the way"
            )
            self.refresh_card()

        self.ask(
            f"{card.prospect.name}: what is in the way, in a word or two?",
            "minimum order   complaint: late delivery   (the same words again take it away)",
            _something,
            done,
            opened_by="i",
        )


def _something(text: str) -> str:
    if not text.strip():
        raise CallstationError("enter takes it, escape drops it")
    return "enter keeps it"
