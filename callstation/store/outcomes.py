"""Storing an outcome: everything that follows from one key, in one transaction, durable before it returns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callstation.model.calls import Outcome, PromiseStatus, StepStatus
from callstation.model.mail import NewLetter
from callstation.model.people import Standing
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.frame import Frame
from callstation.rules.outcomes import Effect
from callstation.rules.promises import deadline
from callstation.rules.queue import Facts, Place, place
from callstation.rules.windows import opening_on, zone_of
from callstation.store import answers, drips, outbox, words
from callstation.store.book import Book, dumps, epoch
from callstation.store.changes import Changes
from callstation.store.own_record import text_of
from callstation.store.placing import columns_of

STEP = "step"
"""What is counted of a reason, and of a script, beside outcomes: conversations that ended with something agreed."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it happened. ``at`` is when it ended (aware UTC), ``seconds`` how long it took if a clock ran."""

    person_id: int
    outcome: Outcome
    at: datetime
    note: str = ""
    words: str = ""
    """The words that were on screen: the opener, or the voicemail where one was left."""
    reason: Reason | None = None
    script: str = ""
    revision: str = ""
    script_text: str = ""
    seconds: int | None = None
    number: str = ""
    phone_id: int = 0
    session_id: int | None = None
    asks: bool = False
    """Whether the words ask for the order, as they do where a proposal is open (H4)."""
    letter: NewLetter | None = None
    """The email that fits, to be drafted with it (T5)."""
    inbound: bool = False
    """They called."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was stored."""

    entry_id: int
    undo_id: int
    place: Place | None
    kept: int = 0
    """How many promises were kept with it."""


def record(book: Book, frame: Frame, call: Call, effect: Effect) -> Recorded:
    """Store a call with all that follows from it. Raises StoreError, and then nothing of it is stored."""
    after = effect.after
    at = epoch(call.at)
    today = call.at.astimezone(zone_of(frame.zone)).date().isoformat()
    with book.transaction():
        changes = Changes(book)
        after = _learn(book, changes, call, after, frame)
        found = place(after, frame.patience)
        if call.revision and call.script_text:
            book.run(
                "INSERT INTO script_revision (revision, name, text, first_used_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (revision) DO NOTHING",
                call.revision,
                call.script,
                call.script_text,
                at,
            )
        entry_id = changes.insert(
            "entry",
            person_id=call.person_id,
            at=at,
            kind="call",
            zone=after.zone,
            outcome=str(call.outcome),
            note=call.note,
            words=call.words,
            seconds=call.seconds,
            number=call.number,
            caller=frame.caller,
            reason_id=call.reason.id if call.reason else None,
            script=call.script,
            revision=call.revision,
            session_id=call.session_id,
            data=dumps({"inbound": True}) if call.inbound else "",
        )
        if call.note:
            words.put_note(book, entry_id, call.person_id, call.note)
            changes.tally(today, frame.caller, "note")
        changes.tally(today, frame.caller, f"call:{call.outcome}")
        kept = _promises(book, changes, call, effect, entry_id, today, frame)
        _steps(book, changes, call, effect, entry_id, today, frame)
        _numbers(book, changes, call, effect)
        _drips(changes, call, effect)
        _letter(changes, call, entry_id, frame)
        given, asked = _reason(changes, call, effect, entry_id)
        if call.reason is not None and call.reason.id:
            changes.tally(today, frame.caller, f"reason:{call.reason.id}:{call.outcome}")
            if effect.step is not None:
                changes.tally(today, frame.caller, f"reason:{call.reason.id}:{STEP}")
        if call.script and call.revision:
            changes.tally(today, frame.caller, f"script:{call.script}:{call.revision}:{call.outcome}")
            if effect.step is not None and call.outcome.conversation:
                changes.tally(today, frame.caller, f"script:{call.script}:{call.revision}:{STEP}")
        row = book.one("SELECT given, asked FROM person WHERE id = ?", call.person_id)
        assert row is not None
        changes.update(
            "person",
            call.person_id,
            standing=str(after.standing),
            kind=str(after.kind),
            attempts=after.attempts,
            last_call_at=epoch(after.last_call_at),
            last_talk_at=epoch(after.last_talk_at),
            last_outcome=str(call.outcome),
            drip_until=after.drip_until.isoformat() if after.drip_until else None,
            snoozed_until=epoch(after.snoozed_until),
            given=row[0] + given,
            asked=row[1] + asked,
            answers=text_of(after.own),
            **columns_of(found, call.at),
        )
        draft = book.value("SELECT id FROM draft WHERE person_id = ?", call.person_id)
        if draft is not None:
            changes.delete("draft", draft)
        undo_id = changes.store(
            str(call.outcome), person_id=call.person_id, session_id=call.session_id, entry_id=entry_id, now=call.at
        )
    return Recorded(entry_id, undo_id, found, kept)


def _learn(book: Book, changes: Changes, call: Call, after: Facts, frame: Frame) -> Facts:
    """Count what the call teaches about who answers when; the facts with their own record as it is then.

    A call of theirs teaches nothing, and neither does an hour where nothing tells which it was for them.
    """
    if call.inbound or not after.zone_known:
        return after
    begun = call.at - timedelta(seconds=call.seconds or 0)
    taught = answers.what_it_teaches(book, call.person_id, after.own, call.outcome, begun, after.zone)
    if taught is None:
        return after
    answers.note(changes, frame.caller, taught)
    return replace(after, own=taught.own)


