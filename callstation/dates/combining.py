"""The items of a phrase put together: one day, one hour, and nothing that contradicts them or is past."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from callstation.dates import words
from callstation.dates.hours import settle, settle_span
from callstation.dates.items import DayItem, HourItem, Item, MomentItem, PartItem, WeekdayItem, WhoseItem
from callstation.dates.moments import When
from callstation.dates.refusals import full, past, refuse, twice
from callstation.dates.spans import LONGEST_DAYS
from callstation.dates.spoken import clock_hour, ordinal
from callstation.dates.weekdays import coming, in_next_week

Of = TypeVar("Of", bound=Item)


def combined(found: list[Item], now: datetime) -> When:
    """What the items mean together at ``now`` (aware). Raises DateNotUnderstoodError where they clash or are past."""
    whose = _only(found, WhoseItem, "people's times")
    said = whose.whose if whose else ""
    moment = _only(found, MomentItem, "times")
    if moment:
        other = next((item for item in found if item is not moment and item is not whose), None)
        if other:
            raise twice("times", moment.text, other.text)
        return _ahead(When(moment.at.date(), moment.at.timetz().replace(tzinfo=None), said), now, moment.text)
    hour = _only(found, HourItem, "hours")
    part = _part(found)
    at = _hour(hour, part)
    until = _until(hour, part, at)
    day = _day(found, hour, part, until, now)
    if day.day == now.date() and until is not None and _gone(day.day, until, now):
        named = hour or part
        raise refuse(
            f'"{named.text if named else day.text}" has passed today: say which day, like "tomorrow" or "friday"',
            named.text if named else day.text,
        )
    return _ahead(When(day.day, None if hour is None or hour.before else at, said), now, day.text)


def _day(found: list[Item], hour: HourItem | None, part: PartItem | None, until: time | None, now: datetime) -> DayItem:
    """The day that is meant: the one named, or today where an hour or "tonight" stands alone."""
    day = _named_day(found)
    weekday = _only(found, WeekdayItem, "days")
    if hour and part is None:
        _no_date(hour, day)
    today = next((p for p in _all(found, PartItem) if p.today or (p.alone and not day and not weekday)), None)
    if today:
        if day and day.day != now.date():
            raise twice("days", day.text, today.text)
        day = day or DayItem(today.text, now.date())
    if weekday:
        on = _weekday(weekday, day, _from(part, until) if hour is None else until, now)
        if hour and not day:
            _number_or_day(hour, part, weekday, on)
        return DayItem(weekday.text, on)
    if day:
        if day.whole and (hour or _all(found, PartItem)):
            raise refuse(f'"{day.whole}" is no single day to put an hour to: name the day as well', day.whole)
        return day
    if hour is None:
        text = found[0].text
        raise refuse(f'"{text}" says no day: put one with it, like "tomorrow" or "friday"', text)
    if hour.start.doubt not in ("", "edge") and part is None:
        raise _two_readings(hour)
    return DayItem(hour.text, now.date())


def _no_date(hour: HourItem, day: DayItem | None) -> None:
    """Refuses "the 16th 2030", which may name a year, and "late october 16", which may name a day."""
    if hour.start.doubt == "year" or (day and day.edge and hour.start.doubt == "number"):
        raise _two_readings(hour)


def _two_readings(hour: HourItem) -> Exception:
    start = hour.start
    if start.doubt == "number":
        instead = f'"at {start.hour}" or "the {ordinal(start.hour)}"'
    elif start.doubt == "year":
        instead = f'"{start.hour}:{start.minute:02d}", or "16 march {start.text}"'
    else:
        instead = '"at 14:30" or "16 march"'
    return refuse(f'"{hour.text}" could be a date or an hour: write it like {instead}', hour.text)


def _all(found: list[Item], kind: type[Of]) -> list[Of]:
    return [item for item in found if isinstance(item, kind)]


def _only(found: list[Item], kind: type[Of], plural: str) -> Of | None:
    some = _all(found, kind)
    if len(some) > 1:
        raise twice(plural, some[0].text, some[1].text)
    return some[0] if some else None


def _named_day(found: list[Item]) -> DayItem | None:
    """The date named; two ways of naming the same day agree with each other."""
    days = _all(found, DayItem)
    for other in days[1:]:
        if other.day != days[0].day or other.whole or days[0].whole:
            raise twice("days", days[0].text, other.text)
    return days[0] if days else None


def _part(found: list[Item]) -> PartItem | None:
    named = [part for part in _all(found, PartItem) if part.name]
    if len({part.name for part in named}) > 1:
        raise twice("parts of the day", named[0].text, named[1].text)
    return named[0] if named else None


def _hour(hour: HourItem | None, part: PartItem | None) -> time | None:
    """The hour on the clock, or the limit where only an end ("before 10") was named."""
    if hour is None:
        return None
    name = part.name if part else ""
    return settle_span(hour.start, hour.end, name) if hour.end else settle(hour.start, name)


def _until(hour: HourItem | None, part: PartItem | None, at: time | None) -> time | None:
    """Until when today would still do: the hour, or the end of the part of the day; None where neither was named."""
    if hour or part is None:
        return at
    end = words.PARTS[part.name][1]
    return time(23, 59, 59) if end == 24 else time(end)


def _number_or_day(hour: HourItem, part: PartItem | None, weekday: WeekdayItem, on: date) -> None:
    """In "monday 16" the number may be the day's, where Monday is the 16th or no hour is commonly said so."""
    start = hour.start
    if part or start.doubt not in ("number", "dotted"):
        return
    if start.hour == on.day or (start.doubt == "number" and start.hour > 12):
        text = f"{weekday.text} {start.text}"
        raise refuse(
            f'"{text}" could be a day or an hour: say "at {start.hour}:00" or "the {ordinal(on.day)}"', start.text
        )


