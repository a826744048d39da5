"""The desk: what a caller does, verb by verb. Screens and commands call it and get frozen data back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from callstation.desk import carding, listing
from callstation.desk.announcing import Announcer
from callstation.desk.answers import Answer, read_answer
from callstation.desk.counts import Counts
from callstation.desk.dial_guard import may_ring
from callstation.desk.listing import Quiet
from callstation.desk.ready import Ready
from callstation.desk.telephone import Telephone
from callstation.desk.tools import Tools
from callstation.errors import RefusedError
from callstation.model.calls import Entry, Outcome
from callstation.model.cards import Ahead, Card, Goal, QueueRow, Session, Tally
from callstation.model.experiments import Progress
from callstation.rules.outcomes import Effect, effect_of
from callstation.rules.playbook import ASKING
from callstation.rules.sessions import read_goal
from callstation.rules.window_words import clocks, next_opening_words
from callstation.store import drafts, history, outbox, outcomes, people, queue, reading, search, sessions, undo
from callstation.store.lifting import let_expire
from callstation.store.opening import checkpoint
from callstation.text import clean

if TYPE_CHECKING:
    from callstation.desk.team import Team

SOON = timedelta(hours=1)
"""Agreed hours within this are shown above the queue."""


class Desk:
    """One caller at work on one book."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.session: Session | None = sessions.current(tools.book, tools.frame.caller, tools.clock.now())
        self._started = False
        if self.session and not self.session.paused and tools.book.first:
            # Left running by a program that was cut off: what came after its last sign of life was no work.
            self.session = sessions.pause(tools.book, self.session.id, sessions.last_sign(tools.book, self.session))
        self.tidings = ""
        """What there is to say with the first card; '' for nothing."""
        self._counts = Counts(tools)
        self._ready = Ready(tools)
        self.agreed_with: int | None = None
        """With whom the last call recorded agreed on an hour (T6)."""
        self.dates_changed = True
        """Whether something may have been agreed or taken back since the caller's calendar was last brought up."""
        self.drafted = False
        """Whether the last call recorded drafted an email (T5)."""
        self._skipped: set[int] = sessions.skipped(tools.book, self.session.id) if self.session else set()
        self.telephone = Telephone(tools.clock, tools.settings.dialler)
        self.announcer = Announcer(tools)
        self.team: Team | None = None
        """This seat among its colleagues'; None for a book on SQLite, which has one caller."""
        if not tools.book.sqlite:
            from callstation.desk.team import Team

            self.team = Team(tools)
        let_expire(tools.book, tools.frame, tools.clock.now())

    @property
    def now(self) -> datetime:
        """The present moment, UTC."""
        return self.tools.clock.now()

    # who is next --------------------------------------------------------------------------------------
    def next_card(self) -> Card | None:
        """The card of whoever should be called now; None where nobody should."""
        now = self.now
        listing.bring_up_to(self.tools, now)
        if self.team is not None:
            person_id = self.team.next_id(now, self._skipped)
            return None if person_id is None else carding.build_card(self.tools, person_id, now)
        ids = queue.next_ids(self.tools.book, self.tools.frame, now, 1, without=self._skipped)
        return self._ready.card(ids[0], now) if ids else None

    def lay_ready(self, person_id: int) -> None:
        """Put the card of whoever is likely to come next together, while there is time."""
        self._ready.lay(person_id, self.now)

    def card(self, person_id: int, *, reason_id: int | None = None, inbound: bool = False) -> Card:
        """The card of one person, whoever's turn it is; ``inbound`` where they are calling. Raises NotFoundError."""
        card = carding.build_card(self.tools, person_id, self.now, reason_id=reason_id, inbound=inbound)
        return replace(card, with_whom=self.team.with_whom(person_id, self.now)) if self.team else card

    def closing_words(self, card: Card) -> str:
        """What to say to this person's no, so that it is a clean end for both (H6)."""
        return carding.closing_words(self.tools, card, self.now)

    def checked(self, card: Card) -> Card:
        """The card with what the language check finds in its opener (H7).

        It takes as long as all the rest of a card: the screen asks for it once the card is painted.
        """
        return carding.checked(self.tools, card)

    def rows(
        self, limit: int, *, without: Sequence[int] = (), with_reasons: bool = False, after_hours: bool = False
    ) -> list[QueueRow]:
        """The next people in order, with why now."""
        return listing.next_rows(
            self.tools,
            limit,
            without={*self._skipped, *without, *(self.team.passed_over(self.now) if self.team else ())},
            with_reasons=with_reasons,
            after_hours=after_hours,
        )

    def coming(self) -> list[QueueRow]:
        """People with an agreed hour that is near but has not struck."""
        now = self.now
        ids = queue.coming_hours(self.tools.book, now, now + SOON)
        return listing.queue_rows(self.tools, ids, now, with_reasons=False)

    def left(self, most: int = 500) -> int:
        """How many can be called now, counted up to ``most``."""
        return queue.left_today(self.tools.book, self.tools.frame, self.now, most)

    def ahead(self, limit: int, *, without: int = 0) -> Ahead:
        """What lies ahead of the person ``without`` (an id, 0 for nobody): ``limit`` people, agreed hours, a count."""
        return Ahead(
            rows=tuple(self.rows(limit, without=[without])),
            coming=tuple(row for row in self.coming() if row.id != without),
            left=self.left(),
            with_others=self.team.with_words(self.now) if self.team else (),
        )

    def quiet(self) -> Quiet:
        """Why the queue is empty, and when it will not be."""
        return listing.quiet(self.tools, self._skipped | (self.team.passed_over(self.now) if self.team else set()))

    def resumed(self) -> Card | None:
        """The card on which something was being typed when the last session was cut off, if any."""
        person_id = drafts.newest(self.tools.book, self.tools.frame.caller)
        if person_id is None or (self.team is not None and self.team.hold(person_id, self.now)):
            return None
        return self.card(person_id)

    # one call -----------------------------------------------------------------------------------------
    def dial(self, card: Card, *, sure: bool = False) -> str:
        """Dial this person, as the settings say; the number, checked at this moment.

        Raises RefusedError with the rule and the next opening: outside their hours, said no, do not call,
        no number; UnsureError where only ``sure`` will do. Logging a call stays possible.
        """
        fresh = self.card(card.prospect.id)
        person, window, step = fresh.prospect, fresh.window, fresh.step
        if not person.standing.callable:
            raise RefusedError(f"{person.name}: {person.standing}; log what happened, or change it on the person")
        if person.phone is None:
            raise RefusedError(f"{person.name} has no number: add one, or write an email")
        agreed = step is not None and step.at is not None and abs(self.now - step.at) < SOON
        if not window.open and not agreed:
            raise RefusedError(
                f"it is {clocks(window, self.now)} for {person.name}, and {window.why}{next_opening_words(window)}"
            )
        phone = person.phone
        may_ring(self.tools, person, phone, sure=sure)
        if self.team is not None:
            self.team.claim_to_dial(person.id, person.name, self.now)
        self.begin()
        self.telephone.dial(person.id, phone.number, phone.extension, person.name)
        return f"{phone.number} ext. {phone.extension}" if phone.extension else phone.number

    def hang_up(self) -> None:
        """End the call; its seconds stay for the outcome."""
        self.telephone.hang_up()

    def call_seconds(self, person_id: int) -> int | None:
        """Seconds of talk with this person, from the answer on (by hand: since dialling); 0 where nobody has
        answered, None where they were not dialled."""
        line = self.telephone.line()
        return line.seconds or 0 if line.person_id == person_id else None

    def read_answer(self, card: Card, outcome: Outcome, typed: str) -> Answer:
        """What was typed for an outcome, understood and read back. Raises DateNotUnderstoodError."""
        return read_answer(
            outcome,
            typed,
            card.prospect,
            self.tools.frame,
            self.now,
            day_first=self.tools.settings.region.day_first,
        )

    def record(
        self, card: Card, outcome: Outcome, *, note: str = "", answer: Answer | None = None, at: datetime | None = None
    ) -> Effect:
        """Store what a call came to, durably, as one. Raises StoreError, and then nothing of it is stored.

        ``at`` is for calls logged afterwards; they count for no session's clock.
        """
        session = self.begin() if at is None else None
        now = at or self.now
        book, frame = self.tools.book, self.tools.frame
        person = card.prospect
        facts = reading.facts(book, person.id, frame)
        spoken = card.voicemail if outcome is Outcome.VOICEMAIL else card.opener
        effect = effect_of(
            outcome,
            facts,
            now,
            frame.patience,
            agreed=answer.agreed if answer else None,
            promise_on=card.promise_days,
            words=spoken.text,
            other_number=carding.other_number(person) is not None,
            inbound=card.inbound,
        )
        inbound = card.inbound and outcome.conversation
        from callstation.desk.letters import letter_after  # the first card does without

        letter = letter_after(self.tools, card, facts, outcome, effect, now)

        script, _ = self.tools.shelf.usable(card.script)
        call = outcomes.Call(
            person_id=person.id,
            outcome=outcome,
            at=now,
            note=clean(note).strip(),
            # Where they called, nothing of the card was said.
            words="" if inbound else spoken.text,
            reason=None if inbound else carding.brought(card, spoken),
            asks=card.script in ASKING and not inbound,
            script="" if inbound else card.script,
            revision="" if inbound else card.revision,
            script_text=script.text if script.revision == card.revision and not inbound else "",
            seconds=self.call_seconds(person.id) if at is None else None,
            number=person.phone.number if person.phone else "",
            phone_id=person.phone.id if person.phone else 0,
            session_id=session.id if session else None,
            inbound=inbound,
            letter=letter,
        )
        if self.team is None:
            stored = outcomes.record(book, frame, call, effect)
        else:
            with book.transaction(queued=True):
                stored = outcomes.record(book, frame, call, effect)
                self.team.done_with(person.id)
        self.agreed_with = person.id if effect.step is not None and effect.step.at is not None else None
        self.drafted = self._tell_calendar(person.id, now) or letter is not None
        if at is None:
            self.telephone.clear()
        self.dates_changed = True
        if session is not None:
            made, agreed = effect.promise is not None, effect.step is not None
            self._counts.add(outcome, made=made, kept=stored.kept, agreed=agreed)
        self.announcer.outcome(card, outcome, effect, call.note, call=stored.entry_id, at=now, session=call.session_id)
        return effect

    def undo(self) -> undo.Undone | None:
        """Take back the last step of this session as a whole; None where there is none."""
        if self.session is None:
            return None
        undone = undo.undo_last(self.tools.book, self.tools.frame, self.session.id, self.now)
        self.forget_counts()
        self._skipped = sessions.skipped(self.tools.book, self.session.id)
        self.agreed_with = None
        self.drafted = undone is not None and self._tell_calendar(undone.person_id, self.now)
        if undone is not None:
            self.announcer.taken_back(undone, self.now, self.session.id)
        return undone

    def _tell_calendar(self, person_id: int, now: datetime) -> bool:
        """Draft what somebody's calendar must be told, where an invitation that went out is true no longer."""
        if not outbox.has_invitation(self.tools.book, person_id):
            return False
        from callstation.desk.inviting import keep_true

        return keep_true(self.tools, person_id, now) is not None

    def skip(self, person_id: int) -> None:
        """Pass somebody over for this session."""
        sessions.skip(self.tools.book, self.begin().id, person_id, self.now)
        self._skipped.add(person_id)

    def snooze(self, card: Card, typed: str) -> str:
        """Put somebody off until a day in plain words; the read-back. Raises DateNotUnderstoodError."""
        from callstation.desk.putting_off import put_off_until

        until, words = put_off_until(self.tools, card.prospect, typed, self.now)
        people.snooze(self.tools.book, self.tools.frame, card.prospect.id, until, self.now, self.begin().id)
        return words

    # what is typed ------------------------------------------------------------------------------------
    def keep_note(self, person_id: int, note: str) -> None:
        """Keep a note being typed, so that nothing is lost whatever happens."""
        drafts.write(self.tools.book, person_id, self.now, note=clean(note), caller=self.tools.frame.caller)

    def keep_touch(self, person_id: int, words: str, part: str = "opener") -> None:
        """Keep this call's own words (T3) for the opener or the voicemail; '' goes back to the script's."""
        before = drafts.read(self.tools.book, person_id)
        parts = {"opener": before.opener, "voicemail": before.voicemail, part: clean(words)}
        touch = drafts.touch_of(**parts)
        drafts.write(self.tools.book, person_id, self.now, touch=touch, caller=self.tools.frame.caller)

    def keep_thread(self, person_id: int, text: str) -> bool:
        """Note what is going on in their life (H3); the same words again close it."""
        return people.keep_thread(self.tools.book, person_id, text, self.now, self.begin().id)

    def keep_objection(self, person_id: int, words: str, *, complaint: bool = False) -> bool:
        """Note what is in the way, as a slug; the same again takes it away."""
        slug = "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
        if not slug:
            raise RefusedError("say in a word or two what is in the way: minimum order")
        return people.keep_objection(self.tools.book, person_id, slug, self.now, self.begin().id, complaint=complaint)

    # looking ------------------------------------------------------------------------------------------
    def history(self, person_id: int, *, before: int | None = None, limit: int | None = None) -> list[Entry]:
        """Everything with one person, oldest first; with ``limit`` the newest below id ``before``."""
        return history.history(self.tools.book, person_id, before=before, limit=limit)

    def correct_note(self, entry_id: int, note: str) -> None:
        """Correct an old note; the old words stay on record."""
        history.correct_note(self.tools.book, entry_id, clean(note).strip(), self.now)

    def find(self, typed: str, limit: int = 20) -> list[search.Found]:
        """People who answer to what was typed."""
        return search.find(self.tools.book, typed, limit)

    # the session --------------------------------------------------------------------------------------
    def begin(self, goal: str = "") -> Session:
        """The running session; started with ``goal`` (or the settings') where there is none, resumed if paused."""
        now = self.now
        if self.session is None:
            kind, target = read_goal(goal or self.tools.settings.calling.goal)
            self.session = sessions.start(self.tools.book, self.tools.frame.caller, kind, target, now)
            self._started = True
            self._skipped = set()
            self._counts.forget_tally()
        elif self.session.paused:
            self.session = sessions.resume(self.tools.book, self.session.id, now)
            self._started = True
        return self.session

    def set_goal(self, goal: str) -> Session:
        """Start with a goal, or change the running session's. Raises UsageError."""
        kind, target = read_goal(goal)
        session = self.begin(goal)
        self.session = sessions.set_goal(self.tools.book, session, Goal(kind), target)
        return self.session

    def pause(self) -> None:
        """Stop the clock."""
        if self.session is not None:
            self.session = sessions.pause(self.tools.book, self.session.id, self.now)

    def end(self) -> Session | None:
        """End the session; the next call starts another."""
        if self.session is None:
            return None
        ended = sessions.end(self.tools.book, self.session.id, self.now)
        self.session = None
        self._skipped = set()
        self._counts.forget_tally()
        return ended

    def clock(self) -> Session | None:
        """The session with its seconds worked up to now."""
        if self.session is not None:
            self.session = sessions.read(self.tools.book, self.session.id, self.now)
        return self.session

    def progress(self) -> Progress | None:
        """Where the caller's experiment stands today (T4); None where none is under way."""
        return self._counts.progress()

    def forget_counts(self) -> None:
        """Something was counted: the next look counts anew, and the caller's calendar may have to hear of it."""
        self._counts.forget()
        self.dates_changed = True

    def tally(self) -> Tally:
        """What happened in this session so far."""
        return self._counts.tally(self.session)

    def idle(self) -> None:
        """To be called when the caller is not pressing keys: moves the write-ahead log into the book."""
        checkpoint(self.tools.book)

    def close(self) -> None:
        """Close the book; a session whose clock was started here is paused, and can be resumed."""
        self.telephone.close()
        if self.team is not None:
            self.team.leave()
        if self._started:
            self.pause()
        self.tools.book.close()
