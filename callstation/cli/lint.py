"""``callstation lint``: the language check (S1, S4, H7) on files, standard input, or every script on the shelf."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from callstation.cli.at_desk import with_json
from callstation.cli.output import note, print_json, print_table, say
from callstation.desk.house_rules import HouseRules
from callstation.desk.opening import Surroundings, look_around
from callstation.errors import CallstationError, ScriptError, UsageError
from callstation.language.check import TextKind
from callstation.language.ruleset import Rule, Ruleset
from callstation.model.cards import Finding
from callstation.scripting.shelf import SUFFIX, Shelf

EPILOG = """\
examples:
  callstation lint                       every call script, yours and the shipped ones
  callstation lint letter.txt --as email
  echo "just checking in" | callstation lint -
  callstation lint --lines openers.txt   one text a line
  callstation lint --rules               the rules, and the file in which you silence, change and add some

Exit status: 0 nothing was found; 1 something was, or your own rules have a fault.
"""

LONGEST = 1_000_000
"""Bytes of one file; a call script has a few thousand."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text to check; ``line`` is that of its file on which it begins (1-based)."""

    file: str
    text: str
    kind: TextKind
    line: int = 1
    fault: str = ""
    """Why there is no text to check."""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="files to check, - for standard input")
    parser.add_argument("--lines", action="store_true", help="every line is a text of its own")
    parser.add_argument(
        "--as",
        dest="kind",
        choices=[k.value for k in TextKind],
        help="what the texts are (a .j2 file is a script, else a line: phrases only)",
    )
    parser.add_argument("--rules", action="store_true", help="list the rules in force, and where your own are")
    with_json(parser)


def run(args: Namespace) -> int:
    """Print what is found; 1 where anything is."""
    around = look_around(os.environ)
    rules = HouseRules(around.places.language_file)
    if args.rules:
        return _list(rules, around, as_json=args.json)
    kind = TextKind(args.kind) if args.kind else None
    if not args.files and args.lines:
        raise UsageError("--lines goes with a FILE, or - for standard input")
    sources = _named(args.files, kind, args.lines) if args.files else _shelf(Shelf(around.places.scripts))
    found: list[tuple[str, Finding]] = []
    if rules.fault:
        found.append((str(rules.file), Finding("rules", "error", "", "", message=_after_file(rules))))
    texts = 0
    for source in sources:
        texts += 1
        found += [(source.file, f) for f in findings_in(source, rules, around.settings.me.number)]
    if args.json:
        print_json([{"file": file, **asdict(finding)} for file, finding in found])
    else:
        for file, finding in found:
            say(_line(file, finding))
        if not found:
            note(f"nothing to mend in {texts} text{'' if texts == 1 else 's'}")
    return 1 if found else 0


def findings_in(source: Source, rules: HouseRules, my_number: str) -> list[Finding]:
    """What the check finds in one text, with lines as in its file; a script's own faults come with it."""
    from dataclasses import replace

    if source.fault:
        return [Finding("script", "error", "", "", message=source.fault)]
    found = [*rules.check(source.text, source.kind, my_number=my_number)]
    if source.kind is TextKind.SCRIPT:
        from callstation.scripting.check import problems

        found = sorted([*map(_fault, problems(source.text)), *found], key=lambda f: (f.line, f.column))
    return [replace(f, line=f.line + source.line - 1) for f in found]


def _fault(error: ScriptError) -> Finding:
    return Finding("script", "error", "", "", line=max(error.line, 1), message=error.message)


def _shelf(shelf: Shelf) -> Iterator[Source]:
    for name in shelf.names():
        try:
            yield Source(name + SUFFIX, shelf.get(name).text, TextKind.SCRIPT)
        except ScriptError as error:
            yield Source(name + SUFFIX, "", TextKind.SCRIPT, fault=str(error))


def _named(files: list[str], kind: TextKind | None, lines: bool) -> Iterator[Source]:
    for file in files:
        text = _read(file)
        chosen = kind or (TextKind.SCRIPT if file.endswith(SUFFIX) else TextKind.LINE)
        if not lines:
            yield Source(file, text, chosen)
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield Source(file, line, chosen, number)


def _read(file: str) -> str:
    """The text of a file, or of standard input. Raises CallstationError."""
    try:
        if file == "-":
            data = sys.stdin.buffer.read(LONGEST + 1)
        else:
            with Path(file).open("rb") as handle:
                data = handle.read(LONGEST + 1)
    except OSError as error:
        raise CallstationError(f"{file} cannot be read: {error.strerror}") from None
    if len(data) > LONGEST:
        raise CallstationError(f"{file} is longer than {LONGEST:,} bytes: check it in parts")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CallstationError(f"{file} line {line} is not written in UTF-8: save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(file: str, finding: Finding) -> str:
    words = f"{finding.text!r}: " if finding.text else ""
    said = " ".join(part for part in (finding.message, finding.instead) if part)
    return f"{file}:{finding.line}:{finding.column}: {finding.severity} {finding.rule}: {words}{said}"


def _list(rules: HouseRules, around: Surroundings, *, as_json: bool) -> int:
    """The rules in force, and whose they are; 1 where the user's file has a fault."""
    shipped = Ruleset.default()
    if as_json:
        print_json(
            {
                "file": str(around.places.language_file),
                "fault": rules.fault,
                "rules": [{**asdict(rule), "whose": whose(rule, shipped)} for rule in rules.ruleset.rules],
            }
        )
        return 1 if rules.fault else 0
    print_table(
        ("rule", "severity", "whose", "what it says"),
        [(rule.id, rule.severity, whose(rule, shipped), rule.message) for rule in rules.ruleset.rules],
    )
    there = "" if around.places.language_file.exists() else " (not there yet; ctrl+l in the script editor begins it)"
    say(f"\nYour own: {around.places.language_file}{there}")
    if rules.fault:
        note(rules.fault)
    return 1 if rules.fault else 0


def whose(rule: Rule, shipped: Ruleset) -> str:
    """``yours``, ``changed`` (shipped, and changed by the user) or ``shipped``."""
    before = shipped.rule(rule.id)
    if before is None:
        return "yours"
    return "shipped" if rule == before else "changed"


def _after_file(rules: HouseRules) -> str:
    """The fault without the name of the file, which stands before it."""
    return rules.fault.removeprefix(f"{rules.file}: ")