def _from(part: PartItem | None, until: time | None) -> time | None:
    """When a part of the day begins: "wed morning", said on a Wednesday morning, is next week's."""
    return time(words.PARTS[part.name][0]) if part else until


def _weekday(item: WeekdayItem, day: DayItem | None, hour: time | None, now: datetime) -> date:
    """The date of a weekday, or of the date beside it, which must fall on it.

    ``hour``, where named, lets today's own weekday be today if it is still to come.
    """
    today = now.date()
    if day:
        fits = {coming(item.weekday, today), in_next_week(item.weekday, today)}
        if day.day.weekday() != item.weekday or (item.which == "next" and day.day not in fits):
            raise refuse(f'"{day.text}" and "{item.text}" are two days: {full(day.day)}', item.text)
        return day.day
    if item.which == "next":
        return in_next_week(item.weekday, today)
    if item.weekday == today.weekday() and item.which != "coming":
        still = hour is not None and not _gone(today, hour, now)
        if still or item.which == "this":
            return today
    return coming(item.weekday, today)


def _gone(day: date, hour: time, now: datetime) -> bool:
    return _instant(day, hour, now) < now.astimezone(UTC)


def _instant(day: date, hour: time, now: datetime) -> datetime:
    """``hour`` on ``day`` on the clock of ``now``; of two equal hours the second, where the first has passed."""
    first = datetime.combine(day, hour, now.tzinfo).astimezone(UTC)
    second = datetime.combine(day, hour.replace(fold=1), now.tzinfo).astimezone(UTC)
    return max(first, second) if first < now.astimezone(UTC) else first


def _ahead(when: When, now: datetime, text: str) -> When:
    """``when``, if it is not past and not beyond ten years."""
    if when.day < now.date():
        raise past(text, full(when.day))
    if when.day - now.date() > timedelta(days=LONGEST_DAYS):
        raise refuse(f'"{text}" is more than ten years away: {full(when.day)}', text)
    if when.hour is None:
        return when
    at = _instant(when.day, when.hour, now)
    if at < now.astimezone(UTC):
        raise past(text, clock_hour(when.hour))
    local = at.astimezone(now.tzinfo)
    return When(when.day, when.hour.replace(fold=local.fold), when.whose)
