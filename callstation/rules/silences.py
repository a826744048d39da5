"""Why somebody may be silent (practices D0 to D14): evidence in their record, and one thing to do about each.

The table is data: a sign is a practice, the evidence without which it is never claimed, how much it weighs, and
what to do now. Several signs may stand for one practice; the heaviest that holds is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from callstation.model.calls import Outcome, PromiseStatus
from callstation.model.silence import Explanation, SilenceRecord, Try
from callstation.rules.calling_hours import EVERY_DAY, Hours, common, same_hours
from callstation.text import count_of

Evidence = Callable[[SilenceRecord], bool]

MANY_TRIES = 6
"""From so many tries on, one more is no longer the first thing to think of (F2)."""

BANDS = ((time(0), time(10), "before 10:00"), (time(10), time(17), "10:00-17:00"), (time(17), time.max, "after 17:00"))
"""The parts of a day: people pick up themselves in the first and the last (F6)."""

_BUSY = re.compile(
    r"\b(?:busy|swamped|snowed under|no time|in a meeting|month[- ]end|year[- ]end|quarter[- ]end|deadline|audit)\b",
    re.IGNORECASE,
)
_FIRE = re.compile(
    r"\b(?:emergency|urgent|crisis|outage|flooded|on fire|putting out fires|sick|ill|hospital|broke down)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of the table. ``text`` may name {tries}, {voicemails}, {emails}, {tried}, {emailed}, {talked}, {late}."""

    id: str
    name: str
    evidence: Evidence
    weight: int
    brief: str
    text: str
    action: str
    key: str
    verb: str


# The keys of the call screen that the actions use, with what the settings call them.
_DIAL, _MACHINE, _EMAIL, _LATER = ("d", "dial"), ("v", "voicemail_script"), ("m", "email"), ("z", "snooze")
_FACTS, _TOUCH, _REASON = ("f", "person"), ("t", "touch"), ("r", "reason")


def band_of(at: time) -> int:
    """Which of :data:`BANDS` a local time lies in."""
    return next(i for i, (start, end, _) in enumerate(BANDS) if start <= at < end or end == time.max)


def untried(tries: Sequence[Try], hours: Hours) -> tuple[str, ...]:
    """The parts of the day, within a person's calling hours, in which none of ``tries`` was made (F2, F6)."""
    seen = {band_of(t.at.time()) for t in tries}
    return tuple(
        words
        for i, (start, end, words) in enumerate(BANDS)
        if i not in seen and any(common(same_hours(start, None if end == time.max else end, EVERY_DAY), hours.week))
    )


def _number_named_less_than_twice(r: SilenceRecord) -> bool:
    return any(t.number_named is not None and t.number_named < 2 for t in r.voicemails[:1])


def _one_band(r: SilenceRecord) -> bool:
    return len(r.tries) >= 2 and len({band_of(t.at.time()) for t in r.tries}) == 1


def _only_ringing(r: SilenceRecord) -> bool:
    return len(r.tries) >= 3 and all(t.outcome is Outcome.NO_ANSWER for t in r.tries)


def _gatekeeper(r: SilenceRecord) -> bool:
    return any(t.outcome is Outcome.GATEKEEPER for t in r.tries)


def _over(days: int | None, least: int) -> bool:
    return days is not None and days >= least


def _missed_the_day(r: SilenceRecord) -> bool:
    """Tried on the agreed day or since, which is less than a week ago."""
    return r.step_days is not None and r.days_since_try is not None and r.days_since_try <= r.step_days < 7


def _left_something(r: SilenceRecord) -> bool:
    return bool(r.voicemails or r.emails_sent) and _over(r.days_since_try, 7)


