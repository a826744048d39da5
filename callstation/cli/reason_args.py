"""The options that describe a reason, for ``reasons add`` and ``reasons edit``."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from callstation.desk.desk import Desk
from callstation.desk.reason_fields import read_day, slugs
from callstation.model.people import Kind, Standing
from callstation.model.reasons import BY_THEMSELVES, Reason, ReasonKind
from callstation.text import clean_line

KINDS = tuple(str(k) for k in ReasonKind if k not in BY_THEMSELVES)
_AUDIENCE = (
    ("tag", "tags", "people with this tag"),
    ("industry", "industries", "people of this industry"),
    ("place", "places", "people in this town, state or country"),
    ("lifts", "lifts", "an objection that it takes away: everyone who raised it comes into the queue"),
    ("answers", "answers", "a complaint that it answers"),
)


def reason_arguments(parser: ArgumentParser) -> None:
    """What describes a reason; of what is not given, ``edit`` leaves as it is what it finds."""
    parser.add_argument("--kind", choices=KINDS, help="what sort of value it brings (news)")
    parser.add_argument("--lead-in", metavar="TEXT", help="a sentence before it that puts the listener first")
    parser.add_argument("--link", metavar="URL", help="where to read more")
    parser.add_argument("--attachment", metavar="FILE", help="what to send along")
    parser.add_argument("--until", metavar="DAY", help="the last day on which it holds, in plain words")
    parser.add_argument("--strength", type=int, metavar="1-9", help="the strongest that fits goes first (5)")
    gives = parser.add_mutually_exclusive_group()
    gives.add_argument(
        "--asks", dest="gives", action="store_false", default=None, help="it asks: only where a proposal is open"
    )
    gives.add_argument("--gives", dest="gives", action="store_true", default=None, help="it gives (the default)")
    story = parser.add_mutually_exclusive_group()
    story.add_argument(
        "--anonymous", dest="anonymous", action="store_true", default=None, help="a story whose client is never named"
    )
    story.add_argument(
        "--named", dest="anonymous", action="store_false", default=None, help="one whose client said yes"
    )
    parser.add_argument("--client", metavar="WHO", help="whose story it is, or whom an introduction leads to")
    to = parser.add_argument_group("whom it is for (an empty text clears what was there)")
    to.add_argument(
        "--for-kind", action="append", choices=["", *map(str, Kind)], metavar="KIND", help="one of the lists"
    )
    to.add_argument(
        "--for-standing",
        action="append",
        choices=["", *(str(s) for s in Standing if s.callable)],
        metavar="STANDING",
        help="active, proposal open, drip",
    )
    for option, _, words in _AUDIENCE:
        to.add_argument(f"--{option}", action="append", metavar="TEXT", help=words)
    to.add_argument("--after-bad-call", action=BooleanOptionalAction, help="people whose last call went badly")
    to.add_argument(
        "--also-no", action=BooleanOptionalAction, help="of kind regime: those who said no as well, once more"
    )


def described(desk: Desk, args: Namespace, before: Reason) -> Reason:
    """``before`` with what the arguments say. Raises CallstationError for a day or a person not understood."""
    whom: dict[str, Any] = {}
    for option, field, _ in _AUDIENCE:
        given = getattr(args, option)
        if given is not None:
            words = _lines(given)
            whom[field] = slugs(words) if field in ("lifts", "answers") else words
    for option, field in (("for_kind", "kinds"), ("for_standing", "standings")):
        if getattr(args, option) is not None:
            whom[field] = _lines(getattr(args, option))
    whom |= {name: v for name in ("after_bad_call", "also_no") if (v := getattr(args, name)) is not None}
    what: dict[str, Any] = {
        name: clean_line(v) for name in ("lead_in", "link", "attachment") if (v := getattr(args, name)) is not None
    }
    what |= {name: v for name in ("gives", "anonymous", "strength") if (v := getattr(args, name)) is not None}
    if args.kind:
        what["kind"] = ReasonKind(args.kind)
    if args.until is not None:
        what["valid_until"] = _until(desk, args.until)
    if args.client is not None:
        what["client_id"] = _client(desk, args.client)
    return replace(before, audience=replace(before.audience, **whom), **what)


def _until(desk: Desk, text: str) -> date | None:
    return read_day(desk.tools, text) if text else None


def _client(desk: Desk, wanted: str) -> int | None:
    from callstation.desk.whom import who

    return who(desk.tools, wanted) if wanted else None


def _lines(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for v in values if (line := clean_line(v))))
