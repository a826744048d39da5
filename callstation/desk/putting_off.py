"""Until when somebody is put off, out of what was typed."""

from __future__ import annotations

from datetime import datetime

from callstation.dates.spoken import short_day
from callstation.desk.answers import read_moment_for
from callstation.desk.tools import Tools
from callstation.model.people import Prospect
from callstation.rules.windows import opening_on, read_hours, zone_of


def put_off_until(tools: Tools, person: Prospect, typed: str, now: datetime) -> tuple[datetime, str]:
    """(the moment in UTC, the day as it is read back): the hour that was named, or else the day's first within their
    hours. Raises DateNotUnderstoodError."""
    frame = tools.frame
    moment = read_moment_for(typed, person, frame, now, day_first=tools.settings.region.day_first)
    until = moment.at or opening_on(moment.day, read_hours(person.hours, frame.hours), moment.zone)
    return until, short_day(moment.day, now.astimezone(zone_of(moment.zone)).date())
