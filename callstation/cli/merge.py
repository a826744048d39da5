"""``callstation merge WHO WHO``: two records of one person made one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.duplicates import brief
from callstation.cli.output import print_json, say
from callstation.desk.merging import merge, undo_merge
from callstation.desk.whom import who
from callstation.errors import UsageError

EPILOG = """\
examples:
  callstation merge 12 340               340 becomes part of 12: numbers, history, promises, all of it
  callstation merge --undo               make two of them again

What the first record says stays, and the stricter standing holds: a no or a do-not-call is never lost.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("who", nargs="*", metavar="WHO", help="who stays, then who becomes part of them")
    parser.add_argument("--undo", action="store_true", help="make two of the newest merge again")
    with_json(parser)


def run(args: Namespace) -> int:
    """Merge, or take the newest merge back."""
    if len(args.who) != (0 if args.undo else 2):
        raise UsageError("merge takes two people: who stays, then who becomes part of them (or --undo alone)")
    with at_desk() as desk:
        if args.undo:
            kept, back = undo_merge(desk)
            if args.json:
                print_json({"kept": brief(kept), "back": brief(back)})
            else:
                say(f"{kept.name} ({kept.id}) and {back.name} ({back.id}) are two again.")
            return 0
        kept_id, other_id = (who(desk.tools, w) for w in args.who)
        kept = merge(desk, kept_id, other_id)
    if args.json:
        print_json({"kept": brief(kept), "gone": other_id})
    else:
        say(
            f"{other_id} is part of {kept.name} ({kept.id}) now: {kept.standing}. 'callstation merge --undo' undoes it."
        )
    return 0
