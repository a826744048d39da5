"""An experiment's report as Markdown (T4): to keep, to print, to send to a colleague."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from callstation.dates.spoken import short_day
from callstation.errors import CallstationError
from callstation.model.calls import Outcome
from callstation.model.experiments import DayState, Report, ReportRow
from callstation.rules.tallies import kept_percent
from callstation.text import clean_line, count_of

STATES = {
    DayState.DONE: "done",
    DayState.PART: "some",
    DayState.MISSED: "none",
    DayState.FREE: "off",
    DayState.TODAY: "today",
    DayState.AHEAD: "ahead",
}
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(report: Report) -> str:
    """The report as a Markdown document. Each of its tables adds up to the calls."""
    tally, found = report.tally, report.experiment
    done = sum(1 for m in report.marks if m.state is DayState.DONE)
    due = tally.promises_kept + tally.promises_broken
    first, last = (short_day(day, report.until) for day in (found.started_on, report.until))
    promises = [f"- {tally.promises_kept} of {count_of(due, 'promise')} kept ({kept_percent(tally)}%)"] if due else []
    lines = [
        f"# {count_of(found.per_day, 'call')} a day, {first} to {last} {report.until.year}",
        "",
        "" if report.over else "*Under way: this is what came of it so far.*",
        "",
        f"- {count_of(tally.calls, 'call')} to {count_of(report.people, 'person', 'people')}, "
        f"{count_of(tally.talked, 'conversation')}, {count_of(tally.steps_agreed, 'next step')} agreed",
        f"- {count_of(done, 'day')} done of {sum(1 for m in report.marks if m.state is not DayState.FREE)}",
        *promises,
        f"- {count_of(tally.emails, 'email')} sent, {count_of(tally.notes, 'note')} taken",
        "",
    ]
    if tally.calls:
        came = [(o.words, str(n)) for o in Outcome if (n := tally.outcomes.get(o, 0))]
        lines += ["## What the calls came to", "", *_table(("outcome", "calls"), came), ""]
    for title, what, rows in (
        ("By reason", "reason", report.by_reason),
        ("By hour, theirs", "hour", report.by_hour),
        ("By script", "script", report.by_script),
    ):
        if rows:
            lines += [f"## {title}", "", *_rows(what, rows), ""]
    lines += ["## Day by day", ""]
    lines += _table(
        ("day", "calls", "state"),
        [(short_day(m.day, report.until), str(m.calls), STATES[m.state]) for m in report.marks],
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _rows(what: str, rows: Iterable[ReportRow]) -> list[str]:
    given = list(rows)
    cells = [(r.name, str(r.calls), str(r.talked), str(r.agreed)) for r in given]
    sums = (str(sum(column)) for column in zip(*((r.calls, r.talked, r.agreed) for r in given), strict=True))
    return _table((what, "calls", "talked", "next step"), [*cells, ("together", *sums)])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + "|".join(" --- " if i == 0 else " ---: " for i in range(len(head))) + "|",
        *("| " + " | ".join(_harmless(cell) for cell in row) + " |" for row in rows),
    ]


def _harmless(text: str) -> str:
    """Text from people, in which nothing is Markdown."""
    return _MARKS.sub(r"\\\1", clean_line(text))


def write_report(file: Path, report: Report) -> None:
    """Write the report into a new file, readable by the user alone. Raises CallstationError; nothing is overwritten."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(markdown(report))
    except FileExistsError:
        said = f"such a file is there already, and nothing is overwritten: name another than {file}"
        raise CallstationError(said) from None
    except OSError as error:
        raise CallstationError(f"{file} cannot be written: {error.strerror}") from None
