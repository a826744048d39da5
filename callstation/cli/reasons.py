"""``callstation reasons``: the library of what goes in the blank of "The reason I'm calling is ___" (H2)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict, replace
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import note, print_json, print_table, say
from callstation.cli.reason_args import described, reason_arguments
from callstation.cli.shapes import Shape, finding_shapes, iso_day, utc
from callstation.desk.desk import Desk
from callstation.desk.reasoning import EVERYBODY, Reach, Reasoning
from callstation.desk.tools import Tools
from callstation.errors import ImportRefusedError
from callstation.model.cards import Finding
from callstation.model.reasons import Reason, ReasonKind
from callstation.rules.library import audience_words
from callstation.store import reasons
from callstation.store.library import Written
from callstation.text import clean_line, count_of

EPILOG = """\
examples:
  callstation reasons add "that you can start with one pallet now" --kind policy --lifts minimum-order
  callstation reasons add "to invite you to our open evening" --kind invitation --tag freight --until "12 december"
  callstation reasons list --reach              with whom each reaches, and what came of it
  callstation reasons edit 7 --until "20 december" --tag ""
  callstation reasons retire 7                  (--back brings it back)
  callstation reasons export for-ann.jsonl      a file for a colleague ...
  callstation reasons import for-ann.jsonl      ... who takes it in; twice adds nothing twice

An audience that is left out means everybody you work with; referral sources get what is written for them
(--for-kind "referral source"). Several of one sort mean any of them.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    add = verbs.add_parser("add", help="write a reason into the library", allow_abbrev=False)
    add.add_argument("text", metavar="TEXT", help="the words for the blank: 'that the minimum order is gone'")
    reason_arguments(add)
    edit = verbs.add_parser("edit", help="change a reason; what is not given stays", allow_abbrev=False)
    edit.add_argument("id", type=int, metavar="ID", help="as 'reasons list' shows it")
    edit.add_argument("--text", metavar="TEXT", help="the words for the blank")
    reason_arguments(edit)
    listing = verbs.add_parser("list", help="all reasons", allow_abbrev=False)
    listing.add_argument("--all", action="store_true", help="with the retired ones")
    listing.add_argument("--reach", action="store_true", help="with whom each reaches and what came of it")
    retire = verbs.add_parser("retire", help="take a reason out of use; its past stays", allow_abbrev=False)
    retire.add_argument("id", type=int, metavar="ID", help="as 'reasons list' shows it")
    retire.add_argument("--back", action="store_true", help="bring a retired one back")
    bring = verbs.add_parser("import", help="take in a colleague's reasons, none of them twice", allow_abbrev=False)
    bring.add_argument("file", metavar="FILE", help="JSON lines, as export writes them; - for standard input")
    out = verbs.add_parser("export", help="write the library for a colleague", allow_abbrev=False)
    out.add_argument("file", metavar="FILE", help="a file that only you can read; - for standard output")
    out.add_argument("--all", action="store_true", help="with the retired ones")
    pairs = verbs.add_parser("introductions", help="who would gain from knowing whom", allow_abbrev=False)
    for verb in (add, edit, listing, retire, bring, pairs):
        with_json(verb)


def run(args: Namespace) -> int:
    """Do what the verb says."""
    verbs = {
        "add": _add,
        "edit": _edit,
        "list": _list,
        "retire": _retire,
        "import": _import,
        "export": _export,
        "introductions": _introductions,
    }
    with at_desk() as desk:
        return verbs[args.verb](desk, args)


def _add(desk: Desk, args: Namespace) -> int:
    wanted = described(desk, args, Reason(0, ReasonKind.NEWS, clean_line(args.text)))
    reasoning = Reasoning(desk)
    _told(reasoning, reasoning.write(wanted), "is in the library", args)
    return 0


def _edit(desk: Desk, args: Namespace) -> int:
    before = reasons.read(desk.tools.book, args.id)
    if args.text is not None:
        before = replace(before, text=clean_line(args.text))
    reasoning = Reasoning(desk)
    _told(reasoning, reasoning.write(described(desk, args, before)), "is changed", args)
    return 0


def _told(reasoning: Reasoning, written: Written, done: str, args: Namespace) -> None:
    """Say what was stored, whom it reaches, and what the language check finds."""
    stored = written.reason
    reach = reasoning.counting(stored).whole()
    everybody = reasoning.counting(EVERYBODY).whole()
    found = _findings(reasoning.tools, stored)
    if args.json:
        about = {"reach": _reach_shape(reach), "brought": written.brought, "findings": finding_shapes(found)}
        print_json({**reason_details(stored), **about})
        return
    say(f"Reason {stored.id} {done}: The reason I'm calling is {stored.text}.")
    if not reach.people:
        note("it reaches nobody as it stands")
    else:
        whom = "everybody" if reach.people >= everybody.people > 1 else count_of(reach.people, "person", "people")
        told = f", {reach.told:,} of them told already" if reach.told else ""
        say(f"It reaches {whom}{f' ({reach.people:,})' if whom == 'everybody' else ''}{told}.")
    if written.brought:
        people = count_of(written.brought, "person comes", "people come")
        say(f"{people} into the queue: what was in their way is gone.")
    if stored.anonymous and stored.client_id is None:
        note("name the client with --client, and their name is kept out of whatever is said")
    for finding in found:
        note(f"the language check: {finding.text!r}: {finding.instead or finding.message}")


