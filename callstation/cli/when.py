"""``callstation when TEXT``: what a date in plain words is taken for, in both zones."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from datetime import datetime

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, say
from callstation.cli.shapes import iso
from callstation.dates.phrases import read_moment
from callstation.dates.spoken import both_zones, clock_hour, short_day
from callstation.desk.opening import look_around
from callstation.errors import DateNotUnderstoodError
from callstation.rules.windows import zone_of

EPILOG = """\
examples:
  callstation when "thu 7:30am" --for "Maria Okafor"
  callstation when in 2 weeks
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help="the date, as one says it")
    parser.add_argument("--for", dest="who", metavar="WHO", help="read it in this person's zone (else in yours)")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print what the words mean; 1 where they were not understood."""
    around = look_around(os.environ)
    mine = around.settings.region.zone
    theirs, town = _person(args.who) if args.who is not None else (mine, "")
    now = around.clock.now()
    try:
        moment = read_moment(
            " ".join(args.text),
            now,
            zone=theirs or mine,
            day_first=around.settings.region.day_first,
            my_zone=mine,
        )
    except DateNotUnderstoodError as error:
        if not args.json:
            raise
        print_json({"understood": False, "on": None, "at": None, "zone": theirs or mine, "text": str(error)})
        return error.exit_code
    zone = moment.zone
    today = now.astimezone(zone_of(zone)).date()
    text = both_zones(moment.at, zone, mine, town, today) if moment.at else short_day(moment.day, today)
    if args.who is not None and not theirs:
        text += " (their zone is not known; this is yours)"
    at: datetime | None = moment.at.astimezone(zone_of(zone)) if moment.at else None
    if args.json:
        print_json({"understood": True, "on": moment.day.isoformat(), "at": iso(at), "zone": zone, "text": text})
    else:
        say(f"{text}: {moment.day.isoformat()}{f' {clock_hour(at)}' if at else ''} {zone}")
    return 0


def _person(wanted: str) -> tuple[str, str]:
    """(zone, '' where it is unknown; town) of whom the date is for. Raises NotFoundError, AmbiguousError."""
    from callstation.desk.whom import who
    from callstation.store.reading import person as read_person

    with at_desk() as desk:
        person = read_person(desk.tools.book, who(desk.tools, wanted))
    return person.zone, person.place.split(",")[0]
