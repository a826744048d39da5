"""``callstation calendar``: agreed hours in their calendar and in yours (T6)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import print_json, say
from callstation.desk.desk import Desk
from callstation.text import count_of

EPILOG = """\
examples:
  callstation calendar invite "Maria Okafor"   queue an email that puts the agreed hour into her calendar
  callstation outbox send                      and send it
  callstation calendar sync                    your own CalDAV calendar shows what you agreed and promised
  callstation export calendar --out my.ics     the same as a file

When an hour that somebody was invited to moves or is off, the email that tells their calendar is drafted by itself.
Which CalDAV calendar is yours is set in [calendar] of the settings.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    invite = verbs.add_parser("invite", help="invite somebody to the agreed hour, by email", allow_abbrev=False)
    with_who(invite)
    sync = verbs.add_parser("sync", help="bring your CalDAV calendar up to date", allow_abbrev=False)
    for verb in (invite, sync):
        with_json(verb)


def run(args: Namespace) -> int:
    """Do what the verb says."""
    with at_desk() as desk:
        return {"invite": _invite, "sync": _sync}[args.verb](desk, args)


def _invite(desk: Desk, args: Namespace) -> int:
    from callstation.cli.outbox import letter_shape
    from callstation.desk.inviting import invite
    from callstation.desk.whom import who

    letter = invite(desk, who(desk.tools, args.who))
    if args.json:
        print_json(letter_shape(letter))
    else:
        say(f"{letter.name} <{letter.address}>: {letter.subject}. It is queued: 'callstation outbox send' sends it.")
    return 0


def _sync(desk: Desk, args: Namespace) -> int:
    from callstation.desk.syncing import sync

    done = sync(desk.tools, desk.tools.settings)
    if args.json:
        print_json({"created": done.created, "changed": done.changed, "removed": done.removed})
    else:
        say(f"{count_of(done.created, 'date')} put in, {done.changed} changed, {done.removed} taken out.")
    return 0
