"""The experiment (T4): begun, looked at, ended; and the report of what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from callstation.desk.ledger import Ledger
from callstation.errors import NotFoundError, RefusedError, UsageError
from callstation.model.experiments import DayMark, Experiment, Progress, Report, ReportRow
from callstation.rules import experiment as rule
from callstation.rules.windows import end_of_day, zone_of
from callstation.store import experiments
from callstation.store.experiments import Made

DAYS, PER_DAY = 14, 2
NO_REASON, NO_SCRIPT = "without a reason", "without a script"


def today_of(ledger: Ledger) -> date:
    """The caller's today."""
    return ledger.clock.now().astimezone(zone_of(ledger.frame.zone)).date()


def start(ledger: Ledger, *, days: int = DAYS, per_day: int = PER_DAY, all_days: bool = False) -> int:
    """Begin one today; the id with which :func:`undo` takes it back.

    Raises RefusedError where one is under way, UsageError for numbers that make none.
    """
    if not rule.SHORTEST <= days <= rule.LONGEST:
        raise UsageError(f"an experiment takes 1 to {rule.LONGEST} days, not {days}")
    if not 1 <= per_day <= rule.MOST_A_DAY:
        raise UsageError(f"so many calls a day are 1 to {rule.MOST_A_DAY}, not {per_day}")
    found = current(ledger)
    if found is not None:
        raise RefusedError(
            f"one is under way since {found.experiment.started_on:%d %b}".replace(" 0", " ")
            + ": 'callstation experiment end' ends it"
        )
    day, now = today_of(ledger), ledger.clock.now()
    return experiments.start(ledger.book, ledger.frame.caller, day, days, per_day, now, weekdays_only=not all_days)


def newest(ledger: Ledger) -> Progress | None:
    """Where the newest one stands today, also where it is over; None where there never was one."""
    found = experiments.newest(ledger.book, ledger.frame.caller)
    if found is None:
        return None
    today = today_of(ledger)
    made = experiments.calls_by_day(ledger.book, ledger.frame.caller, today, today)
    return rule.progress(found, made.get(today, 0), today, ledger.frame.days)


def current(ledger: Ledger) -> Progress | None:
    """The same where it is not over."""
    found = newest(ledger)
    return found if found is not None and not found.over else None


def end(ledger: Ledger) -> int:
    """End the one under way; the id with which :func:`undo` takes it back. Raises NotFoundError where none is."""
    found = current(ledger)
    if found is None:
        raise NotFoundError("no experiment is under way: 'callstation experiment start' begins one")
    return experiments.end(ledger.book, found.experiment.id, today_of(ledger), ledger.clock.now())


def undo(ledger: Ledger, undo_id: int) -> str:
    """Take back that one was begun or ended: what became of it, in a line."""
    before = current(ledger)
    if not experiments.undo(ledger.book, undo_id, ledger.clock.now()):
        return "that was taken back already"
    return "taken back: it was never begun" if before is not None else "taken back: it goes on as before"


def marks(ledger: Ledger, found: Experiment) -> tuple[DayMark, ...]:
    """Its calendar as of today."""
    made = experiments.calls_by_day(ledger.book, ledger.frame.caller, found.started_on, found.last_day)
    return rule.calendar(found, made, today_of(ledger), ledger.frame.days)


def report(ledger: Ledger) -> Report:
    """What came of the newest experiment so far, from the calls of its days. Raises NotFoundError."""
    # Here: the call screen asks this module where it stands, and needs no more of it.
    from callstation.rules.tallies import sum_of
    from callstation.store.record import reason_texts
    from callstation.store.stats import by_day

    stands = newest(ledger)
    if stands is None:
        raise NotFoundError("there was no experiment yet: 'callstation experiment start' begins one")
    found, frame = stands.experiment, ledger.frame
    until = min(found.last_day, today_of(ledger))
    begin = datetime.combine(found.started_on, time(0), zone_of(frame.zone))
    calls = experiments.calls_made(ledger.book, frame.caller, begin, end_of_day(until, frame.zone))
    here = zone_of(frame.zone)
    made = Counter(c.at.astimezone(here).date() for c in calls)
    # The calls themselves are counted here, so that everything adds up to them, also where somebody was erased since.
    tally = replace(
        sum_of(by_day(ledger.book, found.started_on, until, frame.caller).values()),
        outcomes=Counter(c.outcome for c in calls),
        steps_agreed=sum(1 for c in calls if c.agreed),
    )
    texts = reason_texts(ledger.book, {c.reason_id for c in calls if c.reason_id})
    return Report(
        experiment=found,
        until=until,
        over=stands.over,
        marks=rule.calendar(found, made, today_of(ledger), frame.days),
        tally=tally,
        people=len({c.person_id for c in calls}),
        by_reason=_rows(calls, lambda c: texts.get(c.reason_id or 0, NO_REASON)),
        by_hour=_by_hour(calls, frame.zone),
        by_script=_rows(calls, lambda c: c.script or NO_SCRIPT),
    )


def _rows(calls: Sequence[Made], name: Callable[[Made], str]) -> tuple[ReportRow, ...]:
    """The calls by what ``name`` says of each, those with the most calls first."""
    found: defaultdict[str, list[Made]] = defaultdict(list)
    for call in calls:
        found[name(call)].append(call)
    rows = [_row(title, of) for title, of in found.items()]
    return tuple(sorted(rows, key=lambda r: (-r.calls, -r.agreed, r.name)))


def _by_hour(calls: Sequence[Made], own_zone: str) -> tuple[ReportRow, ...]:
    """By the hour on the other person's clock, the early ones first."""
    rows = _rows(calls, lambda c: f"{c.at.astimezone(zone_of(c.zone or own_zone)).hour:02d}")
    return tuple(
        ReportRow(f"{int(r.name)}:00-{(int(r.name) + 1) % 24}:00", r.calls, r.talked, r.agreed)
        for r in sorted(rows, key=lambda r: r.name)
    )


def _row(title: str, calls: Sequence[Made]) -> ReportRow:
    talked = sum(1 for c in calls if c.outcome.conversation)
    return ReportRow(title, len(calls), talked, sum(1 for c in calls if c.agreed))