def _promises(book: Book, changes: Changes, call: Call, effect: Effect, entry_id: int, today: str, frame: Frame) -> int:
    """Settle and make promises; how many were kept."""
    at, kept = epoch(call.at), 0
    if effect.promise_fate is not None:
        for row in book.rows(
            "SELECT id FROM promise WHERE person_id = ? AND status = 'open' ORDER BY id", call.person_id
        ):
            changes.update("promise", row[0], status=str(effect.promise_fate), settled_at=at)
            kept += effect.promise_fate is PromiseStatus.KEPT
        if effect.promise_fate in (PromiseStatus.KEPT, PromiseStatus.BROKEN):
            changes.tally(today, frame.caller, f"promise:{effect.promise_fate}")
    if effect.promise is not None:
        promise = effect.promise
        promise_id = changes.insert(
            "promise",
            person_id=call.person_id,
            entry_id=entry_id,
            day=promise.day.isoformat(),
            hear_by=promise.hear_by.isoformat() if promise.hear_by else None,
            words=promise.words,
            zone=promise.zone,
            status=str(PromiseStatus.OPEN),
            caller=frame.caller,
            made_at=at,
            deadline_at=epoch(deadline(promise)),
        )
        changes.insert(
            "entry",
            person_id=call.person_id,
            at=at,
            kind="promise",
            zone=promise.zone,
            caller=frame.caller,
            words=promise.words,
            session_id=call.session_id,
            ref_id=promise_id,
        )
        changes.tally(today, frame.caller, "promise:made")
    return kept


def _steps(book: Book, changes: Changes, call: Call, effect: Effect, entry_id: int, today: str, frame: Frame) -> None:
    at = epoch(call.at)
    if effect.step_fate is not None:
        for row in book.rows("SELECT id FROM step WHERE person_id = ? AND status = 'open'", call.person_id):
            changes.update("step", row[0], status=str(effect.step_fate), settled_at=at)
    if effect.step is not None:
        step = effect.step
        step_id = changes.insert(
            "step",
            person_id=call.person_id,
            entry_id=entry_id,
            day=step.day.isoformat(),
            at=epoch(step.at),
            what=step.what,
            zone=step.zone,
            status=str(StepStatus.OPEN),
            caller=frame.caller,
            agreed_at=at,
        )
        changes.insert(
            "entry",
            person_id=call.person_id,
            at=at,
            kind="step",
            zone=step.zone,
            caller=frame.caller,
            session_id=call.session_id,
            ref_id=step_id,
        )
        changes.tally(today, frame.caller, "step:agreed")


def _drips(changes: Changes, call: Call, effect: Effect) -> None:
    """What goes out by email begins or ends with a call (F4)."""
    if effect.drip_ends:
        drips.end(changes, call.person_id)
    if effect.drip_on is not None:
        drips.begin(changes, call.person_id, opening_on(effect.drip_on, effect.after.hours, effect.after.zone))


def _letter(changes: Changes, call: Call, entry_id: int, frame: Frame) -> None:
    """Draft the email that fits; what earlier calls drafted gives way to it. A no, or a wish to be left alone, takes
    back all that has not gone out (H6)."""
    over = call.outcome in (Outcome.SAID_NO, Outcome.DO_NOT_CALL)
    outbox.replace_drafts(changes, call.person_id, all_open=over)
    if call.letter is not None and not outbox.has_own_words(changes.book, call.person_id):
        outbox.draft(changes, replace(call.letter, entry_id=entry_id), call.at, caller=frame.caller)


def _numbers(book: Book, changes: Changes, call: Call, effect: Effect) -> None:
    if effect.number_wrong and call.phone_id:
        changes.update("phone", call.phone_id, flag="wrong")
    if effect.do_not_call:
        day = call.at.date().isoformat()
        others: set[int] = set()
        for (number,) in book.rows("SELECT DISTINCT number FROM phone WHERE person_id = ?", call.person_id):
            if not number:
                continue
            if book.value("SELECT 1 FROM do_not_call WHERE number = ?", number) is None:
                changes.insert("do_not_call", number=number, since=day, source="asked on a call")
            # (The first condition lets SQLite use an index that leaves empty ones out.)
            others.update(
                r[0] for r in book.rows("SELECT person_id FROM phone WHERE number <> '' AND number = ?", number)
            )
        # The same number under another name is the same telephone: it holds for all of them at once.
        for other in sorted(others - {call.person_id}):
            changes.update("person", other, standing=str(Standing.DO_NOT_CALL), **columns_of(None, call.at))
            drips.end(changes, other)


def _reason(changes: Changes, call: Call, effect: Effect, entry_id: int) -> tuple[int, int]:
    """Note the reason as used (S3); (given, asked) to add to the person's counts (H1)."""
    if not effect.heard_reason:
        return 0, 0
    asked = int(call.asks)
    if call.reason is None:
        return 0, asked
    given = int(call.reason.gives)
    if call.reason.kind is ReasonKind.INTRODUCTION and call.reason.client_id:
        from callstation.store.introductions import give_to_both

        given = give_to_both(changes, call.person_id, call.reason.client_id, call.at)
    if call.reason.id:
        changes.insert(
            "reason_use",
            reason_id=call.reason.id,
            person_id=call.person_id,
            entry_id=entry_id,
            at=epoch(call.at),
        )
    return given, asked or int(not call.reason.gives)
