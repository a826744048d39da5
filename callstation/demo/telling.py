"""Telling the book its past: every call goes through the rules and the store's own verbs, at its own moment.

Nothing is written by hand, so counters, promises, places and tallies agree with each other as in a book in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from callstation.dates.moments import add_working_days
from callstation.dates.spoken import spoken_day_long
from callstation.demo.days import BETWEEN, Event, Slot, moment_at
from callstation.demo.people import OUTCOMES, Invented, Thought
from callstation.model.calls import Outcome
from callstation.model.cards import Goal, Spoken, Why
from callstation.model.people import Prospect, Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.rules.outcomes import effect_of
from callstation.rules.playbook import ASKING, script_for
from callstation.rules.queue import Facts
from callstation.rules.reasons import fitting
from callstation.rules.windows import zone_of
from callstation.scripting.context import Caller, Situation
from callstation.scripting.parse import Script
from callstation.scripting.render import Renderer
from callstation.scripting.shelf import shipped_script
from callstation.store import history, outcomes, people, placing, queue, reading, reasons, sessions, whom
from callstation.store.book import Book
from callstation.store.importing import Importer

FILES = ((900, "address-book.vcf"), (250, "contacts.csv"), (110, "open-studio.xlsx"), (24, "makers-fair.xlsx"))
"""What was imported, and how many working days back."""
CARDS = 10
"""Who came within so many working days was typed in from a card."""
IMPORTED, WRITTEN = time(7, 30), time(7, 45)
FULL = 4
"""So many calls in a row were a power hour; fewer were made in passing."""
UNHEARD = timedelta(seconds=35)
"""How long a call takes that nobody answers."""


class Teller:
    """Tells one book the past of invented people. Use inside ``book.transaction()``."""

    def __init__(self, book: Book, frame: Frame, now: datetime, caller: Caller) -> None:
        self.book = book
        self.frame = frame
        self.now = now
        self.caller = caller
        self._ids: list[int] = []
        self._library: list[Reason] = []
        self._renderer = Renderer()
        self._revisions: set[str] = set()

    def bring(self, invented: Sequence[Invented]) -> None:
        """Everybody comes in: with the newest file that is older than what happened with them, or from a card."""
        batches: dict[tuple[int, str], list[int]] = {}
        for i, one in enumerate(invented):
            batches.setdefault(_batch(one.since), []).append(i)
        self._ids = [0] * len(invented)
        for (ago, label), members in sorted(batches.items(), reverse=True):
            at = moment_at(ago, IMPORTED, self.frame, self.now)
            source = "file" if label else "typed"
            importer = Importer(self.book, self.frame, source, at, label=label, typed=not label)
            done = importer.bring(replace(invented[i].person, row=n if label else 0) for n, i in enumerate(members, 1))
            for i, person_id in zip(members, done.new_ids, strict=True):
                self._ids[i] = person_id
                if invented[i].by_hand:
                    people.set_fields(self.book, self.frame, person_id, dict(invented[i].by_hand), at)

    def tell(self, events: Sequence[Event], thoughts: Sequence[Thought]) -> None:
        """All that happened, in its order, and the reasons as they were written in between."""
        waiting = [(moment_at(t.ago, WRITTEN, self.frame, self.now), t) for t in thoughts]
        calls = Counter(e.slot for e in events if e.what.what in OUTCOMES)
        last = {e.slot: e.at for e in events}
        slot: Slot | None = None
        session_id: int | None = None
        for event in events:
            while waiting and waiting[0][0] <= event.at:
                self._write(*waiting.pop(0))
            if event.slot != slot:
                slot = event.slot
                placing.sweep(self.book, self.frame, slot)
                session_id = self._power_hour(slot, last[slot]) if calls[slot] >= FULL else None
            self._happen(event, session_id)
        for at, thought in waiting:
            self._write(at, thought)
        placing.sweep(self.book, self.frame, self.now)

    def _power_hour(self, begun: datetime, last: datetime) -> int:
        session = sessions.start(self.book, self.frame.caller, Goal.MINUTES, 60, begun)
        sessions.end(self.book, session.id, last + BETWEEN)
        return session.id

    def _write(self, at: datetime, thought: Thought) -> None:
        """Write a reason into the library, ``{day}`` in its words as its last day is said."""
        reason = thought.reason
        if thought.lasts is not None:
            today = self.now.astimezone(zone_of(self.frame.zone)).date()
            until = add_working_days(today, thought.lasts)
            text = reason.text.replace("{day}", spoken_day_long(until))
            reason = replace(reason, valid_until=until, text=text)
        if thought.client:
            reason = replace(reason, client_id=whom.who(self.book, thought.client))
        self._library.append(reasons.add(self.book, self.frame, reason, at))

    # what happened ------------------------------------------------------------------------------------
    def _happen(self, event: Event, session_id: int | None) -> None:
        person_id, what = self._ids[event.who], event.what
        zone = zone_of(self.frame.zone).key
        if what.what in OUTCOMES:
            zone = self._call(event, person_id, session_id)
        elif what.what == "snooze":
            assert event.until is not None
            people.snooze(self.book, self.frame, person_id, event.until, event.at, session_id)
        elif what.what == "proposal":
            standing = {"standing": str(Standing.PROPOSAL_OPEN)}
            people.set_fields(self.book, self.frame, person_id, standing, event.at, session_id=session_id)
        if what.what not in OUTCOMES and what.note:
            history.add_note(self.book, person_id, what.note, event.at, caller=self.frame.caller, zone=zone)
        for text in what.threads:
            people.keep_thread(self.book, person_id, text, event.at, session_id)
        for slug, complaint in ((what.objection, False), (what.complaint, True)):
            if slug:
                people.keep_objection(self.book, person_id, slug, event.at, session_id, complaint=complaint)

    def _call(self, event: Event, person_id: int, session_id: int | None) -> str:
        """One call, stored with all that follows from it; the person's zone."""
        what, outcome = event.what, Outcome(event.what.what)
        person = reading.person(self.book, person_id)
        facts = reading.facts(self.book, person_id, self.frame)
        reason = self._reason(person, facts, event.at)
        script, spoken = self._words(person, facts, reason, event, "voicemail" if event.promise_on else "opener")
        effect = effect_of(
            outcome,
            facts,
            event.at,
            self.frame.patience,
            agreed=event.agreed,
            promise_on=event.promise_on,
            words=spoken.text,
            other_number=sum(p.dialable for p in person.phones) > 1,
        )
        new_script = script.revision not in self._revisions
        self._revisions.add(script.revision)
        call = outcomes.Call(
            person_id=person_id,
            outcome=outcome,
            at=event.at,
            note=what.note,
            # A call made without a reason has no words worth keeping.
            words="" if spoken.gaps else spoken.text,
            reason=reason,
            asks=script.name in ASKING,
            script=script.name,
            revision=script.revision,
            script_text=script.text if new_script else "",
            seconds=int(what.minutes * 60) or UNHEARD.seconds + event.who % 20,
            number=person.phone.number if person.phone else "",
            phone_id=person.phone.id if person.phone else 0,
            session_id=session_id,
        )
        outcomes.record(self.book, self.frame, call, effect)
        return facts.zone

    def _reason(self, person: Prospect, facts: Facts, at: datetime) -> Reason | None:
        """The strongest reason of that time, as the desk chooses it."""
        used = reasons.used_with(self.book, [person.id]).get(person.id, [])
        kinds: dict[int, ReasonKind] = {r.id: r.kind for r in self._library}
        fit = fitting(
            self._library,
            person,
            used=set(used),
            last_kind=kinds[used[-1]] if used else None,
            today=at.astimezone(zone_of(facts.zone)).date(),
            last_conversation=reasons.last_conversations(self.book, [person.id]).get(person.id),
        )
        return fit[0] if fit else None

    def _words(
        self, person: Prospect, facts: Facts, reason: Reason | None, event: Event, part: str
    ) -> tuple[Script, Spoken]:
        """The script of that call, and what it said."""
        local = event.at.astimezone(zone_of(facts.zone))
        hear_by, call_on = event.promise_on or (None, None)
        situation = Situation(
            prospect=person,
            caller=self.caller,
            reason=reason,
            promise=facts.promise,
            step=facts.step,
            hear_by=hear_by,
            call_on=call_on,
            today=local.date(),
            local_time=local,
        )
        [row] = queue.waiting(self.book, [person.id])
        why = Why(row.why or Why.FIRST_CALL)
        script = shipped_script(script_for(why, person, reason, facts.promise, facts.step))
        return script, self._renderer.render(script, part, situation)


def _batch(since: int) -> tuple[int, str]:
    """The import with which somebody came who was known ``since`` so many working days: (working days back, file)."""
    if since <= CARDS:
        return since, ""
    return next((f for f in reversed(FILES) if f[0] >= since), FILES[0])
