"""The board: the experiment, today and the week, promises, the list's length, reasons; from running tallies (T4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from callstation.desk import experimenting
from callstation.desk.dripping import tonight
from callstation.desk.experimenting import today_of
from callstation.desk.ledger import Ledger
from callstation.model.cards import Tally
from callstation.model.experiments import DayMark, Progress, ReportRow
from callstation.rules.list_length import MANY, ListLength, list_length
from callstation.rules.tallies import sum_of
from callstation.store import drips, stats
from callstation.store.record import reason_texts

WEEKS = 4
"""So many are looked back on for the caller's pace and the reasons."""
MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows of one day."""

    today: date
    progress: Progress | None
    """The newest experiment, also where it is over."""
    marks: tuple[DayMark, ...]
    day: Tally
    week: Tally
    """From Monday on."""
    ever: Tally
    """All promises of the caller's."""
    list_length: ListLength
    reasons: tuple[ReportRow, ...]
    """The last four weeks, by reason."""
    drips_due: int
    to_look_at: int
    """Emails of value that were drafted and wait for a look."""
    team: tuple[ReportRow, ...] = ()
    """What each of several callers did today; () where there is one."""


def board_of(ledger: Ledger) -> Board:
    """The board of today. Raises StoreError."""
    book, caller, now = ledger.book, ledger.frame.caller, ledger.clock.now()
    today = today_of(ledger)
    progress = experimenting.newest(ledger)
    back = today - timedelta(weeks=WEEKS) + timedelta(days=1)
    days = stats.by_day(book, back, today, caller)
    monday = today - timedelta(days=today.weekday())
    working = sum(1 for n in range(7 * WEEKS) if (back + timedelta(days=n)).weekday() in ledger.frame.days)
    return Board(
        today=today,
        progress=progress,
        marks=experimenting.marks(ledger, progress.experiment) if progress else (),
        day=days.get(today, Tally()),
        week=sum_of(tally for day, tally in days.items() if day >= monday),
        ever=stats.promises_ever(book, caller),
        list_length=list_length(
            stats.callable_people(book, MANY),
            sum_of(days.values()).calls,
            working,
            progress.experiment.per_day if progress and not progress.over else 0,
        ),
        reasons=_reasons(ledger, back, today),
        drips_due=len(drips.due(book, tonight(ledger, now))),
        to_look_at=drips.waiting_for_a_look(book),
        team=() if book.sqlite else _team(ledger, today),
    )


def _team(ledger: Ledger, today: date) -> tuple[ReportRow, ...]:
    from callstation.store import colleagues

    found = colleagues.today(ledger.book, today)
    return tuple(
        ReportRow(caller or "without a name", tally.calls, tally.talked, tally.steps_agreed) for caller, tally in found
    )


def _reasons(ledger: Ledger, start: date, end: date) -> tuple[ReportRow, ...]:
    found = stats.by_reason(ledger.book, ledger.frame.caller, start, end)
    best = sorted(found.items(), key=lambda item: (-item[1][0].calls, item[0]))[:MOST_REASONS]
    texts = reason_texts(ledger.book, [reason_id for reason_id, _ in best])
    return tuple(
        ReportRow(texts.get(reason_id, "a reason that is gone"), tally.calls, tally.talked, steps)
        for reason_id, (tally, steps) in best
    )