SIGNS = (
    Sign("D11", "expects you to follow up", lambda r: r.promise is PromiseStatus.BROKEN, 95, "they wait for your call?",
         "You said that you would call and the day went by: they may still be waiting for you.",
         "ring, and own up to it", *_DIAL),
    Sign("D6", "email lost on the way", lambda r: r.email_failed, 90, "the email never arrived?",
         "An email to them came back: they may never have seen a word of it.", "check the address", *_FACTS),
    Sign("D10", "number written down wrong", lambda r: r.number_flag != "", 88, "a number noted down wrong?",
         "A number of theirs is marked as {flag}: the calls may have rung somewhere else.",
         "check the number", *_FACTS),
    Sign("D11", "expects you to follow up", lambda r: r.promise is PromiseStatus.OPEN and r.promise_due, 84,
         "they wait for your call?", "You named the day and it has come: they may be leaving the call to you.",
         "ring, as you said", *_DIAL),
    Sign("D2", "number lost", _number_named_less_than_twice, 78, "your number was lost?",
         "Your last voicemail named your number {named}: they may have nothing to call back on.",
         "leave it twice, slowly", *_MACHINE),
    Sign("D8", "swamped", lambda r: _BUSY.search(r.note) is not None or r.talk is Outcome.CALL_BACK, 76,
         "swamped just now?", "They were short of time when you last heard of them, and may still be.",
         "try a quieter day", *_LATER),
    Sign("D9", "a fire to put out", lambda r: _FIRE.search(r.note) is not None, 75, "something urgent came up?",
         "Your notes speak of trouble on their side: it comes before everything, and before you.",
         "offer a later date", *_TOUCH),
    Sign("D9", "a fire to put out", _missed_the_day, 74, "something urgent came up?",
         "The day that you agreed on came and nobody answered: something urgent may have got in between.",
         "offer a later date", *_TOUCH),
    Sign("D8", "swamped", _gatekeeper, 73, "shielded in office hours?",
         "Somebody else picks up for them: they may answer themselves early or late.", "try another hour", *_LATER),
    Sign("D8", "swamped", _one_band, 72, "swamped at that hour?",
         "{tries}, all in the same part of the day: it may just be the part they never have free.",
         "try another hour", *_LATER),
    Sign("D12", "needs to be kept on track",
         lambda r: r.talk in (Outcome.TALKED, Outcome.WON) and r.step_days is None, 70, "nobody named what is next?",
         "You talked {talked} and no next step stands: they may not know what comes next.",
         "name the next step", *_TOUCH),
    Sign("D13", "takes silence for lack of interest", lambda r: _over(r.days_since_try, 21), 68,
         "they think you gave up?", "Your last try was {tried}: they may think that you lost interest.",
         "bring something new", *_REASON),
    Sign("D4", "simply forgot", lambda r: r.has_email and _over(r.step_days, 7), 66, "it slipped their mind?",
         "The day you agreed on is {late} past: it may simply have slipped their mind.", "remind them kindly", *_EMAIL),
    Sign("D5", "spam folder", lambda r: r.emails_sent >= 2, 64, "caught by a spam filter?",
         "{emails} and not a word: a filter may be putting them aside.", "send it again, plain", *_EMAIL),
    Sign("D7", "email buried", lambda r: r.emails_sent > 0 and _over(r.days_since_email, 2), 62,
         "your email is buried?", "Your email of {emailed} has had days of others put on top of it.",
         "send it again", *_EMAIL),
    Sign("D3", "voicemail deleted", lambda r: bool(r.voicemails) and _over(r.days_since_try, 1), 60,
         "voicemail deleted unheard?", "{voicemails} left: such messages are often cleared unheard, all in one go.",
         "say it again, shorter", *_MACHINE),
    Sign("D10", "number written down wrong", _only_ringing, 58, "a number noted down wrong?",
         "{tries}, and never a machine or a voice: the number may have been noted down wrong.",
         "check the number", *_FACTS),
    Sign("D4", "simply forgot", lambda r: r.has_email and _left_something(r), 50, "it slipped their mind?",
         "They have word from you, and your last try was {tried}: they may have meant to answer.",
         "remind them kindly", *_EMAIL),
    Sign("D4", "simply forgot", lambda r: not r.has_email and _left_something(r), 50, "it slipped their mind?",
         "They have word from you, and your last try was {tried}: they may have meant to answer.",
         "say it once more", *_MACHINE),
    Sign("D1", "squeaky wheel", lambda r: 1 <= r.attempts < MANY_TRIES, 30, "who asks again is heard",
         "{tries} so far is not many: whoever asks again is the one who gets heard.", "simply try again", *_DIAL),
    Sign("D14", "a small delay", lambda r: r.days_since_try in (0, 1, 2), 20, "only a small delay?",
         "Your last try was {tried}: an answer may just need a day or two more.", "give it a few days", *_LATER),
)  # fmt: skip


def silent(record: SilenceRecord) -> bool:
    """Whether somebody is silent at all (D0): tried since they were last spoken to, and not reached."""
    return record.attempts > 0


def likely(record: SilenceRecord, most: int = 3) -> tuple[Explanation, ...]:
    """At most ``most`` explanations for a silence, the likeliest first; () for somebody who is not silent (D0).

    None without evidence, no practice twice, and no key twice: each is another thing to do.
    """
    if not silent(record):
        return ()
    found: list[Explanation] = []
    words = _words(record)
    for sign in _BY_WEIGHT:
        if len(found) >= most:
            break
        if any(sign.id == e.id or sign.key == e.key for e in found) or not sign.evidence(record):
            continue
        text = sign.text.format_map(words)
        found.append(Explanation(sign.id, sign.brief, text, sign.action, sign.key, sign.verb))
    return tuple(found)


_BY_WEIGHT = tuple(sorted(SIGNS, key=lambda sign: -sign.weight))


def _words(record: SilenceRecord) -> dict[str, str]:
    """The evidence, as the sentences name it."""
    named = record.voicemails[0].number_named if record.voicemails else None
    return {
        "tries": count_of(record.attempts, "try", "tries"),
        "voicemails": count_of(len(record.voicemails), "voicemail"),
        "emails": count_of(record.emails_sent, "email"),
        "tried": _ago(record.days_since_try),
        "emailed": _ago(record.days_since_email),
        "talked": _ago(record.days_since_talk),
        "late": count_of(max(0, record.step_days or 0), "day"),
        "named": "once" if named else "not at all",
        "flag": "wrong" if record.number_flag == "wrong" else "doubtful",
    }


def _ago(days: int | None) -> str:
    return {None: "a while ago", 0: "today", 1: "yesterday"}.get(days) or f"{days} days ago"
