"""Putting one card together: the person, why now, the reason, the words, and what each key would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from callstation.desk.listing import reasons_for
from callstation.desk.silence import silence_of
from callstation.desk.tools import Tools
from callstation.model.calls import PromiseStatus
from callstation.model.cards import Card, Spoken, Why, WhyNow
from callstation.model.people import Phone, Prospect
from callstation.model.reasons import Reason
from callstation.rules.consequences import consequences
from callstation.rules.outcomes import is_last_try
from callstation.rules.playbook import FROM_THE_RECORD, script_for
from callstation.rules.promises import deadline, promise_days
from callstation.rules.queue import Facts
from callstation.rules.why_now import why_now
from callstation.rules.windows import look, zone_of
from callstation.scripting.context import Situation, discreet, words_for_the_blank
from callstation.scripting.parse import Script
from callstation.store import answers, drafts, history, queue, reading

LAST_TOUCHES = 4
CLOSING = "closing"
"""The script with the words for a no."""


def build_card(
    tools: Tools,
    person_id: int,
    now: datetime,
    *,
    reason_id: int | None = None,
    inbound: bool = False,
    edges_advised: bool | None = None,
) -> Card:
    """The card of one person at ``now``; ``reason_id`` chooses among the reasons that fit, else the strongest.
    ``inbound``: they are calling. ``edges_advised`` (see store/answers.py) where it is known, else it is looked up.

    Raises NotFoundError for nobody.
    """
    book, frame = tools.book, tools.frame
    person = reading.person(book, person_id)
    facts = reading.facts(book, person_id, frame)
    [row] = queue.waiting(book, [person_id])
    fit = reasons_for(tools, [person], now)[person_id]
    reason = next((r for r in fit if r.id == reason_id), fit[0] if fit else None)
    if edges_advised is None:
        edges_advised = answers.edges_advised(book)
    why = _why(row, facts, now, edges_advised=edges_advised)
    other = other_number(person) is not None
    window = look(facts.hours, facts.zone if facts.zone_known else "", now, own_zone=frame.zone)
    today = now.astimezone(zone_of(facts.zone)).date()
    days = promise_days(today, facts.attempts, facts.hours, facts.zone, frame)
    situation = situation_of(tools, person, facts, reason, days, now)
    script, fault = tools.shelf.usable(script_for(why.kind, person, reason, situation.promise, situation.step))
    opener = tools.renderer.render(script, "opener", situation)
    draft = drafts.read(book, person_id)
    voicemail = tools.renderer.render(script, "voicemail", situation)
    if draft.opener:
        opener = Spoken(discreet(draft.opener, situation))
    if draft.voicemail:
        voicemail = Spoken(discreet(draft.voicemail, situation))
    subject, body = tools.renderer.email(script, situation)
    silence = silence_of(tools, person, facts, now)
    return Card(
        prospect=person,
        why_now=why,
        window=window,
        reason=reason,
        reasons=fit,
        script=script.name,
        revision=script.revision,
        opener=opener,
        voicemail=voicemail,
        email_subject=subject,
        email_body=body,
        promise_days=days,
        promise=facts.promise,
        step=facts.step,
        last=tuple(history.last_calls(book, person_id, LAST_TOUCHES)),
        consequences=consequences(facts, now, frame.patience, days, other_number=other, inbound=inbound),
        draft_note=draft.note,
        touch=draft.opener,
        touch_voicemail=draft.voicemail,
        script_fault=fault,
        silence=silence.explanations,
        tries=silence.tries,
        untried=silence.untried,
        last_of=frame.patience.tries if is_last_try(facts, frame.patience) else 0,
        inbound=inbound,
    )


def closing_words(tools: Tools, card: Card, now: datetime) -> str:
    """What to say to this person's no (H6): the script ``closing``, rendered for them."""
    facts = reading.facts(tools.book, card.prospect.id, tools.frame)
    script, _ = tools.shelf.usable(CLOSING)
    situation = situation_of(tools, card.prospect, facts, card.reason, card.promise_days, now)
    return tools.renderer.render(script, "opener", situation).text


def situation_of(
    tools: Tools, person: Prospect, facts: Facts, reason: Reason | None, days: tuple[date, date], now: datetime
) -> Situation:
    """What scripts are rendered from. A promise counts while it is open, or broken and not yet owned up to."""
    promise = facts.promise
    if (
        promise is not None
        and promise.status is PromiseStatus.BROKEN
        and facts.last_call_at is not None
        and facts.last_call_at >= deadline(promise)
    ):
        promise = None
    local = now.astimezone(zone_of(facts.zone))
    keeper = tools.confidant(reason)
    return Situation(
        prospect=person,
        caller=tools.caller,
        reason=reason,
        promise=promise,
        step=facts.step,
        hear_by=days[0],
        call_on=days[1],
        today=local.date(),
        local_time=local,
        silent_about=keeper.secret if keeper else None,
    )


def render_script(tools: Tools, card: Card, script: Script, part: str, now: datetime) -> Spoken:
    """A script that may not be saved yet, rendered for the person on the card: the editor's preview.

    Raises ScriptError naming the line.
    """
    facts = reading.facts(tools.book, card.prospect.id, tools.frame)
    situation = situation_of(tools, card.prospect, facts, card.reason, card.promise_days, now)
    if part == "email":
        subject, body = tools.renderer.email(script, situation)
        return Spoken(f"Subject: {subject.text}\n\n{body.text}", subject.gaps + body.gaps)
    return tools.renderer.render(script, part, situation)


def _why(row: queue.Waiting, facts: Facts, now: datetime, *, edges_advised: bool) -> WhyNow:
    if not facts.standing.callable:
        return WhyNow(Why.FIRST_CALL, str(facts.standing))
    return why_now(
        Why(row.why or Why.FIRST_CALL),
        row.since,
        now,
        facts.zone,
        attempts=row.attempts,
        what=row.what,
        own=row.own,
        edges_advised=edges_advised,
    )


def checked(tools: Tools, card: Card) -> Card:
    """The card with what the language check finds in its opener (H7): as long a look as all the rest of a card takes,
    so that the screen asks for it when the card is painted."""
    return replace(card, findings=tools.found(card.opener.text, "opener"), rules_fault=tools.rules.fault)


def brought(card: Card, spoken: Spoken) -> Reason | None:
    """The reason that these words bring: none where a script for what was agreed or promised does not say it, so that
    it is neither used up (S3) nor counted as given (H1)."""
    own = card.touch_voicemail if spoken is card.voicemail else card.touch
    if card.reason is None or own or card.script not in FROM_THE_RECORD:
        return card.reason
    return card.reason if _bare(words_for_the_blank(card.reason.text)) in _bare(spoken.text) else None


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def other_number(person: Prospect) -> Phone | None:
    """The number to try if the one on the card is wrong."""
    usable = [p for p in person.phones if p.dialable]
    return usable[1] if len(usable) > 1 else None
