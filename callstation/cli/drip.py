"""``callstation drip``: something of value by email, for whoever is at rest. It drafts; it never sends (F4)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date, datetime

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, print_table, say
from callstation.cli.shapes import Shape, reason_shape, utc
from callstation.dates.spoken import short_day
from callstation.desk import dripping
from callstation.desk.dripping import DripRun, Missing, state_words
from callstation.model.drips import Drip
from callstation.rules.windows import zone_of
from callstation.text import count_of

EPILOG = """\
examples:
  callstation drip run                   draft what is due; for cron, once a day
  callstation drip list --json

People who could not be reached, or who said not now, get something of value now and then: a reason that gives, and
never the same one twice. Each email is put into the outbox for you to look at; none goes out without that. How often
is a setting ([calling] drip = "monthly"). Any conversation ends it, and so does a no.
"""
MOST = 500


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    run_ = verbs.add_parser("run", help="draft what is due into the outbox; nothing is sent")
    list_ = verbs.add_parser("list", help="who is due, and who waits")
    list_.add_argument("--limit", type=int, default=MOST, metavar="N", help=f"at most so many ({MOST})")
    for verb in (run_, list_):
        with_json(verb)


def run(args: Namespace) -> int:
    """Draft, or list."""
    with at_desk() as desk:
        now = desk.now
        today = now.astimezone(zone_of(desk.tools.frame.zone)).date()
        if args.verb == "run":
            done = dripping.run(desk.tools, now)
            if args.json:
                print_json(run_shape(done))
            else:
                _print_run(done, today)
        else:
            found = dripping.ahead(desk.tools, now, max(0, args.limit))
            if args.json:
                print_json([drip_shape(item, now) for item in found])
            else:
                _print_list(found, now, desk.tools.frame.zone, today)
    return 0


def run_shape(done: DripRun) -> Shape:
    """What a run came to, as ``--json`` prints it."""
    return {
        "drafted": [
            {
                "id": d.item.person_id,
                "name": d.item.name,
                "email": d.email_id,
                "subject": d.subject,
                "reason": reason_shape(d.reason),
                "next": utc(d.following),
            }
            for d in done.drafted
        ],
        "left_out": [{"id": i.person_id, "name": i.name, "why": str(why)} for i, why in done.left_out],
        "to_look_at": done.to_look_at,
    }


def drip_shape(item: Drip, now: datetime) -> Shape:
    """One item as ``--json`` prints it."""
    return {
        "id": item.person_id,
        "name": item.name,
        "company": item.company,
        "due": utc(item.due_at),
        "is_due": not item.email_status and item.due_at <= now,
        "status": item.email_status or str(item.status),
        "reason": item.reason_id,
        "email": item.email_id,
    }


def _print_run(done: DripRun, today: date) -> None:
    for d in done.drafted:
        say(f"{d.item.name}: {d.subject} (email {d.email_id}; the next is due {short_day(d.following.date(), today)})")
    for missing in Missing:
        names = [item.name for item, why in done.left_out if why is missing]
        if names:
            say(f"{count_of(len(names), 'person', 'people')} left out, {missing}: {_some(names)}")
    if any(why is Missing.REASON for _, why in done.left_out):
        say("A new reason reaches them: callstation reasons add 'that ...' --kind news")
    if not done.drafted and not done.left_out:
        say("Nobody is due.")
    if done.to_look_at:
        say(f"{count_of(done.to_look_at, 'draft')} in the outbox to look at. Nothing was sent.")


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown}, and {len(names) - 5} more"


def _print_list(found: list[Drip], now: datetime, zone: str, today: date) -> None:
    if not found:
        say("Nobody is at rest. Whoever says not now, or cannot be reached in the end, comes here.")
        return
    print_table(
        ("day", "who", "company", "state"),
        (
            (
                short_day(item.due_at.astimezone(zone_of(zone)).date(), today),
                item.name,
                item.company,
                state_words(item, now),
            )
            for item in found
        ),
    )
