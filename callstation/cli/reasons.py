"""``callstation reasons add/list``: the library of what goes in the blank of "The reason I'm calling is ___"."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import date

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import note, print_json, print_table, say
from callstation.cli.shapes import Shape, finding_shapes, iso_day
from callstation.desk.desk import Desk
from callstation.errors import UsageError
from callstation.model.cards import Finding
from callstation.model.people import Kind, Standing
from callstation.model.reasons import BY_THEMSELVES, Audience, Reason, ReasonKind
from callstation.store import reasons
from callstation.text import clean_line

EPILOG = """\
examples:
  callstation reasons add "that the minimum order is gone: you can start with one pallet" \\
      --kind policy --lifts minimum-order
  callstation reasons add "to invite you to our open evening" --kind invitation --tag freight --until "12 december"
  callstation reasons list

An audience that is left out means everybody; several of one sort mean any of them.
"""

_KINDS = [str(k) for k in ReasonKind if k not in BY_THEMSELVES]
_STRONGEST = 9


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="write a reason into the library", allow_abbrev=False)
    add.add_argument("text", metavar="TEXT", help="the words for the blank: 'that the minimum order is gone'")
    add.add_argument("--kind", choices=_KINDS, default=str(ReasonKind.NEWS), help="what sort of value it brings (news)")
    add.add_argument("--lead-in", default="", metavar="TEXT", help="a sentence before it that puts the listener first")
    add.add_argument("--link", default="", metavar="URL", help="where to read more")
    add.add_argument("--attachment", default="", metavar="FILE", help="what to send along")
    add.add_argument("--until", default="", metavar="DAY", help="the last day on which it holds, in plain words")
    add.add_argument("--strength", type=int, default=5, metavar="1-9", help="the strongest that fits goes first (5)")
    add.add_argument("--asks", action="store_true", help="it asks for something instead of giving")
    add.add_argument("--anonymous", action="store_true", help="a story whose client is never named")
    add.add_argument("--client", metavar="WHO", help="whose story it is")
    to = add.add_argument_group("whom it is for")
    to.add_argument("--for-kind", action="append", default=[], choices=[str(k) for k in Kind], help="one of the lists")
    to.add_argument(
        "--for-standing",
        action="append",
        default=[],
        choices=[str(s) for s in Standing if s.callable],
        help="standing",
    )
    for name, words in (("tag", "a tag"), ("industry", "an industry"), ("place", "a town, state or country")):
        to.add_argument(f"--{name}", action="append", default=[], metavar="TEXT", help=f"people with {words}")
    to.add_argument("--lifts", action="append", default=[], metavar="SLUG", help="an objection it takes away")
    to.add_argument("--answers", action="append", default=[], metavar="SLUG", help="a complaint it answers")
    to.add_argument("--after-bad-call", action="store_true", help="people whose last call went badly")
    with_json(add)
    listing = verbs.add_parser("list", help="all reasons", allow_abbrev=False)
    listing.add_argument("--all", action="store_true", help="with the retired ones")
    with_json(listing)


def run(args: Namespace) -> int:
    """Add or list."""
    with at_desk() as desk:
        if args.verb == "add":
            _add(desk, args)
        else:
            _list(desk, args)
    return 0


def _add(desk: Desk, args: Namespace) -> None:
    if not 1 <= args.strength <= _STRONGEST:
        raise UsageError("--strength is a number from 1 to 9; the strongest reason that fits is used first")
    wanted = Reason(
        id=0,
        kind=ReasonKind(args.kind),
        text=clean_line(args.text),
        lead_in=clean_line(args.lead_in),
        link=clean_line(args.link),
        attachment=clean_line(args.attachment),
        valid_until=_day(desk, args.until),
        audience=Audience(
            kinds=tuple(args.for_kind),
            standings=tuple(args.for_standing),
            tags=_lines(args.tag),
            industries=_lines(args.industry),
            places=_lines(args.place),
            lifts=_slugs(args.lifts),
            answers=_slugs(args.answers),
            after_bad_call=args.after_bad_call,
        ),
        strength=args.strength,
        gives=not args.asks,
        anonymous=args.anonymous,
        client_id=_client(desk, args.client),
    )
    stored = reasons.add(desk.tools.book, desk.tools.frame, wanted, desk.now)
    found = _findings(stored)
    if args.json:
        print_json({**reason_details(stored), "findings": finding_shapes(found)})
        return
    say(f"Reason {stored.id} is in the library: The reason I'm calling is {stored.text}.")
    for finding in found:
        note(f"the language check: {finding.text!r}: {finding.instead or finding.message}")


def _list(desk: Desk, args: Namespace) -> None:
    library = reasons.library(desk.tools.book, with_retired=args.all)
    if args.json:
        print_json([reason_details(reason) for reason in library])
    elif library:
        print_table(
            ("id", "kind", "strength", "the reason I'm calling is", "for", "until"),
            (
                (
                    str(r.id),
                    str(r.kind) + (" (retired)" if r.retired else ""),
                    str(r.strength),
                    r.text,
                    audience_words(r.audience),
                    iso_day(r.valid_until) or "",
                )
                for r in library
            ),
            right=frozenset((0, 2)),
        )
    else:
        say("The library is empty: 'callstation reasons add' writes the first reason into it.")


def reason_details(reason: Reason) -> Shape:
    """A reason whole, as ``--json`` prints it."""
    return {
        **asdict(reason),
        "kind": str(reason.kind),
        "valid_until": iso_day(reason.valid_until),
        "audience": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(reason.audience).items()},
    }


def audience_words(audience: Audience) -> str:
    """Whom a reason is for, in a few words."""
    parts = [" or ".join(v) for v in (audience.kinds, audience.standings, audience.industries, audience.places) if v]
    parts += [f"#{' #'.join(audience.tags)}"] if audience.tags else []
    parts += [f"lifts {', '.join(audience.lifts)}"] if audience.lifts else []
    parts += [f"answers {', '.join(audience.answers)}"] if audience.answers else []
    parts += ["after a bad call"] if audience.after_bad_call else []
    return "; ".join(parts) or "everybody"


def _findings(reason: Reason) -> list[Finding]:
    from callstation.language.check import TextKind, check

    return [f for text in (reason.lead_in, reason.text) if text for f in check(text, TextKind.LINE)]


def _day(desk: Desk, text: str) -> date | None:
    """The day in plain words or ISO 8601, in the caller's zone. Raises DateNotUnderstoodError."""
    if not text:
        return None
    from callstation.dates.phrases import read_when
    from callstation.rules.windows import zone_of

    now = desk.now.astimezone(zone_of(desk.tools.frame.zone))
    return read_when(text, now, day_first=desk.tools.settings.region.day_first).day


def _client(desk: Desk, wanted: str | None) -> int | None:
    if wanted is None:
        return None
    from callstation.desk.whom import who

    return who(desk.tools, wanted)


def _lines(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for v in values if (line := clean_line(v))))


def _slugs(values: list[str]) -> tuple[str, ...]:
    """``Minimum order`` is ``minimum-order``, as on the card."""
    words = ("".join(c if c.isalnum() else " " for c in v.lower()).split() for v in values)
    return tuple(dict.fromkeys("-".join(parts) for parts in words if parts))
