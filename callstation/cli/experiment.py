"""``callstation experiment``: two or three people a day for two weeks, and see (T4)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from callstation.cli.at_desk import at_desk, with_json
from callstation.cli.output import print_json, print_table, say
from callstation.cli.shapes import Shape
from callstation.cli.stats import tally_shape
from callstation.dates.spoken import short_day
from callstation.desk import experimenting
from callstation.desk.experimenting import DAYS, PER_DAY
from callstation.errors import UsageError
from callstation.model.experiments import DayMark, Experiment, Progress, Report, ReportRow
from callstation.rules.experiment import header_words, kind_words, today_words
from callstation.rules.tallies import kept_percent
from callstation.store.placing import sweep
from callstation.text import count_of

EPILOG = """\
examples:
  callstation experiment start                       two weeks, two calls a day, on your working days
  callstation experiment start --per-day 3 --all-days
  callstation experiment show
  callstation experiment report --markdown two-weeks.md

A day is done when so many calls were made on it, whoever answered. A day that goes by is no matter.
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    start = verbs.add_parser("start", help="begin one today")
    start.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"how long it takes ({DAYS})")
    start.add_argument("--per-day", type=int, default=PER_DAY, metavar="N", help=f"calls a day ({PER_DAY})")
    start.add_argument("--all-days", action="store_true", help="days off count as well")
    show = verbs.add_parser("show", help="where it stands")
    report = verbs.add_parser("report", help="what came of it: by reason, hour and script")
    report.add_argument("--markdown", metavar="FILE", default="", help="write it into a new file; - prints it")
    end = verbs.add_parser("end", help="end it; what was counted stays")
    for verb in (start, show, report, end):
        with_json(verb)


def run(args: Namespace) -> int:
    """Begin, show, report or end."""
    with at_desk() as desk:
        tools = desk.tools
        sweep(tools.book, tools.frame, desk.now)  # a promise that was missed since yesterday counts
        if args.verb == "report":
            return _report(experimenting.report(tools), args)
        if args.verb == "start":
            experimenting.start(tools, days=args.days, per_day=args.per_day, all_days=args.all_days)
        elif args.verb == "end":
            experimenting.end(tools)
        found = experimenting.newest(tools)
        marks = experimenting.marks(tools, found.experiment) if found else ()
    if args.json:
        print_json(progress_shape(found, marks))
    elif found is None:
        say("No experiment yet: 'callstation experiment start' begins two weeks of two calls a day.")
    else:
        _print_progress(found, marks)
    return 0


def progress_shape(found: Progress | None, marks: tuple[DayMark, ...]) -> Shape:
    """Where an experiment stands, as ``--json`` prints it."""
    if found is None:
        return {"experiment": None}
    return {
        "experiment": experiment_shape(found.experiment),
        "over": found.over,
        "day": found.number,
        "today": {"calls": found.calls, "left": found.left, "day_off": found.free},
        "days": [mark_shape(m) for m in marks],
    }


def experiment_shape(found: Experiment) -> Shape:
    """An experiment."""
    return {
        "started_on": found.started_on.isoformat(),
        "last_day": found.last_day.isoformat(),
        "days": found.days,
        "per_day": found.per_day,
        "all_days": not found.weekdays_only,
        "ended_on": found.ended_on.isoformat() if found.ended_on else None,
    }


def mark_shape(mark: DayMark) -> Shape:
    """One day of the calendar."""
    return {"date": mark.day.isoformat(), "state": str(mark.state), "calls": mark.calls}


def report_shape(report: Report) -> Shape:
    """A report; each of its lists adds up to the calls."""
    return {
        "experiment": experiment_shape(report.experiment),
        "until": report.until.isoformat(),
        "over": report.over,
        **tally_shape(report.tally),
        "people": report.people,
        "by_reason": [_row_shape("reason", r) for r in report.by_reason],
        "by_hour": [_row_shape("hour", r) for r in report.by_hour],
        "by_script": [_row_shape("script", r) for r in report.by_script],
        "days": [mark_shape(m) for m in report.marks],
    }


def _row_shape(what: str, row: ReportRow) -> Shape:
    return {what: row.name, "calls": row.calls, "talked": row.talked, "steps_agreed": row.agreed}


def _report(report: Report, args: Namespace) -> int:
    from callstation.exporters.experiment import markdown, write_report

    if args.markdown and args.json:
        raise UsageError("--markdown and --json are two ways to have it: give one of them")
    if args.markdown == "-":
        say(markdown(report))
    elif args.markdown:
        write_report(Path(args.markdown).expanduser(), report)
        say(f"written: {args.markdown}")
    elif args.json:
        print_json(report_shape(report))
    else:
        _print_report(report)
    return 0


def _print_progress(found: Progress, marks: tuple[DayMark, ...]) -> None:
    experiment = found.experiment
    days = "every day" if not experiment.weekdays_only else "on your working days"
    first, last = (short_day(day, experiment.last_day) for day in (experiment.started_on, experiment.last_day))
    say(f"{count_of(experiment.per_day, 'call')} a day, {days}, {first} to {last}")
    if found.over:
        say("It is over: 'callstation experiment report' says what came of it.")
    for words in (header_words(found), "" if found.over else today_words(found), kind_words(marks)):
        if words:
            say(words)
    print_table(("day", "calls", ""), ((short_day(m.day, m.day), str(m.calls), str(m.state)) for m in marks))


def _print_report(report: Report) -> None:
    tally = report.tally
    say(
        f"{count_of(tally.calls, 'call')} to {count_of(report.people, 'person', 'people')}, "
        f"{count_of(tally.talked, 'conversation')}, {count_of(tally.steps_agreed, 'next step')} agreed, "
        f"{count_of(tally.emails, 'email')}, {count_of(tally.notes, 'note')}"
    )
    percent = kept_percent(tally)
    if percent is not None:
        say(f"{percent}% of the promises that fell due were kept.")
    for what, rows in (("reason", report.by_reason), ("hour", report.by_hour), ("script", report.by_script)):
        if rows:
            say()
            cells = [(r.name, str(r.calls), str(r.talked), str(r.agreed)) for r in rows]
            print_table((what, "calls", "talked", "next step"), cells, right=frozenset((1, 2, 3)))
