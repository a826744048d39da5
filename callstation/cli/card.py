"""``callstation card WHO``: the card of one person, as text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.history import describe
from callstation.cli.output import print_json, say, shown_number, wrapped
from callstation.cli.shapes import (
    entry_shape,
    finding_shapes,
    iso,
    iso_day,
    person_shape,
    promise_shape,
    reason_shape,
    silence_shapes,
    step_shape,
    why_shape,
)
from callstation.dates.spoken import clock_hour, short_day
from callstation.dates.words import DAYS
from callstation.desk.whom import who
from callstation.model.cards import Card
from callstation.rules.window_words import clocks, window_notes
from callstation.text import count_of

EPILOG = """\
examples:
  callstation card "Maria Okafor"
  callstation card +16025550134 --json | jq -r .opener
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_who(parser)
    parser.add_argument("--reason", type=int, metavar="ID", help="with another of the reasons that fit")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print one card."""
    with at_desk() as desk:
        card = desk.checked(desk.card(who(desk.tools, args.who), reason_id=args.reason))
        if args.json:
            print_json(card_shape(card))
        else:
            _print(card)
    return 0


def card_shape(card: Card) -> dict[str, object]:
    """The card as ``--json`` prints it."""
    window = card.window
    return {
        "prospect": person_shape(card.prospect),
        "why_now": why_shape(card.why_now),
        "reason": reason_shape(card.reason),
        "reasons": [reason_shape(r) for r in card.reasons],
        "script": {"name": card.script, "revision": card.revision},
        "script_fault": card.script_fault,
        "opener": card.opener.text,
        "voicemail": card.voicemail.text,
        "email": {"subject": card.email_subject.text, "body": card.email_body.text},
        "gaps": _gaps(card),
        "findings": finding_shapes(card.findings),
        "window": {
            "open": window.open,
            "zone": window.zone,
            "zone_known": window.zone_known,
            "local_time": iso(window.local),
            "closes": iso(window.closes),
            "opens": iso(window.opens),
            "minutes_left": window.minutes_left,
            "why": window.why,
            "zones": list(window.zones),
            "holiday": window.holiday,
            "beyond_the_law": window.beyond,
        },
        "promise": promise_shape(card.promise),
        "promise_days": {"hear_by": iso_day(card.promise_days[0]), "call_on": iso_day(card.promise_days[1])},
        "step": step_shape(card.step),
        "silence": silence_shapes(card.silence),
        "last": [entry_shape(e) for e in card.last],
        "consequences": {str(o): {"text": c.text, "asks": c.asks} for o, c in card.consequences.items()},
    }


def _gaps(card: Card) -> list[str]:
    """The names that had no value, in any of the texts."""
    texts = (card.opener, card.voicemail, card.email_subject, card.email_body)
    return list(dict.fromkeys(gap for text in texts for gap in text.gaps))


def _print(card: Card) -> None:
    person = card.prospect
    say(", ".join(part for part in (person.name, person.title, person.company) if part))
    say(f"  {person.kind}, {person.standing}" + (f", {person.place}" if person.place else ""))
    for phone in person.phones:
        say(f"  {shown_number(phone.number) or phone.raw}" + "".join(f" ({w})" for w in (phone.kind, phone.flag) if w))
    for email in person.emails:
        say(f"  {email.address}" + (f" ({email.state})" if email.state else ""))
    say(f"  {_hours(card)}")
    for words in window_notes(card.window):
        say(wrapped(words))
    say(f"\nWhy now: {card.why_now.text}")
    if card.reason:
        say(f"Reason:  {card.reason.text} ({card.reason.kind})")
    else:
        say("Reason:  none that fits: 'callstation reasons add' writes one into the library")
    for title, text in (
        ("Opener", card.opener.text),
        ("Voicemail", card.voicemail.text),
        (f"Email: {card.email_subject.text}", card.email_body.text),
    ):
        say(f"\n{title}")
        say(wrapped(text))
    _print_notes(card)


def _hours(card: Card) -> str:
    window = card.window
    where = " or ".join(window.zones) or window.zone
    local = f"{DAYS[window.local.weekday()][:3]} {clocks(window, window.local)} in {where}"
    if not window.zone_known:
        local += " (their zone is not known; this is yours)"
    if window.open and window.closes:
        left = window.minutes_left or 0
        soon = f" ({count_of(left, 'minute')} left)" if left < 60 else ""
        return f"{local}, open until {clock_hour(window.closes)}{soon}"
    opens = window.opens
    return local + (
        f", closed until {short_day(opens.date(), window.local.date())} {clock_hour(opens)}" if opens else ", closed"
    )


def _print_notes(card: Card) -> None:
    say()
    person = card.prospect
    lines = [
        ("On their mind", "; ".join(t.text for t in person.threads)),
        ("In the way", "; ".join(o.words + (", gone" if o.lifted else "") for o in person.objections)),
        ("Missing", ", ".join(_gaps(card))),
        ("Your script", card.script_fault),
        ("Your rules", card.rules_fault),
    ]
    lines += [("Not a no", f"{e.text} {e.action[:1].upper()}{e.action[1:]} ({e.key}).") for e in card.silence]
    lines += [("Better", (f"not {f.text!r}: " if f.text else "") + (f.instead or f.message)) for f in card.findings]
    lines += [
        (
            "Last",
            f"{short_day(e.at.astimezone(card.window.local.tzinfo).date(), card.window.local.date())} {describe(e)}",
        )
        for e in card.last
    ]
    for title, text in lines:
        if text:
            say(f"{title + ':':<15}{text}")
    say(f"{'Script:':<15}{card.script} ({card.revision})")