def _list(desk: Desk, args: Namespace) -> int:
    library = reasons.library(desk.tools.book, with_retired=args.all)
    reasoning = Reasoning(desk)
    reach = {r.id: reasoning.counting(r).whole() for r in library} if args.reach else {}
    if args.json:
        print_json([{**reason_details(r), **_came(reasoning, r, reach)} for r in library])
        return 0
    if not library:
        say("The library is empty: 'callstation reasons add' writes the first reason into it.")
        return 0
    head = ["id", "kind", "strength", "the reason I'm calling is", "for", "until"]
    rows = [
        [
            str(r.id),
            str(r.kind) + (" (retired)" if r.retired else ""),
            str(r.strength),
            r.text,
            audience_words(r.audience),
            iso_day(r.valid_until) or "",
        ]
        for r in library
    ]
    if args.reach:
        head += ["reaches", "told", "talked", "steps", "won"]
        for row, r in zip(rows, library, strict=True):
            came = _came(reasoning, r, reach)["used"]
            assert isinstance(came, dict)
            row += [f"{reach[r.id].people:,}", *(str(came[n] or "") for n in ("count", "talked", "steps", "won"))]
    print_table(head, rows, right=frozenset((0, 2, *range(6, len(head)))))
    return 0


def _came(reasoning: Reasoning, reason: Reason, reach: dict[int, Reach]) -> Shape:
    """Whom it reaches and what came of it, where that was asked for."""
    if reason.id not in reach:
        return {}
    uses = reasoning.uses(reason)
    outcomes = {str(o): n for o, n in uses.outcomes.items()}
    used = {
        "count": uses.count,
        "talked": uses.talked,
        "steps": uses.steps,
        "won": outcomes.get("won", 0),
        "written": uses.written,
        "outcomes": outcomes,
        "last_at": utc(uses.last_at),
    }
    return {"reach": _reach_shape(reach[reason.id]), "used": used}


def _reach_shape(reach: Reach) -> Shape:
    return {"people": reach.people, "told": reach.told}


def _retire(desk: Desk, args: Namespace) -> int:
    before = reasons.read(desk.tools.book, args.id)
    if before.retired == args.back:
        before = Reasoning(desk).retire(before).reason
    if args.json:
        print_json(reason_details(before))
    else:
        say(f"Reason {before.id} is {'in use again' if args.back else 'retired; what was said with it stays'}.")
    return 0


def _import(desk: Desk, args: Namespace) -> int:
    from callstation.desk.reason_files import take_in
    from callstation.importers.reason_lines import LARGEST

    try:
        if args.file == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(args.file).open("rb") as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise ImportRefusedError(f"{args.file} cannot be read: {error.strerror}") from None
    done = take_in(desk.tools, data, "standard input" if args.file == "-" else args.file)
    if args.json:
        print_json(
            {
                "rows": done.rows,
                "new": list(done.new),
                "unchanged": done.known,
                "brought": done.brought,
                "refused": [{"row": line.row, "why": line.why} for line in done.refused],
            }
        )
    else:
        known = f", {done.known:,} known already" if done.known else ""
        say(f"{args.file}: {count_of(len(done.new), 'new reason')}{known}.")
        if done.brought:
            say(f"{count_of(done.brought, 'person comes', 'people come')} into the queue by them.")
        for line in done.refused:
            note(f"line {line.row} was left out: {line.why}")
    return 1 if done.refused else 0


def _export(desk: Desk, args: Namespace) -> int:
    from callstation.cli.export import opened
    from callstation.desk.reason_files import send_out

    with opened(None if args.file == "-" else args.file, "json") as out:
        count, stayed = send_out(desk.tools, out, retired=args.all)
    if args.file != "-":
        note(f"{count_of(count, 'reason')} in {args.file}")
    if stayed:
        note(f"{count_of(stayed, 'reason')} for certain people of your book stayed here")
    return 0


def _introductions(desk: Desk, args: Namespace) -> int:
    found = Reasoning(desk).pairs()
    if args.json:
        print_json(
            [
                {
                    "first": {"id": p.first.id, "name": p.first.name, "seeks": p.first.seeks},
                    "second": {"id": p.second.id, "name": p.second.name, "offers": p.second.offers or p.second.trade},
                    "words": list(p.words),
                    "mutual": p.mutual,
                }
                for p in found
            ]
        )
    elif found:
        print_table(
            ("who", "seeks", "whom", "offers", "by the words"),
            (
                (p.first.name, p.first.seeks, p.second.name, p.second.offers or p.second.trade, ", ".join(p.words))
                for p in found
            ),
        )
    else:
        say("Nobody to introduce yet: note on people what they seek and what they offer.")
    return 0


def reason_details(reason: Reason) -> Shape:
    """A reason whole, as ``--json`` prints it; the client of an anonymous story is nobody's business (H5)."""
    return {
        **asdict(reason),
        "kind": str(reason.kind),
        "valid_until": iso_day(reason.valid_until),
        "audience": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(reason.audience).items()},
        "client_id": None if reason.anonymous else reason.client_id,
    }


def _findings(tools: Tools, reason: Reason) -> list[Finding]:
    return [f for text in (reason.lead_in, reason.text) if text for f in tools.found(text, "line")]
