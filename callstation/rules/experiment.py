"""The experiment's calendar (T4): which days count, what each came to, and the words for it, which are kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from callstation.model.experiments import DayMark, DayState, Experiment, Progress
from callstation.text import count_of

SHORTEST, LONGEST = 1, 366
MOST_A_DAY = 100
WEEKDAYS = frozenset(range(5))


def works_on(experiment: Experiment, day: date, working_days: Collection[int]) -> bool:
    """Whether a day counts: a day off that is worked all the same counts too, but is never missed.

    Whoever works on any day of the week has the weekend off here, unless all days were asked for.
    """
    days = working_days if len(working_days) < 7 else WEEKDAYS
    return not experiment.weekdays_only or day.weekday() in days


def calendar(
    experiment: Experiment, calls: Mapping[date, int], today: date, working_days: Collection[int]
) -> tuple[DayMark, ...]:
    """Every day of it, up to its last, with what it came to as of ``today``."""
    days = (experiment.last_day - experiment.started_on).days + 1
    return tuple(
        _mark(experiment, experiment.started_on + timedelta(days=n), calls, today, working_days) for n in range(days)
    )


def _mark(
    experiment: Experiment, day: date, calls: Mapping[date, int], today: date, working_days: Collection[int]
) -> DayMark:
    made = calls.get(day, 0)
    free = not works_on(experiment, day, working_days)
    if made >= experiment.per_day:
        state = DayState.DONE
    elif day == today and not free:
        state = DayState.TODAY
    elif made:
        state = DayState.PART
    elif free:
        state = DayState.FREE
    else:
        state = DayState.AHEAD if day > today else DayState.MISSED
    return DayMark(day, state, made)


def progress(experiment: Experiment, calls_today: int, today: date, working_days: Collection[int]) -> Progress:
    """Where it stands on ``today``, on which so many calls were made."""
    over = today > experiment.last_day or experiment.ended_on is not None
    return Progress(
        experiment,
        number=min((today - experiment.started_on).days + 1, experiment.days),
        calls=calls_today,
        free=not works_on(experiment, today, working_days),
        over=over,
    )


def header_words(found: Progress, *, short: bool = False) -> str:
    """For the top line: ``day 3 of 14, 1 of 2 today``; '' once it is over."""
    if found.over:
        return ""
    per_day = found.experiment.per_day
    today = f"{found.calls} of {per_day} today" if not found.free or found.calls else "a day off"
    if found.calls >= per_day:
        today = "done for today"
    return today if short else f"day {found.number} of {found.experiment.days}, {today}"


def today_words(found: Progress) -> str:
    """A sentence about what is left of today."""
    if found.over:
        return "It is over. See what came of it."
    if found.calls >= found.experiment.per_day:
        return "Done for today. Whatever you do now is a gift."
    if found.free:
        return "A day off: nothing is missed today."
    if found.calls:
        return f"{count_of(found.left, 'more call')} and today is done."
    return f"{count_of(found.left, 'call')} today. The first one is the hardest."


def kind_words(marks: Collection[DayMark]) -> str:
    """About days that went by, '' where none did: kindly, since guilt brings nobody back to the phone (T4)."""
    missed = sum(1 for m in marks if m.state is DayState.MISSED)
    part = sum(1 for m in marks if m.state is DayState.PART)
    done = sum(1 for m in marks if m.state is DayState.DONE)
    if missed:
        went = "One day went by without a call" if missed == 1 else f"{missed} days went by without a call"
        rest = f", and {count_of(done, 'day is', 'days are')} done" if done else ""
        return f"{went}{rest}. Nothing is lost by it: today counts as much as any other."
    if part:
        return "A day with fewer calls than you meant is a day with calls."
    return ""
