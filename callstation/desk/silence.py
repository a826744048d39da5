"""Why somebody may be silent, from their own record: what the card shows of D0 to D14 and of the trail (F2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from callstation.desk.tools import Tools
from callstation.model.calls import EntryKind, Outcome, PromiseStatus
from callstation.model.people import Prospect
from callstation.model.silence import Explanation, SilenceRecord, Try
from callstation.rules.queue import Facts
from callstation.rules.silences import likely, untried
from callstation.rules.windows import zone_of
from callstation.store.trail import Mark, since_last_talk

_ENOUGH_DIGITS = 7
"""So many digits at the end of a number tell it from others."""
_NEWEST_NOTES = 4
"""So many notes are looked at: what kept them busy a dozen calls ago explains nothing now."""
_NO_DIGITS = re.compile("[^0-9]+")


@dataclass(frozen=True, slots=True)
class Silence:
    """What the card shows of a silence: explanations, likeliest first; the tries, newest first; the parts of the day
    in which no try was made."""

    explanations: tuple[Explanation, ...] = ()
    tries: tuple[Try, ...] = ()
    untried: tuple[str, ...] = ()


def silence_of(tools: Tools, person: Prospect, facts: Facts, now: datetime) -> Silence:
    """The silence of one person at ``now``; an empty one for somebody who is not silent, or whose no has been
    heard (H6). Raises StoreError."""
    if facts.attempts <= 0 or not facts.standing.callable:
        return Silence()
    marks, talk = since_last_talk(tools.book, person.id)
    record = record_of(person, facts, marks, talk, now, own_number=tools.settings.me.number)
    return Silence(likely(record), record.tries, untried(record.tries, facts.hours))


def record_of(
    person: Prospect, facts: Facts, marks: list[Mark], talk: Mark | None, now: datetime, *, own_number: str
) -> SilenceRecord:
    """What the rules need to know, from the facts, the marks since the last conversation, and that conversation."""
    zone = zone_of(facts.zone)
    today = now.astimezone(zone).date()

    def days(moment: datetime | None) -> int | None:
        return None if moment is None else max(0, (today - moment.astimezone(zone).date()).days)

    tries = tuple(
        Try(m.at.astimezone(zone), m.outcome, times_named(own_number, m.words))
        for m in marks
        if m.kind is EntryKind.CALL and m.outcome is not None
    )
    written = [m for m in marks if m.kind in (EntryKind.EMAIL, EntryKind.DRIP)]
    sent = [m for m in written if m.status in ("sent", "")]
    phone, promise, step = person.phone, facts.promise, facts.step
    wrong = any(t.outcome is Outcome.WRONG_NUMBER for t in tries)
    return SilenceRecord(
        attempts=facts.attempts,
        tries=tries,
        days_since_try=days(facts.last_call_at),
        days_since_talk=days(facts.last_talk_at),
        talk=talk.outcome if talk else None,
        note="\n".join([m.note for m in (*marks, *([talk] if talk else [])) if m.note][:_NEWEST_NOTES]),
        has_email=person.email is not None,
        emails_sent=len(sent),
        days_since_email=days(sent[0].at) if sent else None,
        email_failed=any(e.state == "bounced" for e in person.emails)
        or any(m.status in ("failed", "bounced") for m in written),
        step_days=(today - step.day).days if step is not None else None,
        promise=promise.status if promise is not None else None,
        promise_due=promise is not None and promise.status is PromiseStatus.OPEN and promise.day <= today,
        number_flag="wrong" if wrong else phone.flag if phone is not None else "",
    )


def times_named(number: str, words: str) -> int | None:
    """How often ``words`` name ``number``, however its digits are spaced; None where either is not known."""
    wanted = _digits(number)[-_ENOUGH_DIGITS:]
    if len(wanted) < _ENOUGH_DIGITS or not words:
        return None
    return _digits(words).count(wanted)


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)
