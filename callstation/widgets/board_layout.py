"""The board as lines: the experiment's calendar, today and the week, promises, the list, the reasons (T4, H6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from callstation.dates.spoken import short_day
from callstation.desk.board import Board
from callstation.model.cards import Tally
from callstation.model.experiments import DayMark, DayState, Progress, Report, ReportRow
from callstation.rules.experiment import header_words, kind_words, today_words
from callstation.rules.tallies import kept_percent
from callstation.text import count_of
from callstation.widgets.spans import Line, fit, width_of, wrap

WIDE = 96
"""From this width on the calendar stands beside the numbers."""
MEASURE = 100
CALENDAR = 46
"""Cells of the calendar's column where it stands beside something."""
NUMBER = 9
"""Cells of a column of numbers."""

_MARKS = {
    DayState.DONE: ("●", "good"),
    DayState.PART: ("◐", "accent"),
    DayState.MISSED: ("○", "muted"),
    DayState.FREE: ("·", "muted"),
    DayState.TODAY: ("◌", "accent"),
    DayState.AHEAD: (" ", "muted"),
}
_LEGEND = (("●", "good", "done"), ("◐", "accent", "some"), ("○", "muted", "none"), ("·", "muted", "day off"))
_BEGIN = (
    "Two or three calls a day for two weeks, and see what happens. No more than that: a day is done when they are "
    "made, whoever answered."
)


def board_lines(board: Board, width: int) -> list[Line]:
    """The whole page for ``width`` cells."""
    width = min(width, MEASURE)
    lines: list[Line] = []
    if width >= WIDE:
        lines += _beside(_experiment(board, CALENDAR - 2), _numbers(board, width - CALENDAR), CALENDAR)
    else:
        lines += [*_experiment(board, width), [], *_numbers(board, width)]
    lines += [[], [("YOUR LIST", "label")]]
    role = "warning" if board.list_length.short else "plain"
    lines += [[("  ", ""), (row, role)] for row in wrap(board.list_length.words, width - 4)]
    lines += _at_rest(board, width)
    if board.team:
        lines += [[], *_table("THE TEAM TODAY", board.team, width, together=True)]
    lines += [[], *_table("REASONS, THE LAST FOUR WEEKS", board.reasons, width)]
    if not board.reasons:
        lines.append([("  ", ""), ("None was brought to anybody yet.", "muted")])
    return lines


def report_lines(report: Report, width: int) -> list[Line]:
    """What came of an experiment, for ``width`` cells."""
    width = min(width, MEASURE)
    tally, found = report.tally, report.experiment
    first, last = short_day(found.started_on, report.until), short_day(report.until, report.until)
    done = sum(1 for m in report.marks if m.state is DayState.DONE)
    said = (
        f"{count_of(found.per_day, 'call')} a day, {first} to {last}{'' if report.over else ' so far'}: "
        f"{count_of(tally.calls, 'call')} to {count_of(report.people, 'person', 'people')} on "
        f"{count_of(sum(1 for m in report.marks if m.calls), 'day')} ({done} of them done), "
        f"{count_of(tally.talked, 'conversation')}, {count_of(tally.steps_agreed, 'next step')} agreed, "
        f"{count_of(tally.emails, 'email')}, {count_of(tally.notes, 'note')}."
    )
    lines: list[Line] = [[(row, "plain")] for row in wrap(said, width)]
    if tally.calls:
        came = ", ".join(f"{n} {o.words}" for o, n in sorted(tally.outcomes.items(), key=lambda i: -i[1]) if n)
        lines += [[("  ", ""), (row, "muted")] for row in wrap(came, width - 4)]
    lines += [[], *_promises(tally, width)]
    for title, rows in (
        ("BY REASON", report.by_reason),
        ("BY HOUR, THEIRS", report.by_hour),
        ("BY SCRIPT", report.by_script),
    ):
        lines += [[], *_table(title, rows, width, together=True)]
    return lines


# the experiment -------------------------------------------------------------------------------------------
def _experiment(board: Board, width: int) -> list[Line]:
    found = board.progress
    if found is None:
        return [[("THE EXPERIMENT", "label")], *[[("  ", ""), (row, "plain")] for row in wrap(_BEGIN, width - 4)]]
    per_day = found.experiment.per_day
    lines: list[Line] = [
        [(f"{count_of(per_day, 'CALL', 'CALLS')} A DAY", "label"), (f"   {_where(found)}", "accent")],
        *_calendar(board.marks, board),
        [("    ", ""), *_legend()],
    ]
    for words, role in ((today_words(found), "plain"), (kind_words(board.marks), "muted")):
        lines += [[("  ", ""), (row, role)] for row in wrap(words, width - 4)] if words else []
    return lines


