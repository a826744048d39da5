"""The caller's own CalDAV calendar, kept as the book has it: every open step and promise, and nothing else of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from callstation.calendars.caldav import CalDav, CalendarError
from callstation.desk.ledger import Ledger
from callstation.errors import RefusedError
from callstation.exporters.calendar import one_date, uid_of
from callstation.passwords import NoPasswordError, Secret, Source, password
from callstation.settings import Calendar, Settings
from callstation.store import calendar_entries, walking

VARIABLE = "CALLSTATION_CALENDAR_PASSWORD"
SERVICE = "callstation calendar"


@dataclass(frozen=True, slots=True)
class Synced:
    """How many dates were put in, changed and taken out."""

    created: int = 0
    changed: int = 0
    removed: int = 0


def sync(tools: Ledger, settings: Settings, *, stopped: Callable[[], bool] | None = None) -> Synced:
    """Bring the calendar up to date; what is there already is left alone. Works in any thread whose own book
    ``tools`` holds, and can be cut off anywhere: the next time goes on.

    Raises RefusedError where the settings name no calendar, CalendarError where it cannot be reached.
    """
    if not settings.calendar.url:
        raise RefusedError("no calendar is named yet: write its address into [calendar] url of the settings")
    book, now = tools.book, tools.clock.now()
    known = calendar_entries.entries(book)
    wanted = {uid_of(a): a for a in walking.appointments(book)}
    created = changed = removed = 0
    dav = CalDav(settings.calendar, lambda: _password(settings.calendar))
    try:
        for uid, appointment in wanted.items():
            text = one_date(appointment, now)
            # Without the stamp of when it was written, which is new each time.
            digest = sha256("".join(ln for ln in text.splitlines() if not ln.startswith("DTSTAMP")).encode())
            if known.get(uid) == digest.hexdigest():
                continue
            if stopped is not None and stopped():
                break
            dav.put(uid, text)
            calendar_entries.put(book, uid, dav.href(uid), digest.hexdigest(), now)
            created, changed = (created, changed + 1) if uid in known else (created + 1, changed)
        for uid in sorted(set(known) - set(wanted)):
            if stopped is not None and stopped():
                break
            dav.remove(uid)
            calendar_entries.gone(book, uid)
            removed += 1
    finally:
        dav.close()
    return Synced(created, changed, removed)


def _password(calendar: Calendar) -> Secret:
    source = Source("calendar", calendar.password_from, calendar.password_command, calendar.user, SERVICE, VARIABLE)
    try:
        return password(source)
    except NoPasswordError as error:
        raise CalendarError(str(error)) from None
