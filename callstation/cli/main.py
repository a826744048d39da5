"""The entry point: finds the command, imports only that one, and turns whatever goes wrong into one sentence."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from callstation.errors import CallstationError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

COMMANDS = {
    "demo": "open the workstation on an invented book; touches nothing of yours",
    "import": "bring people in: spreadsheets, contact exports, vCards",
    "queue": "who is next, in order, with why now",
    "card": "one person's card and opener, as text",
    "history": "everything with one person, oldest first",
    "log": "store what a call came to, from outside the screen",
    "find": "people by name, company, number, tag or words in a note",
    "duplicates": "who may be in the book twice",
    "merge": "two records of one person made one",
    "hand-over": "promises and agreed steps given to a colleague",
    "erase": "a person out of the book for good, with all there is of them",
    "reasons": "the reason library: add, list, edit, retire, import, export",
    "scripts": "every text of your scripts, and what came of it in calls",
    "outbox": "emails: drafts, what is queued, sent or failed; send them",
    "calendar": "agreed hours in their calendar (by email) and in yours (CalDAV)",
    "lint": "the language check, on files or standard input",
    "drip": "something of value by email for whoever is at rest: drafts, never sends",
    "when": "what a date in plain words is taken for",
    "experiment": "two or three people a day for two weeks: begin, look, report",
    "stats": "what came of it, day by day",
    "export": "calls, people, calendar, or all of it, for other programs",
    "backup": "a verified copy of the book",
    "restore": "put a backup in the place of the book (which is kept)",
    "move-to": "the whole book to PostgreSQL for a team, or back to a file",
    "serve": "the workstation in a browser, on this machine alone",
    "doctor": "look whether everything is sound",
    "settings": "where your files are, and what is set",
}
"""Every command with its line of help; ``cli/<name>.py`` (``import_.py``) has ``arguments`` and ``run``."""

EPILOG = """\
Without a command the workstation opens: the queue, the card, one key for each outcome.

examples:
  callstation demo                        look around in an invented book
  callstation import contacts.csv         bring people in
  callstation queue --limit 5             who is next
  callstation log "Maria Okafor" talked --when "thu 7:30am" --step "send the prices"

WHO is an id, a phone number, an email, or a name where only one matches.
Exit status: 0 done; 1 it could not be done (one line says why); 2 wrong use.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in ``argv`` (the process's own where None); the exit status."""
    if argv is None:
        _leave_postgres_out(os.environ, sys.argv)
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Nothing of what starting up allocates is garbage; collecting it was 8% of the start.
    gc.disable()
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after wrong use
        return leaving.code if isinstance(leaving.code, int) else 1
    except CallstationError as error:
        _complain(str(error))
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain about it at its own end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from callstation.cli.crash import report

        _complain(report(error, os.environ))
        return 1
    finally:
        gc.enable()


def _run(arguments: Sequence[str]) -> int:
    from callstation.cli.output import prepare_streams
    from callstation.paths import private_umask

    private_umask()
    prepare_streams()
    if not arguments:
        from callstation.cli.workstation import open_workstation

        return open_workstation(os.environ)
    chosen = next((a for a in arguments if not a.startswith("-")), "")
    args = parser_for(chosen).parse_args(arguments)
    if not args.command:
        parser_for("").print_help(sys.stderr)
        return 2
    run: int = _module(args.command).run(args)
    return run


def _leave_postgres_out(environ: Mapping[str, str], argv: Sequence[str]) -> None:
    """Keep Peewee from importing psycopg, which it does wherever that is installed: it doubles the start, and a
    book on SQLite never asks for it. Only for a process of our own."""
    if "move-to" not in argv and not environ.get("CALLSTATION_DATABASE", "").startswith(("postgres", "psycopg3")):
        for driver in ("psycopg", "psycopg2"):
            sys.modules.setdefault(driver, None)  # type: ignore[arg-type]  # None: the import fails at once


def parser_for(chosen: str) -> ArgumentParser:
    """The parser that knows the arguments of ``chosen``; all commands where that is none."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    from callstation import __version__

    parser = ArgumentParser(
        prog="callstation",
        description="A calling workstation: who to call now, why, and something worth saying.",
        epilog=EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"callstation {__version__}")
    # With its own prog argparse has no need to lay out a usage line, for which it would import shutil.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="callstation")
    for name, line in COMMANDS.items():
        if chosen in COMMANDS and name != chosen:
            continue
        of_command = commands.add_parser(
            name,
            help=line,
            description=f"{line[0].upper()}{line[1:]}.",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if name == chosen:
            module = _module(name)
            module.arguments(of_command)
            of_command.epilog = module.EPILOG
    return parser


def _module(name: str) -> _Command:
    from importlib import import_module

    module: _Command = import_module("callstation.cli." + ("import_" if name == "import" else name.replace("-", "_")))
    return module


def _complain(sentence: str) -> None:
    from callstation.text import clean_line

    # A terminal that is gone is no reason to fail in another way.
    try:
        print(f"callstation: {clean_line(sentence)}", file=sys.stderr)
    except OSError:
        return


if TYPE_CHECKING:
    from typing import Protocol

    class _Command(Protocol):
        """What every command's module has."""

        EPILOG: str

        def arguments(self, parser: ArgumentParser) -> None: ...

        def run(self, args: Namespace) -> int: ...