def _where(found: Progress) -> str:
    return header_words(found) or "over"


def _legend() -> Line:
    line: Line = []
    for mark, role, words in _LEGEND:
        line += [(f"{mark} ", role), (f"{words}  ", "muted")]
    return line


def _calendar(marks: Sequence[DayMark], board: Board) -> list[Line]:
    """A week a line, Monday first; today stands in brackets."""
    if not marks:
        return []
    by_day = {m.day: m for m in marks}
    day = marks[0].day - timedelta(days=marks[0].day.weekday())
    lines: list[Line] = [[("    " + "  ".join(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")), "muted")]]
    while day <= marks[-1].day:
        line: Line = [("   ", "")]
        for _ in range(7):
            found = by_day.get(day)
            mark, role = _MARKS[found.state] if found else (" ", "")
            if found is not None and found.state is DayState.AHEAD:
                mark = "-"
            today = day == board.today and found is not None
            line += [("[" if today else " ", "accent"), (mark, role), ("]" if today else " ", "accent"), (" ", "")]
            day += timedelta(days=1)
        lines.append(line)
    return lines


# numbers --------------------------------------------------------------------------------------------------
def _numbers(board: Board, width: int) -> list[Line]:
    rows = (("today", board.day), ("this week", board.week))
    heads = ("calls", "talked", "agreed", "emails", "notes")
    lines: list[Line] = [
        [("TODAY AND THIS WEEK", "label")],
        [("  " + " " * 11, ""), *[(head.rjust(NUMBER), "muted") for head in heads]],
    ]
    for name, tally in rows:
        values = (tally.calls, tally.talked, tally.steps_agreed, tally.emails, tally.notes)
        lines.append(
            [
                ("  ", ""),
                (name.ljust(11), "plain"),
                *[(f"{v:,}".rjust(NUMBER), "number" if v else "muted") for v in values],
            ]
        )
    return [*lines, [], *_promises(board.ever, width)]


def _promises(tally: Tally, width: int) -> list[Line]:
    lines: list[Line] = [[("PROMISES", "label")]]
    percent = kept_percent(tally)
    if percent is None:
        words, role = (
            "None has fallen due yet. Each voicemail that you leave makes one, and keeps its day for you.",
            "muted",
        )
    else:
        due = tally.promises_kept + tally.promises_broken
        words, role = f"{percent}% kept: {tally.promises_kept} of {due}.", "good"
        if tally.promises_broken:
            words += f" {count_of(tally.promises_broken, 'day')} went by; the next opener owns up to it."
            role = "plain"
    return [*lines, *[[("  ", ""), (row, role)] for row in wrap(words, width - 4)]]


def _at_rest(board: Board, width: int) -> list[Line]:
    words = []
    if board.drips_due:
        words.append(f"{count_of(board.drips_due, 'email')} of value due: d drafts what there is a reason for.")
    if board.to_look_at:
        words.append(f"{count_of(board.to_look_at, 'draft')} in the outbox to look at.")
    if not words:
        return []
    return [[], [("AT REST", "label")], *[[("  ", ""), (row, "plain")] for row in wrap(" ".join(words), width - 4)]]


def _table(title: str, rows: Iterable[ReportRow], width: int, *, together: bool = False) -> list[Line]:
    given = list(rows)
    room = max(20, width - 2 - 3 * NUMBER)
    heads = ("calls", "talked", "agreed")
    lines: list[Line] = [
        [(title.ljust(room + 2), "label"), *([(head.rjust(NUMBER), "muted") for head in heads] if given else [])]
    ]
    if together and given:
        sums = [sum(column) for column in zip(*((r.calls, r.talked, r.agreed) for r in given), strict=True)]
        given.append(ReportRow("together", *sums))
    for i, row in enumerate(given):
        last = together and i == len(given) - 1
        name = fit(row.name, room - 2)
        pad = " " * max(0, room - width_of([(name, "")]))
        numbers: Line = [
            (f"{v:,}".rjust(NUMBER), "number" if v else "muted") for v in (row.calls, row.talked, row.agreed)
        ]
        lines.append([("  ", ""), (name + pad, "muted" if last else "plain"), *numbers])
    return lines


def _beside(left: list[Line], right: list[Line], at: int) -> list[Line]:
    lines: list[Line] = []
    for i in range(max(len(left), len(right))):
        one = left[i] if i < len(left) else []
        two = right[i] if i < len(right) else []
        lines.append([*one, (" " * max(0, at - width_of(one)), ""), *two])
    return lines
