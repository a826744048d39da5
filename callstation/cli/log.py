"""``callstation log WHO OUTCOME``: what a call came to, stored by the same rules as on the screen."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import print_json, say
from callstation.cli.shapes import Shape, entry_shape, iso, iso_day
from callstation.cli.telling import finish_telling
from callstation.desk.answers import Answer
from callstation.desk.desk import Desk
from callstation.desk.following import following_of
from callstation.desk.whom import who
from callstation.errors import UsageError
from callstation.model.calls import EntryKind, Outcome
from callstation.model.cards import Card
from callstation.model.happenings import Following
from callstation.rules.outcomes import NEEDS_DAY, NEEDS_STEP
from callstation.text import clean_line

EPILOG = """\
outcomes:
  no-answer voicemail talked call-back not-now said-no won wrong-number gatekeeper do-not-call

examples:
  callstation log 12 no-answer
  callstation log "Maria Okafor" talked --when "thu 7:30am" --step "send the prices"
  callstation log maria@example.com talked --step none --note "all is well"
  callstation log +16025550134 call-back --when "in 2 weeks"
  callstation log "Jan Novak" talked --they-called --when "fri 10am" --step "show him the drawing"

A day is meant in their time zone; "9am my time" is in yours.
"""

NONE = "none"


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_who(parser)
    parser.add_argument("outcome", metavar="OUTCOME", choices=[str(o) for o in Outcome], help="what the call came to")
    parser.add_argument("--note", metavar="TEXT", default="", help="what was said")
    parser.add_argument("--when", metavar="TEXT", default="", help="the day that was agreed, in plain words")
    parser.add_argument("--step", metavar="TEXT", default="", help="what was agreed for that day, or the word none")
    parser.add_argument(
        "--they-called", action="store_true", help="it was their call: settles a promise, and brings back who said no"
    )
    parser.add_argument("--no-hook", action="store_true", help="do not tell what [hook] in the settings names")
    with_json(parser)


def run(args: Namespace) -> int:
    """Store one call."""
    outcome = Outcome(args.outcome)
    when, step = clean_line(args.when), clean_line(args.step)
    _check(outcome, when, step)
    if args.they_called and not outcome.conversation:
        raise UsageError(f"--they-called is for a conversation, and {outcome} is none")
    with at_desk() as desk:
        desk.announcer.off = args.no_hook
        card = desk.card(who(desk.tools, args.who), inbound=args.they_called)
        answer = _answer(desk, card, outcome, when, step)
        effect = desk.record(card, outcome, note=args.note, answer=answer, at=desk.now)
        following = next_shape(following_of(effect, card.prospect, desk.tools, desk.now))
        if args.json:
            calls = [e for e in desk.history(card.prospect.id, limit=5) if e.kind is EntryKind.CALL]
            print_json({"call": entry_shape(calls[-1]), "next": following})
        else:
            say(f"{card.prospect.name}: {outcome.words}. Next: {following['text']}.")
    finish_telling(desk)
    return 0


def _check(outcome: Outcome, when: str, step: str) -> None:
    """What an outcome needs and what it cannot take (F5). Raises UsageError."""
    if outcome in NEEDS_STEP and not (when or step):
        raise UsageError(
            f"{outcome} needs what was agreed: --when DAY, with --step TEXT for what, or --step none where nothing was"
        )
    if outcome is Outcome.CALL_BACK and not when:
        raise UsageError("call-back needs the day: --when 'thu 7:30am', --when 'in 2 weeks'")
    if outcome not in NEEDS_STEP | NEEDS_DAY and (when or step):
        raise UsageError(
            f"nothing is agreed in a call that came to {outcome}: leave out {'--when' if when else '--step'}, "
            "or write it into --note"
        )
    if step.lower() == NONE and when:
        raise UsageError("--when names a day, --step says none was agreed: give one of them")
    if outcome in NEEDS_DAY and step.lower() == NONE:
        raise UsageError(f"{outcome} takes no --step none" + (": --when is enough" if when else ""))


def _answer(desk: Desk, card: Card, outcome: Outcome, when: str, step: str) -> Answer | None:
    """What was agreed, read by the rules of the screen. Raises DateNotUnderstoodError, UsageError."""
    if outcome not in NEEDS_STEP | NEEDS_DAY:
        return None
    if not when:
        return desk.read_answer(card, outcome, step)
    answer = desk.read_answer(card, outcome, when)
    if answer.agreed is None or not step:
        return answer
    from dataclasses import replace

    if answer.agreed.what:
        raise UsageError(f"both --when ({answer.agreed.what!r}) and --step say what was agreed: give it once")
    return replace(answer, agreed=replace(answer.agreed, what=step))


def next_shape(following: Following) -> Shape:
    """What comes next with this person: ``kind``, the day (``on``, theirs), the hour (``at``) where there is one."""
    return {
        "kind": following.kind,
        "on": iso_day(following.on),
        "at": iso(following.at),
        "text": following.text,
    }
