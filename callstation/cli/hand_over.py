"""``callstation hand-over WHO COLLEAGUE``: promises and agreed steps given to somebody else of the team."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json, with_who
from callstation.cli.output import print_json, say
from callstation.desk.handing import hand_over, undo_hand_over
from callstation.desk.whom import who
from callstation.errors import UsageError

EPILOG = """\
examples:
  callstation hand-over "Maria Okafor" Ann     what was promised to Maria is Ann's to keep
  callstation hand-over "Maria Okafor" --undo  and back

For a team's book on PostgreSQL. Where a colleague is away, what is due falls to the team by itself.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_who(parser)
    parser.add_argument("colleague", nargs="?", metavar="COLLEAGUE", help="their name, or first name")
    parser.add_argument("--undo", action="store_true", help="give back what was handed over last")
    with_json(parser)


def run(args: Namespace) -> int:
    """Hand over, or take it back."""
    if bool(args.colleague) == args.undo:
        raise UsageError("hand-over takes WHO and the colleague's name (or WHO and --undo)")
    with at_desk() as desk:
        person_id = who(desk.tools, args.who)
        if args.undo:
            person, name = undo_hand_over(desk, person_id), ""
        else:
            person, name = hand_over(desk, person_id, args.colleague)
    if args.json:
        print_json({"id": person.id, "name": person.name, "handed_to": name or None})
    elif name:
        say(f"What was promised to and agreed with {person.name} ({person.id}) is {name}'s to keep now.")
    else:
        say(f"What was promised to and agreed with {person.name} ({person.id}) is whose it was before.")
    return 0
