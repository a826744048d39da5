"""The caller's own calendar, kept up to date beside the calls: in a thread, and never in their way."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

from textual.message import Message

from callstation.errors import CallstationError
from callstation.screens.call_base import CallBase
from callstation.store.beside import beside

EVERY = 5.0
"""Seconds between two looks at whether anything was agreed."""
AFTER_A_FAULT = 300.0
"""Seconds until a calendar that could not be reached is tried again."""


class CalendarSync(CallBase):
    """Puts what was agreed and promised into the calendar that the settings name. Part of the call screen."""

    _syncing = False
    _leaving = False
    _not_before = 0.0
    _told = ""

    class CalendarSynced(Message):
        """It was tried; ``fault`` is the sentence where it could not be done."""

        def __init__(self, fault: str) -> None:
            super().__init__()
            self.fault = fault

    def on_mount(self) -> None:
        if self.desk.tools.settings.calendar.url and not self.desk.tools.book.read_only:
            self.set_interval(EVERY, self.sync_calendar)

    def on_unmount(self) -> None:
        """What is left is put there the next time."""
        self._leaving = True

    def sync_calendar(self) -> None:
        """Begin, where something has changed and nothing is on its way."""
        if self._syncing or not self.desk.dates_changed or time.monotonic() < self._not_before:
            return
        self._syncing, self.desk.dates_changed = True, False
        self.run_worker(self._work, thread=True, exit_on_error=False)

    def _work(self) -> None:
        from callstation.desk.syncing import sync

        fault = "the calendar was not brought up to date"
        try:
            with beside(self.desk.tools.book) as book:
                sync(replace(self.desk.tools, book=book), self.desk.tools.settings, stopped=lambda: self._leaving)
            fault = ""
        except CallstationError as error:
            fault = str(error)
        finally:
            with suppress(RuntimeError):  # the screen may be gone by now
                self.post_message(self.CalendarSynced(fault))

    def on_calendar_sync_calendar_synced(self, message: CalendarSynced) -> None:
        """A fault is said once, and tried again later."""
        message.stop()
        self._syncing = False
        if message.fault:
            self.desk.dates_changed = True
            self._not_before = time.monotonic() + AFTER_A_FAULT
            if message.fault != self._told:
                self.say(f"your calendar: {message.fault}", bad=True)
                self.paint()
        self._told = message.fault
