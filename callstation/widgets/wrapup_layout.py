"""The wrap-up as lines: an hour looked back on kindly, and nothing that was promised left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from callstation.dates.spoken import both_zones, clock_hour, short_day, spoken_day, spoken_day_long
from callstation.dates.words import DAYS, MONTHS
from callstation.desk.wrapup import DayAhead, WrapUp
from callstation.model.calls import Outcome
from callstation.model.cards import Session, Tally
from callstation.rules.sessions import goal_words, reached
from callstation.rules.windows import zone_of
from callstation.store.wrapup import Agreed, Promised, Someone
from callstation.text import clean_line, count_of
from callstation.widgets.spans import Line, Span, fit_line, width_of, wrap

MEASURE = 96
_SENTENCE = re.compile(r"(?<=[.!?]) ")
WORDS = 3
"""Lines of a promise's words at most."""
ENOUGH_MINUTES = 10
ENOUGH_CALLS = 3
"""Below these a number of calls an hour says nothing."""


def wrapup_lines(wrap_up: WrapUp, width: int, zone: str, now: datetime) -> list[Line]:
    """The whole page for ``width`` cells; ``zone`` is the caller's, ``now`` aware."""
    width = min(width, MEASURE)
    today = now.astimezone(zone_of(zone)).date()
    lines: list[Line] = []
    for text in kind_words(wrap_up.session, wrap_up.tally):
        lines += [[(row, "plain")] for row in wrap(text, width)]
    lines += _happened(wrap_up.tally, width)
    lines += _section("THEY SAID YES", [[("★ ", "good"), (_who(who), "name")] for who in wrap_up.won], width)
    lines += _section("YOU PROMISED TO CALL", _flat(_promised(p, today, width) for p in wrap_up.promises), width)
    lines += _section("YOU AGREED", _flat(_agreed(a, zone, today, width) for a in wrap_up.steps), width)
    lines += _ends(wrap_up, width)
    for day in wrap_up.ahead:
        lines += _section(_day_title(day.day, today), _ahead(day, zone, width), width)
    return lines


# what to say about it -----------------------------------------------------------------------------------
def kind_words(session: Session | None, tally: Tally) -> list[str]:
    """A sentence or two about an hour: true, and such that one sits down again tomorrow."""
    if session is None or not tally.calls:
        return ["No calls this time, and that is all right. Everybody is still on the list; it keeps until you come."]
    minutes = session.seconds // 60
    said = f"{count_of(tally.calls, 'call')} in {count_of(max(1, minutes), 'minute')}"
    if tally.talked == 0:
        first = f"{said}, and nobody was there. That is the hour, not you: each of them has a next try already."
    elif tally.talked == 1:
        first = f"{said}, and one of them became a conversation."
    else:
        first = f"{said}, and {tally.talked} of them became conversations."
    words = [first]
    if reached(session, tally):
        words.append(f"You set out for {goal_words(session.goal, session.target)}, and did it.")
    if pace := _pace(tally, minutes):
        words.append(pace)
    return words


def _pace(tally: Tally, minutes: int) -> str:
    if minutes < ENOUGH_MINUTES or tally.calls < ENOUGH_CALLS:
        return ""
    pace = round(tally.calls * 60 / minutes)
    if tally.talked * 2 >= tally.calls:
        return f"That is about {pace} calls an hour. The talking took the time, and the talking is the point."
    return f"That is about {pace} calls an hour."


# what happened --------------------------------------------------------------------------------------------
def _happened(tally: Tally, width: int) -> list[Line]:
    spans: list[list[Span]] = [
        [(f"{tally.outcomes[o]} ", "number"), (o.words, "name" if o.conversation else "plain")]
        for o in Outcome
        if tally.outcomes.get(o)
    ]
    if kept := tally.promises_kept:
        spans.append([(f"{count_of(kept, 'promise')} kept", "good")])
    lines: list[Line] = []
    for pair in spans:
        size = width_of([*pair]) + 3
        if not lines or width_of(lines[-1]) + size > width - 2:
            lines.append(list(pair))
        else:
            lines[-1] += [("   ", ""), *pair]
    return _section("WHAT HAPPENED", lines, width)


def _ends(wrap_up: WrapUp, width: int) -> list[Line]:
    if not wrap_up.ends:
        return []
    rows: list[Line] = [[(_who(who), "plain"), (f"  {outcome.words}", "muted")] for who, outcome in wrap_up.ends]
    ends = "Clean ends: they will not be called again, and you need not wonder."
    rows += [[(row, "muted")] for row in wrap(ends, width - 2)]
    return _section("LET GO KINDLY", rows, width)


def _promised(promised: Promised, today: date, width: int) -> list[Line]:
    promise = promised.promise
    head: Line = [(f"{short_day(promise.day, today)}  ", "accent"), (_who(promised.who), "name")]
    words = said_about(promise.words, promise.day)
    return [head, *([("  ", ""), (row, "muted")] for row in wrap(f"“{words}”", width - 4)[:WORDS] if words)]


def said_about(words: str, day: date) -> str:
    """Of what was said, the sentence that names the day; the beginning where none does."""
    text = clean_line(words)
    named = (spoken_day(day), spoken_day_long(day), DAYS[day.weekday()])
    sentences = [part.strip() for part in _SENTENCE.split(text)]
    return next((one for name in named for one in sentences if name in one), text)


def _agreed(agreed: Agreed, zone: str, today: date, width: int) -> list[Line]:
    step = agreed.step
    if step.at is None:
        lines: list[Line] = [[(f"{short_day(step.day, today)}  ", "accent"), (_who(agreed.who), "name")]]
    else:
        when = both_zones(step.at, step.zone, zone, _town(agreed.who), today)
        lines = [[(_who(agreed.who), "name")], [("  ", ""), (when, "accent")]]
    return lines + [[("  ", ""), (row, "plain")] for row in wrap(step.what, width - 4) if row]


# what is coming ---------------------------------------------------------------------------------------------
def _day_title(day: date, today: date) -> str:
    named = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    if day == today:
        return "STILL TODAY"
    return (f"Tomorrow, {named}" if (day - today).days == 1 else named).upper()


def _ahead(day: DayAhead, zone: str, width: int) -> list[Line]:
    if day.empty:
        return [[("Nothing is waiting yet: whoever you reach that day is a bonus.", "muted")]]
    rows: list[Line] = []
    for agreed in day.steps:
        at = agreed.step.at
        hour = f"{clock_hour(at.astimezone(zone_of(zone)))} your time  " if at is not None else "agreed  "
        rows.append([(hour, "accent"), (_who(agreed.who), "name"), (f"  {clean_line(agreed.step.what)}", "plain")])
    rows += [[("promised  ", "accent"), (_who(p.who), "name")] for p in day.promises]
    if day.others:
        more = "more " if rows else ""
        rows.append([(f"{count_of(day.others, f'{more}person', f'{more}people')} whose time comes", "muted")])
    return [fit_line(row, width) for row in rows]


def _section(title: str, rows: Sequence[Line], width: int) -> list[Line]:
    if not rows:
        return []
    return [[], [(title, "label")], *([("  ", ""), *fit_line(row, width - 2)] for row in rows)]


def _flat(blocks: Iterable[list[Line]]) -> list[Line]:
    return [line for block in blocks for line in block]


def _who(who: Someone) -> str:
    return ", ".join(clean_line(part) for part in (who.name, who.company) if part)


def _town(who: Someone) -> str:
    return clean_line(who.place.split(",")[0])
