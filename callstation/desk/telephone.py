"""The desk's telephone: one line, the dialler of the settings behind it, and the clock that its events drive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from callstation.clock import Clock
from callstation.dialler_settings import Dialler
from callstation.errors import DialerError
from callstation.model.dialling import End, Line, LineEvent, Stage

if TYPE_CHECKING:
    from callstation.dialers.protocol import Dialer


class Telephone:
    """Used by one thread. Events of a dialler come from others: see :meth:`listen`."""

    def __init__(self, clock: Clock, settings: Dialler) -> None:
        self._clock = clock
        self._settings = settings
        self._dialer: Dialer | None = None
        self._sink: Callable[[LineEvent], object] = self.heard
        self._call = 0
        """The running number of the call on the line: events of earlier ones are too late."""
        self._line = Line()
        self._began = self._answered = self._ended = 0.0

    @property
    def by_hand(self) -> bool:
        """Whether the settings leave dialling to the caller, or to a program that tells nothing."""
        return self._settings.kind != "baresip"

    def listen(self, sink: Callable[[LineEvent], object]) -> None:
        """Send events to ``sink`` from now on, in whatever thread they happen; it hands them to :meth:`heard`."""
        self._sink = sink

    def line(self) -> Line:
        """The line at this moment."""
        line = self._line
        if line.stage is Stage.IDLE:
            return line
        until = self._clock.monotonic() if line.stage.up else self._ended
        talked = int(until - self._answered) if self._answered else None
        return replace(
            line,
            seconds=max(0, talked) if talked is not None else None,
            waited=max(0, int(until - self._began)),
        )

    def dial(self, person_id: int, number: str, extension: str, name: str) -> None:
        """Ring somebody; the number was checked. Where the dialler cannot, the caller dials by hand, and reads why."""
        if self._dialer is None:
            from callstation.dialers.making import make_dialer

            self._dialer = make_dialer(self._settings, self._tell)
        self._began = self._clock.monotonic()
        self._answered = self._began if self.by_hand else 0.0
        self._line = Line(person_id, number, extension, Stage.DIALLING, self.by_hand)
        try:
            self._call = self._dialer.dial(number, extension, name)
        except DialerError as error:
            self._line = replace(self._line, by_hand=True, words=str(error))
            self._answered = self._began

    def hang_up(self) -> None:
        """End the call, if there is one; its seconds stay until the line is cleared."""
        line = self._line
        if not line.stage.up or self._dialer is None:
            return
        self._dialer.hang_up()
        if line.by_hand:
            self._over(LineEvent(self._call, Stage.ENDED, End.OVER))

    def send_digits(self, digits: str) -> None:
        """Send digits to who has answered. Raises DialerError."""
        if self._dialer is None or self._line.stage is not Stage.ANSWERED:
            raise DialerError("digits can be sent once somebody has answered a call that callstation made")
        self._dialer.send_digits(digits)

    def heard(self, event: LineEvent) -> bool:
        """Take in an event of the dialler; False where it is of a call that is no longer on the line."""
        line = self._line
        if event.call < self._call or not line.stage.up:
            return False
        if event.stage is Stage.ENDED:
            self._over(event)
            return True
        if event.stage is Stage.ANSWERED and not self._answered:
            self._answered = self._clock.monotonic() - event.ago
        self._line = replace(line, stage=event.stage, words=event.words or line.words)
        return True

    def clear(self) -> None:
        """Nobody is on the line any more: hung up where somebody was, and forgotten."""
        self.hang_up()
        self._call += 1  # what still comes of it is too late
        self._line = Line()

    def close(self) -> None:
        """Hang up, and end what was started."""
        if self._dialer is not None:
            self._sink = lambda _: None
            self._dialer.close()

    def _tell(self, event: LineEvent) -> None:
        self._sink(event)

    def _over(self, event: LineEvent) -> None:
        line = self._line
        if not line.stage.up:
            return
        self._ended = self._clock.monotonic()
        self._line = replace(line, stage=Stage.ENDED, end=event.end, code=event.code, words=event.words)
