"""``callstation duplicates``: pairs of people who may be one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, print_table, say, shown_number
from callstation.desk.merging import keep_both, pairs, propose_again
from callstation.desk.whom import who
from callstation.errors import UsageError
from callstation.model.people import Prospect

EPILOG = """\
examples:
  callstation duplicates
  callstation merge 12 340               make 340 part of 12
  callstation duplicates --two 12 340    they are two: never shown as one again
  callstation duplicates --undo          take the last --two back

Nobody is merged by guess: you say which two are one, and which record stays.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--two", nargs=2, metavar="WHO", help="say that these are two people, for good")
    parser.add_argument("--undo", action="store_true", help="take the last --two back")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="at most N pairs (100)")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print the pairs."""
    if args.limit < 1:
        raise UsageError("--limit is a number of pairs, 1 or more")
    if args.two and args.undo:
        raise UsageError("--two and --undo do not go together")
    if args.two or args.undo:
        return _decide(args)
    with at_desk() as desk:
        found = pairs(desk, args.limit)
    if args.json:
        print_json([{"why": p.why, "people": [brief(p.first), brief(p.second)]} for p in found])
    elif found:
        rows = [(str(p.first.id), _line(p.first), str(p.second.id), _line(p.second), p.why) for p in found]
        print_table(("id", "this one", "id", "may be this one", "since they have"), rows, right=frozenset((0, 2)))
        say("callstation merge ID ID makes the second part of the first; duplicates --two ID ID says they are two.")
    else:
        say("Nobody seems to be in the book twice.")
    return 0


def _decide(args: Namespace) -> int:
    with at_desk() as desk:
        if args.two:
            one, other = (who(desk.tools, w) for w in args.two)
            keep_both(desk, one, other)
        else:
            one, other = propose_again(desk)
    if args.json:
        print_json({"two": sorted((one, other)), "undone": bool(args.undo)})
    elif args.undo:
        say(f"{one} and {other} may be shown as one again.")
    else:
        say(f"{one} and {other} are two, and are not shown as one again. 'callstation duplicates --undo' undoes it.")
    return 0


def brief(person: Prospect) -> dict[str, object]:
    """Enough of somebody to tell them from another."""
    return {
        "id": person.id,
        "name": person.name,
        "company": person.company,
        "standing": str(person.standing),
        "phones": [p.number or p.raw for p in person.phones],
        "emails": [e.address for e in person.emails],
    }


def _line(person: Prospect) -> str:
    number = shown_number(person.phone.number) if person.phone else ""
    return ", ".join(part for part in (person.name, person.company, number) if part)
