"""A reason being written: what the form comes to, whom it reaches so far, how it sounds to one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from callstation.desk.reason_fields import Draft, Fields, fields_from, fields_of, read_fields
from callstation.desk.reasoning import EVERYBODY, Counting, Heard, Reach, Reasoning
from callstation.errors import CallstationError
from callstation.model.people import Kind, Prospect
from callstation.model.reasons import Reason
from callstation.rules.reasons import allowed, reaches
from callstation.store import reading, reason_drafts


class ReasonDraft:
    """One form from its opening to its end. What goes wrong in the book is a sentence in :attr:`fault`."""

    def __init__(self, reasoning: Reasoning, before: Reason | None, person: Prospect | None) -> None:
        """``before`` is the reason to change, or one (id 0) to begin with; ``person`` is who is on the card.

        Raises StoreError.
        """
        self.reasoning = reasoning
        self.before = before
        self.person = person
        self.begun = fields_of(reasoning.tools, before) if before else _empty(person)
        self.kept = self._kept()
        """What stood in this form when it was left in a hurry; None for nothing."""
        self._stored = self.kept is not None
        self.only = self._only()
        self.draft: Draft = read_fields(reasoning.tools, self.begun, before)
        self.heard: Heard | None = None
        self.fault = ""
        self.used = reasoning.uses(before).count if before and before.id else 0
        self.everybody = reasoning.counting(EVERYBODY)
        self.counting: Counting = reasoning.counting(self.reason)
        self._counted = self._question()

    def _only(self) -> Prospect | None:
        """The one person for whom it may be meant alone."""
        people = self.before.audience.people if self.before else ()
        people = self.kept.people if self.kept else people
        if len(people) == 1:
            return next(iter(reading.people(self.reasoning.tools.book, people)), None)
        return None if people else self.person

    @property
    def reason(self) -> Reason:
        """The reason as the form has it now."""
        return self.draft.reason

    @property
    def reach(self) -> Reach:
        """Whom it reaches, as far as it was counted."""
        return self.counting.reach

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with what was typed, by field; a blank that is still empty is not."""
        return {f: s for f, s in self.draft.faults.items() if f != "text" or self.reason.text}

    # what is typed ------------------------------------------------------------------------------------
    @property
    def _about(self) -> int:
        return self.before.id if self.before else 0

    def _kept(self) -> Fields | None:
        if self.before is not None and not self.before.id and self.before.text:
            return None  # a copy begins as what it is a copy of
        tools = self.reasoning.tools
        fields = (
            fields_from(form) if (form := reason_drafts.read(tools.book, tools.frame.caller, self._about)) else None
        )
        return fields if fields != self.begun else None

    def keep(self, fields: Fields) -> None:
        """Keep what is typed, so that nothing is lost whatever happens. Raises StoreError."""
        tools = self.reasoning.tools
        if fields == self.begun:
            self.forget()
            return
        reason_drafts.write(tools.book, tools.frame.caller, self._about, asdict(fields), self.reasoning.desk.now)
        self._stored = True

    def forget(self) -> None:
        """It is stored as a reason, or not wanted. Raises StoreError."""
        if self._stored:
            reason_drafts.drop(self.reasoning.tools.book, self.reasoning.tools.frame.caller, self._about)
            self._stored = False

    def _question(self) -> object:
        reason = self.reason
        return reason.kind, reason.audience, reason.gives, reason.anonymous, reason.client_id

    # while typing -------------------------------------------------------------------------------------
    def read(self, fields: Fields) -> None:
        """What the form says now; where that changes whom it is for, they are counted anew."""
        self.fault = ""
        self._try(lambda: self._read(fields))
        self._listen()

    def _read(self, fields: Fields) -> None:
        self.draft = read_fields(self.reasoning.tools, fields, self.before)
        if self._question() != self._counted:
            self._counted = self._question()
            self.counting = self.reasoning.counting(self.reason)
        self.counting.step()

    def count(self) -> bool:
        """Go on counting for a few milliseconds; False where nothing is left to count."""
        if self.fault or (self.reach.whole and self.everybody.reach.whole):
            return False
        self._try(self.everybody.step if self.reach.whole else self.counting.step)
        if self.heard is None and self.reach.people:
            self._listen()
        return True

    def fits_card(self) -> bool:
        """Whether it is for the person on the card."""
        person, reason = self.person, self.reason
        if person is None or reason.client_id == person.id or not allowed(reason, person.standing):
            return False
        if any(i == person.id for i, _ in self.reach.first):
            return True
        return not reason.audience.after_bad_call and reaches(reason.audience, person)

    def _listen(self) -> None:
        """How it sounds: to the person on the card where it fits them, else to the first who has not heard it."""
        self.heard = None
        if self.reason.text:
            known = [i for i, told in self.reach.first if not told] or [i for i, _ in self.reach.first]
            who = self.person.id if self.person is not None and self.fits_card() else next(iter(known), None)
            if who is not None:
                self._try(lambda: self._hear(who))

    def _hear(self, person_id: int) -> None:
        self.heard = self.reasoning.hear(self.reason, person_id)

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except CallstationError as error:
            self.fault = str(error)


def _empty(person: Prospect | None) -> Fields:
    """A new form: for a referral source it begins on their list (T2)."""
    if person is not None and person.kind is Kind.REFERRAL_SOURCE:
        return Fields(kinds=(str(Kind.REFERRAL_SOURCE),))
    return Fields()
