"""Telling the outside of an outcome, where the settings ask for it: after it is stored, and in nobody's way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from callstation.errors import CallstationError
from callstation.model.calls import Outcome
from callstation.model.cards import Card
from callstation.model.happenings import Happened, Happening
from callstation.model.people import Prospect
from callstation.rules.outcomes import Effect
from callstation.store.undo import Undone
from callstation.text import count_of

if TYPE_CHECKING:
    from callstation.desk.tools import Tools
    from callstation.hook_settings import Hook
    from callstation.hooks.courier import Courier
    from callstation.model.happenings import Following
    from callstation.passwords import Secret

VARIABLE = "CALLSTATION_HOOK_TOKEN"
SERVICE = "callstation hook"
_OUTCOMES = frozenset(map(str, Outcome))


class Announcer:
    """The desk's voice to the outside; silent where the settings name nobody. No method of it raises."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._courier: Courier | None = None
        self._unheard: list[str] = []
        self.off = False
        """Whether nobody is told, whatever the settings say."""
        self.heard: Callable[[str], bool] | None = None
        """Gets every fault ('' where it went well) from a thread; whether it was taken. What nobody takes,
        :meth:`finish` gives."""

    @property
    def waiting(self) -> int:
        """How many are not told yet."""
        return self._courier.waiting if self._courier else 0

    def outcome(
        self, card: Card, outcome: Outcome, effect: Effect, note: str, *, call: int, at: datetime, session: int | None
    ) -> None:
        """Tell of a call that is stored; returns at once."""
        if self._wanted():
            from callstation.desk.following import following_of

            happening = self._of(Happened.OUTCOME, card.prospect, str(outcome), call, at, session)
            self._hand(happening, note, following_of(effect, card.prospect, self._tools, at))

    def taken_back(self, undone: Undone, at: datetime, session: int) -> None:
        """Tell that a call was taken back; other steps were never told, and are not now."""
        if undone.verb in _OUTCOMES and self._wanted():
            from callstation.store import reading

            try:
                person = reading.person(self._tools.book, undone.person_id)
            except CallstationError as error:
                self._hear(str(error))
                return
            self._hand(self._of(Happened.TAKEN_BACK, person, undone.verb, undone.entry_id, at, session))

    def finish(self) -> list[str]:
        """Wait for what is not told yet, at most the settings' time; what has to be said of it."""
        behind = self._courier.finish(self._tools.settings.hook.timeout) if self._courier else 0
        self._courier = None
        said = list(dict.fromkeys(self._unheard))
        self._unheard.clear()
        if behind:
            log = f"; {self._tools.hook_log} names them" if self._tools.hook_log else ""
            said.append(f"{count_of(behind, 'outcome')} not told when the program was left{log}")
        return said

    def _wanted(self) -> bool:
        return self._tools.settings.hook.wanted and not self.off

    def _of(
        self, what: Happened, person: Prospect, outcome: str, call: int, at: datetime, session: int | None
    ) -> Happening:
        return Happening(
            what=what,
            call=call,
            at=at,
            outcome=outcome,
            person=person.id,
            name=person.name,
            company=person.company,
            phone=person.phone.number if person.phone else "",
            caller=self._tools.frame.caller,
            session=session,
        )

    def _hand(self, happening: Happening, note: str = "", following: Following | None = None) -> None:
        from dataclasses import replace

        from callstation.hooks.courier import Parcel
        from callstation.hooks.document import document

        body = document(replace(happening, note=note, following=following), notes=self._tools.settings.hook.notes)
        if self._courier is None:
            self._courier = self._engaged()
        self._courier.hand(Parcel(happening.label, body))

    def _engaged(self) -> Courier:
        from callstation.hooks.courier import Courier, Way

        hook = self._tools.settings.hook
        ways: list[Way] = []
        if hook.command:
            from callstation.hooks.program import Program

            ways.append(Program(hook.command, hook.timeout))
        if hook.url:
            from callstation.hooks.post import Post

            ways.append(Post(hook, lambda: _token(hook)))
        return Courier(ways, self._hear, self._tools.clock.now, self._tools.hook_log)

    def _hear(self, fault: str) -> None:
        if not (self.heard is not None and self.heard(fault)) and fault:
            self._unheard.append(fault)


def _token(hook: Hook) -> Secret:
    from callstation.passwords import Source, password

    return password(Source("hook", hook.token_from, hook.token_command, "token", SERVICE, VARIABLE, "token"))
